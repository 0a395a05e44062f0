"""A session explains its numbers at rest, inside a step and in the past, without being disturbed."""

from collections.abc import Generator
from typing import TypeVar

import numpy as np
import pytest

from engine.session import Session
from engine.spec import LayerSpec
from engine.trace import BIAS, Address, Explanation, Grain, Kind, Origin, Phase
from tests.engine.experiments import experiment

T = TypeVar("T")


def result(work: Generator[None, None, T]) -> T:
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]


@pytest.fixture
def session() -> Session:
    found = Session(experiment())
    found.train(updates=3)
    return found


def explained(session: Session, address: Address) -> Explanation:
    return result(session.explain(address))


def step(session: Session, grain: Grain = Grain.LAYER) -> None:
    for _ in session.step(grain):
        pass


def test_numbers_at_rest_are_those_on_the_screen(session: Session) -> None:
    snapshot = session.snapshot(5)
    for layer, numbers in enumerate(snapshot.layers):
        assert numbers.activation is not None
        for unit, value in enumerate(numbers.activation):
            found = explained(session, Address(Kind.ACTIVATION, 3, layer, unit, example=5))
            assert found.value == pytest.approx(value, rel=1e-12)
        assert explained(session, Address(Kind.BIAS, 3, layer, 0)).value == numbers.bias[0]


def test_a_weight_leads_through_its_updates_to_the_seed(session: Session) -> None:
    place = Address(Kind.WEIGHT, 3, 0, 1, 0)
    for update in (3, 2, 1):
        found = explained(session, Address(Kind.WEIGHT, update, place.layer, place.unit, place.source))
        assert Address(Kind.GRADIENT, update - 1, 0, 1, 0) in {q.address for q in found.operands}
    assert explained(session, Address(Kind.WEIGHT, 0, 0, 1, 0)).origin is Origin.SEED


def test_inside_an_update_new_and_old_weights_are_told_apart(session: Session) -> None:
    while session.snapshot().phase is not Phase.UPDATE:
        step(session)
    layer = session.snapshot().layers[0]
    assert layer.kernel_before is not None
    new = explained(session, Address(Kind.WEIGHT, 4, 0, 0, 0))
    old = explained(session, Address(Kind.WEIGHT, 3, 0, 0, 0))
    assert (new.value, old.value) == (layer.kernel[0, 0], layer.kernel_before[0, 0])
    assert new.value != old.value


def test_the_run_is_not_disturbed(session: Session) -> None:
    other = Session(experiment())
    other.train(updates=3)
    for _ in range(4):
        step(session)
        step(other)
        explained(session, Address(Kind.GRADIENT, 2, 0, 0, BIAS))
        explained(session, Address(Kind.EXAMPLE_LOSS, 3, example=1))
    session.train(updates=5)
    other.train(updates=5)
    for mine, its in zip(session.get_weights(), other.get_weights(), strict=True):
        np.testing.assert_array_equal(mine, its)


def test_what_was_never_computed_is_refused_in_a_sentence(session: Session) -> None:
    for address in (
        Address(Kind.GRADIENT, 99, 0, 0, 0),
        Address(Kind.WEIGHT, 99, 0, 0, 0),
        Address(Kind.WEIGHT, 3, 7, 0, 0),
        Address(Kind.DELTA, 3, 0, 0, example=0),
        Address(Kind.EPOCH_FIGURE, 5, name="loss"),
    ):
        with pytest.raises(ValueError, match=r"\.$"):
            explained(session, address)


def test_an_example_of_ones_own_is_explained_from_what_was_typed(session: Session) -> None:
    row = np.array([0.25, -1.5])
    last = len(session.spec.network.layers) - 1
    output = Address(Kind.ACTIVATION, 3, last, 0, split="typed")
    found = result(session.explain(output, row))
    assert found.value == pytest.approx(float(session.predict(row[None, :])[0, 0]), rel=1e-12)
    typed = result(session.explain(Address(Kind.INPUT, 3, unit=1, split="typed"), row))
    assert (typed.value, typed.origin, typed.sentence) == (-1.5, Origin.DATA, "You gave it.")


def test_a_step_explains_the_selected_neuron_of_its_layer() -> None:
    session = Session(experiment(LayerSpec(3), LayerSpec(2), LayerSpec(1, "sigmoid")))
    step(session)
    for selected, unit in (((0, 2), 2), ((1, 1), 0), (None, 0)):
        found = session.snapshot(0, selected).explanation
        assert found is not None
        assert (found.address.layer, found.address.unit) == (0, unit)


def test_by_neuron_the_loss_of_the_batch_comes_after_that_of_the_example(session: Session) -> None:
    kinds = []
    while session.snapshot().phase is not Phase.BACKWARD:
        step(session, Grain.NEURON)
        found = session.snapshot().explanation
        if session.snapshot().phase is Phase.LOSS and found is not None:
            kinds.append(found.address.kind)
    assert kinds == [Kind.EXAMPLE_LOSS, Kind.BATCH_LOSS]
