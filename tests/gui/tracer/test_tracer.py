"""The panel says which step is under way, with the run's own numbers, and leads from each number to its origin."""

from dataclasses import replace
from itertools import pairwise

import pytest
from pytestqt.qtbot import QtBot

from engine.catalog import activations, losses
from engine.presets import experiment_session
from engine.session import Session
from engine.spec import ExperimentSpec, PartSpec
from engine.trace import Grain, Phase, event_count
from gui.theme.current import ThemeSwitch
from gui.tracer.captions import PHASES
from gui.tracer.rail import ChipState, chips
from gui.tracer.tracer import HEIGHT, Tracer
from tests.gui.experiments import THREE, info_of, on, steps

# Steps


def test_the_rail_marks_the_chip_of_every_event(tracer: Tracer) -> None:
    for done, snapshot in enumerate(steps(THREE), 1):
        tracer.show_snapshot(snapshot)
        current = tracer.rail.current()
        assert current is not None
        assert (current.phase, current.layer) == (snapshot.phase, snapshot.layer)
        states = [chip.state for chip in chips(3, done)]
        assert states == [ChipState.DONE] * (done - 1) + [ChipState.CURRENT] + [ChipState.AHEAD] * (10 - done)


@pytest.mark.parametrize("name", ["circle", "iris", "sine", "truth_xor"])
def test_every_step_of_every_task_tells_its_own_numbers(name: str, tracer: Tracer) -> None:
    spec = on(name)
    tracer.show_spec(spec, info_of(spec))
    for snapshot in steps(spec):
        tracer.show_snapshot(snapshot)
        found, layer, page = tracer.explanation(), snapshot.layers[snapshot.layer], tracer.sheet.page()
        assert found is not None
        assert snapshot.phase is not None
        assert (page.lead, page.tone) == PHASES[snapshot.phase]
        assert page.title == found.title
        values = [block.result.value for block in page.blocks]
        if snapshot.phase is Phase.FORWARD:
            assert layer.z is not None
            assert layer.activation is not None
            assert layer.z[0] in values
            assert values[-1] == pytest.approx(layer.activation[0])
        elif snapshot.phase is Phase.LOSS:
            assert snapshot.example is not None
            assert snapshot.example.loss in values
            assert values[-1] == snapshot.batch_loss
        elif snapshot.phase is Phase.BACKWARD:
            assert layer.delta is not None
            assert layer.delta[0] in values
        else:
            assert values[-1] == layer.kernel[0, 0]


@pytest.mark.parametrize("grain", [Grain.TERM, Grain.NEURON])
def test_every_fine_step_shows_something_else(grain: Grain, tracer: Tracer) -> None:
    session, seen = Session(THREE), []
    while session.updates == 0:
        for _ in session.step(grain):
            pass
        tracer.show_snapshot(session.snapshot())
        page = tracer.sheet.page()
        assert page.blocks
        seen.append((page, tracer.rail.current()))
    assert all(one != other for one, other in pairwise(seen))


def test_the_perceptron_rule_is_told_by_signs(tracer: Tracer) -> None:
    session = experiment_session("perceptron-iris")
    tracer.show_spec(session.spec, session.data.info)
    for _ in range(3):
        for _ in session.step(Grain.LAYER):
            pass
    tracer.show_snapshot(session.snapshot())
    assert session.snapshot().phase is Phase.BACKWARD
    page = tracer.sheet.page()
    assert page.blocks
    assert "≤ 0" in "".join(token.text for block in page.blocks for token in (*block.symbols, *block.reason))


OF_ONE_OUTPUT = [entry.name for entry in losses if entry.targets in ("values", "indicators")]


@pytest.mark.parametrize("loss", OF_ONE_OUTPUT)
@pytest.mark.parametrize("activation", activations.names())
def test_every_pair_of_loss_and_activation_is_told(loss: str, activation: str, tracer: Tracer) -> None:
    spec = THREE.with_training(loss=PartSpec(loss)).with_layer(2, activation=activation)
    spec = spec.with_layer(0, activation=activation)
    tracer.show_spec(spec, info_of(spec))
    for snapshot in steps(spec):
        tracer.show_snapshot(snapshot)
        page = tracer.sheet.page()
        assert page.sentence.endswith(".")
        assert page.blocks


def test_at_rest_the_panel_invites(tracer: Tracer) -> None:
    session = Session(THREE)
    tracer.show_snapshot(session.snapshot())
    assert "Space to train" in tracer.sheet.page().sentence
    assert "Click any number" in tracer.sheet.page().sentence
    assert (tracer.rail.current(), tracer.explanation()) == (None, None)
    tracer.show_playing(True)
    assert "Space to pause" in tracer.sheet.page().sentence
    tracer.show_playing(False)
    session.train(updates=7)
    tracer.show_snapshot(session.snapshot())
    assert tracer.sheet.page().place == "update 7"


def test_a_run_that_stopped_says_why(tracer: Tracer) -> None:
    problem = "Stopped at update 3: the errors of layer 2 are no longer finite. Try a rate, then reset."
    tracer.show_snapshot(replace(Session(THREE).snapshot(), problem=problem))
    page = tracer.sheet.page()
    assert (page.lead, page.tone, page.place) == ("Stopped", "danger_text", "at update 3")
    assert page.sentence == "The errors of layer 2 are no longer finite. Try a rate, then reset."


def test_what_an_epoch_has_come_to_is_said_at_rest(tracer: Tracer) -> None:
    session = experiment_session("perceptron-xor")
    session.train(1)
    tracer.show_spec(session.spec, session.data.info)
    tracer.show_snapshot(session.snapshot())
    assert tracer.sheet.page().sentence == session.snapshot().notice != ""


def test_another_data_set_leaves_an_old_snapshot_alone(tracer: Tracer) -> None:
    snapshot = next(steps(THREE))
    tracer.show_snapshot(snapshot)
    spec = on("iris")
    tracer.show_spec(spec, info_of(spec))
    assert tracer.rail.current() is None
    tracer.show_snapshot(snapshot)  # late, of the experiment before: two inputs where there are four
    assert tracer.rail.current() is None


# The panel


def test_type_grows_with_the_panel(tracer: Tracer) -> None:
    tracer.show_snapshot(next(steps(THREE)))
    small = max(each.px for each in tracer.sheet.inked().letters)
    tracer.resize(2400, 2 * HEIGHT)
    assert max(each.px for each in tracer.sheet.inked().letters) == 2 * small
    tracer.resize(600, HEIGHT)
    assert not tracer.card.isVisible()
    assert tracer.minimumSizeHint().width() <= 560


def test_a_long_page_scrolls_and_begins_at_its_top(tracer: Tracer) -> None:
    all_steps = list(steps(THREE.with_optimizer(name="nadam")))
    tracer.show_spec(THREE.with_optimizer(name="nadam"), info_of(THREE))
    tracer.show_snapshot(all_steps[-1])
    bar = tracer._sheet_area.verticalScrollBar()
    assert bar.maximum() > 0
    bar.setValue(bar.maximum())
    tracer.show_snapshot(all_steps[-2])
    assert bar.value() == 0


def test_the_keys_reach_numbers_that_are_out_of_sight(tracer: Tracer, qtbot: QtBot) -> None:
    from PySide6.QtCore import Qt

    tracer.show_spec(THREE.with_optimizer(name="nadam"), info_of(THREE))
    tracer.show_snapshot(list(steps(THREE.with_optimizer(name="nadam")))[-1])
    tracer.activateWindow()
    tracer.sheet.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(tracer.sheet, Qt.Key.Key_End)
    assert tracer._sheet_area.verticalScrollBar().value() > 0


def test_a_listener_hears_the_step(tracer: Tracer) -> None:
    snapshot = next(steps(THREE))
    tracer.show_snapshot(snapshot)
    assert "Activation of neuron 1 of layer 1" in tracer.sheet.accessibleDescription()
    assert "layer 1" in tracer.rail.accessibleDescription()
    assert tracer.card.accessibleDescription().startswith("Neuron 1 of layer 1")


def test_painting_every_step_in_both_themes(tracer: Tracer, themes: ThemeSwitch) -> None:
    specs: tuple[tuple[str, ExperimentSpec], ...] = (("light", THREE), ("dark", on("iris")))
    for name, spec in specs:
        themes.show_name(name)
        tracer.show_spec(spec, info_of(spec))
        pictures = []
        for snapshot in steps(spec):
            tracer.show_snapshot(snapshot)
            pictures.append(tracer.grab().toImage())
        assert len(pictures) == event_count(3)
        assert all(one != other for one, other in pairwise(pictures))
