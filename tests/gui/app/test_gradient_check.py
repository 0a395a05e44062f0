"""The window's gradient check: both columns of one moment, red where it must be, nothing left behind."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from engine.session import Session
from engine.spec import LayerSpec
from gui.app import check_process
from gui.app.workbench import Workbench
from gui.editors.gradient_sheet import GradientSheet
from tests.engine.experiments import experiment, forget_penalties
from tests.gui.app.conftest import MakeBench

ROOT = Path(__file__).resolve().parents[3]
ANSWERS = """
import json, sys
from engine.diagnostics import check_report, compare_with_automatic, own_gradient
from engine.session import Session
session = Session.open(__import__("pathlib").Path(sys.argv[2]))
case = session.gradient_case("--whole" in sys.argv)
work = own_gradient(case)
try:
    while True:
        next(work)
except StopIteration as end:
    own = end.value
print(json.dumps(check_report(case, own, [compare_with_automatic(case, own, [own.gradient])], {})))
"""
WAITS = "import time\ntime.sleep(100)\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go; the other process answers at once, with the program's own gradient."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    other(tmp_path, monkeypatch, ANSWERS)
    return tmp_path / "temporary"


def other(tmp_path: Path, patch: pytest.MonkeyPatch, program: str) -> None:
    """What runs in the place of main.py."""
    script = tmp_path / "other.py"
    script.write_text(f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n{program}")
    patch.setattr(check_process, "MAIN", script)


def opened(bench: Workbench) -> GradientSheet:
    bench.window.actions_by_id["check"].trigger()
    sheet = bench.window.findChild(GradientSheet)
    assert sheet is not None
    return sheet


def finished(sheet: GradientSheet, qtbot: QtBot) -> tuple[str, str]:
    """Both verdicts, once the check has ended."""
    qtbot.waitUntil(lambda: sheet.button.text() == "Check again", timeout=30_000)
    return sheet.columns["finite_differences"].verdict.text(), sheet.columns["tensorflow"].verdict.text()


def test_both_columns_agree_and_nothing_is_left(bench: Workbench, qtbot: QtBot, folder: Path) -> None:
    sheet = opened(bench)
    assert finished(sheet, qtbot) == ("✓ 13 of 13 agree", "✓ 13 of 13 agree")
    assert "after 0 updates over the 7 examples of the next batch" in sheet.subject.text()
    assert list(folder.iterdir()) == []
    assert opened(bench) is sheet  # not a second one


def test_a_wrong_gradient_is_red(open_bench: MakeBench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = open_bench(experiment(LayerSpec(3, "tanh"), LayerSpec(1, "sigmoid", l2=0.01)))
    forget_penalties(monkeypatch)
    sheet = opened(bench)
    first, second = finished(sheet, qtbot)
    assert (first, second) == ("✗ 3 of 13 differ", "✓ 13 of 13 agree")
    cells = [label.text()[-1] for label in sheet.columns["finite_differences"]._layers]
    assert cells == ["✓", "✗"]


def test_both_columns_look_at_the_same_moment_while_the_run_goes_on(
    bench: Workbench, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other(tmp_path, monkeypatch, ANSWERS + f"open({str(tmp_path / 'seen')!r}, 'w').write(str(case.update))\n")
    bench.player.play()
    qtbot.waitUntil(lambda: bench.last_snapshot is not None and bench.last_snapshot.update > 20)
    sheet = opened(bench)
    assert finished(sheet, qtbot)[1] == "✓ 13 of 13 agree", sheet.columns["tensorflow"].place.text()
    seen = int((tmp_path / "seen").read_text())
    assert f"after {seen:,} updates" in sheet.subject.text()
    shown = bench.last_snapshot.update
    qtbot.waitUntil(lambda: bench.last_snapshot.update > shown)
    assert bench.player.playing


def test_the_whole_training_part_and_another_experiment(bench: Workbench, qtbot: QtBot) -> None:
    sheet = opened(bench)
    finished(sheet, qtbot)
    sheet.extent._on_clicked(1)
    assert finished(sheet, qtbot)[0] == "✓ 13 of 13 agree"
    assert "over all 30 training examples" in sheet.subject.text()
    spec = bench.document.spec
    bench.document.edit("More units", spec.with_layer(0, units=5))
    sheet.button.click()
    assert finished(sheet, qtbot) == ("✓ 21 of 21 agree", "✓ 21 of 21 agree")


def test_a_run_that_diverged_is_refused_in_a_sentence(open_bench: MakeBench, qtbot: QtBot) -> None:
    spec = experiment(LayerSpec(1, "linear"), data="plane", loss="mean_squared_error")
    bench = open_bench(spec.with_optimizer(learning_rate=1e6))
    bench.player.play()
    qtbot.waitUntil(lambda: bool(bench.last_snapshot.problem))
    sheet = opened(bench)
    assert finished(sheet, qtbot) == ("not compared", "not compared")
    assert sheet.subject.text() == bench.last_snapshot.problem


@pytest.mark.parametrize("how", ["stop", "close", "window", "again"])
def test_ended_midway_nothing_is_left(
    bench: Workbench, qtbot: QtBot, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    other(tmp_path, monkeypatch, f"open({str(tmp_path / 'began')!r}, 'w')\n{WAITS}")
    sheet = opened(bench)
    check = bench.findChild(check_process.CheckProcess)
    qtbot.waitUntil(lambda: (tmp_path / "began").exists(), timeout=20_000)
    qtbot.waitUntil(lambda: sheet.columns["finite_differences"].verdict.text() == "✓ 13 of 13 agree")
    assert check.running
    assert len(list(folder.iterdir())) == 1
    if how == "stop":
        qtbot.mouseClick(sheet.button, Qt.MouseButton.LeftButton)
        assert sheet.columns["tensorflow"].place.text() == "Stopped."
    elif how == "close":
        sheet.reject()
    elif how == "window":
        bench.window.close()
    else:
        other(tmp_path, monkeypatch, ANSWERS)
        sheet.asked.emit(False)
        assert finished(sheet, qtbot)[1] == "✓ 13 of 13 agree", sheet.columns["tensorflow"].place.text()
    assert not check.running
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("moment", ["at once", "while comparing"])
def test_answers_that_come_too_late_are_not_shown(
    bench: Workbench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    monkeypatch.setattr("gui.app.gradient_check.PIECE_SECONDS", 0.0)  # every piece is told, as in a long check
    sheet = opened(bench)
    column = sheet.columns["finite_differences"]
    if moment != "at once":
        qtbot.waitUntil(lambda: column.verdict.text().startswith("comparing"))
    subject = sheet.subject.text()
    sheet.stopped.emit()
    qtbot.waitUntil(lambda: bench.player.idle)
    assert (column.verdict.text(), column.place.text()) == ("not compared", "Stopped.")
    assert sheet.subject.text() == ("Stopped." if moment == "at once" else subject)
    assert sheet.button.text() == "Check again"


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("sys.stderr.write('Keras has no such thing.\\n')\nsys.exit(2)", "Keras has no such thing."),
        ("print('{}')", "ended by itself (exit code 0)"),
        ("print('this is no JSON')\nsys.exit(3)", "ended by itself (exit code 3)"),
        ("import os\nos.abort()", "ended by itself"),
    ],
)
def test_what_the_other_process_cannot_say(
    bench: Workbench, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, said: str
) -> None:
    other(tmp_path, monkeypatch, program)
    sheet = opened(bench)
    assert finished(sheet, qtbot) == ("✓ 13 of 13 agree", "not compared")
    assert said in sheet.columns["tensorflow"].place.text()


def test_a_python_that_is_not_there(bench: Workbench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_process.sys, "executable", "/nowhere/python")
    sheet = opened(bench)
    assert finished(sheet, qtbot)[1] == "not compared"
    assert "could not be started" in sheet.columns["tensorflow"].place.text()


@pytest.mark.slow
def test_with_tensorflow_itself(bench: Workbench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_process, "MAIN", ROOT / "main.py")
    sheet = opened(bench)
    qtbot.waitUntil(lambda: sheet.button.text() == "Check again", timeout=110_000)
    assert sheet.columns["tensorflow"].verdict.text() == "✓ 13 of 13 agree"
    assert sheet.columns["tensorflow"].total.text() != sheet.columns["finite_differences"].total.text()


def test_the_moment_saved_for_the_other_process_is_the_moment_shown(bench: Workbench, tmp_path: Path) -> None:
    from gui.app.gradient_check import prepared
    from tests.engine.experiments import finish

    session = Session(experiment())
    session.train(updates=9)
    found = finish(prepared(tmp_path / "moment.chainrule", False)(session))
    again = Session.open(tmp_path / "moment.chainrule").gradient_case()
    assert again.backend.network.weights.tolist() == found.case.backend.network.weights.tolist()
    assert again.batch.rows.tolist() == found.case.batch.rows.tolist()
