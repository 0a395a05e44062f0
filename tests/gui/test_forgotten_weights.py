"""Weights too large to be kept for undo: the step says so by its name and when it is taken back."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from engine.session import Session
from engine.trace.weight_change import Nought
from gui import weight_steps
from gui.document import Document
from tests.engine.experiments import experiment


@pytest.fixture
def refused(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> tuple[Session, Document, list[str]]:
    """A session with a document whose room for replaced weights is that of one change."""
    monkeypatch.setattr(weight_steps, "MOST_BYTES", 150)
    session, document, said = Session(experiment()), Document(experiment()), []  # type: ignore[var-annotated]

    def on_work(work: weight_steps.Work | weight_steps.TakingBack) -> None:
        try:
            for _ in work.run(session):
                pass
        except ValueError as error:
            said.append(str(error))

    document.weights_changed.connect(on_work)
    return session, document, said


def test_what_was_forgotten_is_said_and_not_promised(refused: tuple[Session, Document, list[str]]) -> None:
    session, document, said = refused
    for name in ("first", "second", "third"):
        document.change_weights(name, Nought())
        session.train(updates=1)
    stack = document.undo_stack
    assert [stack.text(i) for i in range(3)] == ["first (too large to give back)", "second", "third"]
    stack.undo()
    stack.undo()
    assert said == []
    weights = session.state().weights
    stack.undo()
    assert said == [weight_steps.FORGOTTEN]
    np.testing.assert_array_equal(session.state().weights, weights)
    stack.redo()
    assert stack.undoText() == "first"
    assert not session.state().weights.any()
