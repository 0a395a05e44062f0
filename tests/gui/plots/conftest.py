"""Plots that are shown."""


import pytest
from pytestqt.qtbot import QtBot

from gui.plots.boundary import BoundaryPlot
from gui.plots.loss import LossPlot
from gui.theme.current import ThemeSwitch


@pytest.fixture
def boundary(themes: ThemeSwitch, qtbot: QtBot) -> BoundaryPlot:
    plot = BoundaryPlot(themes)
    qtbot.addWidget(plot)
    plot.resize(420, 480)
    plot.show()
    return plot


@pytest.fixture
def loss(themes: ThemeSwitch, qtbot: QtBot) -> LossPlot:
    plot = LossPlot(themes)
    qtbot.addWidget(plot)
    plot.resize(420, 340)
    plot.show()
    return plot
