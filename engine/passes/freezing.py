"""Which of a network's weights the optimizer leaves alone."""

import numpy as np
from numpy.typing import NDArray

from engine.spec import BIAS, NetworkSpec

Mask = NDArray[np.bool_]


def frozen_mask(spec: NetworkSpec, inputs: int) -> Mask | None:
    """Which weights and biases are frozen, laid out like the weights; None: all are free.

    The zeros that stand for the biases of a layer without biases are frozen too.
    """
    if all(layer.learns_all for layer in spec.layers):
        return None
    mask = np.zeros(spec.vector_size(inputs), np.bool_)
    start = 0
    for layer, (rows, columns) in zip(spec.layers, spec.shapes(inputs), strict=True):
        part = mask[start : start + (rows + 1) * columns].reshape(rows + 1, columns)  # the bias is the last row
        part[:, list(layer.frozen_neurons)] = True
        for source, unit in layer.frozen_weights:
            part[rows if source == BIAS else source, unit] = True
        part[rows] |= not layer.use_bias
        part |= not layer.trainable
        start += part.size
    return mask
