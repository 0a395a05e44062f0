"""What is said of a run's learning curves, in one line and in full."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.catalog.arrays import Array
from engine.diagnostics.course import Course, judge_course
from engine.spec import ExperimentSpec
from engine.spec.perceptron import LOSS
from engine.trace import CurvesView

_NONE = np.empty(0)
_AS_MUCH = 1.02
_PART = 0.25  # of the gap, to be a reason for it
_MEAN = (
    "It is the mean over an epoch's batches, most of them measured with earlier, worse weights, while validation is "
    "measured at the epoch's end."
)


@dataclass(frozen=True)
class CourseNote:
    """words: the note from its longest form to its shortest; text: all of it, a few sentences."""

    words: tuple[str, ...]
    text: str


def course_note(
    view: CurvesView, spec: ExperimentSpec, since: float = 0.0, upto: float = np.inf
) -> CourseNote | None:
    """What the epochs that ended with since < x <= upto, in epochs, have come to; None: nothing to say."""
    if spec.training.loss.name == LOSS:
        return None  # its loss counts mistakes' sums, and means nothing for itself
    ends, loss, held = view.epochs, view.by_epoch.get("loss", _NONE), view.by_epoch.get("val_loss", _NONE)
    count = min(len(ends), len(loss), len(held))
    if not count:
        return None
    ends, loss, held = ends[:count], loss[:count], held[:count]
    known = ~np.isnan(loss) & ~np.isnan(held) & (ends > since) & (ends <= upto)
    course = judge_course(loss[known], held[known])
    if course is None:
        return None
    epochs = ends[known]
    again = view.by_epoch.get("train_loss", _NONE)
    last = again[:count][known][-1] if len(again) >= count else np.nan
    figures = float(loss[known][-1]), float(last), float(held[known][-1])
    parts = [_verdict(course, epochs, held[known]), _above(course, spec, *figures)]
    said = [part for part in parts if part is not None]
    if not said:
        return None
    if len(said) == 1:
        return said[0]
    verdict, why = said
    return CourseNote((f"{verdict.words[0]} · {why.words[1]}", *verdict.words), f"{verdict.text} {why.text}")


def _verdict(course: Course, epochs: Array, held: Array) -> CourseNote | None:
    best = round(float(epochs[course.best]))
    if course.trend == "falling":
        return CourseNote(
            ("Validation still falls: go on", "Still falling: go on", "Still falling", "Go on"),
            f"The validation loss is still falling ({held[-1]:.4g} now): there is more to learn, go on.",
        )
    if course.trend == "turned":
        return CourseNote(
            (f"Overfitting since about epoch {best:,}", f"Overfits since {best:,}", "Overfits"),
            f"The validation loss was lowest at epoch {best:,} ({held[course.best]:.4g}) and has risen since, to "
            f"about {course.now:.4g}, while training still got better: the network now learns by heart. Go back "
            "there on the time line, or let early stopping do so (Run, above the network).",
        )
    return None


def _above(course: Course, spec: ExperimentSpec, loss: float, again: float, held: float) -> CourseNote | None:
    """Why the training curve lies above validation, where it does: the reasons that hold at the last epoch."""
    if not course.above or course.trend == "turned":
        return None
    reasons = []
    if np.isnan(again) or loss - again > _PART * (loss - held):
        reasons.append(_MEAN)
    if any(layer.dropout for layer in spec.network.layers):
        reasons.append("Dropout makes training harder; validation uses all neurons.")
    if spec.training.class_weight or spec.data.sample_weight is not None:
        reasons.append("Weights of classes or examples count in training only.")
    if not reasons:
        return None
    if not np.isnan(again):
        below = again <= _AS_MUCH * held
        easier = "." if below else ": these validation examples happen to be easier, too."
        reasons.append(f"At that same moment the training loss is {again:.4g}, validation {held:.4g}{easier}")
    text = f"The training curve lies above validation. {' '.join(reasons)}"
    return CourseNote(("Why training lies above", "why training is above", "Why?"), text)
