"""The neurons of a network that sees pictures: the first layer's weights as pictures too, deeper activations."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PySide6.QtGui import QColor, QImage

from engine.catalog.arrays import Array
from gui.network_view.pictures import Pictures, Scale, color_indices, color_table, picture_scale, plate
from gui.network_view.scene import NetworkScene
from gui.theme.theme import Theme


def own_picture(
    scene: NetworkScene, pictures: Pictures, column: int, neuron: int, size: tuple[int, float], theme: Theme
) -> QImage:
    """The picture of a neuron; size: its side in device pixels, and device pixels per unit."""
    numbers = scene.numbers(column - 1)
    if numbers is None or column == 0:
        return pictures.kept.image(("plain", size), theme, lambda: plate(*size, theme), flowing=False)
    if column == 1:
        kernel = numbers.kernel
        return pictures.kept.image(
            ("weights", neuron),
            kernel,
            lambda: weights_plate(kernel[:, neuron], scene.info.image or (1, len(kernel)), size, theme),
            (size, theme),
            flowing=scene.phase is None,
        )
    fill = ""
    if numbers.activation is not None and scene.known(column - 1, "activation", neuron) is not None:
        values = numbers.activation
        drawn = theme, scene.spec.network, scene.info
        fills = pictures.kept.image(
            ("fills", column), values, lambda: _fills(scene, column, values, theme), drawn, flowing=False
        )
        fill = fills[neuron]
    return pictures.kept.image(("fill", size, fill), theme, lambda: plate(*size, theme, fill=fill), flowing=False)


def weights_plate(weights: Array, shape: tuple[int, int], size: tuple[int, float], theme: Theme) -> QImage:
    """The weights (inputs,) of a neuron as a picture of this (height, width), its largest in full colour."""
    found = np.abs(weights[np.isfinite(weights)])
    scale = Scale(0.0, float(found.max()) if found.size and found.max() > 0.0 else 1.0)
    return plate(*size, theme, weights.reshape(shape)[::-1], scale, sharp=True)


def _fills(scene: NetworkScene, column: int, values: Array, theme: Theme) -> list[str]:
    """The colours of a layer's activations (units,) for the chosen example, on the scale of their layer."""
    pictures = values[:, None, None]
    scale = picture_scale(scene.spec, scene.info, pictures, column, 0)
    places = color_indices(values[None, :], scale)[0].tolist()
    if scale.class_index < 0:
        names = _names(theme)
        return [names[place] for place in places]
    return [QColor.fromRgba(color_table(theme, unit)[place]).name() for unit, place in enumerate(places)]


@lru_cache(maxsize=4)
def _names(theme: Theme) -> list[str]:
    return [QColor.fromRgba(color).name() for color in color_table(theme, -1)]
