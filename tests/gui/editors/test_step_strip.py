"""The strip says which step is under way, with the snapshot's own numbers."""

import math
from dataclasses import replace
from itertools import pairwise

import pytest
from pytestqt.qtbot import QtBot

from engine.catalog import activations, losses, optimizers
from engine.session import Session
from engine.spec import ExperimentSpec, LayerSpec, NetworkSpec, OptimizerSpec, Parameters, PartSpec
from engine.trace import Phase
from gui.editors.rail import ChipState, chips
from gui.editors.segments import number, plain_text
from gui.editors.step_caption import PLAIN_DESCENT, caption, focus_of
from gui.editors.step_strip import HEIGHT, StepStrip
from gui.theme.current import ThemeSwitch
from gui.view import ViewState
from tests.gui.editors.experiments import THREE, info_of, on, steps

NARROW = ExperimentSpec(network=NetworkSpec((LayerSpec(3), LayerSpec(2), LayerSpec(1, "sigmoid"))))
"""No sum has more terms than a line shows."""


@pytest.fixture
def strip(qtbot: QtBot, themes: ThemeSwitch) -> StepStrip:
    made = StepStrip(themes)
    qtbot.addWidget(made)
    made.show_spec(THREE, info_of(THREE))
    return made


def number_after(text: str, mark: str) -> float:
    """The number that stands behind the last `mark`."""
    tail = text.rsplit(mark, 1)[1].split(",")[0].strip().replace("−", "-")
    if "·10" in tail:
        mantissa, exponent = tail.split("·10")
        return float(mantissa) * 10.0 ** int(exponent.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")))
    return float(tail)


def test_the_rail_marks_the_chip_of_every_event(strip: StepStrip) -> None:
    for done, snapshot in enumerate(steps(THREE), 1):
        assert snapshot.events_done == done
        strip.show_snapshot(snapshot)
        current = strip.rail.current()
        assert current is not None
        assert (current.phase, current.layer) == (snapshot.phase, snapshot.layer)
        states = [chip.state for chip in chips(3, done)]
        assert states == [ChipState.DONE] * (done - 1) + [ChipState.CURRENT] + [ChipState.AHEAD] * (10 - done)


# The caption


@pytest.mark.parametrize("name", ["circle", "iris", "sine", "truth_xor"])
def test_every_step_of_every_task_tells_its_own_numbers(name: str) -> None:
    spec = on(name)
    for snapshot in steps(spec):
        said = caption(snapshot, 0, info_of(spec))
        layer, numbers = snapshot.layers[snapshot.layer], plain_text(said.numbers)
        assert said.phase is snapshot.phase
        assert snapshot.example is not None
        if snapshot.phase is Phase.FORWARD:
            assert layer.z is not None
            assert layer.activation is not None
            assert f"= {number(float(layer.z[0]))}," in numbers
            assert numbers.endswith(f"a = {number(float(layer.activation[0]))}")
            assert activations[spec.network.layers[snapshot.layer].activation].formula in plain_text(said.symbols)
        elif snapshot.phase is Phase.LOSS:
            assert snapshot.example.loss is not None
            assert f" = {number(snapshot.example.loss)}" in numbers
            assert f"mean of the batch {number(float(snapshot.batch_loss or 0))}" in numbers
        elif snapshot.phase is Phase.BACKWARD:
            assert layer.delta is not None
            assert numbers.endswith(f"= {number(float(layer.delta[0]))}")
        else:
            assert layer.kernel_before is not None
            assert number(float(layer.kernel_before[0, 0]), 5) in numbers
            assert number(float(layer.kernel[0, 0]), 5) in numbers
            assert plain_text(said.symbols) == PLAIN_DESCENT
            assert layer.kernel_gradient is not None
            assert f"− {spec.training.optimizer.learning_rate:g} · " in numbers


@pytest.mark.parametrize(("name", "momentum"), [("sgd", 0.9), ("adam", None)])
def test_an_update_with_memory_shows_its_optimizers_own_rule(name: str, momentum: float | None) -> None:
    optimizer = OptimizerSpec(name, 0.01, Parameters({} if momentum is None else {"momentum": momentum}))
    spec = replace(NARROW, training=replace(NARROW.training, optimizer=optimizer))
    snapshot = next(s for s in steps(spec) if s.phase is Phase.UPDATE)
    said = caption(snapshot, 0, info_of(spec))
    assert plain_text(said.symbols) == optimizers[name].formula
    assert "η = 0.01" in plain_text(said.numbers)


@pytest.mark.parametrize("name", ["circle", "iris"])
def test_a_cross_entropy_is_the_surprise_at_what_is_true(name: str) -> None:
    spec = on(name)
    snapshot = next(s for s in steps(spec) if s.phase is Phase.LOSS)
    answer, example = snapshot.layers[-1].activation, snapshot.example
    assert answer is not None
    assert example is not None
    true = float(answer[int(example.target[0])]) if len(answer) > 1 else float(answer[0])
    chance = true if len(answer) > 1 or example.target[0] else 1.0 - true
    said = caption(snapshot, 0, info_of(spec))
    assert f"L = −ln {number(chance)} = {number(-math.log(chance))}" in plain_text(said.numbers)
    assert "ln a" in plain_text(said.symbols)


@pytest.mark.parametrize("name", ["circle", "iris"])
def test_the_error_at_a_cross_entropys_output_is_answer_less_target(name: str) -> None:
    spec = on(name)
    snapshot = next(s for s in steps(spec) if s.phase is Phase.BACKWARD)
    layer, example = snapshot.layers[-1], snapshot.example
    assert layer.activation is not None
    assert example is not None
    for neuron, answer in enumerate(layer.activation):
        target = int(example.target[0] == neuron) if len(layer.activation) > 1 else int(example.target[0])
        said = plain_text(caption(snapshot, neuron, info_of(spec)).numbers)
        assert said.startswith(f"δ = {number(float(answer))} − {target} = ")


@pytest.mark.parametrize(("layer", "neuron"), [(0, 2), (1, 1), (2, 0)])
def test_the_terms_of_a_sum_are_those_of_the_neuron(layer: int, neuron: int) -> None:
    snapshot = list(steps(NARROW))[layer]
    text = plain_text(caption(snapshot, neuron, info_of(NARROW)).numbers)
    below = snapshot.layers[layer - 1].activation if layer else snapshot.example and snapshot.example.inputs
    assert below is not None
    kernel, bias = snapshot.layers[layer].kernel[:, neuron], snapshot.layers[layer].bias[neuron]
    for weight, value in zip(kernel, below, strict=True):
        assert f"{number(abs(float(weight)))}·" in text
        assert number(float(value)) in text
    assert number_after(text.split(",   a")[0], "= ") == pytest.approx(float(kernel @ below + bias), rel=0.01)


@pytest.mark.parametrize("neuron", [0, 1])
def test_the_error_of_a_hidden_neuron_is_what_the_line_multiplies_out_to(neuron: int) -> None:
    snapshot = next(s for s in steps(NARROW) if s.phase is Phase.BACKWARD and s.layer == 1)
    layer, above = snapshot.layers[1], snapshot.layers[2]
    assert above.delta is not None
    assert layer.activation is not None
    expected = float(above.kernel[neuron] @ above.delta) * (1 - float(layer.activation[neuron]) ** 2)
    text = plain_text(caption(snapshot, neuron, info_of(NARROW)).numbers)
    assert number_after(text, "= ") == pytest.approx(expected, rel=0.01)
    assert f"{number(float(above.kernel[neuron, 0]))}·" in text


def test_long_sums_say_how_many_terms_are_left_out() -> None:
    wide = ExperimentSpec(network=NetworkSpec((LayerSpec(12), LayerSpec(1, "sigmoid"))))
    second = [s for s in steps(wide) if s.phase is Phase.FORWARD][1]
    assert "… 9 more" in plain_text(caption(second, 0, info_of(wide)).numbers)


SLOPE_LOSSES = [entry.name for entry in losses if "binary" in entry.tasks and not entry.reads_sums]


@pytest.mark.parametrize("loss", SLOPE_LOSSES)
@pytest.mark.parametrize("activation", activations.names())
def test_every_pair_of_loss_and_activation_has_a_caption(loss: str, activation: str) -> None:
    spec = THREE.with_training(loss=PartSpec(loss)).with_layer(2, activation=activation)
    spec = spec.with_layer(0, activation=activation)
    for snapshot in steps(spec):
        said = caption(snapshot, 0, info_of(spec))
        assert said.sentence.endswith(".")
        assert said.symbols


def test_class_weights_are_named_where_they_weigh() -> None:
    spec = THREE.with_training(class_weight=(1.0, 3.0))
    last = next(s for s in steps(spec) if s.phase is Phase.BACKWARD)
    assert "class weight" in plain_text(caption(last, 0, info_of(spec)).symbols)


def test_a_penalty_is_named_in_the_batch_s_loss() -> None:
    spec = THREE.with_layer(0, l2=0.1)
    at_loss = next(s for s in steps(spec) if s.phase is Phase.LOSS)
    assert "plus penalty" in plain_text(caption(at_loss, 0, info_of(spec)).numbers)


def test_places_are_counted_from_one() -> None:
    snapshot = next(steps(THREE))
    assert snapshot.example is not None
    said = caption(snapshot, 1, info_of(THREE))
    assert snapshot.batch_rows is not None
    count, place = len(snapshot.batch_rows), snapshot.batch_rows.tolist().index(snapshot.example.index) + 1
    name = f"training example {snapshot.example.index + 1} ({place} of {count} in the batch)"
    assert said.place == f"layer 1 · neuron 2 · {name}"


def test_at_rest_the_strip_invites(strip: StepStrip) -> None:
    session = Session(THREE)
    strip.show_snapshot(session.snapshot())
    assert strip.text.caption().sentence == "Press Space to train, → to take one step."
    assert strip.rail.current() is None
    strip.show_playing(True)
    assert "Space to pause" in strip.text.caption().sentence
    strip.show_playing(False)
    session.train(updates=7)
    strip.show_snapshot(session.snapshot())
    assert strip.text.caption().place == "update 7"


def test_a_run_that_stopped_says_why(strip: StepStrip) -> None:
    stopped = replace(Session(THREE).snapshot(), problem="The loss is no number at update 3, in layer 2.")
    strip.show_snapshot(stopped)
    assert strip.text.caption().title == "Stopped"
    assert strip.text.caption().sentence == stopped.problem


# The neuron


def test_the_selected_neuron_is_shown_in_its_own_layer_s_step() -> None:
    first, second, *_ = steps(THREE)
    assert focus_of(first, (0, 2)) == (0, 2)
    assert focus_of(second, (0, 2)) == (1, 0)
    assert focus_of(first, (0, 99)) == (0, 0)
    assert focus_of(first, (-1, 0)) == (0, 0)
    assert focus_of(Session(THREE).snapshot(), (1, 1)) == (1, 1)


def test_the_card_follows_the_selection(strip: StepStrip) -> None:
    strip.show_snapshot(Session(THREE).snapshot())
    assert strip.card.card().title == "Neuron 1 of layer 1"
    strip.show_view(ViewState(selected=(1, 1)))
    assert strip.card.card().title == "Neuron 2 of layer 2"
    strip.show_view(ViewState(selected=(7, 0)))
    assert strip.card.card().title == "Neuron 1 of layer 1"


def test_another_data_set_leaves_an_old_snapshot_alone(strip: StepStrip) -> None:
    snapshot = next(steps(THREE))
    strip.show_snapshot(snapshot)
    spec = on("iris")
    strip.show_spec(spec, info_of(spec))
    assert strip.rail.current() is None
    strip.show_snapshot(snapshot)  # late, of the experiment before: two inputs where there are four
    assert strip.rail.current() is None


def test_type_grows_with_the_strip(strip: StepStrip) -> None:
    strip.show_snapshot(next(steps(THREE)))
    strip.show()
    strip.resize(1100, HEIGHT)
    small = strip.rail.sizeHint().height()
    strip.resize(2400, 2 * HEIGHT)
    assert strip.rail.sizeHint().height() == pytest.approx(2 * small, abs=2)
    strip.resize(600, HEIGHT)
    assert strip.card.isHidden()
    assert strip.minimumSizeHint().width() <= 560


def test_a_listener_hears_the_step(strip: StepStrip) -> None:
    snapshot = next(steps(THREE))
    strip.show_snapshot(snapshot)
    assert "Forward" in strip.text.accessibleDescription()
    assert "layer 1" in strip.rail.accessibleDescription()
    assert strip.card.accessibleDescription().startswith("Neuron 1 of layer 1")


def test_painting_every_step_in_both_themes(strip: StepStrip, themes: ThemeSwitch) -> None:
    strip.resize(1100, HEIGHT)
    for name, spec in (("light", THREE), ("dark", on("iris"))):
        themes.show_name(name)
        strip.show_spec(spec, info_of(spec))
        pictures = []
        for snapshot in steps(spec):
            strip.show_snapshot(snapshot)
            pictures.append(strip.grab().toImage())
        assert all(one != other for one, other in pairwise(pictures))
