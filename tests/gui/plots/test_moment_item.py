"""A run that has gone back stands on its curves where it is."""

from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from engine.session import Session
from gui.plots.loss import LossPlot
from gui.plots.loss_canvas import LossCanvas
from gui.theme.current import ThemeSwitch
from tests.engine.experiments import experiment


def test_a_moment_in_the_past_stands_on_the_curves(qtbot: QtBot, themes: ThemeSwitch) -> None:
    plot = LossPlot(themes)
    qtbot.addWidget(plot)
    plot.resize(500, 320)
    plot.show()
    session = Session(experiment())
    session.train(updates=20)
    plot.show_snapshot(session.snapshot())
    canvas = plot.findChild(LossCanvas)
    assert canvas is not None
    assert canvas.moment_item.moment() is None
    for _ in session.seek(8):
        pass
    past = session.snapshot()
    plot.show_snapshot(past)
    assert canvas.moment_item.moment() == past.epoch_position
    accent = themes.theme.accent
    picture = canvas.grab().toImage()
    colors = {picture.pixelColor(QPoint(x, picture.height() // 3)).name() for x in range(picture.width())}
    assert accent in colors  # an upright line
    for _ in session.seek(20):
        pass
    plot.show_snapshot(session.snapshot())
    assert canvas.moment_item.moment() is None
