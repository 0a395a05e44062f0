"""Pictures in the window: chosen, trained on, saved and opened; where they are missing, the ways to them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from engine.catalog.data_source import DataMissing
from engine.catalog.datasets import datasets
from engine.pictures import finding, look_again, name_folder, named_folder
from engine.pictures.download import Download
from engine.presets import presets
from engine.session import data_info
from engine.trace import Grain
from gui.app.files import FileActions
from gui.app.picture_ways import recall
from gui.app.workbench import Workbench
from gui.editors.leave_sheet import LeaveSheet
from gui.editors.new_sheet import NewSheet
from gui.editors.pictures_sheet import PicturesSheet
from tests.idx_files import some_clothes, write_idx

SET = "fashion_mnist"


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    look_again(SET)
    yield
    name_folder(SET, None)
    look_again(SET)


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("CHAINRULE_FASHION_MNIST")
    monkeypatch.setattr(finding, "DEBIAN", tmp_path / "nowhere")


def sheet_of(bench: Workbench, qtbot: QtBot) -> PicturesSheet:
    qtbot.waitUntil(lambda: any(map(visible, bench.window.findChildren(PicturesSheet))))
    return next(filter(visible, bench.window.findChildren(PicturesSheet)))


def visible(sheet: PicturesSheet) -> bool:
    return sheet.isVisible()


def arrive(bench: Workbench, qtbot: QtBot, there: Callable[[], bool]) -> None:
    """Wait for that; what is in no file may go, where that is asked."""

    def arrived() -> bool:
        for sheet in bench.window.findChildren(LeaveSheet):
            if sheet.isVisible():
                sheet.leave.click()
        return clothes_on_screen(bench) and there()

    qtbot.waitUntil(arrived)


def clothes_on_screen(bench: Workbench) -> bool:
    snapshot = bench.last_snapshot
    return snapshot is not None and snapshot.spec.data.name == SET and bench.document.spec == snapshot.spec


def test_pictures_are_chosen_trained_on_and_come_back_from_a_file(
    bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    bench.window.data.choose(SET)
    qtbot.waitUntil(lambda: clothes_on_screen(bench))
    spec = bench.document.spec
    assert (spec.data.samples, spec.data.standardize) == (55_000, False)
    assert spec.network.layers[-1].units == 10
    for row in (Grain.TERM, Grain.NEURON, Grain.LAYER, Grain.PASS, Grain.BATCH):
        bench.window.transport.choose_grain(row)
        bench.stepping.step()
        qtbot.waitUntil(lambda: bench.player.idle)
    bench.player.play()
    qtbot.waitUntil(lambda: bench.last_snapshot.update > 10)
    bench.player.pause()
    qtbot.waitUntil(lambda: bench.player.idle)
    files = bench.findChild(FileActions)
    files.save_path(tmp_path / "clothes.chainrule")
    qtbot.waitUntil(lambda: bench.window.toast.message() == "Saved clothes.chainrule.")
    kept = bench.last_snapshot
    bench.player.reset()
    qtbot.waitUntil(lambda: bench.last_snapshot.update == 0)
    files.open_path(tmp_path / "clothes.chainrule")
    arrive(bench, qtbot, lambda: bench.last_snapshot.update == kept.update)
    assert (bench.last_snapshot.layers[0].kernel == kept.layers[0].kernel).all()


def test_the_panel_says_how_pictures_are_dealt_out(bench: Workbench, qtbot: QtBot) -> None:
    panel = bench.window.data
    panel.choose(SET)
    qtbot.waitUntil(lambda: clothes_on_screen(bench))
    assert panel.points.value() == 220
    assert panel.points.isEnabled()
    for slider in (panel.validation, panel.test.share, panel.noise):
        assert not slider.isEnabled()
    assert "20 for validation, 60 for the test" in panel.validation.accessibleDescription()
    assert not panel.seed.isEnabled()
    panel.choose("circle")
    qtbot.waitUntil(lambda: bench.last_snapshot.spec.data.name == "circle")
    assert bench.document.spec.data.samples == 500
    assert panel.validation.isEnabled()
    assert not panel.pictures.isVisible()


@pytest.mark.usefixtures("nowhere")
def test_the_sheet_names_the_cache_that_is_looked_into(
    bench: Workbench, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for home, said in ((tmp_path, str(tmp_path)), (Path.home() / "here", "(~/here/datasets/fashion-mnist)")):
        monkeypatch.setenv("KERAS_HOME", str(home))
        bench.window.data.missing.emit(SET)
        sheet = sheet_of(bench, qtbot)
        assert said in sheet.about.text()
        sheet.cancel.click()
        qtbot.waitUntil(lambda sheet=sheet: not sheet.isVisible())


@pytest.mark.usefixtures("nowhere")
def test_a_missing_set_leads_to_a_folder_that_is_remembered(
    bench: Workbench, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = bench.document.spec
    bench.window.data.grid.tile(SET).click()
    sheet = sheet_of(bench, qtbot)
    assert bench.document.spec == before
    answers = iter([str(tmp_path), str(write_idx(tmp_path / "mine", some_clothes(60, 20)))])
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: next(answers))
    sheet.folder.click()
    assert "does not hold Fashion-MNIST" in sheet.note.text()
    sheet.folder.click()
    qtbot.waitUntil(lambda: clothes_on_screen(bench))
    assert data_info(bench.document.spec.data).training_count == 55
    name_folder(SET, None)
    recall()
    assert named_folder(SET) == tmp_path / "mine"


@pytest.mark.usefixtures("nowhere")
def test_the_sheet_for_a_new_experiment_leads_there_and_back(
    bench: Workbench, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.window.actions_by_id["new"].trigger()
    bench.window.findChild(NewSheet).grid.tile(SET).click()
    sheet = sheet_of(bench, qtbot)
    folder = str(write_idx(tmp_path / "mine", some_clothes(60, 20)))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: folder)
    sheet.folder.click()
    qtbot.waitUntil(lambda: any(new.draft().data.name == SET for new in bench.window.findChildren(NewSheet)))
    new = next(new for new in bench.window.findChildren(NewSheet) if new.draft().data.name == SET)
    assert new.draft().info.training_count == 55
    assert not new.draft().spec.data.standardize
    new.reject()


@pytest.mark.usefixtures("nowhere")
def test_a_download_is_shown_stopped_tried_again_and_then_the_preset_opens(
    bench: Workbench, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, tries = threading.Event(), list[str]()

    def run(self: Download) -> bool:
        tries.append("")
        self._progress(3_000_000, 30_000_000)
        go_on.wait(5.0)
        if len(tries) == 2:
            raise DataMissing(SET, "It could not be downloaded. Try again.")
        if len(tries) == 3:
            write_idx(self.folder, some_clothes(48, 12))
            look_again(SET)
        return len(tries) == 3

    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setattr(Download, "run", run)
    bench.findChild(FileActions).open_preset("fashion-mnist")
    sheet = sheet_of(bench, qtbot)
    sheet.download.click()
    qtbot.waitUntil(lambda: sheet.note.text() == "3.0 of 30.0 MB")
    assert sheet.progress.isVisible()
    sheet.stop.click()
    assert sheet.note.text() == "The download was stopped."
    go_on.set()
    sheet.download.click()
    qtbot.waitUntil(lambda: "could not be downloaded" in sheet.note.text())
    assert sheet.download.text() == "Try again"
    sheet.download.click()
    qtbot.waitUntil(lambda: clothes_on_screen(bench))
    assert bench.document.spec == presets()["fashion-mnist"].spec


@pytest.mark.usefixtures("nowhere")
def test_a_file_whose_pictures_are_missing_opens_when_they_are_here_and_is_not_touched(
    bench: Workbench, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engine.session import Session

    folder = write_idx(tmp_path / "mine", some_clothes(60, 20))
    name_folder(SET, folder)
    spec = presets()["fashion-mnist"].spec
    small = spec.with_layer(0, units=4)
    session = Session(small)
    session.train(updates=2)
    file = tmp_path / "clothes.chainrule"
    session.save(file)
    content = file.read_bytes()
    name_folder(SET, None)
    look_again(SET)
    before = bench.document.spec
    bench.findChild(FileActions).open_path(file)
    sheet = sheet_of(bench, qtbot)
    assert bench.document.spec == before
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    sheet.folder.click()
    qtbot.waitUntil(lambda: clothes_on_screen(bench) and bench.last_snapshot.update == 2)
    assert bench.document.spec == small
    assert file.read_bytes() == content


def test_another_folder_may_be_named_where_one_was_found(
    bench: Workbench, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.window.data.choose(SET)
    qtbot.waitUntil(lambda: clothes_on_screen(bench))
    bench.window.data.pictures.button.click()
    sheet = sheet_of(bench, qtbot)
    assert "Its pictures are read from" in sheet.about.text()
    assert sheet.download.isHidden()
    other = str(write_idx(tmp_path / "other", some_clothes(36, 12)))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: other)
    sheet.folder.click()
    qtbot.waitUntil(lambda: data_info(bench.document.spec.data).training_count == 33)
    arrive(bench, qtbot, lambda: bench.last_snapshot.batches == 5)


@pytest.mark.parametrize("letters", [1, 20, 35, 50])
def test_the_ways_are_whole_however_long_a_folder_s_name_is(
    letters: int, bench: Workbench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KERAS_HOME", f"/srv/pictures-of-clothes/{'x' * letters}")
    sheet = PicturesSheet(datasets[SET], None, bench.window.themes, bench.window)
    sheet.show()
    qtbot.waitUntil(sheet.isVisible)
    assert sheet.about.heightForWidth(sheet.about.width()) <= sheet.about.height() + 1
