"""The plot over a single input: which curves there are, what they are called, how high the plot reaches."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.catalog import activations
from engine.diagnostics import Surface
from engine.diagnostics.points import PointSet
from engine.spec import DataInfo, ExperimentSpec, LayerSpec
from gui.plots.picture import title_of
from gui.theme.theme import Color, Theme

_PAD = 0.08


def heights(y: NDArray[np.generic], info: DataInfo) -> NDArray[np.float64]:
    """Where points stand over the input, (n,): the first target; a class of two at 0 or 1, of more at 0.

    y: int64 (n,) class numbers or float64 (n, outputs).
    """
    first = (y if y.ndim == 1 else y[:, 0]).astype(np.float64)
    return first * 0.0 if len(info.classes) > 2 else first


def height_name(surface: Surface | None, info: DataInfo, layers: Sequence[LayerSpec]) -> str:
    """What the upward axis measures."""
    focus = surface.request.focus if surface is not None else None
    return info.outputs[0] if info.task == "regression" and focus is None else title_of(focus, info, layers=layers)


def curve_names(surface: Surface, info: DataInfo, layers: Sequence[LayerSpec]) -> tuple[str, ...]:
    """One name a curve."""
    count = int(surface.plot.shape[0])
    if surface.request.focus is not None:
        return (title_of(surface.request.focus, info, layers=layers),) * count
    names = info.outputs or (info.classes if len(info.classes) == count else ())
    if info.task == "regression" and count == 1:
        return (f"predicted {names[0]}",)
    if info.task == "binary" and count == 1:
        return (f"output: {info.classes[1]}",)
    return tuple(names[index] if index < len(names) else f"output {index + 1}" for index in range(count))


def curve_colors(surface: Surface, info: DataInfo, theme: Theme) -> list[Color]:
    """The accent for a single curve, the class palette for several."""
    count = surface.plot.shape[0]
    if count == 1:
        return [theme.accent]
    return [theme.class_palette[index % len(theme.class_palette)] for index in range(count)]


def curve_range(
    surface: Surface, spec: ExperimentSpec, info: DataInfo, points: PointSet | None
) -> tuple[float, float]:
    """How far the plot reaches: over the targets, 0 to 1 for classes, a neuron's bounds for its activation."""
    focus = surface.request.focus
    if focus is None and info.task != "regression":
        return -_PAD, 1.0 + _PAD
    parts: list[NDArray[np.float64]] = [surface.plot]
    if focus is None and points is not None:
        targets = (points.training_y, points.validation_y)
        parts = [part[:, 0].astype(np.float64) for part in targets if part.ndim == 2 and part.size] or parts
    elif focus is not None and 0 <= focus[0] < len(spec.network.layers):
        activation = activations[spec.network.layers[focus[0]].activation]
        if np.isfinite([activation.low, activation.high]).all():
            parts = [np.array([activation.low, activation.high])]
    finite = np.concatenate([part[np.isfinite(part)].ravel() for part in parts])
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    pad = _PAD * (high - low) if high > low else 1.0
    return low - pad, high + pad
