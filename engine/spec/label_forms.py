"""Labels of exclusive classes as class numbers or one-hot rows: which the loss reads, and from one to the other."""

from __future__ import annotations

from dataclasses import dataclass

from engine.catalog import losses
from engine.spec.data_info import DataInfo
from engine.spec.edits import with_fitting_watch
from engine.spec.specs import ExperimentSpec, PartSpec
from engine.spec.usual_outputs import classes_have_outputs

SPARSE, PLAIN = "sparse_categorical_crossentropy", "categorical_crossentropy"


@dataclass(frozen=True)
class LabelForm:
    """How the labels reach the loss. one_hot: as rows of 0 and a single 1, not as class numbers.

    text: which they are and which cross-entropy that means; source: how they come, and what is made of them.
    fixed: why the form cannot be changed, "" where it can.
    """

    one_hot: bool
    text: str
    source: str
    fixed: str = ""


def label_form(spec: ExperimentSpec, info: DataInfo) -> LabelForm | None:
    """The form of the labels; None where there is no choice: no output stands for a single class."""
    if not classes_have_outputs(info, spec.network.layers[-1].units):
        return None
    loss, count = losses[spec.training.loss.name], len(info.classes)
    if spec.training.loss.name == SPARSE:
        text = f"Class numbers 0 to {count - 1}, so the cross-entropy is the sparse one."
        return LabelForm(False, text, _source(info, one_hot=False))
    if spec.training.loss.name == PLAIN:
        text = f"One-hot rows of {count}, so the cross-entropy is the plain one."
        return LabelForm(True, text, _source(info, one_hot=True))
    reads = "+1 and −1 for each class" if loss.reads_sums else f"One-hot rows of {count}"
    way = "Class numbers are for the sparse cross-entropy: choose that first."
    fixed = f"{loss.label} compares output by output. {way}"
    return LabelForm(True, f"{reads}, as {loss.label} needs them.", _source(info, one_hot=True), fixed)


def with_label_form(spec: ExperimentSpec, info: DataInfo, one_hot: bool) -> ExperimentSpec:
    """The labels as one-hot rows (`to_categorical`) or as class numbers (`argmax`), under the cross-entropy for them.

    Behind a softmax both compute the same numbers, to the bit, so that a run goes on as it would have.
    """
    changed = spec.with_training(loss=PartSpec(PLAIN if one_hot else SPARSE))
    return with_fitting_watch(changed, info)


def _source(info: DataInfo, one_hot: bool) -> str:
    if info.one_hot:
        how = "as they are" if one_hot else "argmax makes class numbers of them"
        return f"The data has a column of 0 and 1 for each class: {how}."
    how = "to_categorical makes rows of 0 and a single 1 of them" if one_hot else "as they are"
    return f"The data has one label for each example, the number of its class: {how}."
