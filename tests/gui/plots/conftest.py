"""A theme switch that leaves the application as it found it, and plots that are shown."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.plots.boundary import BoundaryPlot
from gui.plots.loss import LossPlot
from gui.theme.current import ThemeSwitch


@pytest.fixture
def themes(qapp: QApplication) -> Iterator[ThemeSwitch]:
    switch = ThemeSwitch(qapp)
    switch.show_name("light")
    yield switch
    switch.follow_system = True
    switch.deleteLater()


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
