"""A header that is dragged: the others make room where it would stand, and letting it go is one edit."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from engine.spec import ExperimentSpec
from engine.spec.shapes import with_shape
from gui.network_view.header import LayerHeader
from gui.network_view.view import NetworkView
from gui.theme.current import ThemeSwitch
from tests.gui.network_view.scenes import info_of, spec_of

SPEC = with_shape(spec_of(), "8-4-2")


@pytest.fixture
def view(qtbot: QtBot, themes: ThemeSwitch) -> NetworkView:
    made = NetworkView(themes)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show_spec(SPEC, info_of(SPEC))
    made.show()
    QApplication.processEvents()
    return made


def hidden(spec: ExperimentSpec) -> tuple[int, ...]:
    return tuple(layer.units for layer in spec.network.layers[:-1])


def made_by(view: NetworkView) -> list[tuple[Any, ...]]:
    edits: list[tuple[Any, ...]] = []
    view.edited.connect(lambda *said: edits.append(said))
    return edits


def lefts(view: NetworkView) -> list[int]:
    return [header.x() for header in view.headers.headers[1:]]


def grip(view: NetworkView, layer: int) -> QWidget:
    header = view.headers.headers[layer + 1]
    assert isinstance(header, LayerHeader)
    return header.grip


def drag(view: NetworkView, layer: int, by: int) -> Callable[[], None]:
    """Press a layer's name and move by so many pixels; what is given lets go."""
    held = grip(view, layer)
    QTest.mousePress(held, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    QTest.mouseMove(held, QPoint(4 + by, 4))
    return lambda: QTest.mouseRelease(held, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))


def test_the_others_make_room_where_it_would_stand(view: NetworkView) -> None:
    first, second, third, output = lefts(view)
    edits = made_by(view)
    let_go = drag(view, 0, second - first)
    assert [lefts(view)[place] for place in (1, 2, 3)] == [first, third, output]
    let_go()
    assert [(text, hidden(spec)) for text, spec, _ in edits] == [("Move layer 1 to place 2", (4, 8, 2))]


def test_no_room_is_made_behind_the_output(view: NetworkView) -> None:
    before = lefts(view)
    edits, refusals = made_by(view), list[str]()
    view.refused.connect(refusals.append)
    let_go = drag(view, 1, 900)
    assert [lefts(view)[place] for place in (0, 2, 3)] == [before[0], before[2], before[3]]
    let_go()
    assert lefts(view) == before
    assert not edits
    assert len(refusals) == 1


def test_back_in_its_place_nothing_is_done(view: NetworkView) -> None:
    before = lefts(view)
    edits = made_by(view)
    drag(view, 2, -before[2])()
    assert [hidden(spec) for _, spec, _ in edits] == [(2, 8, 4)]
    edits.clear()
    let_go = drag(view, 1, 12)
    let_go()
    assert lefts(view) == before
    assert not edits
