"""Edits that are taken back, by a person or because the engine cannot take them."""

import threading
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from engine.session import Session
from engine.spec import ExperimentSpec
from engine.trace import Grain
from engine.trace.weight_change import one_weight
from gui.app.workbench import Workbench
from tests.engine.experiments import experiment


@pytest.mark.parametrize("edit", ["data", "seed"])
def test_taking_back_an_edit_that_began_anew_brings_the_learned_run_back(
    edit: str, bench: Workbench, qtbot: QtBot
) -> None:
    bench.player.play()
    qtbot.waitUntil(lambda: bench.last_snapshot.update > 60)
    bench.player.step(Grain.BATCH)  # a pause may come while an epoch is being judged
    qtbot.waitUntil(lambda: bench.player.idle and bench.last_snapshot.phase is not None)
    learned = bench.last_snapshot
    if edit == "seed":
        bench.new_seed()
    else:
        bench.document.edit("Moons", replace(learned.spec, data=replace(learned.spec.data, name="moons")))
    qtbot.waitUntil(lambda: bench.last_snapshot.update == 0)
    bench.player.step(Grain.BATCH)
    qtbot.waitUntil(lambda: bench.last_snapshot.update == 1)
    began = bench.last_snapshot
    bench.undo_stack.undo()
    qtbot.waitUntil(lambda: bench.last_snapshot.update == learned.update)
    qtbot.waitUntil(lambda: bench.player.idle)
    back = bench.last_snapshot
    assert (back.spec, bench.document.spec, back.latest) == (learned.spec, learned.spec, learned.latest)
    assert (back.curves.y == learned.curves.y).all()
    for now, then in zip(back.layers, learned.layers, strict=True):
        np.testing.assert_array_equal(now.kernel, then.kernel)
    bench.undo_stack.redo()
    qtbot.waitUntil(lambda: bench.last_snapshot.update == 1)
    np.testing.assert_array_equal(bench.last_snapshot.layers[0].kernel, began.layers[0].kernel)


def test_of_two_edits_that_wait_the_one_the_engine_cannot_take_is_taken_back(
    bench: Workbench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    editing, opened = Session.editing, threading.Event()

    def scarce(session: Session, spec: ExperimentSpec, again: bool = False) -> Iterator[None]:
        if spec.network.layers[0].units == 7:
            raise MemoryError("There is no room for layer 1.")
        return editing(session, spec, again)

    monkeypatch.setattr(Session, "editing", scarce)
    bench.player.command(lambda _session: opened.wait(10) and None, lambda _error: None)
    for units in (5, 7):
        bench.document.edit(f"{units} units", experiment().with_layer(0, units=units))
    opened.set()
    qtbot.waitUntil(lambda: bench.last_snapshot.spec.network.layers[0].units == 5)
    assert bench.document.spec == bench.last_snapshot.spec
    assert bench.window.toast.message() == "There is no room for layer 1."


def test_weights_by_hand_between_two_edits_are_those_of_the_network_between(bench: Workbench, qtbot: QtBot) -> None:
    opened = threading.Event()
    bench.player.command(lambda _session: opened.wait(10) and None, lambda _error: None)
    bench.document.edit("5 units", experiment().with_layer(0, units=5))
    bench.document.change_weights("Weight", (one_weight(0, 0, 4, 0.5),))
    bench.document.edit("2 units", experiment().with_layer(0, units=2))
    opened.set()
    qtbot.waitUntil(lambda: bench.last_snapshot.spec.network.layers[0].units == 2)
    assert bench.window.toast.message() == ""
    bench.undo_stack.undo()
    qtbot.waitUntil(lambda: bench.last_snapshot.spec.network.layers[0].units == 5)
    assert bench.last_snapshot.layers[0].kernel[0, 4] == 0.5
