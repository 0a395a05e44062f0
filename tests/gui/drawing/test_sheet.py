"""The sheet for a picture of one's own: strokes by mouse and keys, undo, pasted, dropped and refused pictures."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from engine.pictures.manner import Manner
from engine.session import data_info
from engine.spec import DataSpec
from gui.drawing.seen import EMPTY, Judged
from gui.drawing.sheet import PictureSheet
from gui.drawing.sketch import Sketch
from gui.drawing.strokes import Brush, covered
from gui.theme.current import ThemeSwitch
from gui.theme.theme import THEME_NAMES

Key = Qt.Key
INFO = data_info(DataSpec(name="digits"))
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
SIDE = 8


@pytest.fixture
def sheet(qtbot: QtBot, themes: ThemeSwitch) -> Iterator[PictureSheet]:
    window = QWidget()
    window.resize(1100, 700)
    qtbot.addWidget(window)
    window.show()
    made = PictureSheet(INFO, Sketch(Manner(SIDE, SIDE)), themes, window)
    made.open()
    made.activateWindow()
    yield made
    made.close()


def place(sheet: PictureSheet, x: float, y: float) -> QPoint:
    """Where (x, y), in pixels of the picture, is on the canvas; a whole point of it."""
    box = sheet.canvas.box()
    return QPointF(box.left() + x * box.width() / SIDE, box.top() + y * box.height() / SIDE).toPoint()


def drag(sheet: PictureSheet, *way: tuple[float, float], button: Qt.MouseButton = LEFT) -> list[tuple[float, float]]:
    """Drag over the canvas; the points in pixels of the picture that were really reached."""
    points = [place(sheet, *point) for point in way]
    QTest.mousePress(sheet.canvas, button, pos=points[0])
    for point in points[1:]:
        QTest.mouseMove(sheet.canvas, point)
    QTest.mouseRelease(sheet.canvas, button, pos=points[-1])
    return [sheet.canvas.point_of(QPointF(point)) for point in points]


def test_a_stroke_changes_exactly_the_numbers_under_it(sheet: PictureSheet) -> None:
    rows: list[tuple[float, ...]] = []
    sheet.changed.connect(rows.append)
    start, end = drag(sheet, (2.5, 1.5), (2.5, 5.5))
    wanted = covered((SIDE, SIDE), start, end, sheet.tools.brush.width)
    np.testing.assert_array_equal(np.reshape(rows[-1], (SIDE, SIDE)), wanted)
    assert rows[-1] == sheet.sketch.row
    assert wanted[3, 2] == pytest.approx(1.0, abs=0.05)
    assert not wanted[:, 5:].any()
    drag(sheet, (2.5, 3.5), (2.5, 4.5), button=RIGHT)
    assert rows[-1][3 * SIDE + 2] < 0.05
    assert rows[-1][1 * SIDE + 2] == wanted[1, 2]


def test_the_keyboard_draws_too(sheet: PictureSheet) -> None:
    canvas = sheet.canvas
    assert canvas._mark == (4, 4)
    for key in (Key.Key_Left, Key.Key_Left, Key.Key_Up):
        QTest.keyClick(canvas, key)
    QTest.keyPress(canvas, Key.Key_Space)
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Right):
        QTest.keyClick(canvas, key)
    QTest.keyRelease(canvas, Key.Key_Space)
    width = sheet.tools.brush.width
    way = [(2.5, 3.5), (2.5, 4.5), (2.5, 5.5), (3.5, 5.5)]
    wanted = np.max([covered((SIDE, SIDE), a, b, width) for a, b in pairwise(way)], axis=0)
    np.testing.assert_array_equal(sheet.sketch.values, wanted)
    assert sheet.place.text() == "Row 6, column 4"
    for _ in range(20):
        QTest.keyClick(canvas, Key.Key_Right)
    assert canvas._mark == (SIDE - 1, 5)
    QTest.keyClick(canvas, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert sheet.sketch.is_empty


def test_tools_work_by_key_and_button_and_say_what_can_be_done(sheet: PictureSheet) -> None:
    canvas, buttons = sheet.canvas, sheet.tools.buttons
    assert not any(buttons[name].isEnabled() for name in ("undo", "redo", "clear", "fit"))
    drag(sheet, (2.0, 2.0), (4.0, 2.0))
    first = sheet.sketch.values
    QTest.keyClick(canvas, Key.Key_F)
    fitted = sheet.sketch.values
    assert fitted[:, :].sum() > first.sum()
    QTest.keyClick(canvas, Key.Key_I)
    np.testing.assert_array_equal(sheet.sketch.values, 1.0 - fitted)
    QTest.keyClick(canvas, Key.Key_Delete)
    assert sheet.sketch.is_empty
    for _ in range(3):
        buttons["undo"].click()
    np.testing.assert_array_equal(sheet.sketch.values, first)
    assert buttons["redo"].isEnabled()
    QTest.keyClick(canvas, Key.Key_E)
    assert canvas.brush == Brush(sheet.tools.brush.width, 0.0)
    before = canvas.brush.width
    QTest.keyClick(canvas, Key.Key_BracketRight)
    assert canvas.brush.width == before + 0.5
    QTest.keyClick(canvas, Key.Key_B)
    assert canvas.brush.ink == 1.0


def test_every_stop_of_the_tab_key_is_told_and_in_order(sheet: PictureSheet) -> None:
    seen = []
    sheet.tools.buttons["brush"].setFocus()
    for _ in range(12):
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused.accessibleName() or getattr(focused, "text", str)())
        assert focused.toolTip() or focused.accessibleDescription() or focused.accessibleName()
        QTest.keyClick(focused, Key.Key_Tab)
    assert seen.index("Brush") < seen.index("Canvas") < seen.index("Open…") < seen.index("Show in the network")


def test_a_picture_is_pasted_and_undone(sheet: PictureSheet, qtbot: QtBot) -> None:
    picture = QImage(60, 60, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    for y in range(10, 50):
        for x in range(30, 35):
            picture.setPixelColor(x, y, QColor("black"))
    QGuiApplication.clipboard().setImage(picture)
    QTest.keyClick(sheet.canvas, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not sheet.loader.waits)
    wanted = np.zeros((SIDE, SIDE))
    wanted[:, 4] = 1.0  # dark ink on white: cut out, eight pixels high, one wide
    np.testing.assert_allclose(sheet.sketch.values, wanted, atol=1e-12)
    assert sheet.tools.buttons["fit"].isChecked()
    sheet.tools.buttons["undo"].click()
    assert sheet.sketch.is_empty


def test_nothing_to_paste_and_bad_files_leave_the_drawing_alone(
    sheet: PictureSheet, qtbot: QtBot, tmp_path: Path
) -> None:
    drag(sheet, (2.0, 2.0), (4.0, 2.0))
    row = sheet.sketch.row
    QGuiApplication.clipboard().setText("no picture")
    sheet.paste.click()
    assert sheet.note.text() == "The clipboard holds no picture. Copy one, or a picture file, and paste again."
    (tmp_path / "a.png").write_bytes(b"no")
    sheet.open_path(tmp_path / "a.png")
    qtbot.waitUntil(lambda: not sheet.loader.waits)
    assert "“a.png” is no picture" in sheet.note.text()
    assert sheet.note.isVisible()
    drop(sheet, tmp_path / "a.png", tmp_path / "b.png")
    assert "one picture is shown at a time" in sheet.note.text()
    assert sheet.sketch.row == row
    drag(sheet, (2.0, 3.0), (4.0, 3.0))
    assert not sheet.note.isVisible(), "gone with the next stroke"


def drop(sheet: PictureSheet, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, plain = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    sheet.dropEvent(QDropEvent(QPointF(9, 9), copy, data, LEFT, plain))


def test_a_dropped_picture_of_the_frames_size_is_taken_as_it_is(
    sheet: PictureSheet, qtbot: QtBot, tmp_path: Path
) -> None:
    shades = np.random.default_rng(1).integers(1, 256, (SIDE, SIDE)).astype(np.uint8)
    shades[0] = shades[-1] = shades[:, 0] = shades[:, -1] = 0
    QImage(shades.tobytes(), SIDE, SIDE, SIDE, QImage.Format.Format_Grayscale8).save(str(tmp_path / "a.png"))
    drop(sheet, tmp_path / "a.png")
    qtbot.waitUntil(lambda: not sheet.loader.waits)
    np.testing.assert_allclose(sheet.sketch.values, shades / 255, atol=1e-12)
    QImage(9, 9, QImage.Format.Format_RGB32).save(str(tmp_path / "blank.png"))
    blank = QImage(9, 9, QImage.Format.Format_RGB32)
    blank.fill(QColor("white"))
    blank.save(str(tmp_path / "blank.png"))
    drop(sheet, tmp_path / "blank.png")
    qtbot.waitUntil(lambda: not sheet.loader.waits)
    assert "of one shade" in sheet.note.text()


@pytest.mark.parametrize("theme", THEME_NAMES)
def test_what_the_network_receives_is_shown_number_by_number(
    sheet: PictureSheet, themes: ThemeSwitch, theme: str
) -> None:
    themes.show_name(theme)
    drag(sheet, (2.5, 1.5), (2.5, 5.5))
    row, output = sheet.sketch.row, np.full(10, 0.02)
    output[3] = 0.82
    sheet.show_judged(Judged(row, np.array(row), np.log(output), output, "softmax"))
    assert sheet.seen.verdict.text() == "3"
    assert sheet.seen.numbers.text().startswith("8 × 8 = 64 numbers, from 0 to ")
    shown = sheet.seen.picture.image
    assert (shown.width(), shown.height()) == (SIDE, SIDE)
    assert shown.pixelColor(2, 3) != shown.pixelColor(6, 3)
    assert sheet.seen.words_of(3 * SIDE + 2) == f"Row 4, column 3: {row[3 * SIDE + 2]:.3f}"
    sheet.show_judged(Judged(row, np.array(row) * 2 - 1, np.log(output), output, "softmax"))
    assert sheet.seen.numbers.text() == "8 × 8 = 64 numbers, from −1 to 1, standardised like every example"
    assert " → " in sheet.seen.words_of(3 * SIDE + 2)
    nothing = (0.0,) * (SIDE * SIDE)
    sheet.show_judged(Judged(nothing, np.zeros(64), np.log(output), output, "softmax"))
    assert sheet.seen.measure.text() == EMPTY
    assert sheet.seen.numbers.text() == "8 × 8 = 64 numbers, all 0"
