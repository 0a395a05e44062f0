"""Where every layer has a name, no control, tip or heading of the window calls one by its number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from engine.spec import LayerSpec
from engine.trace import Grain
from gui.app.workbench import Workbench
from tests.engine.experiments import experiment
from tests.gui.app.conftest import MakeBench

NUMBERED = re.compile(r"\blayers? \d", re.IGNORECASE)
MEANT = ("Layer, by number or name", "such as 2/17")
"""Where a number is what one types."""


def words_of(widget: QWidget) -> Iterator[str]:
    yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()


def numbered(bench: Workbench) -> list[str]:
    found = [text for widget in bench.window.findChildren(QWidget) for text in words_of(widget)]
    for header in bench.window.network.headers.headers[1:]:
        found += [text for action in header.menu().actions() for text in said(action)]  # type: ignore[attr-defined]
    return [text for text in found if NUMBERED.search(text) and not any(meant in text for meant in MEANT)]


def said(action: QAction) -> tuple[str, str]:
    return action.text(), action.toolTip()


@pytest.mark.parametrize("data", ["circle", "sine"])
def test_named_layers_are_called_by_their_names_everywhere(data: str, open_bench: MakeBench, qtbot: QtBot) -> None:
    layers = LayerSpec(40, "linear", name="wide"), LayerSpec(3, name="narrow"), LayerSpec(1, "linear", name="answer")
    spec = experiment(*layers)
    if data == "sine":
        spec = replace(spec, data=replace(spec.data, name="sine")).with_training(
            loss=replace(spec.training.loss, name="mean_squared_error")
        )
    else:
        spec = spec.with_layer(2, activation="sigmoid")
    bench = open_bench(spec)
    bench.view.update(selected=(1, 2))
    bench.window.network.headers.open_settings(0)
    bench.window.network.open_neuron(1)
    for _ in range(3):
        bench.player.step(Grain.LAYER)
        qtbot.waitUntil(lambda: bench.player.idle)
    assert numbered(bench) == []
    bench.document.edit("bare", bench.document.spec.with_layer(0, name=""))
    qtbot.waitUntil(lambda: bench.player.idle)
    assert "Layer 1: one unit more" in numbered(bench)
