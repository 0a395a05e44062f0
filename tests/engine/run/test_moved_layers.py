"""What becomes of learned weights when layers are duplicated or moved."""

from pathlib import Path

import numpy as np
import pytest

from engine.run.at_once import at_once
from engine.session import Session
from engine.spec import ExperimentSpec, LayerSpec, NetworkSpec, PartSpec
from engine.spec.edits import without_layer
from engine.spec.layer_moves import with_layer_duplicated, with_layer_moved
from engine.trace import Address, Kind
from engine.trace.weight_change import one_weight


def trained(*hidden: LayerSpec, optimizer: str = "adam") -> Session:
    layers = (*hidden, LayerSpec(1, "sigmoid"))
    session = Session(ExperimentSpec(network=NetworkSpec(layers)).with_optimizer(name=optimizer))
    session.train(updates=12)
    return session


def test_a_copy_has_the_weights_of_its_model() -> None:
    session = trained(LayerSpec(4, "relu"), LayerSpec(4, "tanh"))
    before = session.get_weights()
    session.edit(with_layer_duplicated(session.spec, 1))
    after = session.get_weights()
    for new, old in enumerate((0, 1, 2, 3, 2, 3, 4, 5)):
        np.testing.assert_array_equal(after[new], before[old])
    assert after[4] is not after[2]
    session.train(updates=3)
    assert not np.array_equal(session.get_weights()[4], session.get_weights()[2])


def test_of_a_copy_over_another_number_of_inputs_the_biases_are_the_same() -> None:
    session = trained(LayerSpec(4, "relu"))
    before = session.get_weights()
    session.edit(with_layer_duplicated(session.spec, 0))
    after = session.get_weights()
    assert [w.shape for w in after] == [(2, 4), (4,), (4, 4), (4,), (4, 1), (1,)]
    for new, old in ((0, 0), (1, 1), (3, 1), (4, 2), (5, 3)):
        np.testing.assert_array_equal(after[new], before[old])
    assert np.unique(after[2]).size == 16  # drawn from the initializer


@pytest.mark.parametrize("optimizer", ["adam", "sgd"])
def test_moved_layers_of_one_size_keep_their_weights_and_what_the_optimizer_knows(optimizer: str) -> None:
    session = trained(LayerSpec(4, "relu"), LayerSpec(4, "tanh"), LayerSpec(4, "elu"), optimizer=optimizer)
    before, slots = session.get_weights(), session.state().slots
    session.edit(with_layer_moved(session.spec, 2, 1))
    after = session.get_weights()
    for new, old in enumerate((0, 1, 4, 5, 2, 3, 6, 7)):
        np.testing.assert_array_equal(after[new], before[old])
    for name, slot in session.state().slots.items():
        if slot.any():
            assert not np.array_equal(slot, slots[name])
            assert sorted(slot) == sorted(slots[name])


def test_a_move_and_back_is_where_it_was() -> None:
    session = trained(LayerSpec(3, "relu"), LayerSpec(5, "tanh"))
    spec, before = session.spec, session.get_weights()
    session.edit(with_layer_moved(spec, 0, 1))
    assert next(w.shape for w in session.get_weights()) == (2, 5)
    np.testing.assert_array_equal(session.get_weights()[1], before[3])
    session.edit(spec)
    for now, then in zip(session.get_weights(), before, strict=True):
        np.testing.assert_array_equal(now, then)


def test_a_copy_that_returns_by_undo_has_what_it_had_learned_but_a_new_copy_its_model_s() -> None:
    session = trained(LayerSpec(4, "relu"), LayerSpec(4, "tanh"))
    spec, copied = session.spec, with_layer_duplicated(session.spec, 1)
    session.edit(copied)
    session.train(updates=5)
    learned = session.get_weights()
    session.edit(spec)
    for _ in session.editing(copied, again=True):
        pass
    for now, then in zip(session.get_weights(), learned, strict=True):
        np.testing.assert_array_equal(now, then)
    session.edit(spec)
    session.train(updates=1)
    session.edit(copied)
    np.testing.assert_array_equal(session.get_weights()[4], session.get_weights()[2])


@pytest.mark.parametrize("optimizer", ["adam", "sgd"])
def test_of_layers_set_alike_each_takes_its_weights_and_memory_along_and_back(optimizer: str) -> None:
    session = trained(*[LayerSpec(2)] * 3, optimizer=optimizer)
    first = session.spec
    specs, weights = [first], [session.get_weights()]
    for at, to in ((0, 2), (1, 0), (2, 1)):
        before, slots = session.get_weights(), session.state().slots
        session.edit(with_layer_moved(session.spec, at, to))
        order = [i for i in range(3) if i != at]
        order.insert(to, at)
        for new, old in enumerate((*order, 3)):
            np.testing.assert_array_equal(session.get_weights()[2 * new], before[2 * old])
            np.testing.assert_array_equal(session.get_weights()[2 * new + 1], before[2 * old + 1])
            for name, slot in session.state().slots.items():
                if slot.size == slots[name].size == 21:
                    np.testing.assert_array_equal(slot[6 * new : 6 * new + 6], slots[name][6 * old : 6 * old + 6])
        specs.append(session.spec)
        weights.append(session.get_weights())
    for spec, then in reversed(list(zip(specs[:-1], weights[:-1], strict=True))):
        for _ in session.editing(spec, again=True):
            pass
        for now, was in zip(session.get_weights(), then, strict=True):
            np.testing.assert_array_equal(now, was)


def test_a_move_of_layers_set_alike_is_a_change_in_time_and_in_the_file(tmp_path: Path) -> None:
    session = trained(*[LayerSpec(2)] * 2)
    session.edit(with_layer_moved(session.spec, 0, 1))
    session.train(updates=8)
    learned = session.get_weights()
    assert [mark.text for mark in session.timeline.marks] == ["layer 1 moved to place 2"]
    session.save(tmp_path / "run.chainrule")
    opened = Session.open(tmp_path / "run.chainrule")
    for each in (session, opened):
        for update in (5, 12, 20):
            for _ in each.seek(update):
                pass
        for now, then in zip(each.get_weights(), learned, strict=True):
            np.testing.assert_array_equal(now, then)
        each.edit(with_layer_duplicated(each.spec, 0))
        np.testing.assert_array_equal(each.get_weights()[2], learned[0])


def test_first_weights_of_a_network_edited_before_its_first_update_are_nobodys_hand() -> None:
    session = Session(ExperimentSpec())
    session.edit(session.spec.with_layer(0, kernel_initializer=PartSpec("ones")))
    told = at_once(session.explain(Address(Kind.WEIGHT, 0, 0, 0, 0)))
    assert told.sentence.startswith("A first value, drawn before the network was set as it is now.")
    assert told.notes == ("As it is set now, the seed draws 1 here.",)
    session.change_weights((one_weight(0, 0, 0, 0.5),))
    told = at_once(session.explain(Address(Kind.WEIGHT, 0, 0, 0, 0)))
    assert told.sentence.startswith("Somebody gave it this value")


def test_each_network_comes_back_as_it_was_left_though_others_had_its_sizes() -> None:
    session = trained(*[LayerSpec(4)] * 3)
    whole = session.spec
    learned = {}
    for removed in (0, 1):
        session.edit(without_layer(whole, removed))
        session.train(updates=5)
        learned[removed] = session.get_weights()[0]
        for _ in session.editing(whole, again=True):
            pass
    for _ in session.editing(without_layer(whole, 0), again=True):
        pass
    np.testing.assert_array_equal(session.get_weights()[0], learned[0])
    assert not np.array_equal(learned[0], learned[1])
