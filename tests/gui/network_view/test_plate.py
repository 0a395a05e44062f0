"""The network is painted anew for an edit that shows in it, and only then."""

from dataclasses import replace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from engine.session import Session, data_info
from engine.spec import ExperimentSpec
from engine.spec.edits import with_loss
from gui.network_view import plate
from gui.network_view.view import NetworkView
from gui.theme.current import ThemeSwitch
from tests.gui.network_view.scenes import spec_of


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The neurons and the edges, each time that they are painted on a picture of their own."""
    made: list[str] = []
    for name in ("paint_nodes_only", "paint_edges_only"):
        old = getattr(plate, name)

        def note(*given: Any, name: str = name, old: Any = old) -> None:
            made.append(name)
            old(*given)

        monkeypatch.setattr(plate, name, note)
    monkeypatch.setattr(plate, "_CROWD", 0)
    return made


def show(view: NetworkView, spec: ExperimentSpec) -> None:
    view.show_spec(spec, data_info(spec.data))
    view.grab()


def test_edits_that_change_nothing_in_the_network_paint_nothing(
    qtbot: QtBot, themes: ThemeSwitch, painted: list[str]
) -> None:
    view, spec = NetworkView(themes), spec_of()
    qtbot.addWidget(view)
    view.resize(800, 500)
    show(view, spec)
    view.show_snapshot(Session(spec).snapshot())
    view.grab()
    painted.clear()
    for same in (
        spec.with_optimizer(learning_rate=0.7),
        spec.with_training(batch_size=3),
        spec.with_data(noise=0.4),
        replace(spec, name="another"),
    ):
        show(view, same)
        assert not painted, same
    for other in (spec.with_layer(0, activation="relu"), with_loss(spec, "perceptron", data_info(spec.data))):
        show(view, other)
        assert "paint_nodes_only" in painted, other
        painted.clear()
