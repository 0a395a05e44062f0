"""Files that were used last, and files that are dropped on the window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from engine.session import Session
from gui.app.files import FileActions
from gui.app.recent_files import MOST, RecentFiles
from gui.app.workbench import Workbench
from tests.engine.experiments import experiment

COPY, LEFT, PLAIN = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def recent() -> RecentFiles:
    found = RecentFiles()
    found.clear()
    return found


def texts(menu: QMenu) -> list[str]:
    menu.aboutToShow.emit()
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def drop(bench: Workbench, *paths: Path) -> None:
    """Drag files over the window and let go."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    entering = QDragEnterEvent(QPointF(400, 300).toPoint(), COPY, data, LEFT, PLAIN)
    QApplication.sendEvent(bench.window, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(bench.window, QDropEvent(QPointF(400, 300), COPY, data, LEFT, PLAIN))


def test_the_latest_comes_first_each_once_and_not_endlessly(recent: RecentFiles, tmp_path: Path) -> None:
    paths = [tmp_path / f"{index}.chainrule" for index in range(MOST + 3)]
    for path in paths:
        path.touch()
        recent.note(path)
    recent.note(paths[5])
    assert recent.paths() == [paths[5], *[path for path in reversed(paths) if path != paths[5]][: MOST - 1]]


def test_files_that_are_gone_are_named_and_not_offered(qtbot: QtBot, recent: RecentFiles, tmp_path: Path) -> None:
    (tmp_path / "here.chainrule").touch()
    recent.note(tmp_path / "gone.chainrule")
    recent.note(tmp_path / "here.chainrule")
    assert recent.paths() == [tmp_path / "here.chainrule"]
    menu = QMenu()
    qtbot.addWidget(menu)
    recent.offer(menu, lambda path: None)
    assert texts(menu) == ["here.chainrule", "gone.chainrule (not found)", "Clear this list"]
    assert [action.isEnabled() for action in menu.actions()][:2] == [True, False]
    (tmp_path / "gone.chainrule").touch()
    assert texts(menu)[1] == "gone.chainrule"


def test_names_that_are_equal_and_names_with_a_mark_can_be_told(
    qtbot: QtBot, recent: RecentFiles, tmp_path: Path
) -> None:
    paths = [tmp_path / "one" / "run.chainrule", tmp_path / "two" / "run.chainrule", tmp_path / "a&b.chainrule"]
    for path in paths:
        path.parent.mkdir(exist_ok=True)
        path.touch()
        recent.note(path)
    menu = QMenu()
    qtbot.addWidget(menu)
    opened: list[Path] = []
    recent.offer(menu, opened.append)
    assert texts(menu)[:3] == [
        "a&&b.chainrule",
        f"run.chainrule in {tmp_path / 'two'}",
        f"run.chainrule in {tmp_path / 'one'}",
    ]
    menu.actions()[2].trigger()
    assert opened == [paths[0]]


def test_the_menu_opens_what_was_saved_and_can_be_cleared(
    bench: Workbench, recent: RecentFiles, qtbot: QtBot, tmp_path: Path
) -> None:
    menu = bench.window.recent_menu
    assert texts(menu) == ["Nothing yet"]
    path = tmp_path / "kept.chainrule"
    bench.findChild(FileActions).save_path(path)
    qtbot.waitUntil(lambda: bench.document.file == path)
    assert texts(menu) == ["kept.chainrule", "Clear this list"]
    bench.document.file = None
    menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: bench.document.file == path)
    menu.actions()[-1].trigger()
    assert texts(menu) == ["Nothing yet"]


def test_a_dropped_experiment_is_opened(bench: Workbench, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "dropped.chainrule"
    session = Session(experiment().with_layer(0, units=6))
    session.train(updates=3)
    session.save(path)
    drop(bench, path)
    qtbot.waitUntil(lambda: bench.document.file == path)
    assert bench.document.spec.network.layers[0].units == 6


def test_a_dropped_stranger_and_several_files_are_refused_in_a_sentence(
    bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    stranger = tmp_path / "song.mp3"
    stranger.write_bytes(b"ID3")
    drop(bench, stranger)
    qtbot.waitUntil(lambda: "Cannot open" in bench.window.toast.message())
    drop(bench, stranger, stranger)
    assert bench.window.toast.message() == "2 files were dropped, but one is shown at a time. Drop one."
    assert bench.document.spec == experiment()
