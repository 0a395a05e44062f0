"""The one layer that linear layers are equal to gives the same predictions, and every number of it is explained."""

import numpy as np
import pytest

from engine.explain import Book, explain
from engine.session import Session
from engine.spec import ExperimentSpec, LayerSpec
from engine.trace import BIAS, Address, Kind, Origin
from tests.engine.experiments import experiment, finish
from tests.engine.explain.rerun import Rerun
from tests.engine.explain.test_walk import check_formulas, walk

LINEAR = tuple(LayerSpec(units, "linear") for units in (4, 3, 1))
STACK = experiment(*LINEAR, data="plane", loss="mean_squared_error")
BENT = experiment(LayerSpec(3, "tanh"), LayerSpec(4, "linear"), LayerSpec(3, "softmax"), data="iris",
                  loss="sparse_categorical_crossentropy")  # fmt: skip


def number(session: Session, kind: Kind, layer: int, unit: int, source: int = 0, example: int = 0) -> float:
    address = Address(kind, session.updates, layer, unit, source, example)
    found = finish(session.explain(address))
    check_formulas(found)
    return found.value


def one_layer(session: Session, last: int, rows: int, units: int) -> tuple[np.ndarray, np.ndarray]:  # type: ignore[type-arg]
    """Kernel and bias of the one layer, number by number, as the explanations have them."""
    kernel = [[number(session, Kind.MERGED_WEIGHT, last, j, i) for j in range(units)] for i in range(rows)]
    return np.array(kernel), np.array([number(session, Kind.MERGED_WEIGHT, last, j, BIAS) for j in range(units)])


def test_the_one_layer_predicts_what_the_stack_predicts() -> None:
    session = Session(STACK)
    session.train(epochs=3)
    kernel, bias = one_layer(session, 2, 2, 1)
    x = session.data.training.x
    assert np.allclose(session.predict(x), x @ kernel + bias, rtol=1e-12, atol=1e-14)
    assert not np.allclose(kernel, session.get_weights()[0][:, :1])


def test_between_bent_layers_the_sums_are_those_of_the_one_layer() -> None:
    session = Session(BENT)
    session.train(epochs=2)
    kernel, bias = one_layer(session, 2, 3, 3)
    for example in (0, 7):
        rows = session.forward_example(session.data.training.x[example])
        assert np.allclose(rows[0][2] @ kernel + bias, rows[2][1], rtol=1e-9)
        for unit in range(3):
            shown = number(session, Kind.MERGED_SUM, 2, unit, example=example)
            assert shown == pytest.approx(rows[2][1][unit], rel=1e-9)


NO_FIRST_BIAS, NO_LAST_BIAS = STACK.with_layer(0, use_bias=False), STACK.with_layer(2, use_bias=False)
NO_BIAS = NO_FIRST_BIAS.with_layer(1, use_bias=False).with_layer(2, use_bias=False)
DROPPED = BENT.with_layer(0, dropout=0.5).with_layer(1, dropout=0.5)


@pytest.mark.parametrize(
    ("spec", "last"),
    [(STACK, 2), (STACK, 1), (BENT, 2), (NO_FIRST_BIAS, 2), (NO_LAST_BIAS, 2), (NO_BIAS, 2), (DROPPED, 2)],
)
def test_every_number_of_it_leads_back_to_data_and_seed(spec: ExperimentSpec, last: int) -> None:
    run = Rerun(spec, 3)
    example = int(run.record(2).events.rows[0])  # type: ignore[union-attr]
    known = walk(Book(run), [Address(Kind.MERGED_SUM, 2, last, 0, example=example)])
    assert {Kind.MERGED_SUM, Kind.MERGED_WEIGHT, Kind.WEIGHT} <= {address.kind for address in known}
    assert {Origin.COMPUTED, Origin.DATA, Origin.SEED} <= {found.origin for found in known.values()}
    for found in known.values():
        for quantity in found.operands:
            assert quantity.value == pytest.approx(known[quantity.address].value, rel=1e-12)  # type: ignore[index]


def test_where_there_is_no_stack_the_refusal_says_what_to_choose() -> None:
    with pytest.raises(ValueError, match="Choose Linear for a hidden layer"):
        explain(Book(Rerun(experiment(), 1)), Address(Kind.MERGED_SUM, 0, 1, 0))
    with pytest.raises(ValueError, match="Choose Linear"):
        explain(Book(Rerun(STACK, 1)), Address(Kind.MERGED_WEIGHT, 0, 0, 0))


def test_a_narrow_layer_between_is_said_to_leave_less() -> None:
    narrow = experiment(LayerSpec(1, "linear"), LayerSpec(3, "softmax"), data="iris",
                        loss="sparse_categorical_crossentropy")  # fmt: skip
    found = explain(Book(Rerun(narrow, 1)), Address(Kind.MERGED_SUM, 0, 1, 0))
    assert found.notes[0].startswith("With 1 neuron between, it can say even less than one layer of 4 × 3 weights")
    assert [step.label for step in found.steps[-2:]] == ["by one layer", "layer by layer, the same"]
