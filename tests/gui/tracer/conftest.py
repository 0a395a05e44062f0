"""Runs whose numbers are explained, and a type in which every letter is as wide as every other."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from engine.explain import Book, explain
from engine.presets import presets
from engine.trace import Address, Explanation
from gui.theme.current import ThemeSwitch
from gui.tracer.tracer import HEIGHT, Tracer
from gui.tracer.typeset import SIZES, Face
from tests.engine.explain.rerun import Rerun
from tests.gui.experiments import THREE, info_of

UPDATES = 60


class Run:
    """Some updates of a preset: the run, and what is said about its numbers."""

    def __init__(self, preset: str, **optimizer: Any) -> None:
        spec = presets()[preset].spec
        self.moments = Rerun(spec.with_optimizer(**optimizer) if optimizer else spec, UPDATES)
        self._book = Book(self.moments)

    @property
    def layers(self) -> int:
        return len(self.moments.spec(0).network.layers)

    def row(self, update: int = 3) -> int:
        """The first example of an update's batch."""
        record = self.moments.record(update)
        assert record is not None
        return int(record.events.rows[0])

    def explain(self, address: Address) -> Explanation:
        return explain(self._book, address)


@pytest.fixture(scope="session")
def xor() -> Run:
    return Run("xor")


@pytest.fixture(scope="session")
def iris() -> Run:
    return Run("iris", name="nadam")


class Monospaced:
    """Every letter is half as wide as it is high, however it is set."""

    def words(self, text: str, px: int, strong: bool = False) -> float:
        return 0.5 * px * len(text)

    def math(self, text: str, face: Face, px: int) -> float:
        return 0.5 * px * SIZES[face.size] * len(text)


@pytest.fixture
def monospaced() -> Monospaced:
    return Monospaced()


class Heard(list[Any]):
    """Everything that a signal said: the argument, or the tuple of several."""

    def listen(self, signal: SignalInstance) -> "Heard":
        signal.connect(lambda *said: self.append(said[0] if len(said) == 1 else said))
        return self


@pytest.fixture
def heard() -> type[Heard]:
    return Heard


@pytest.fixture
def tracer(qtbot: QtBot, themes: ThemeSwitch) -> Iterator[Tracer]:
    """A panel on the experiment THREE, with nothing to say yet."""
    made = Tracer(themes)
    qtbot.addWidget(made)
    made.resize(1100, HEIGHT)
    made.show_spec(THREE, info_of(THREE))
    made.show()
    yield made
    made.show_playing(True)  # gives up what it waits for


def button(tracer: Tracer, name: str) -> QToolButton:
    return next(each for each in tracer.findChildren(QToolButton) if each.accessibleName() == name)


def words(tracer: Tracer) -> str:
    """Everything on the sheet, in reading order."""
    return "".join(each.text for each in tracer.sheet.inked().letters)
