"""From a surface to colours: the signed map, the map of the classes, and the lines between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from engine.catalog import activations
from engine.diagnostics import Surface
from engine.spec import DataInfo, ExperimentSpec, LayerSpec
from engine.spec.layer_words import layer_word
from gui.plots.answers import shown_answer
from gui.plots.contour import Segments, contour
from gui.theme.scale import class_table, signed_color_table, signed_indices
from gui.theme.theme import Theme

Pixels = NDArray[np.uint32]
Values = NDArray[np.floating]
_STRENGTH, _DARK_STRENGTH = 0.6, 0.52
_UNDECIDED = 0.45
_NO_LINE: Segments = np.empty((0, 4))


@dataclass(frozen=True)
class SignedRange:
    """What the signed colours stand for: the neutral value and how far the two ends are from it."""

    neutral: float
    limit: float


@dataclass(frozen=True, eq=False)
class Picture:
    """A surface in colours: pixels (rows, columns) as 0xAARRGGBB, row 0 at the lowest y; the border line
    in data units; the range of a signed map, None for a map of classes."""

    pixels: Pixels
    border: Segments
    signed: SignedRange | None


def title_of(
    focus: tuple[int, int] | None, info: DataInfo, answer: int | None = None, layers: Sequence[LayerSpec] = ()
) -> str:
    """What a big plot shows, numbered from 1; `answer`: the output whose question it is about, by its name."""
    if answer is not None:
        return f"Output: {info.outputs[answer]}"
    if focus is None:
        return "Output"
    layer, neuron = focus
    if layer < 0:
        return f"Input {info.inputs[neuron]}" if neuron < len(info.inputs) else "Input"
    return f"Neuron {neuron + 1} of {layer_word(layers, layer)}"


def shows_classes(surface: Surface, info: DataInfo) -> bool:
    """Whether the plot holds one output per exclusive class."""
    exclusive = info.task in ("binary", "multiclass")
    return surface.request.focus is None and exclusive and surface.plot.shape[0] > 1


def plane_picture(
    surface: Surface,
    spec: ExperimentSpec,
    info: DataInfo,
    theme: Theme,
    target_limit: float,
    *,
    discrete: bool,
    border: bool,
) -> Picture:
    """The map of the output, of several answers the first, or of the neuron in focus.

    discrete: classes without how sure they are. border: whether an output's map has the line where its
    decision turns.
    """
    decision = info.task != "regression" and surface.request.focus is None
    decision |= shown_answer(surface.request, spec, info) is not None
    if shows_classes(surface, info):
        return class_picture(surface, theme, discrete=discrete)
    scale = signed_range(surface, spec, info, target_limit)
    return signed_picture(surface, scale, theme, decision=decision and border, discrete=discrete and decision)


def signed_range(surface: Surface, spec: ExperimentSpec, info: DataInfo, target_limit: float) -> SignedRange:
    """The scale of a signed map.

    A yes-or-no output is neutral at 0.5, where the decision turns; a number to predict at 0, with the
    largest target at the ends; a neuron at its activation's neutral value, bounded as its activation is.
    """
    focus, layers = surface.request.focus, spec.network.layers
    if focus is None and info.task == "regression":
        return SignedRange(0.0, target_limit or 1.0)
    if focus is None or shown_answer(surface.request, spec, info) is not None:
        return SignedRange(0.5, 0.5)
    neutral, reach = 0.0, np.inf
    if focus[0] >= 0:
        activation = activations[layers[min(focus[0], len(layers) - 1)].activation]
        neutral = activation.neutral
        reach = max(activation.high - neutral, neutral - activation.low)
    if not np.isfinite(reach):
        finite = surface.plot[np.isfinite(surface.plot)]
        reach = float(np.abs(finite - neutral).max(initial=0.0))
    return SignedRange(neutral, reach or 1.0)


def signed_picture(surface: Surface, scale: SignedRange, theme: Theme, *, decision: bool, discrete: bool) -> Picture:
    """The first plotted neuron in the signed colours; `decision` draws the line at the neutral value."""
    values = surface.plot[0]
    low, high = scale.neutral - scale.limit, scale.neutral + scale.limit
    shown = np.where(values > scale.neutral, high, low) if discrete else values
    pixels = map_table(theme).take(signed_indices(shown, scale.limit, scale.neutral))
    turns = values - scale.neutral if surface.sums is None else surface.sums[0]
    border = contour(turns, *grid_of(surface)) if decision else _NO_LINE
    return Picture(pixels, border, scale)


@lru_cache(maxsize=4)
def map_table(theme: Theme) -> Pixels:
    """The signed colours as maps use them: (256,), indexed by `signed_indices`."""
    return _softened(np.array(signed_color_table(theme), dtype=np.uint32), theme)


@lru_cache(maxsize=8)
def class_tables(theme: Theme, count: int) -> Pixels:
    """The colours of the classes as maps use them: (count, 256), from level with another class to sure."""
    tables = np.stack([_packed(class_table(theme, index)) for index in range(count)])
    return _softened(tables, theme)


def class_picture(surface: Surface, theme: Theme, *, discrete: bool) -> Picture:
    """The leading class's colour, the stronger the further it leads the next one; a line where two are level.

    Of steps the largest z leads; its colour is strong where its neuron alone fires.
    """
    values = surface.plot if surface.sums is None else surface.sums
    best, second = values[0], np.full_like(values[0], -np.inf)
    leading = np.zeros(best.shape, np.uint8)
    for index, one in enumerate(values[1:], 1):
        ahead = one > best
        second = np.where(ahead, best, np.maximum(second, one))
        best = np.where(ahead, one, best)
        np.copyto(leading, np.uint8(index), where=ahead)
    x, y = grid_of(surface)
    borders = []
    with np.errstate(invalid="ignore"):
        # A difference that is not a number leads by nothing.
        lead = np.fmin(np.fmax(best - second, 0.0), 1.0)
        if surface.sums is not None:
            alone = np.where((best >= 0.0) & (second < 0.0), 1.0, _UNDECIDED)
            lead = np.where(np.isnan(best - second), 0.0, alone)
        for index in range(len(values) - 1):
            others = np.where(leading == index, second, best)
            borders.append(contour(values[index] - others, x, y))
    strength = np.full_like(leading, 255) if discrete else (lead * 255).astype(np.uint8)
    table = class_tables(theme, len(values))
    pixels = table.ravel().take(leading.astype(np.uint16) * table.shape[1] + strength)
    return Picture(pixels, np.concatenate(borders), None)


def grid_of(surface: Surface) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The x (columns,) and y (rows,) that the plot was computed at, in data units."""
    _, rows, columns = surface.plot.shape
    return np.linspace(*surface.x_range, columns), np.linspace(*surface.y_range, rows)


def _softened(table: Pixels, theme: Theme) -> Pixels:
    """The colours part of the way to the background, so that points in the full colours stand out."""
    background = int(QColor(theme.plot_background).rgba())
    strength = _DARK_STRENGTH if theme.dark else _STRENGTH
    mixed = np.zeros_like(table)
    for shift in (0, 8, 16):
        channel = (table >> shift & 255) * strength + (background >> shift & 255) * (1.0 - strength)
        mixed |= np.rint(channel).astype(np.uint32) << shift
    opaque: Pixels = np.bitwise_or(mixed, np.uint32(255 << 24))
    return opaque


def _packed(table: NDArray[np.uint8]) -> Pixels:
    red, green, blue, alpha = np.moveaxis(table.astype(np.uint32), -1, 0)
    packed: Pixels = alpha << 24 | red << 16 | green << 8 | blue
    return packed
