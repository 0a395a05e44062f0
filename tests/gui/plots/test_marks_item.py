"""Changes on the loss curve: a thin line where each was made, and its name for whoever points there."""

from dataclasses import replace

import pytest

from engine.session import Session
from gui.plots.loss import LossPlot
from gui.theme.current import ThemeSwitch
from tests.engine.experiments import experiment


def changed_twice() -> Session:
    session = Session(experiment())
    for rate in (0.2, 0.3):
        session.train(epochs=2)
        session.edit(session.spec.with_optimizer(learning_rate=rate))
    session.train(epochs=1)
    return session


def test_a_mark_stands_where_the_curve_was_when_it_was_made() -> None:
    session = changed_twice()
    marks = session.timeline.marks
    assert [(mark.text, mark.position) for mark in marks] == [("learning rate 0.2", 2.0), ("learning rate 0.3", 4.0)]
    session.edit(session.spec.with_data(samples=session.spec.data.samples + 10))
    assert session.timeline.marks[-1].position == pytest.approx(session.curves.view().x[-1])


def test_the_plot_shows_the_marks_and_says_what_was_changed(themes: ThemeSwitch, qtbot) -> None:  # type: ignore[no-untyped-def]
    plot = LossPlot(themes)
    qtbot.addWidget(plot)
    plot.resize(500, 300)
    plot.show()
    session = changed_twice()
    snapshot = session.snapshot()
    plot.show_snapshot(snapshot)
    item = plot._canvas.marks_item
    assert item.marks() == snapshot.timeline.marks  # type: ignore[union-attr]
    plot._on_hovered(4.0, 0.0)
    assert [line.text for line in plot._canvas.card_item.lines() if line.name == "changed"] == ["learning rate 0.3"]
    plot._on_hovered(3.0, 0.0)
    assert not [line for line in plot._canvas.card_item.lines() if line.name == "changed"]
    before = plot.grab().toImage()
    bare = replace(snapshot.timeline, marks=())  # type: ignore[type-var]
    plot.show_snapshot(replace(snapshot, timeline=bare))
    assert plot.grab().toImage() != before, "the marks are drawn"
