"""What dropout leaves out: drawn as asked, from its numbers alone, and the same in pieces as at once."""

from dataclasses import replace

import numpy as np
import pytest

from engine.catalog.arrays import Array
from engine.passes import blocks, dropout
from engine.passes.dropout import Draw, factors_at_once
from engine.passes.forward import forward_pass, predict
from engine.passes.network import Network
from engine.passes.objective import Objective
from engine.passes.update import Batch, update_pass
from engine.spec import LayerSpec, NetworkSpec, PartSpec
from engine.trace import BackwardLayer, ForwardLayer

DRAW: Draw = (3, 2, 40)


@pytest.mark.parametrize("rate", [0.1, 0.5, 0.99])
def test_a_share_is_left_out_and_the_mean_of_what_goes_on_stays(rate: float) -> None:
    factors = factors_at_once(rate, DRAW, 0, (4000, 50))
    assert set(np.unique(factors)) == {0.0, 1.0 / (1.0 - rate)}
    spread = 5 * np.sqrt(rate * (1 - rate) / factors.size)
    assert (factors == 0.0).mean() == pytest.approx(rate, abs=spread)
    assert factors.mean() == pytest.approx(1.0, abs=spread / (1 - rate))
    assert len({row.tobytes() for row in factors}) > 1, "every example has its own"


def test_the_same_numbers_draw_the_same_and_any_other_draws_another() -> None:
    first = factors_at_once(0.5, DRAW, 1, (8, 9))
    np.testing.assert_array_equal(first, factors_at_once(0.5, DRAW, 1, (8, 9)))
    others = [((4, 2, 40), 1), ((3, 1, 40), 1), ((3, 2, 41), 1), (DRAW, 0)]
    for draw, layer in others:
        assert (factors_at_once(0.5, draw, layer, (8, 9)) != first).any()
    assert not first.flags.writeable


def test_pieces_draw_what_is_drawn_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = factors_at_once(0.3, DRAW, 0, (37, 11))
    monkeypatch.setattr(blocks, "WORK_PER_BLOCK", 5 * dropout.DRAW_WORK)
    work = dropout.dropout_factors(0.3, DRAW, 0, (37, 11))
    assert sum(1 for _ in work) == -(-37 * 11 // 5) - 1
    np.testing.assert_array_equal(whole, factors_at_once(0.3, DRAW, 0, (37, 11)))


def network(hidden: str = "tanh") -> Network:
    layers = LayerSpec(6, hidden, dropout=0.5), LayerSpec(5, dropout=0.3, use_bias=False), LayerSpec(1, "sigmoid")
    made = Network(NetworkSpec(layers), 4)
    made.initialize(1)
    return made


def batch() -> Batch:
    rng = np.random.default_rng(0)
    target = rng.integers(0, 2, (100, 1)).astype(float)
    return Batch(rng.normal(size=(100, 4)), target, None, np.arange(100), DRAW)


def test_the_next_layer_reads_what_is_left() -> None:
    first, second, last = (event for event in forward_pass(network(), batch().x, DRAW) if event is not None)
    assert first.dropout is not None
    np.testing.assert_array_equal(second.inputs, first.output * first.dropout)
    np.testing.assert_array_equal(last.inputs, second.output * second.dropout)
    assert last.dropout is None


def test_without_a_draw_nothing_is_left_out() -> None:
    events = [event for event in forward_pass(network(), batch().x) if event is not None]
    assert [event.dropout for event in events] == [None] * 3
    free = network()
    layers = tuple(replace(layer, dropout=0.0) for layer in free.spec.layers)
    plain = Network(NetworkSpec(layers), 4)
    plain.adopt(free.weights)
    for (_, _, ours), (_, _, theirs) in zip(predict(free, batch().x), predict(plain, batch().x), strict=True):
        np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize("hidden", ["tanh", "softmax"])
def test_pieces_of_a_large_layer_leave_out_the_same(hidden: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def update() -> tuple[Array, list[ForwardLayer | BackwardLayer]]:
        net = network(hidden)
        events = list(update_pass(net, objective, batch(), lambda: ()))
        return net.gradient, [event for event in events if isinstance(event, ForwardLayer | BackwardLayer)]

    objective = Objective(PartSpec("binary_crossentropy"), network().layers[-1].activation)
    whole, events = update()
    monkeypatch.setattr(blocks, "WORK_PER_BLOCK", 1000)
    monkeypatch.setattr(blocks, "ROWS_TOGETHER", 8)
    monkeypatch.setattr(blocks, "_INPUTS_TOGETHER", 2)
    cut, pieces = update()
    np.testing.assert_allclose(cut, whole, rtol=1e-11, atol=1e-15)
    for ours, theirs in zip(pieces, events, strict=True):
        if isinstance(ours, ForwardLayer) and isinstance(theirs, ForwardLayer) and ours.dropout is not None:
            np.testing.assert_array_equal(ours.dropout, theirs.dropout)
        if isinstance(ours, BackwardLayer) and isinstance(theirs, BackwardLayer) and ours.layer == 1:
            assert not ours.bias_gradient.any(), "this layer has no biases"


def test_an_output_that_is_left_out_sends_no_error_on() -> None:
    net = network()
    objective = Objective(PartSpec("binary_crossentropy"), net.layers[-1].activation)
    events = list(update_pass(net, objective, batch(), lambda: ()))
    forward = next(e for e in events if isinstance(e, ForwardLayer) and e.layer == 0)
    backward = next(e for e in events if isinstance(e, BackwardLayer) and e.layer == 0)
    assert forward.dropout is not None
    assert (backward.delta[forward.dropout == 0.0] == 0.0).all()
    assert (backward.delta[forward.dropout != 0.0] != 0.0).any()
