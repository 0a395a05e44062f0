"""A player of a small experiment."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from engine.session import Session
from gui.bridge import Player
from tests.engine.experiments import experiment


@pytest.fixture
def player(qtbot: QtBot) -> Iterator[Player]:
    made = Player(lambda: Session(experiment()))
    yield made
    assert made.close()
