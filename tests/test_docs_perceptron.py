"""The guide's section on the perceptron says what the program does: its tables, lines, sentences and counts."""

import re
from pathlib import Path

import pytest

from engine.catalog import losses
from engine.diagnostics import decision_line
from engine.presets import experiment_session
from engine.session import Session
from engine.spec.advice.layers import RULE
from engine.spec.perceptron import step_warning, with_perceptron_rule
from engine.trace import ForwardLayer, LossComputed

TEXT = (Path(__file__).resolve().parents[1] / "docs" / "user-guide.md").read_text(encoding="utf-8")
SECTION = TEXT.partition("\n### The perceptron\n")[2].partition("\n### ")[0].partition("\n## ")[0]
FLOWING = re.sub(r"\n(?:> )?", " ", SECTION)
TABLES = re.findall(r"^\| example \| t .*\n\|[-|]+\n((?:\|.*\n)+)", SECTION, re.MULTILINE)


def epoch_told(session: Session) -> list[str]:
    """The next epoch as the guide's table has it, one row an example."""
    rows = []
    for _ in range(session.data.info.training_count):
        events = list(session.trace())
        forward = next(e for e in events if isinstance(e, ForwardLayer))
        loss = next(e for e in events if isinstance(e, LossComputed))
        t, z = float(loss.target[0, 0]), float(forward.z[0, 0])
        done = "right: nothing" if t * z > 0 else f"a mistake: {'add' if t > 0 else 'subtract'} it"
        inputs = ", ".join(f"{x:.0f}" for x in forward.inputs[0])
        kernel, bias = session.get_weights()
        numbers = [f"{n:.0f}" for n in (*kernel[:, 0], bias[0])]
        rows.append(" | ".join([inputs, f"{t:+.0f}", f"{z:.0f}", f"{t * z + 0.0:.0f}", done, *numbers]))
    return [row.replace("-", "−") for row in rows]


@pytest.mark.parametrize(("table", "name"), [(0, "perceptron-and"), (1, "perceptron-xor")])
def test_each_table_is_the_first_epoch(table: int, name: str) -> None:
    assert len(TABLES) == 2
    rows = [line.strip("| ") for line in TABLES[table].splitlines()]
    assert rows == [row.strip() for row in epoch_told(experiment_session(name))]


def test_the_ninth_epoch_of_the_gate_is_the_first_without_a_mistake() -> None:
    session = experiment_session("perceptron-and")
    for _ in session.play():
        pass
    assert session.epochs == 9
    assert "That is the ninth, the line is 3 · x₁ + 2 · x₂ − 4 = 0" in FLOWING
    assert equation(session) == "3 · x₁ + 2 · x₂ − 4 = 0"
    assert session.notice in FLOWING


def equation(session: Session) -> str:
    kernel, bias = session.get_weights()
    line = decision_line(session.spec.network, session.data.info, kernel, bias, session.data.scaling)
    assert line is not None
    names = session.data.info.short_inputs
    return line.equation((names[0], names[1]))


def test_the_flowers_are_parted_in_two_epochs_by_the_line_that_is_told() -> None:
    session = experiment_session("perceptron-iris")
    for _ in session.play():
        pass
    assert session.history.history["mistakes"] == [5.0, 0.0]
    assert "Five mistakes in the first epoch, none in the second" in FLOWING
    assert session.data.info.training_count == 150
    assert f"{equation(session)}. A flower" in FLOWING
    ((_, z, answer),) = session.forward_example([2.0, 0.5])
    assert f"+ 3 = {z[0]:.1f}\n".replace("-", "−") in SECTION
    assert (answer[0], session.data.info.classes[0]) == (0.0, "other")


def test_xor_stops_after_four_updates_with_the_sentence_that_is_told() -> None:
    session = experiment_session("perceptron-xor")
    for _ in session.play():
        pass
    assert session.updates == 4
    assert session.notice in FLOWING


def test_three_species_part_as_told() -> None:
    """Setosa after three epochs and for good; the other two not in a hundred."""
    session = experiment_session("iris")
    session.edit(with_perceptron_rule(session.spec, session.data.info))
    session.reset()
    session.train(3)
    wrong = []
    while session.epochs < 100:
        events = list(session.trace())
        forward = next(e for e in events if isinstance(e, ForwardLayer))
        target = next(e for e in events if isinstance(e, LossComputed)).target[0]
        wrong.append((target * forward.z[0] <= 0).astype(int))
    setosa, versicolor, virginica = sum(wrong)
    assert setosa == 0
    assert versicolor > 97
    assert virginica > 97


def test_words_are_those_of_the_window() -> None:
    assert f"*{RULE}*" in FLOWING
    assert f"choose *{losses['perceptron'].label}* as the loss" in FLOWING
    stuck = step_warning(experiment_session("xor").spec.with_layer(0, activation="step"))
    assert "no gradient comes through" in stuck
    assert "no gradient comes through it" in FLOWING
