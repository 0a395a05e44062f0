"""What is said of learning curves: of which epochs, with which reasons, and when nothing."""

from dataclasses import replace

import numpy as np

from engine.diagnostics.course_words import CourseNote, course_note
from engine.spec import ExperimentSpec, PartSpec
from engine.trace import CurvesView

SPEC = ExperimentSpec()
COUNT = 30
FALLING = 0.3 + np.exp(-3.0 * np.arange(COUNT) / COUNT)
TURNED = 0.5 + (np.arange(COUNT) - 10.0) ** 2 / 800
NOTHING = np.empty(0)


def view(loss: np.ndarray, validation: np.ndarray, again: np.ndarray = NOTHING) -> CurvesView:
    """Curves with figures of the first weights before the first epoch."""
    figures = {"loss": [np.nan, *loss], "val_loss": [3.0, *validation]}
    if len(again):
        figures["train_loss"] = [3.0, *again]
    columns = {name: np.array(values) for name, values in figures.items()}
    return CurvesView(NOTHING, NOTHING, NOTHING, NOTHING, np.arange(len(loss) + 1.0), columns)


def said(curves: CurvesView, spec: ExperimentSpec = SPEC, since: float = 0.0, upto: float = np.inf) -> CourseNote:
    note = course_note(curves, spec, since, upto)
    assert note is not None
    return note


def test_overfitting_names_the_epoch_that_was_best() -> None:
    note = said(view(FALLING, TURNED))
    assert note.words[0] == "Overfitting since about epoch 11"
    assert "lowest at epoch 11 (0.5)" in note.text
    assert note.words[-1] == "Overfits"


def test_it_speaks_of_the_moment_looked_at_and_of_the_time_since_the_last_change() -> None:
    curves = view(FALLING, TURNED)
    assert said(curves, upto=10.0).words[0].startswith("Validation still falls")
    assert course_note(curves, SPEC, since=27.0) is None
    assert "epoch 16" in said(curves, since=15.0).words[0], "what was better before the change counts no more"


def test_why_training_lies_above() -> None:
    high = view(FALLING + 0.2, FALLING, FALLING - 0.05)
    note = said(high)
    assert note.words[0] == "Validation still falls: go on · why training is above"
    assert "earlier, worse weights" in note.text
    assert f"the training loss is {FALLING[-1] - 0.05:.4g}" in note.text
    assert "Dropout" not in note.text
    assert "easier" not in note.text
    dropping = replace(SPEC, network=SPEC.network.with_layer(0, replace(SPEC.network.layers[0], dropout=0.2)))
    assert "Dropout" in said(high, dropping).text
    assert "eights of classes" in said(high, SPEC.with_training(class_weight=(1.0, 2.0))).text
    assert "easier" in said(view(FALLING + 0.2, FALLING, FALLING + 0.1)).text
    flat = np.full(COUNT, 0.5)
    assert course_note(view(flat + 0.1, flat, flat + 0.1), SPEC) is None, "the weights were no worse before"
    assert "above" not in said(view(FALLING, FALLING)).text


def test_where_there_is_nothing_to_say() -> None:
    level = np.full(COUNT, 0.5)
    assert course_note(view(level, level), SPEC) is None
    assert course_note(view(FALLING, TURNED), SPEC.with_training(loss=PartSpec("perceptron"))) is None
    alone = view(FALLING, TURNED)
    without = replace(alone, by_epoch={"loss": alone.by_epoch["loss"]})
    assert course_note(without, SPEC) is None
