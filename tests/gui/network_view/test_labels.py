"""What stands beside an output under the perceptron rule: its target with a sign."""

from dataclasses import replace

from engine.presets import preset
from gui.network_view.card import card_of
from gui.network_view.labels import lines_of
from gui.network_view.layer_edits import units_reason
from gui.network_view.scene import NeuronRef
from tests.gui.network_view.scenes import info_of, scene, spec_of, stepped

RULE = preset("perceptron-and").spec


def test_targets_of_the_rule_are_written_with_their_sign() -> None:
    found = {}
    for steps in (0, 4, 8, 12):
        made = scene(RULE, stepped(RULE, steps))
        assert made.snapshot is not None
        assert made.snapshot.example is not None
        lines = [line.text for line in lines_of(made, 1, 0)]
        found[float(made.snapshot.example.target[0])] = lines
        card = card_of(replace(made, pointed=NeuronRef(0, 0)))
        assert card is not None
        target = next(row.value for row in card.rows if row.name == "target")
        assert f"target {target}" in lines
    assert any("target −1" in line for line in found[-1.0])
    assert lines_at(1.0) == "target +1"


def lines_at(target: float) -> str:
    """The line of the target for the first example that has it."""
    snapshot = stepped(RULE, 1)
    assert snapshot.example is not None
    example = replace(snapshot.example, target=snapshot.example.target * 0 + target)
    lines = lines_of(scene(RULE, replace(snapshot, example=example)), 1, 0)
    return next(line.text for line in lines if line.text.startswith("target"))


def test_other_targets_stay_as_they_were() -> None:
    spec = spec_of()
    lines = [line.text for line in lines_of(scene(spec, stepped(spec, 0)), len(spec.network.layers), 0)]
    assert {"target 0", "target 1"} & set(lines)


def test_each_of_several_outputs_says_its_question_and_its_target() -> None:
    spec = preset("two-labels").spec
    made = scene(spec, stepped(spec, 2))
    assert made.snapshot is not None
    assert made.snapshot.example is not None
    for neuron, question in enumerate(("inside the circle", "above the line")):
        lines = [line.text for line in lines_of(made, 2, neuron)]
        wanted = f"{made.snapshot.example.target[neuron]:g}"
        assert lines[0] == question
        assert f"target {wanted}" in lines
        card = card_of(replace(made, pointed=NeuronRef(1, neuron)))
        assert card is not None
        assert next(row.value for row in card.rows if row.name == "stands for") == question
        assert next(row.value for row in card.rows if row.name == "target") == wanted
    reason = units_reason(spec, info_of(spec))
    assert reason == "The data fixes the output's units: one for each question: inside the circle, above the line."


def test_a_step_output_is_no_probability() -> None:
    assert units_reason(RULE, info_of(RULE)) == "The data fixes the output's units: yes or no to “true”."
