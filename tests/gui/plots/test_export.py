"""Plots in files: PNG, SVG and PDF of any size, filled to the edges, and the screen left as it was."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import QColor, QImage, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from gui.plots.boundary import BoundaryPlot
from gui.plots.loss import LossPlot
from gui.plots.picture import map_table
from gui.theme.current import ThemeSwitch
from tests.gui.plots.planted import (
    BINARY,
    canvas_of,
    curves,
    curves_of,
    grid,
    moment,
    move_to,
    near,
    network,
    points,
    surface,
)

Draw = Callable[[QPainter, QRectF], None]
RED = 0xFFFF0000


@pytest.fixture
def filled(boundary: BoundaryPlot) -> BoundaryPlot:
    boundary.show_spec(network(), BINARY)
    boundary.show_points(points([[0.0, 12.0]], [0], [[4.0, 16.0]], [1]))
    boundary.show_surface(surface(grid()[0] > 1))
    return boundary


@pytest.fixture
def run(loss: LossPlot) -> LossPlot:
    loss.show_spec(network(), BINARY)
    loss.show_snapshot(moment(curves(np.linspace(1, 0.2, 50), loss=[np.nan, 0.8, 0.6], val_loss=[1.0, 0.7, 0.5])))
    return loss


def image_of(draw: Draw, width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(RED)
    painter = QPainter(image)
    draw(painter, QRectF(0, 0, width, height))
    painter.end()
    return image


def svg_of(draw: Draw) -> str:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(buffer)
    generator.setSize(QSize(720, 540))
    generator.setViewBox(QRectF(0, 0, 720, 540))
    painter = QPainter(generator)
    draw(painter, QRectF(0, 0, 720, 540))
    painter.end()
    return bytes(content.data()).decode()


def inked(image: QImage) -> QRectF:
    """The least rectangle with all that is not background."""
    paper = image.pixel(0, 0)
    places = [(x, y) for x in range(image.width()) for y in range(image.height()) if image.pixel(x, y) != paper]
    xs, ys = zip(*places, strict=True)
    return QRectF(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


@pytest.mark.parametrize("size", [(360, 270), (720, 400), (300, 500)])
def test_a_picture_fills_its_rectangle(size: tuple[int, int], filled: BoundaryPlot, run: LossPlot) -> None:
    for plot in (filled, run):
        image = image_of(plot.paint_to, *size)
        corners = [(0, 0), (size[0] - 1, 0), (0, size[1] - 1), (size[0] - 1, size[1] - 1)]
        assert RED not in {image.pixel(*corner) for corner in corners}
        ink = inked(image)
        assert ink.left() < 0.12 * size[0]
        assert ink.top() < 0.12 * size[1]
        assert ink.bottom() > 0.88 * size[1]
    assert ink.right() > 0.9 * size[0]


def test_the_map_is_there_the_right_way_round(filled: BoundaryPlot, themes: ThemeSwitch) -> None:
    image = image_of(filled.paint_to, 720, 540)
    table = map_table(themes.theme)
    row = [image.pixelColor(x, 200) for x in range(720)]
    low = [x for x, color in enumerate(row) if near(color, table[1])]
    high = [x for x, color in enumerate(row) if near(color, table[255])]
    assert len(low) > 100
    assert len(high) > 100
    assert max(low) < min(high)


def test_type_grows_with_the_picture(run: LossPlot) -> None:
    small = image_of(run.paint_to, 720, 540)
    large = image_of(run.paint_to, 1440, 1080).scaled(720, 540)
    assert inked(small).left() == pytest.approx(inked(large).left(), abs=2)
    assert inked(small).bottom() == pytest.approx(inked(large).bottom(), abs=2)


def test_the_screen_is_as_before(filled: BoundaryPlot, run: LossPlot) -> None:
    for plot in (filled, run):
        before = plot.grab().toImage()
        image_of(plot.paint_to, 1000, 300)
        assert canvas_of(plot).chart.geometry() == QRectF(canvas_of(plot).rect())
        assert plot.grab().toImage() == before


def test_the_cursor_is_not_in_files(run: LossPlot) -> None:
    before = image_of(run.paint_to, 360, 270)
    move_to(run, 1.0, 0.5)
    assert image_of(run.paint_to, 360, 270) == before


def test_svg_has_outlines_instead_of_text_and_lines_of_the_right_width(filled: BoundaryPlot, run: LossPlot) -> None:
    for plot in (filled, run):
        text = svg_of(plot.paint_to)
        assert "<text" not in text
        assert "cosmetic" not in text
        assert text.count("<path") > 20, "the words"
    training = curves_of(run)[1]
    assert len(training.places()) == 2
    assert 'stroke-width="2"' in text


def test_svg_has_axes_as_lines(run: LossPlot) -> None:
    assert "<image" not in svg_of(run.paint_to), "what the screen keeps as a picture is drawn anew"


def test_pdf(filled: BoundaryPlot, run: LossPlot) -> None:
    for plot in (filled, run):
        content = QByteArray()
        buffer = QBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setResolution(96)
        writer.setPageMargins(QMarginsF(0, 0, 0, 0))
        size = QPageSize(QSizeF(7.5, 5.625), QPageSize.Unit.Inch, "", QPageSize.SizeMatchPolicy.ExactMatch)
        writer.setPageSize(size)
        painter = QPainter(writer)
        plot.paint_to(painter, QRectF(0, 0, 720, 540))
        painter.end()
        assert bytes(content.data()).startswith(b"%PDF-")
        assert content.size() > 4000


def test_dark_pictures_have_a_dark_ground(filled: BoundaryPlot, themes: ThemeSwitch) -> None:
    themes.show_name("dark")
    image = image_of(filled.paint_to, 360, 270)
    assert QColor(image.pixel(0, 0)) == QColor(themes.theme.plot_background)
