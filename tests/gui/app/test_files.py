"""Opening and saving through the window: a round trip, and every refusal that leaves the experiment alone."""

import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from engine.presets import presets
from engine.session import Session
from engine.spec import LayerSpec, to_json
from engine.trace import Grain
from gui.app.files import FileActions, file_name
from gui.app.start import file_of, make_bench
from gui.app.workbench import Workbench
from gui.editors.leave_sheet import LeaveSheet
from gui.theme.current import ThemeSwitch
from tests.engine.experiments import experiment


@pytest.fixture
def files(bench: Workbench) -> FileActions:
    return bench.findChild(FileActions)


def trained(bench: Workbench, qtbot: QtBot) -> None:
    bench.player.play()
    qtbot.waitUntil(lambda: bench.last_snapshot.update > 20)
    bench.player.pause()
    qtbot.waitUntil(lambda: bench.player.idle)


def saved(files: FileActions, bench: Workbench, qtbot: QtBot, path: Path) -> None:
    files.save_path(path)
    qtbot.waitUntil(lambda: bench.window.toast.message() == f"Saved {path.name}.")


def test_a_round_trip_brings_back_experiment_and_run(
    files: FileActions, bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "mine.chainrule"
    bench.document.edit("Units", experiment().with_layer(0, units=5))
    trained(bench, qtbot)
    saved(files, bench, qtbot, path)
    kept = bench.last_snapshot
    assert (bench.window.windowTitle(), bench.document.dirty) == ("mine", False)
    bench.document.edit("Units", experiment().with_layer(0, units=2))
    bench.player.reset()
    qtbot.waitUntil(lambda: bench.last_snapshot.update == 0 and len(bench.last_snapshot.layers[0].bias) == 2)
    assert bench.window.windowTitle() == "mine •"
    files.open_path(path)
    qtbot.waitUntil(lambda: bench.window.findChild(LeaveSheet) is not None)
    bench.window.findChild(LeaveSheet).leave.click()
    qtbot.waitUntil(lambda: bench.last_snapshot is not None and bench.last_snapshot.update == kept.update)
    assert bench.document.spec == kept.spec
    for before, after in zip(kept.layers, bench.last_snapshot.layers, strict=True):
        np.testing.assert_array_equal(before.kernel, after.kernel)
        np.testing.assert_array_equal(before.bias, after.bias)
    assert (bench.window.windowTitle(), bench.document.dirty) == ("mine", False)
    assert bench.document.file == path
    assert not bench.undo_stack.canUndo()


def test_a_run_is_unsaved_when_it_has_come_further_than_in_its_file(
    files: FileActions, bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    assert not bench.document.dirty
    trained(bench, qtbot)
    assert bench.document.dirty
    saved(files, bench, qtbot, tmp_path / "run.chainrule")
    assert not bench.document.dirty
    bench.move_example(1)
    bench.player.step(Grain.LAYER)
    qtbot.waitUntil(lambda: bench.last_snapshot.phase is not None)
    bench.player.reset()
    qtbot.waitUntil(lambda: bench.last_snapshot.update == 0)
    assert not bench.document.dirty
    files.open_path(tmp_path / "run.chainrule")
    qtbot.waitUntil(lambda: bench.last_snapshot is not None and bench.last_snapshot.update > 0)
    qtbot.waitUntil(lambda: bench.player.idle)
    assert not bench.document.dirty
    then = bench.last_snapshot.update
    bench.player.step(Grain.BATCH)
    qtbot.waitUntil(lambda: bench.last_snapshot.update == then + 1)
    assert bench.document.dirty


def test_a_run_opened_with_the_window_is_not_unsaved(qtbot: QtBot, themes: ThemeSwitch, tmp_path: Path) -> None:
    path = tmp_path / "run.chainrule"
    session = Session(experiment())
    session.train(2)
    session.save(path)
    bench = make_bench(Session.open(path), themes, path)
    qtbot.waitUntil(lambda: bench.player.idle)
    assert bench.last_snapshot.update == 10
    assert (bench.document.dirty, bench.window.windowTitle()) == (False, "run")
    bench.window.close()
    bench.window.deleteLater()
    bench.deleteLater()


def test_saving_while_it_plays_does_not_stop_it(
    files: FileActions, bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    bench.player.play()
    saved(files, bench, qtbot, tmp_path / "run.chainrule")
    then = bench.last_snapshot.update
    qtbot.waitUntil(lambda: bench.last_snapshot.update > then)
    assert bench.player.playing
    assert Session.open(tmp_path / "run.chainrule").spec == experiment()


def with_nan(path: Path) -> Path:
    """A saved run one of whose weights is NaN."""
    good = path.with_name("good.chainrule")
    Session(experiment()).save(good)
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "arrays/weights.npy":
                content = content[:-8] + np.array([np.nan]).tobytes()
            target.writestr(name, content)
    return path


def foreign(path: Path) -> Path:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    return path


def broken(path: Path) -> Path:
    path.write_text(to_json(experiment()).decode()[:-40], encoding="utf-8")
    return path


def missing(path: Path) -> Path:
    return path


@pytest.mark.parametrize("make", [with_nan, foreign, broken, missing])
def test_a_file_that_cannot_be_opened_is_refused_in_a_sentence(
    make: Callable[[Path], Path], files: FileActions, bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    bench.document.edit("Units", experiment().with_layer(0, units=5))
    trained(bench, qtbot)
    spec, before = bench.document.spec, bench.last_snapshot
    files.open_path(make(tmp_path / "strange.chainrule"))
    qtbot.waitUntil(lambda: bool(bench.window.toast.message()))
    message = bench.window.toast.message()
    assert message.startswith(f'Cannot open "{tmp_path / "strange.chainrule"}": ')
    assert message.endswith(".")
    assert bench.document.spec is spec
    assert bench.document.file is None
    assert bench.undo_stack.canUndo()
    qtbot.waitUntil(lambda: bench.player.idle)
    assert bench.last_snapshot.update == before.update
    np.testing.assert_array_equal(bench.last_snapshot.layers[0].kernel, before.layers[0].kernel)


def test_the_weight_that_is_not_a_number_is_what_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"weights.*(NaN|finite)"):
        Session.open(with_nan(tmp_path / "nan.chainrule"))


def test_a_refused_file_does_not_stop_what_plays(
    files: FileActions, bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    bench.player.play()
    files.open_path(foreign(tmp_path / "picture.chainrule"))
    qtbot.waitUntil(lambda: bool(bench.window.toast.message()))
    then = bench.last_snapshot.update
    qtbot.waitUntil(lambda: bench.last_snapshot.update > then)
    assert bench.player.playing


def test_a_place_that_cannot_be_written_is_refused(
    files: FileActions, bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    files.save_path(tmp_path / "nowhere" / "run.chainrule")
    qtbot.waitUntil(lambda: bool(bench.window.toast.message()))
    assert bench.window.toast.message().startswith("Cannot write")
    assert bench.document.file is None


def test_an_experiment_without_a_run_is_saved_under_another_name(
    files: FileActions, bench: Workbench, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plain.json"
    path.write_bytes(to_json(experiment().with_layer(0, units=7)))
    files.open_path(path)
    qtbot.waitUntil(lambda: bench.document.spec.network.layers[0].units == 7)
    asked: list[str] = []

    def choose(dialog: QFileDialog) -> bool:
        asked.extend(Path(file).name for file in dialog.selectedFiles())
        dialog.selectFile(str(tmp_path / "chosen"))
        return True

    monkeypatch.setattr(QFileDialog, "exec", choose)
    files.save()
    qtbot.waitUntil(lambda: bench.window.toast.message() == "Saved chosen.chainrule.")
    assert asked == ["untitled.chainrule"]
    assert (tmp_path / "chosen.chainrule").is_file()


def test_names_become_file_names() -> None:
    assert file_name("A disc in a ring") == "A disc in a ring.chainrule"
    assert file_name('in/out: "x"\n') == "in-out- -x--.chainrule"
    assert file_name("...") == "untitled.chainrule"


def test_only_a_saved_run_is_a_file_to_save_to(tmp_path: Path) -> None:
    run, plain = tmp_path / "run.chainrule", tmp_path / "plain.json"
    for file in (run, plain):
        file.touch()
    assert file_of(str(run)) == run
    assert file_of(str(plain)) is None
    assert file_of("xor") is None
    assert file_of(None) is None


def test_closing_while_it_plays_ends_the_engine(bench: Workbench, qtbot: QtBot) -> None:
    bench.player.play()
    qtbot.waitUntil(lambda: bench.last_snapshot.update > 20)
    bench.window.close()
    assert not bench.window.isVisible()
    assert [thread.name for thread in threading.enumerate() if thread.name.startswith("chainrule-")] == []


def test_presets_open_from_the_menu(bench: Workbench, qtbot: QtBot) -> None:
    menu = bench.window.presets_menu
    assert menu.actions() == []
    menu.aboutToShow.emit()
    menu.aboutToShow.emit()
    groups = {each.group for each in presets()} - {""}
    submenus = {action.text(): action.menu() for action in menu.actions() if action.menu() is not None}
    assert submenus.keys() == groups
    listed = [a.text() for a in menu.actions() if a.menu() is None]
    listed += [a.text() for submenu in submenus.values() for a in submenu.actions()]
    assert sorted(listed) == sorted(each.spec.name for each in presets())
    assert len(menu.actions()) <= 16, "it fits on a small screen"
    trained(bench, qtbot)
    chosen = next(each for each in presets() if each.name == "iris-all")
    actions = submenus[chosen.group].actions()
    next(action for action in actions if action.text() == chosen.spec.name).trigger()
    qtbot.waitUntil(lambda: bench.last_snapshot is not None and bench.last_snapshot.spec == chosen.spec)
    assert (bench.last_snapshot.update, bench.document.file, bench.document.dirty) == (0, None, False)
    assert (bench.view.state.x_column, bench.view.state.y_column) == (2, 3)  # the petals, which tell most


def test_a_file_that_cannot_work_comes_with_the_nearest_experiment_that_can(
    files: FileActions, bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    two = experiment(LayerSpec(3, "tanh"), LayerSpec(2, "sigmoid"))
    path = tmp_path / "two.json"
    path.write_bytes(to_json(two))
    before = bench.document.spec
    files.open_path(path)
    toast = bench.window.toast
    qtbot.waitUntil(lambda: "has 2 units, the data needs 1" in toast.message())
    assert bench.document.spec == before
    offer = next(button for button in toast.findChildren(QPushButton) if button.isVisible())
    assert offer.text() == "Give it 1 unit"
    offer.click()
    qtbot.waitUntil(lambda: bench.document.spec == two.with_layer(1, units=1) and bench.player.idle)
    path.write_bytes(to_json(two.with_layer(0, units=0)))
    files.open_path(path)
    qtbot.waitUntil(lambda: "units is 0" in toast.message())
    assert not any(button.isVisible() for button in toast.findChildren(QPushButton))
