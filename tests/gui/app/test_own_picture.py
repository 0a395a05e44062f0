"""In the whole window: a picture is drawn, the engine answers each stroke, and the network shows it."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.presets import experiment_session
from engine.session import Session
from engine.trace import Address, Kind
from gui.app.own_picture import OwnPicture
from gui.app.workbench import Workbench
from gui.drawing.sheet import PictureSheet
from gui.tracer.try_picture import TryPicture
from tests.gui.app.conftest import MakeBench
from tests.gui.app.test_recent_and_dropped import drop
from tests.gui.app.test_tracing import press, rests, shown

Key = Qt.Key


def digits(standardize: bool = False, updates: int = 200) -> Session:
    session = experiment_session("digits")
    for _ in session.editing(session.spec.with_data(standardize=standardize)):
        pass
    session.train(updates=updates)
    return session


@pytest.fixture
def bench(open_bench: MakeBench) -> Workbench:
    return open_bench(digits())


def opened(bench: Workbench, qtbot: QtBot) -> PictureSheet:
    press(bench, Key.Key_T)
    found = bench.findChild(OwnPicture)
    assert found is not None
    assert found.sheet is not None
    rests(bench, qtbot)
    return found.sheet


def press_again(bench: Workbench, qtbot: QtBot) -> None:
    """T, in the window that has the keys again when the sheet is gone."""
    bench.window.activateWindow()
    qtbot.waitUntil(bench.window.isActiveWindow)
    press(bench, Key.Key_T)


def draw(sheet: PictureSheet) -> None:
    """Something like a seven."""
    box = sheet.canvas.box()

    def at(x: float, y: float) -> QPoint:
        return QPointF(box.left() + x * box.width(), box.top() + y * box.height()).toPoint()

    QTest.mousePress(sheet.canvas, Qt.MouseButton.LeftButton, pos=at(0.25, 0.1))
    for x, y in ((0.7, 0.1), (0.6, 0.5), (0.4, 0.9)):
        QTest.mouseMove(sheet.canvas, at(x, y))
    QTest.mouseRelease(sheet.canvas, Qt.MouseButton.LeftButton, pos=at(0.4, 0.9))


def test_nothing_is_built_before_it_is_asked_for(bench: Workbench) -> None:
    assert bench.findChild(OwnPicture) is None
    assert not bench.window.findChildren(PictureSheet)
    assert not bench.window.findChildren(TryPicture)


@pytest.mark.parametrize("standardize", [False, True])
def test_the_answer_is_the_sessions_own_prediction_of_these_numbers(
    open_bench: MakeBench, qtbot: QtBot, standardize: bool
) -> None:
    session = digits(standardize)
    bench = open_bench(session)
    sheet = opened(bench, qtbot)
    draw(sheet)
    rests(bench, qtbot)
    judged, row = sheet.seen.judged, sheet.sketch.row
    assert judged is not None
    assert judged.row == row
    wanted = session.predict(np.array([row]))[0]
    np.testing.assert_array_equal(judged.output, wanted)
    np.testing.assert_array_equal(judged.inputs, session.data.see(np.array([row]))[0])
    assert np.array_equal(judged.inputs, row) != standardize
    answer = sheet.seen.answer
    assert answer is not None
    assert [bar.value for bar in answer.bars] == wanted.tolist()
    assert sheet.seen.verdict.text() == session.data.info.classes[int(wanted.argmax())]
    assert sheet.sketch.manner.shape == (8, 8)
    assert bench.last_snapshot is not None
    assert bench.last_snapshot.update == session.updates, "asking trains nothing"
    sheet.reject()


def test_one_question_at_a_time_and_the_last_stroke_is_answered(bench: Workbench, qtbot: QtBot) -> None:
    sheet, asked = opened(bench, qtbot), []  # type: PictureSheet, list[object]
    ask = bench.player.ask

    def heard(*args: Any, **more: Any) -> None:
        asked.append(args)
        ask(*args, **more)

    bench.player.ask = heard  # type: ignore[method-assign]
    for _ in range(30):
        sheet.sketch.invert()
        sheet.canvas.refresh()
    assert len(asked) == 1
    sheet.sketch.clear()
    sheet.canvas.refresh()
    rests(bench, qtbot)
    assert len(asked) == 2
    assert sheet.seen.judged is not None
    assert sheet.seen.judged.row == sheet.sketch.row
    sheet.reject()


def test_while_the_network_trains_the_answer_follows_and_training_goes_on(bench: Workbench, qtbot: QtBot) -> None:
    bench.player.play()
    press(bench, Key.Key_T)
    found = bench.findChild(OwnPicture)
    assert found is not None
    assert found.sheet is not None
    sheet = found.sheet
    draw(sheet)
    outputs: set[float] = set()

    def learned() -> bool:
        if sheet.seen.judged is not None and any(sheet.seen.judged.row):
            outputs.add(float(sheet.seen.judged.output[7]))
        return len(outputs) > 3

    qtbot.waitUntil(learned)
    assert bench.player.playing
    bench.player.pause()
    rests(bench, qtbot)
    sheet.reject()


def test_the_network_shows_the_picture_and_each_of_its_numbers_can_be_asked(
    bench: Workbench, qtbot: QtBot
) -> None:
    sheet = opened(bench, qtbot)
    draw(sheet)
    row = sheet.sketch.row
    sheet.explain.click()
    rests(bench, qtbot)
    assert bench.view.state.trying
    scene = bench.window.network.canvas.scene
    assert scene is not None
    assert scene.snapshot is not None
    assert scene.snapshot.example is not None
    assert scene.snapshot.example.raw.tolist() == list(row)
    said = scene.snapshot.layers[-1].activation
    assert said is not None
    output = shown(bench)
    assert (output.kind, output.split, output.unit) == (Kind.ACTIVATION, "typed", int(np.argmax(said)))
    places = Address(Kind.ACTIVATION, layer=0, unit=3), Address(Kind.RAW, unit=12), Address(Kind.INPUT, unit=12)
    for address in places:
        bench.window.tracer.ask(address)
        rests(bench, qtbot)
        found = bench.window.tracer.explanation()
        assert found is not None
        assert (found.address.kind, found.address.split) == (address.kind, "typed")
        known = scene.snapshot.layers[0].activation
        assert known is not None
        assert found.value == (known[3] if address.kind is Kind.ACTIVATION else row[12])
    bench.window.tracer.ask((0, 5))
    rests(bench, qtbot)
    assert (shown(bench).split, shown(bench).unit) == ("typed", 5)
    press_again(bench, qtbot)
    assert not bench.view.state.trying
    assert bench.window.network.canvas.scene is not None
    after = bench.window.network.canvas.scene.snapshot
    assert after is not None
    assert after.example is not None
    assert after.example.index == bench.view.state.example, "the chosen example again"


def test_the_small_picture_leads_back_to_the_sheet_with_what_was_tried(bench: Workbench, qtbot: QtBot) -> None:
    example = bench.last_snapshot.example.raw.tolist()  # type: ignore[union-attr]
    sheet = opened(bench, qtbot)
    sheet.example.click()
    assert list(sheet.sketch.row) == example
    sheet.explain.click()
    rests(bench, qtbot)
    row = bench.window.tracer.trials.row()
    assert isinstance(row, TryPicture)
    assert not row.picture.icon().isNull()
    row.picture.click()
    found = bench.findChild(OwnPicture)
    assert found is not None
    assert found.sheet is not None
    assert list(found.sheet.sketch.row) == example
    found.sheet.reject()


def test_an_example_of_other_data_is_typed_as_ever(bench: Workbench, qtbot: QtBot) -> None:
    sheet = opened(bench, qtbot)
    sheet.explain.click()
    rests(bench, qtbot)
    bench.document.edit("Data", experiment_session("iris").spec)
    rests(bench, qtbot)
    row = bench.window.tracer.trials.row()
    assert not isinstance(row, TryPicture)
    assert len(row.fields) == 2
    assert bench.view.state.trying
    assert row.isVisibleTo(bench.window)
    press_again(bench, qtbot)
    assert not bench.view.state.trying
    press_again(bench, qtbot)
    rests(bench, qtbot)
    assert bench.findChild(OwnPicture).sheet is None
    assert shown(bench).split == "typed"


def test_a_picture_file_dropped_on_the_window_is_tried(
    bench: Workbench, open_bench: MakeBench, qtbot: QtBot, tmp_path: Path
) -> None:
    shades = bytes(8 * 8 // 2) + bytes([200] * 8) + bytes(24)
    path = tmp_path / "a.png"
    QImage(shades, 8, 8, 8, QImage.Format.Format_Grayscale8).save(str(path))
    drop(bench, path)
    found = bench.findChild(OwnPicture)
    assert found is not None
    assert found.sheet is not None
    sheet = found.sheet
    qtbot.waitUntil(lambda: not sheet.loader.waits)
    np.testing.assert_allclose(sheet.sketch.values[4], 200 / 255)
    sheet.reject()
    other = open_bench(experiment_session("xor"))
    drop(other, path)
    assert "is a picture, but these data have none" in other.window.toast.message()
    assert other.findChild(OwnPicture) is None


def test_data_whose_pixels_are_not_all_there_have_fields(open_bench: MakeBench, qtbot: QtBot) -> None:
    bench = open_bench(Session(experiment_session("digits").spec.with_data(inputs=("pixel 1,3", "pixel 4,4"))))
    press(bench, Key.Key_T)
    rests(bench, qtbot)
    assert len(bench.window.tracer.trials.row().fields) == 2
    assert bench.findChild(OwnPicture) is None
