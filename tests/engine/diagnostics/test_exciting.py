"""The examples that excite a neuron most are those with its largest activations."""

import numpy as np
import pytest

from engine.breaths import result_of
from engine.diagnostics.exciting import most_exciting
from engine.passes.forward import forward_pass
from engine.passes.network import Network
from engine.presets import preset
from engine.session import Session
from engine.spec import LayerSpec, NetworkSpec

X = np.random.default_rng(0).normal(size=(300, 5))


@pytest.fixture
def network() -> Network:
    made = Network(NetworkSpec((LayerSpec(7, "tanh"), LayerSpec(4, "relu"), LayerSpec(3, "softmax"))), 5)
    made.initialize(1)
    return made


@pytest.mark.parametrize("layer", [0, 1, 2])
def test_they_are_the_largest_of_all_in_order(network: Network, layer: int) -> None:
    outputs = [event.output for event in forward_pass(network, X) if event is not None][layer]
    found = result_of(most_exciting(network, X, layer, 2, 6, version=3))
    expected = sorted(range(len(X)), key=lambda row: (-outputs[row, 2], row))[:6]
    assert found.rows.tolist() == expected
    np.testing.assert_allclose(found.activations, outputs[expected, 2], rtol=1e-12)
    assert (found.version, found.layer, found.unit) == (3, layer, 2)


def test_no_more_than_there_are(network: Network) -> None:
    assert len(result_of(most_exciting(network, X[:4], 0, 0, 9, version=0)).rows) == 4


def test_a_neuron_that_is_not_there_is_named(network: Network) -> None:
    with pytest.raises(ValueError, match="no neuron 8 in layer 1"):
        result_of(most_exciting(network, X, 0, 7, 9, version=0))


def test_a_run_answers_with_the_weights_of_the_moment_it_was_asked() -> None:
    session = Session(preset("iris").spec)
    asked = session.exciting(0, 1, 5)
    next(asked)
    expected = result_of(session.exciting(0, 1, 5))
    session.train(epochs=3)
    assert result_of(asked).rows.tolist() == expected.rows.tolist()
