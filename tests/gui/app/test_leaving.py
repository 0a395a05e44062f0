"""The question before unsaved work goes: when it is asked, what it names, and what its answers do."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui import document as document_module
from gui.app.files import FileActions
from gui.app.workbench import Workbench
from gui.editors.leave_sheet import LeaveSheet
from tests.engine.experiments import experiment


@pytest.fixture
def files(bench: Workbench) -> FileActions:
    return bench.findChild(FileActions)


@pytest.fixture
def edited(bench: Workbench) -> Workbench:
    bench.document.edit("Units", experiment().with_layer(0, units=5))
    return bench


def question(bench: Workbench) -> LeaveSheet | None:
    return bench.window.findChild(LeaveSheet)


def asked(bench: Workbench, qtbot: QtBot) -> LeaveSheet:
    qtbot.waitUntil(lambda: question(bench) is not None)
    return question(bench)


def trained(bench: Workbench, qtbot: QtBot) -> None:
    bench.player.play()
    qtbot.waitUntil(lambda: bench.last_snapshot.update > 20)
    bench.player.pause()
    qtbot.waitUntil(lambda: bench.player.idle)


def test_closing_with_edits_asks_and_stays_until_it_is_answered(edited: Workbench) -> None:
    edited.window.close()
    assert edited.window.isVisible()
    assert question(edited).isVisible()
    question(edited).reject()
    assert edited.window.isVisible()


def test_without_saving_it_closes(edited: Workbench) -> None:
    edited.window.close()
    question(edited).leave.click()
    assert not edited.window.isVisible()


def test_saving_first_writes_the_file_and_then_closes(edited: Workbench, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "mine.chainrule"
    edited.document.file = path
    edited.window.close()
    question(edited).save.click()
    qtbot.waitUntil(lambda: not edited.window.isVisible())
    assert path.is_file()


def test_where_saving_fails_nothing_is_left(edited: Workbench, qtbot: QtBot, tmp_path: Path) -> None:
    edited.document.file = tmp_path / "no folder" / "mine.chainrule"
    edited.window.close()
    question(edited).save.click()
    qtbot.waitUntil(lambda: "Cannot write" in edited.window.toast.message())
    assert edited.window.isVisible()


def test_a_preset_comes_only_after_the_answer(edited: Workbench, files: FileActions, qtbot: QtBot) -> None:
    files.open_preset("xor")
    sheet = asked(edited, qtbot)
    assert edited.document.spec.network.layers[0].units == 5
    sheet.leave.click()
    qtbot.waitUntil(lambda: edited.document.spec.data.name == "xor")
    assert not edited.document.dirty


def test_a_short_run_without_edits_is_not_asked_about_but_a_long_one_is(
    bench: Workbench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    trained(bench, qtbot)
    assert bench.document.dirty
    assert not bench.document.asks_before_leaving
    monkeypatch.setattr(document_module, "SHORT_RUN_SECONDS", 0.0)
    assert bench.document.asks_before_leaving
    assert bench.document.unsaved() == f"{bench.last_snapshot.update:,} updates of training are"


def test_a_run_that_has_a_file_is_asked_about_when_it_went_on(
    bench: Workbench, files: FileActions, qtbot: QtBot, tmp_path: Path
) -> None:
    files.save_path(tmp_path / "run.chainrule")
    qtbot.waitUntil(lambda: bench.document.file is not None)
    trained(bench, qtbot)
    assert bench.document.asks_before_leaving


def test_the_question_names_what_would_be_lost(edited: Workbench, qtbot: QtBot) -> None:
    assert edited.document.unsaved() == "Your edits are"
    trained(edited, qtbot)
    assert edited.document.unsaved() == f"Your edits and {edited.last_snapshot.update:,} updates of training are"


def test_a_refused_file_asks_nothing(edited: Workbench, files: FileActions, qtbot: QtBot, tmp_path: Path) -> None:
    files.open_path(tmp_path / "missing.chainrule")
    qtbot.waitUntil(lambda: "Cannot open" in edited.window.toast.message())
    assert question(edited) is None


def test_asking_twice_shows_one_question(edited: Workbench) -> None:
    edited.window.close()
    edited.window.close()
    shown = [sheet for sheet in edited.window.findChildren(LeaveSheet) if sheet.isVisible()]
    assert len(shown) == 1
