"""The neurons of a network that sees pictures: the first layer's weights as pictures too, deeper activations."""

from __future__ import annotations

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
    fill = _activation_color(scene, column, neuron, theme)
    return pictures.kept.image(("fill", size, fill), theme, lambda: plate(*size, theme, fill=fill), flowing=False)


def weights_plate(weights: Array, shape: tuple[int, int], size: tuple[int, float], theme: Theme) -> QImage:
    """The weights (inputs,) of a neuron as a picture of this (height, width), its largest in full colour."""
    found = np.abs(weights[np.isfinite(weights)])
    scale = Scale(0.0, float(found.max()) if found.size and found.max() > 0.0 else 1.0)
    return plate(*size, theme, weights.reshape(shape)[::-1], scale, sharp=True)


def _activation_color(scene: NetworkScene, column: int, neuron: int, theme: Theme) -> str:
    """The colour of a neuron's activation for the chosen example, on the scale of its layer; "": not known yet."""
    numbers, value = scene.numbers(column - 1), scene.known(column - 1, "activation", neuron)
    if value is None or numbers is None or numbers.activation is None:
        return ""
    layer = numbers.activation[:, None, None]
    scale = picture_scale(scene.spec, scene.info, layer, column, neuron)
    index = int(color_indices(np.array([[value]]), scale)[0, 0])
    return QColor.fromRgba(color_table(theme, scale.class_index)[index]).name()
