"""First weights: each layer draws its own, from the seed and its place alone."""

import numpy as np

from engine.passes.network import Network
from engine.spec import LayerSpec, NetworkSpec, Parameters, PartSpec

BELL = PartSpec("random_normal", Parameters(stddev=1.0))


def first_weights(*units: int, seed: int = 0) -> list[np.ndarray]:
    layers = tuple(LayerSpec(count, kernel_initializer=BELL, bias_initializer=BELL) for count in units)
    network = Network(NetworkSpec(layers), 3)
    network.initialize(seed)
    return network.get_weights()


def test_layers_of_one_shape_start_with_weights_of_their_own() -> None:
    drawn = [number for part in first_weights(3, 3, 3) for number in part.ravel().tolist()]
    assert len(set(drawn)) == len(drawn) == 36


def test_a_layer_starts_alike_whatever_the_others_are() -> None:
    narrow, wide = first_weights(4, 2), first_weights(4, 2, 5)
    for one, other in zip(narrow, wide, strict=False):
        assert (one == other).all()
    assert (first_weights(4, 2, seed=1)[0] != narrow[0]).all()
