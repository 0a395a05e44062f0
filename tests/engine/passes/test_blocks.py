"""Large batches in row blocks give the same numbers, with breaths between."""

import numpy as np
import pytest

from engine.passes import blocks
from engine.passes.evaluation import evaluate, metric_functions
from engine.passes.forward import forward_pass
from engine.passes.network import Network
from engine.passes.objective import Objective
from engine.passes.update import Batch, update_pass
from engine.spec import LayerSpec, NetworkSpec, PartSpec


def network() -> Network:
    made = Network(NetworkSpec((LayerSpec(6, "tanh"), LayerSpec(1, "sigmoid"))), 4)
    made.initialize(1)
    return made


def batch() -> Batch:
    rng = np.random.default_rng(0)
    return Batch(rng.normal(size=(100, 4)), rng.integers(0, 2, (100, 1)).astype(float), None, np.arange(100))


def test_blocks_change_no_gradient_and_let_others_breathe(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, cut = network(), network()
    objective = Objective(PartSpec("binary_crossentropy"), whole.layers[-1].activation)
    assert None not in list(update_pass(whole, objective, batch(), lambda: None))
    monkeypatch.setattr(blocks, "WORK_PER_BLOCK", 1000)
    events = list(update_pass(cut, objective, batch(), lambda: None))
    assert events.count(None) > 10
    np.testing.assert_allclose(cut.gradient, whole.gradient, rtol=1e-12)


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
