"""Large batches and layers in pieces give the same numbers, with breaths between."""

from dataclasses import replace
from itertools import islice

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from engine.catalog.arrays import Array
from engine.passes import blocks
from engine.passes.evaluation import evaluate, metric_functions
from engine.passes.forward import forward_pass
from engine.passes.network import Network
from engine.passes.objective import Objective
from engine.passes.update import Batch, update_pass
from engine.spec import LayerSpec, NetworkSpec, PartSpec
from engine.trace import Event


def network(hidden: str = "tanh") -> Network:
    layers = (LayerSpec(6, hidden, l1=0.01, l2=0.02), LayerSpec(1, "sigmoid"))
    made = Network(NetworkSpec(layers), 4)
    made.initialize(1)
    return made


def batch() -> Batch:
    rng = np.random.default_rng(0)
    return Batch(rng.normal(size=(100, 4)), rng.integers(0, 2, (100, 1)).astype(float), None, np.arange(100))


@pytest.fixture
def tiny_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces so small that even this file's networks are cut, in every direction."""
    monkeypatch.setattr(blocks, "WORK_PER_BLOCK", 1000)
    monkeypatch.setattr(blocks, "ROWS_TOGETHER", 8)
    monkeypatch.setattr(blocks, "_INPUTS_TOGETHER", 2)


@pytest.mark.parametrize("hidden", ["tanh", "softmax"])
def test_blocks_change_no_gradient_and_let_others_breathe(hidden: str, request: pytest.FixtureRequest) -> None:
    def update() -> tuple[Array, list[Event | None]]:
        net = network(hidden)
        weights = np.linspace(0.5, 2.0, 100)
        events = list(update_pass(net, objective, replace(batch(), weights=weights), lambda: ()))
        return net.gradient, events

    objective = Objective(PartSpec("binary_crossentropy"), network().layers[-1].activation)
    whole, events = update()
    assert None not in events
    request.getfixturevalue("tiny_pieces")
    cut, pieces = update()
    assert pieces.count(None) > 50
    np.testing.assert_allclose(cut, whole, rtol=1e-11, atol=1e-15)
    for ours, theirs in zip((e for e in pieces if e is not None), events, strict=True):
        assert type(ours) is type(theirs)


SIZES = st.integers(1, 3_000_000)


@given(SIZES, SIZES, SIZES)
@example(5, 2, 1_000_000)
@example(5, 1_000_000, 4)
@example(1_000_000, 2, 8)
def test_every_piece_of_a_layer_is_small_whatever_the_layer(rows: int, inputs: int, units: int) -> None:
    for piece in islice(blocks.dense_blocks(rows, inputs, units), 50):
        lengths = [min(part.stop, size) - part.start for part, size in zip(piece, (rows, inputs, units), strict=True)]
        examples, feed, width = lengths
        assert min(lengths) > 0
        assert feed * width <= 4_000_000
        assert examples * width <= 400_000
        assert examples * feed * width <= 32_000_000


@given(st.integers(1, 30), st.integers(1, 30), st.integers(1, 30))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_pieces_of_a_layer_cover_it_once(tiny_pieces: None, rows: int, inputs: int, units: int) -> None:
    times = np.zeros((rows, inputs, units))
    for piece in blocks.dense_blocks(rows, inputs, units):
        times[piece] += 1
    assert (times == 1).all()


def test_row_blocks_cover_every_row_once() -> None:
    for rows in (0, 1, 7, 10_000):
        covered = [i for block in blocks.row_blocks(rows, 3_000_000) for i in range(block.start, block.stop)]
        assert covered == list(range(rows))


def test_evaluation_does_not_depend_on_the_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    net, data = network(), batch()
    objective = Objective(PartSpec("binary_crossentropy"), net.layers[-1].activation)

    def figures() -> dict[str, float]:
        work = evaluate(net, objective, metric_functions(("accuracy",), "indicators"), data.x, data.target)
        while True:
            try:
                next(work)
            except StopIteration as end:
                return dict(end.value)

    whole = figures()
    monkeypatch.setattr(blocks, "WORK_PER_BLOCK", 500)
    assert figures() == {name: pytest.approx(value, rel=1e-12) for name, value in whole.items()}
    assert set(whole) == {"loss", "accuracy"}


def test_forward_hands_each_layer_the_output_below() -> None:
    first, second = (e for e in forward_pass(network(), batch().x) if e is not None)
    assert second.inputs is first.output
