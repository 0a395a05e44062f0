"""Inactive for one example and dead over the whole data set are two different things."""

from collections.abc import Generator

import numpy as np
import pytest

from engine.catalog import activations
from engine.diagnostics import Activity, can_be_inactive, compute_activity, inactive
from engine.passes import blocks
from engine.passes.network import Network
from engine.spec import LayerSpec, NetworkSpec


def result(work: Generator[None, None, Activity]) -> Activity:
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]


def network(*activation: str) -> Network:
    made = Network(NetworkSpec(tuple(LayerSpec(3, name) for name in activation)), 2)
    made.initialize(1)
    return made


X = np.random.default_rng(0).normal(size=(40, 2))


def test_a_dead_neuron_is_one_that_no_example_moves() -> None:
    net = network("relu", "sigmoid")
    net.layers[0].kernel[:, 1] = 0.0
    net.layers[0].bias[1] = -1.0  # below zero whatever comes in
    net.layers[0].bias[2] = 100.0  # above zero whatever comes in
    found = result(compute_activity(net, X, 7))
    assert found.version == 7
    assert [found.dead(0, unit) for unit in range(3)] == [False, True, False]
    assert found.shares[0] is not None
    z = X @ net.layers[0].kernel + net.layers[0].bias
    np.testing.assert_array_equal(found.shares[0], (z > 0).mean(axis=0))
    assert found.shares[0][2] == 1.0


def test_a_neuron_can_be_inactive_for_one_example_and_alive_for_others() -> None:
    net = network("relu")
    z = X @ net.layers[0].kernel
    row = int(np.argmax(z[:, 0] < 0))
    assert inactive("relu", z[row], np.maximum(z[row], 0))[0]
    assert not result(compute_activity(net, X, 0)).dead(0, 0)


def test_a_dead_neurons_gradient_is_zero_for_all_its_weights() -> None:
    net = network("relu", "linear")
    net.layers[0].bias[0] = -100.0
    assert result(compute_activity(net, X, 0)).dead(0, 0)
    z = X @ net.layers[0].kernel + net.layers[0].bias
    part = activations["relu"]
    assert not part.backward(z, part.value(z), np.ones_like(z))[:, 0].any()


@pytest.mark.parametrize("name", activations.names())
def test_the_words_are_for_activations_whose_slope_can_be_zero_or_not(name: str) -> None:
    assert can_be_inactive(name) == (name not in ("softmax", "step"))
    z = np.array([-0.5, 0.5])
    expected = [name == "relu", False]
    part = activations[name]
    np.testing.assert_array_equal(inactive(name, z, part.value(z)), expected)
    found = result(compute_activity(network(name, "linear"), X, 0))
    assert (found.shares[0] is None) == (name in ("softmax", "step"))
    assert not any(found.dead(0, unit) for unit in range(3)) or name == "relu"


def test_a_sigmoid_that_no_digit_moves_any_more_is_dead_too() -> None:
    net = network("sigmoid")
    net.layers[0].bias[:] = 800.0
    assert all(result(compute_activity(net, X, 0)).dead(0, unit) for unit in range(3))


def test_pieces_count_as_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = result(compute_activity(network("relu", "tanh"), X, 0))
    monkeypatch.setattr(blocks, "WORK_PER_BLOCK", 300)
    breaths = 0
    work = compute_activity(network("relu", "tanh"), X, 0)
    while True:
        try:
            next(work)
            breaths += 1
        except StopIteration as end:
            cut = end.value
            break
    assert breaths > 5
    for one, other in zip(whole.shares, cut.shares, strict=True):
        np.testing.assert_array_equal(one, other)


def test_neurons_that_are_not_there_are_not_dead() -> None:
    found = result(compute_activity(network("relu"), X, 0))
    assert not found.dead(0, 99)
    assert not found.dead(5, 0)
