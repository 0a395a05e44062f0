"""A run that has diverged is rescued by weights given by hand, and taking them back says where it stood."""

import numpy as np
import pytest

from engine.session import Session
from engine.spec import ExperimentSpec, LayerSpec
from engine.trace.weight_change import NewDraw, Nought, WeightScope, one_weight
from tests.engine.experiments import experiment
from tests.engine.run.moments import assert_same_state

ALL, FIRST, LAST = WeightScope(), WeightScope(0), WeightScope(1)


def wild(optimizer: str = "adam") -> ExperimentSpec:
    layers = LayerSpec(3, "relu"), LayerSpec(1, "linear")
    spec = experiment(*layers, data="plane", loss="mean_squared_error", optimizer=optimizer)
    return spec.with_optimizer(learning_rate=0.01)


def diverged(optimizer: str = "adam") -> Session:
    """A run whose weights and optimizer are lost: numbers so large that an update makes them infinite."""
    session = Session(wild(optimizer))
    session.train(updates=3)
    session.edit(session.spec.with_optimizer(learning_rate=1e6))
    while not session.problem:
        session.set_weights([1e150 * array for array in session.get_weights()])
        session.train(updates=1)
    return session


def lost() -> Session:
    """A run with weights that are no numbers any more."""
    session = Session(wild("sgd"))
    session.train(updates=3)
    trainer = session._trainer
    trainer.backend.network.weights[:] = np.nan
    trainer.problem = "Stopped at update 3: the weights of layer 1 are no longer finite."
    return session


def test_a_new_draw_of_all_weights_lets_a_diverged_run_learn_again() -> None:
    session = lost()
    session.change_weights(NewDraw((ALL,), 1))
    assert not session.problem
    session.train(updates=20)
    assert not session.problem
    assert np.isfinite(session.state().weights).all()


@pytest.mark.parametrize("optimizer", ["adam", "rmsprop"])
def test_with_new_weights_the_optimizer_forgets_the_run_that_diverged(optimizer: str) -> None:
    session = diverged(optimizer)
    session.change_weights(NewDraw((ALL,), 1))
    state = session.state()
    assert state.iterations == 0
    assert all((slot == 0).all() for slot in state.slots.values())


def test_a_draw_of_one_layer_says_which_other_is_still_lost() -> None:
    session = lost()
    session.change_weights(NewDraw((FIRST,), 1))
    assert session.problem == (
        "Stopped at update 3: the weights of layer 2 are no longer finite. Draw all weights anew, or reset."
    )
    updates = session.updates
    session.train(updates=2)
    assert session.updates == updates
    session.change_weights(Nought((LAST,)))
    assert not session.problem


def test_an_edit_of_a_lost_run_does_not_hide_that_it_is_lost() -> None:
    session = lost()
    session.edit(session.spec.with_optimizer(learning_rate=0.001))
    assert session.problem.startswith("Stopped at update 3: the weights of layer 1 are no longer finite.")


def test_taken_back_at_once_the_diverged_run_is_back_with_its_reason() -> None:
    for session in (lost(), diverged()):
        state, problem = session.state(), session.problem
        before = session.change_weights(NewDraw((ALL,), 1))
        second = session.change_weights((one_weight(0, 0, 0, 1.0),))
        session.change_weights(second, again=True)
        session.change_weights(before, again=True)
        assert_same_state(session.state(), state)
        assert session.problem == problem


def test_lost_weights_do_not_come_back_into_a_run_that_has_learned_since() -> None:
    session = lost()
    before = session.change_weights(NewDraw((ALL,), 1))
    session.train(updates=5)
    state = session.state()
    with pytest.raises(ValueError, match="were no finite numbers any more: that run had stopped by itself"):
        session.change_weights(before, again=True)
    assert_same_state(session.state(), state)


def test_neurons_that_return_are_not_those_of_the_lost_run() -> None:
    session = lost()
    session.edit(session.spec.with_layer(0, units=2))
    session.change_weights(NewDraw((ALL,), 1))
    session.edit(session.spec.with_layer(0, units=3))
    assert np.isfinite(session.state().weights).all()
