"""A theme switch that leaves the application as it found it, and what panels say."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QApplication

from gui.theme.current import ThemeSwitch


@pytest.fixture
def themes(qapp: QApplication) -> Iterator[ThemeSwitch]:
    switch = ThemeSwitch(qapp)
    switch.show_name("light")
    yield switch
    switch.follow_system = True
    switch.deleteLater()


class Heard(list[Any]):
    """Everything that a signal said: the argument, or the tuple of several."""

    def listen(self, signal: SignalInstance) -> "Heard":
        signal.connect(lambda *said: self.append(said[0] if len(said) == 1 else said))
        return self


@pytest.fixture
def heard() -> type[Heard]:
    return Heard
