"""What is noticed of the perceptron rule does not depend on the way through time."""

import numpy as np

from engine.session import Session
from tests.engine.run.test_rule_watch import played, rule_for


def test_a_journey_through_time_changes_nothing_of_what_is_noticed() -> None:
    spec = rule_for("truth_xor")
    for stop in range(1, 4):
        session, undisturbed = Session(spec), Session(spec)
        for each in (session, undisturbed):
            each.set_weights([np.array([[0.5], [0.25]]), np.array([1.0])])
        session.train(updates=stop)
        for _ in session.seek(0):
            pass
        session.train(updates=1)
        for _ in session.seek(stop):
            pass
        while not undisturbed.notice:
            undisturbed.train(1)
        session.train(updates=undisturbed.updates - session.updates)
        assert session.notice == undisturbed.notice
        assert session.curves.view().by_epoch.keys() == undisturbed.curves.view().by_epoch.keys()
        for name, values in undisturbed.curves.view().by_epoch.items():
            np.testing.assert_array_equal(session.curves.view().by_epoch[name], values)


def test_the_notice_belongs_to_its_moment() -> None:
    session = Session(rule_for("iris_setosa"))
    played(session)
    said, end = session.notice, session.updates
    assert said
    session.edit(session.spec.with_optimizer(learning_rate=0.5))
    session.train(updates=3)
    for update, notice in ((end - 1, ""), (end + 2, ""), (end, "")):
        for _ in session.seek(update):
            pass
        assert session.notice == notice, "after the edit nothing is said yet"
    for _ in session.seek(end - 1, 4):
        pass
    assert session.notice == said, "the end of the epoch, before the edit"
