"""The time line shows every moment of the run and asks to go there."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.session import Session
from engine.trace import BranchView, Mark, Place, Snapshot, TimelineView
from gui.editors.time_line import TimeLine, branch_text
from gui.theme.current import ThemeSwitch
from tests.engine.experiments import experiment

MIDDLE = 15


def view(update: int, tip: int, first: int = 0, **more: Any) -> TimelineView:
    return TimelineView(first, tip, Place(update), **more)


def moment(update: int, timeline: TimelineView) -> Snapshot:
    return replace(Session(experiment()).snapshot(), update=update, timeline=timeline, batches=25)


@pytest.fixture
def line(qtbot: QtBot, themes: ThemeSwitch) -> TimeLine:
    made = TimeLine(themes)
    qtbot.addWidget(made)
    made.resize(900, 42)
    made.show_snapshot(moment(100, view(100, 200)))
    made.show()
    return made


def test_a_click_asks_for_the_update_under_it(line: TimeLine, heard: Any) -> None:
    asked = heard().listen(line.seek_asked)
    track = line.track
    for update in (0, 50, 200):
        QTest.mouseClick(track, Qt.MouseButton.LeftButton, pos=QPoint(round(track.x_of(update)), MIDDLE))
    assert asked == [0, 50, 200]


def test_a_drag_asks_on_the_way_and_the_run_does_not_pull_the_handle_back(line: TimeLine, heard: Any) -> None:
    asked = heard().listen(line.seek_asked)
    track = line.track
    QTest.mousePress(track, Qt.MouseButton.LeftButton, pos=QPoint(round(track.x_of(40)), MIDDLE))
    line.show_snapshot(moment(100, view(100, 200)))  # still on its way
    assert track.value() == 40
    QTest.mouseMove(track, QPoint(round(track.x_of(20)), MIDDLE))
    QTest.mouseRelease(track, Qt.MouseButton.LeftButton, pos=QPoint(round(track.x_of(20)), MIDDLE))
    assert asked[0] == 40
    assert asked[-1] == 20


def test_what_comes_from_the_run_asks_for_nothing(line: TimeLine, heard: Any) -> None:
    asked = heard().listen(line.seek_asked)
    line.show_snapshot(moment(150, view(150, 900)))
    assert asked == []
    assert (line.track.value(), line.track.maximum(), line.tip.text()) == (150, 900, "of 900")
    assert line.number.value() == 150


def test_a_typed_number_goes_there_and_one_out_of_reach_goes_as_near_as_can_be(line: TimeLine, heard: Any) -> None:
    asked, refused = heard().listen(line.seek_asked), heard().listen(line.refused)
    line.show_snapshot(moment(100, view(100, 200, first=30)))
    for text in ("77", "5", "1000"):
        line.number.selectAll()
        QTest.keyClicks(line.number, text)
        QTest.keyClick(line.number, Qt.Key.Key_Return)
    assert asked == [77, 30, 200]
    assert refused == [
        "Update 5 cannot be shown. Update 30 is the earliest that is kept: showing update 30.",
        "Update 1,000 cannot be shown. This run has 200 updates: showing update 200.",
    ]


def test_a_mark_catches_the_click_near_it(line: TimeLine, heard: Any) -> None:
    marks = (Mark(60, "learning rate 0.1"),)
    line.show_snapshot(moment(100, view(100, 200, marks=marks)))
    asked = heard().listen(line.seek_asked)
    QTest.mouseClick(line.track, Qt.MouseButton.LeftButton, pos=QPoint(round(line.track.x_of(60)) + 4, MIDDLE))
    assert asked == [60]


def test_other_courses_are_named_and_can_be_gone_to(line: TimeLine, heard: Any) -> None:
    assert line.branches.isHidden()
    kept = (BranchView(3, "before: learning rate 0.1", 60, 300), BranchView(5, "run 1", 0, 1200))
    line.show_snapshot(moment(100, view(100, 200, branches=kept)))
    asked = heard().listen(line.switch_asked)
    actions = line.branches.menu().actions()
    assert [action.text() for action in actions] == [branch_text(kept[1]), branch_text(kept[0])]
    assert branch_text(kept[1]) == "run 1 · updates 0 to 1,200"
    actions[1].trigger()
    assert asked == [3]
    assert line.branches.text() == "2 other courses ▾"


def test_arrow_keys_walk_when_it_was_reached_by_tab(line: TimeLine, heard: Any) -> None:
    asked = heard().listen(line.seek_asked)
    line.track.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(line.track, Qt.Key.Key_Left)
    QTest.keyClick(line.track, Qt.Key.Key_PageDown)
    assert asked == [99, 74]
