"""Before the first update the curves have the figures of the weights as they are, whoever gave them their values."""

import numpy as np

from engine.session import Session
from engine.trace.weight_change import NewDraw
from tests.engine.experiments import experiment


def first_point(session: Session) -> float:
    view = session.curves.view()
    assert view.epochs.tolist() == [0.0]
    return float(view.by_epoch["val_loss"][0])


def test_weights_given_by_hand_before_the_first_update_have_their_point_on_the_curve() -> None:
    session = Session(experiment())
    drawn = first_point(session)
    before = session.change_weights(NewDraw(number=7))
    assert first_point(session) == session.evaluate()["loss"] != drawn
    assert session.snapshot().latest["val_loss"] == first_point(session)
    session.edit(session.spec.with_data(noise=0.3))
    assert first_point(session) == session.evaluate()["loss"]
    session.edit(session.spec.with_data(noise=experiment().data.noise))
    session.change_weights(before, again=True)
    assert first_point(session) == drawn


def test_of_a_run_that_learned_the_curve_keeps_its_first_point() -> None:
    session = Session(experiment())
    drawn = first_point(session)
    session.train(epochs=1)
    session.change_weights(NewDraw(number=7))
    assert session.curves.view().by_epoch["val_loss"][0] == drawn


def test_given_in_the_past_they_begin_a_course_with_a_point_of_its_own() -> None:
    session = Session(experiment())
    drawn = first_point(session)
    session.train(epochs=1)
    for _ in session.seek(0):
        pass
    session.change_weights(NewDraw(number=7))
    assert first_point(session) == session.evaluate()["loss"] != drawn
    for _ in session.switch(session.timeline.branches[0].id):
        pass
    np.testing.assert_array_equal(session.curves.view().by_epoch["val_loss"][0], drawn)
