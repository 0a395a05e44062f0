"""The card beside a place of a plot: whole, however small the plot."""

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from gui.plots.card import Line, paint_card
from gui.plots.loss import LossPlot
from gui.theme.current import ThemeSwitch
from tests.gui.plots.planted import canvas_of, curves, moment, move_to

READING = (
    Line("342.27", "epoch"),
    Line("0.0502", "batch"),
    Line("0.0908", "training, epoch 343"),
    Line("0.0887", "validation, epoch 342"),
    Line("0.0895", "training at the end, epoch 342"),
)


@pytest.mark.parametrize("size", [(300, 120), (300, 96), (220, 200), (220, 96)])
@pytest.mark.parametrize("place", [(10, 10), (150, 40), (290, 90)])
def test_nothing_of_a_card_lies_outside_its_area(
    size: tuple[int, int], place: tuple[int, int], themes: ThemeSwitch
) -> None:
    area, paper = QRectF(40, 40, *size), QColor("#123456")
    image = QImage(size[0] + 80, size[1] + 80, QImage.Format.Format_RGB32)
    image.fill(paper)
    painter = QPainter(image)
    paint_card(painter, QPointF(40 + place[0], 40 + place[1]), area, READING, themes.theme)
    painter.end()
    inked = [(x, y) for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y) != paper]
    assert len(inked) > 4000
    assert [spot for spot in inked if not area.contains(QPointF(*spot))] == []


def test_the_card_of_the_loss_may_lie_over_the_axes(loss: LossPlot) -> None:
    loss.resize(340, 210)
    start = float("nan")
    loss.show_snapshot(moment(curves([1.0, 0.5], loss=[start, 0.5], val_loss=[1.1, 0.6], train_loss=[1.0, 0.5])))
    before = canvas_of(loss).grab().toImage()
    move_to(loss, 0.5, 0.5)
    after, plot = canvas_of(loss).grab().toImage(), canvas_of(loss).view.geometry()
    places = [(x, y) for x in range(after.width()) for y in range(after.height())]
    lowest = max(y for x, y in places if before.pixel(x, y) != after.pixel(x, y))
    assert plot.bottom() + 2 < lowest < after.height() - 1


@pytest.mark.parametrize(("size", "whole"), [((300, 120), False), ((900, 500), True)])
def test_a_card_that_covers_much_of_a_plot_lets_it_be_seen(
    size: tuple[int, int], whole: bool, themes: ThemeSwitch
) -> None:
    colours = []
    for ground in ("#ffffff", "#000000"):
        image = QImage(*size, QImage.Format.Format_RGB32)
        image.fill(QColor(ground))
        painter = QPainter(image)
        paint_card(painter, QPointF(20, 60), QRectF(0, 0, *size), READING, themes.theme)
        painter.end()
        colours.append(image.pixelColor(36, 64 if size[1] < 200 else 80))
    assert (colours[0] == colours[1]) is whole
    assert abs(colours[0].lightness() - colours[1].lightness()) < 80
