"""Axes: what is written where, and that nothing is cut or written over."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.plots import axis as axis_module
from gui.plots.axis import Axis
from gui.plots.boundary_canvas import BoundaryCanvas
from gui.plots.canvas import Canvas
from gui.plots.loss_canvas import LossCanvas
from gui.plots.text import text_width
from gui.theme.current import ThemeSwitch
from gui.theme.fonts import number_font
from gui.theme.theme import load_theme

Written = list[tuple[str, QRectF]]


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    """A window for canvases: one that is a window itself does not survive pyqtgraph's way of closing it."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(500, 500)
    window.show()
    return window


@pytest.fixture
def canvas(themes: ThemeSwitch, host: QWidget) -> LossCanvas:
    canvas = LossCanvas(themes.theme, host)
    canvas.resize(360, 150)
    canvas.show()
    return canvas


def written(axis: Axis, monkeypatch: pytest.MonkeyPatch, themes: ThemeSwitch) -> Written:
    """Every text that an axis writes, with the room it takes from left to right."""
    texts: Written = []
    font = number_font(themes.theme, themes.theme.small_px)

    def listen(painter: QPainter, rect: QRectF, text: str, *_: object) -> None:
        width = text_width(font, text)
        right = rect.width() < 100 or rect.right() == axis.size().width()
        left = rect.right() - width if right else rect.center().x() - width / 2
        texts.append((text, QRectF(left, rect.top(), width, rect.height())))

    monkeypatch.setattr(axis_module, "draw_text", listen)
    image = QImage(10, 10, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    axis.paint(painter, None)  # type: ignore[arg-type]
    painter.end()
    return texts


def shown(canvas: Canvas, x: tuple[float, float], y: tuple[float, float]) -> None:
    canvas.show_range(x, y)
    canvas.grab()


@pytest.mark.parametrize("end", [1.0, 3.0, 60.0, 100.0, 2500.0, 8_000_000.0])
def test_the_numbers_leave_room_for_each_other_and_the_name(
    end: float, canvas: LossCanvas, monkeypatch: pytest.MonkeyPatch, themes: ThemeSwitch
) -> None:
    shown(canvas, (0.0, end), (0.0, 1.0))
    texts = written(canvas.bottom, monkeypatch, themes)
    assert texts[-1][0] == "epoch"
    assert texts[0][0] == "0"
    assert len(texts) > 2
    for (one, before), (other, after) in pairwise(texts):
        assert before.right() + 6 <= after.left(), f"{one} runs into {other}"
    assert texts[-1][1].right() <= canvas.bottom.size().width() + 0.5


def test_the_labels_at_the_ends_are_whole(canvas: LossCanvas) -> None:
    shown(canvas, (0.0, 1.0), (0.0, 1.0))
    area = canvas.view.sceneBoundingRect()
    image = canvas.grab().toImage()
    paper = image.pixelColor(0, 0)

    def inked(top: float, bottom: float) -> bool:
        left = range(round(area.left()) - 30, round(area.left()) - 2)
        return any(image.pixelColor(x, y) != paper for x in left for y in range(round(top), round(bottom)))

    assert inked(area.top() - 5, area.top() - 1), "the upper half of 1.0"
    assert inked(area.top() + 1, area.top() + 5), "the lower half of 1.0"
    assert inked(area.bottom() + 1, area.bottom() + 5), "the lower half of 0"


def test_what_was_drawn_before_leaves_no_trace(canvas: LossCanvas, host: QWidget) -> None:
    def assert_like_a_new_one(theme: str, log: bool, x: tuple[float, float], y: tuple[float, float]) -> None:
        fresh = LossCanvas(load_theme(theme), host)
        fresh.resize(canvas.size())
        fresh.show_log(log)
        fresh.show()
        canvas.clearFocus()
        for one in (canvas, fresh):
            shown(one, x, y)
        assert canvas.grab().toImage() == fresh.grab().toImage()

    assert_like_a_new_one("light", False, (0.0, 7.0), (0.0, 3.0))
    assert_like_a_new_one("light", False, (0.0, 90.0), (-2.0, 0.0))
    canvas.show_log(True)
    assert_like_a_new_one("light", True, (0.0, 90.0), (-2.0, 0.0))
    canvas.show_theme(load_theme("dark"))
    assert_like_a_new_one("dark", True, (0.0, 90.0), (-2.0, 0.0))
    canvas.resize(300, 120)
    assert_like_a_new_one("dark", True, (0.0, 90.0), (-2.0, 0.0))


def test_a_name_that_does_not_fit_is_left_out(
    themes: ThemeSwitch, host: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    canvas = BoundaryCanvas(themes.theme, host)
    canvas.show_names("sepal length (cm)", "sepal width (cm)")
    for size, named in (((400, 400), True), ((120, 90), False)):
        canvas.resize(*size)
        canvas.show()
        shown(canvas, (4.0, 8.0), (2.0, 4.5))
        for axis in (canvas.bottom, canvas.left):
            with monkeypatch.context() as patch:
                texts = [text for text, _ in written(axis, patch, themes)]
            assert any("sepal" in text for text in texts) == named, size
            assert len(texts) >= 2


def test_an_axis_of_logarithms_writes_the_values(
    canvas: LossCanvas, monkeypatch: pytest.MonkeyPatch, themes: ThemeSwitch
) -> None:
    canvas.show_log(True)
    shown(canvas, (0.0, 1.0), (-2.1, 0.1))
    assert [text for text, _ in written(canvas.left, monkeypatch, themes)] == ["0.01", "0.1", "1", "loss"]


def test_the_name_gives_way_to_numbers_that_need_its_room(
    canvas: LossCanvas, monkeypatch: pytest.MonkeyPatch, themes: ThemeSwitch
) -> None:
    axis = canvas.left
    axis.show_name("loss")
    for top, named in ((1.0, True), (1e229, False)):
        axis.setRange(0.0, top)
        assert ("loss" in [text for text, _ in written(axis, monkeypatch, themes)]) is named


def test_an_axis_of_texts_writes_those_in_view_and_leaves_out_what_has_no_room(
    themes: ThemeSwitch, host: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    canvas = BoundaryCanvas(themes.theme, host)
    canvas.resize(400, 400)
    many = tuple(f"a rather long name {index}" for index in range(40))
    canvas.show_texts(("clay", "loam", "sand"), many)
    canvas.show()
    shown(canvas, (-0.5, 2.5), (-0.5, 39.5))
    QApplication.processEvents()  # the axis takes the room that its texts need
    with monkeypatch.context() as patch:
        assert [text for text, _ in written(canvas.bottom, patch, themes)][:3] == ["clay", "loam", "sand"]
    with monkeypatch.context() as patch:
        left = [one for one in written(canvas.left, patch, themes) if one[0]]
    assert 2 < len(left) <= 8
    assert [(text, room) for text, room in left if not text.endswith("…") or room.left() < 0.0] == []
    canvas.show_texts((), ())
    shown(canvas, (-0.5, 2.5), (-0.5, 39.5))
    with monkeypatch.context() as patch:
        numbers = [text for text, _ in written(canvas.bottom, patch, themes) if text]
    assert numbers[:2] == ["−0.5", "0"]
