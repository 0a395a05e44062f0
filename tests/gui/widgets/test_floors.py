"""In a tall window the lower floor has grown, from wherever its border was dragged to."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.widgets.floors import Floors


def test_the_lower_floor_takes_its_share_of_a_tall_window_and_gives_it_back(qtbot: QtBot) -> None:
    floors = Floors()
    qtbot.addWidget(floors)
    for _ in range(2):
        floors.addWidget(QWidget())
    floors.setStretchFactor(0, 1)
    floors.resize(800, 700)
    floors.show()
    floors.setSizes([500, 200])
    lower = floors.sizes()[1]
    floors.resize(800, 775)
    assert floors.sizes()[1] == lower
    floors.resize(800, 975)
    assert floors.sizes()[1] == lower + 72
    floors.setSizes([sum(floors.sizes()) - 400, 400])
    floors.resize(800, 700)
    assert floors.sizes()[1] == 328
