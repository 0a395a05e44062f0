"""Every control of the window, its popovers and its sheets has a name and says in a sentence what it is good for."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from engine.presets import experiment_session
from gui.plots.course_note import CourseNoteButton
from tests.gui.app.conftest import MakeBench
from tests.gui.app.doors import DOORS, behind, opened

PAGES = ("numbers", "examples", "weights", "history", "try", "batch", "points")


def controls(root: QWidget) -> list[QWidget]:
    """What can be given the focus in a window, but not in those that belong to it."""
    return [
        each
        for each in root.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.focusProxy() is None
        if each.isVisible() and each.window() is root and not each.isWindow()
    ]


def wanting(root: QWidget) -> set[str]:
    """What lacks a name or help."""
    found = set()
    for each in controls(root):
        name = each.accessibleName() or (each.text() if isinstance(each, QAbstractButton) else "")
        told = each.toolTip() or each.accessibleDescription()
        silent = isinstance(each, CourseNoteButton) and each.note() is None  # nothing of it is seen
        if not (name and told) and not silent:
            found.add(f"{type(each).__name__} {name or '?'}{'' if told else ': no help'}")
    return found


@pytest.mark.parametrize("preset", ["xor", "iris-all", "sine", "digits", "wine"])
def test_every_control_of_the_window_has_a_name_and_help(preset: str, open_bench: MakeBench, qtbot: QtBot) -> None:
    bench = open_bench(experiment_session(preset))
    assert len(controls(bench.window)) > 40
    lacks = wanting(bench.window)
    for page in PAGES[1:]:
        bench.window.actions_by_id[page].trigger()
        qtbot.waitUntil(lambda: bench.player.idle)
        QApplication.processEvents()
        for sheet in opened(bench):
            sheet.close()
        lacks |= wanting(bench.window)
    assert not lacks, "; ".join(sorted(lacks))


@pytest.mark.parametrize("name", DOORS)
def test_every_control_of_a_popover_or_sheet_has_a_name_and_help(
    name: str, open_bench: MakeBench, qtbot: QtBot, tmp_path: Path
) -> None:
    with behind(name, open_bench, qtbot, tmp_path) as (_, sheet):
        qtbot.waitUntil(lambda: bool(controls(sheet)))
        assert not wanting(sheet), "; ".join(sorted(wanting(sheet)))
