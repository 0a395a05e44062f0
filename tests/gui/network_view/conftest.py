"""A theme switch that leaves the application as it found it."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from gui.theme.current import ThemeSwitch


@pytest.fixture
def themes(qapp: QApplication) -> Iterator[ThemeSwitch]:
    switch = ThemeSwitch(qapp)
    switch.show_name("light")
    yield switch
    switch.follow_system = True
    switch.deleteLater()
