"""What panels say."""

from typing import Any

import pytest
from PySide6.QtCore import SignalInstance


class Heard(list[Any]):
    """Everything that a signal said: the argument, or the tuple of several."""

    def listen(self, signal: SignalInstance) -> "Heard":
        signal.connect(lambda *said: self.append(said[0] if len(said) == 1 else said))
        return self


@pytest.fixture
def heard() -> type[Heard]:
    return Heard
