"""Edits through the whole window: what they keep, what undo brings back, what is refused, what the title says."""

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from engine.spec import ExperimentSpec
from engine.trace import Snapshot
from gui.app.run_notes import STOPPED
from gui.app.workbench import Workbench
from gui.widgets import labeled_slider
from gui.widgets.labeled_slider import LabeledSlider
from tests.engine.experiments import experiment


def kernels(snapshot: Snapshot) -> list[np.ndarray]:
    return [layer.kernel for layer in snapshot.layers]


def trained(bench: Workbench, qtbot: QtBot) -> Snapshot:
    bench.player.play()
    qtbot.waitUntil(lambda: bench.last_snapshot.update > 20)
    bench.player.pause()
    qtbot.waitUntil(lambda: bench.player.idle)
    return bench.last_snapshot


def edited(bench: Workbench, qtbot: QtBot, spec: ExperimentSpec) -> Snapshot:
    bench.document.edit("An edit", spec)
    return shown(bench, qtbot, spec)


def shown(bench: Workbench, qtbot: QtBot, spec: ExperimentSpec) -> Snapshot:
    qtbot.waitUntil(lambda: bench.last_snapshot.spec == spec)
    return bench.last_snapshot


def type_in(field: QLineEdit, text: str) -> None:
    field.setText(text)
    field.setModified(True)
    field.editingFinished.emit()


def named_field(bench: Workbench, name: str) -> QLineEdit:
    return next(f for f in bench.window.findChildren(QLineEdit) if f.accessibleName() == name)


# What an edit keeps


def test_a_neuron_more_keeps_all_other_weights_and_the_run(bench: Workbench, qtbot: QtBot) -> None:
    before = trained(bench, qtbot)
    bench.window.network.headers.headers[1]._more.click()  # type: ignore[attr-defined]
    after = shown(bench, qtbot, experiment().with_layer(0, units=4))
    assert after.update == before.update
    np.testing.assert_array_equal(kernels(after)[0][:, :3], kernels(before)[0])
    np.testing.assert_array_equal(kernels(after)[1][:3], kernels(before)[1])


def test_an_edit_while_playing_is_taken_and_play_goes_on(bench: Workbench, qtbot: QtBot) -> None:
    playing: list[bool] = []
    bench.player.playing_changed.connect(playing.append)
    bench.player.play()
    qtbot.waitUntil(lambda: bench.last_snapshot.update > 20)
    before = bench.last_snapshot.update
    after = edited(bench, qtbot, experiment().with_layer(0, activation="relu").with_optimizer(learning_rate=0.01))
    assert after.update >= before
    qtbot.waitUntil(lambda: bench.last_snapshot.update > after.update + 20)
    assert playing == [True]


# Undo


def test_undo_names_a_layer_as_it_is_called(bench: Workbench, qtbot: QtBot) -> None:
    spec = bench.document.spec
    bench.document.edit("Layer 1: Name “A&B”", spec.with_layer(0, name="A&B"))
    shown(bench, qtbot, bench.document.spec)
    assert bench.window.actions_by_id["undo"].text() == "Undo: Layer 1: Name “A&&B”"


def test_undo_names_the_edit_and_brings_back_experiment_and_weights(bench: Workbench, qtbot: QtBot) -> None:
    actions, before = bench.window.actions_by_id, trained(bench, qtbot)
    assert actions["undo"].text() == "Undo"
    assert not actions["undo"].isEnabled()
    assert not actions["redo"].isEnabled()
    bench.window.network.headers.headers[1]._remove.click()  # type: ignore[attr-defined]
    assert len(bench.document.spec.network.layers) == 1
    shown(bench, qtbot, bench.document.spec)
    assert actions["undo"].text().startswith("Undo: ")
    assert "ayer 1" in actions["undo"].text()
    actions["undo"].trigger()
    after = shown(bench, qtbot, experiment())
    assert after.update == before.update
    for one, other in zip(kernels(before), kernels(after), strict=True):
        np.testing.assert_array_equal(one, other)
    assert actions["undo"].text() == "Undo"
    assert actions["redo"].isEnabled()
    actions["redo"].trigger()
    assert len(bench.document.spec.network.layers) == 1
    assert actions["redo"].text() == "Redo"


def test_one_drag_of_a_slider_is_one_undo(bench: Workbench) -> None:
    slider = bench.window.data.noise._slider
    slider.setSliderDown(True)
    for position in (20, 30, 40):
        slider.setValue(position)
    slider.setSliderDown(False)
    assert bench.document.spec.data.noise == 0.4
    assert bench.undo_stack.count() == 1
    bench.undo_stack.undo()
    assert bench.document.spec == experiment()
    assert bench.window.data.noise.value() == 0.1


def test_a_walk_of_the_arrow_keys_is_one_undo(
    bench: Workbench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(labeled_slider, "LONGEST_PAUSE_SECONDS", 3600.0)
    data = bench.window.data

    def press_right(slider: LabeledSlider) -> None:
        slider._slider.setFocus()
        qtbot.keyClick(slider._slider, Qt.Key.Key_Right)

    for _ in range(3):
        press_right(data.noise)
    assert (bench.document.spec.data.noise, bench.undo_stack.count()) == (0.13, 1)
    press_right(data.validation)
    press_right(data.noise)
    assert bench.undo_stack.count() == 3, "something else came between"
    for _ in range(3):
        bench.undo_stack.undo()
    assert bench.document.spec == experiment()
    press_right(data.noise)
    assert (bench.document.spec.data.noise, bench.undo_stack.count()) == (0.11, 1)


def test_new_first_weights_can_be_undone(bench: Workbench, qtbot: QtBot) -> None:
    before = bench.last_snapshot
    bench.window.transport.seed_button.click()
    after = shown(bench, qtbot, replace(experiment(), seed=4))
    assert not np.array_equal(kernels(before)[0], kernels(after)[0])
    bench.undo_stack.undo()
    again = shown(bench, qtbot, experiment())
    np.testing.assert_array_equal(kernels(before)[0], kernels(again)[0])


# What is refused


@pytest.mark.parametrize("units", ["0", "1000000000"])
def test_impossible_units_leave_the_experiment_alone_and_say_why(units: str, bench: Workbench) -> None:
    type_in(named_field(bench, "Units of layer 1"), units)
    assert bench.document.spec == experiment()
    assert bench.undo_stack.count() == 0
    assert "nits of layer 1" in bench.window.toast.message()
    assert bench.window.toast.message().endswith(".")


@pytest.mark.parametrize("units", [0, 10**9])
def test_impossible_units_from_anywhere_are_refused_by_the_document(units: int, bench: Workbench) -> None:
    bench.document.edit("Too much", experiment().with_layer(0, units=units))
    assert bench.document.spec == experiment()
    assert bench.undo_stack.count() == 0
    assert "Layer 1" in bench.window.toast.message()


def test_a_learning_rate_that_is_no_number_is_refused(bench: Workbench) -> None:
    type_in(bench.window.training.learning_rate.field, "abc")
    assert bench.document.spec == experiment()
    assert bench.window.toast.message() == "Learning rate: “abc” is not a number. Type one, such as 0.03."


def test_the_next_edit_takes_a_refusal_away(bench: Workbench) -> None:
    type_in(bench.window.training.learning_rate.field, "abc")
    type_in(bench.window.training.learning_rate.field, "0.2")
    assert bench.document.spec.training.optimizer.learning_rate == 0.2
    assert bench.window.toast.message() == ""


@pytest.mark.parametrize("end", ["escape", "leave", "mend"])
def test_a_message_goes_with_its_cause_and_moves_nothing(end: str, bench: Workbench, qtbot: QtBot) -> None:
    places = [header.geometry() for header in bench.window.network.headers.headers]
    area = bench.window.network.canvas.geometry()
    field = bench.window.training.learning_rate.field
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "abc")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()
    toast = bench.window.toast
    assert toast.isVisible()
    assert [header.geometry() for header in bench.window.network.headers.headers] == places
    assert bench.window.network.canvas.geometry() == area
    assert bench.window.network.rect().contains(toast.geometry())
    if end == "escape":
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    elif end == "leave":
        field.clearFocus()
    else:
        field.selectAll()
        qtbot.keyClicks(field, "0.1")
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert not toast.isVisible()


def test_why_a_field_that_is_left_took_nothing_can_be_read(bench: Workbench, qtbot: QtBot) -> None:
    field = bench.window.training.learning_rate.field
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "abc")
    field.clearFocus()
    QApplication.processEvents()
    toast = bench.window.toast
    assert "abc" in toast.message()
    assert toast._timer.isActive()
    toast._timer.stop()


def test_what_only_the_engine_finds_impossible_is_taken_back(
    bench: Workbench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise MemoryError("There is no room for that. Make a layer smaller.")

    monkeypatch.setattr("engine.run.live_run.edit_trainer", refuse)
    bench.document.edit("Five units", experiment().with_layer(0, units=5))
    qtbot.waitUntil(lambda: bool(bench.window.toast.message()))
    assert bench.window.toast.message() == "There is no room for that. Make a layer smaller."
    assert bench.document.spec == experiment()


# What the title says


def test_the_title_names_the_experiment_and_marks_what_is_not_saved(bench: Workbench, qtbot: QtBot) -> None:
    window = bench.window
    assert window.windowTitle() == "untitled"
    bench.document.edit("Noise 0.2", experiment().with_data(noise=0.2))
    assert window.windowTitle() == "untitled •"
    bench.undo_stack.undo()
    assert window.windowTitle() == "untitled"
    trained(bench, qtbot)
    assert window.windowTitle() == "untitled •"


# What does not belong here any more


def test_a_snapshot_of_an_experiment_edited_meanwhile_is_not_drawn(bench: Workbench, qtbot: QtBot) -> None:
    stale = trained(bench, qtbot)
    fresh = edited(bench, qtbot, experiment().with_layer(0, units=5))
    drawn: list[Callable[[], object]] = []
    bench.window.transport.show_snapshot = drawn.append  # type: ignore[assignment,method-assign]
    bench.player.snapshot_ready.emit(stale)
    assert drawn == []
    assert bench.last_snapshot is fresh or bench.last_snapshot.spec == fresh.spec
    bench.player.snapshot_ready.emit(fresh)
    assert drawn == [fresh]


def test_a_divergence_says_where_and_what_to_try_until_it_is_mended(bench: Workbench, qtbot: QtBot) -> None:
    steep = experiment().with_layer(0, activation="linear").with_layer(1, activation="linear")
    steep = replace(steep.with_optimizer(learning_rate=1e4), data=replace(steep.data, name="plane"))
    loss = replace(steep.training.loss, name="mean_squared_error")
    edited(bench, qtbot, steep.with_training(loss=loss))
    bench.player.play()
    qtbot.waitUntil(lambda: bool(bench.window.toast.message()))
    assert bench.window.toast.message() == STOPPED
    page = bench.window.tracer.sheet.page()
    assert re.fullmatch(r"at update \d+", page.place)
    assert re.match(r"The .* layer \d ", page.sentence)
    assert "learning rate" in page.sentence
    assert not bench.player.playing
    bench.player.reset()
    qtbot.waitUntil(lambda: bench.window.toast.message() == "")
