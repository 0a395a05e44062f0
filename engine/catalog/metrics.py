"""Figures that people judge a network by: accuracy, mean errors, and the perceptron's mistakes."""

from __future__ import annotations

import math

from engine.catalog import metric_values
from engine.catalog.loss import TargetKind, Task
from engine.catalog.metric import Metric
from engine.registry import Registry

FLOAT_KINDS: tuple[TargetKind, ...] = ("values", "indicators", "one_hot")

metrics: Registry[Metric] = Registry("metric")

metrics.add(
    Metric(
        name="accuracy",
        label="Accuracy",
        value={
            "indicators": metric_values.binary_accuracy,
            "one_hot": metric_values.categorical_accuracy,
            "index": metric_values.sparse_categorical_accuracy,
            "signs": metric_values.sign_accuracy,
        },
        keras_names={
            "indicators": "binary_accuracy",
            "one_hot": "categorical_accuracy",
            "index": "sparse_categorical_accuracy",
        },
        better="higher",
        formula=(
            "right answers / all answers; above 0.5 means yes, the largest output names the class; "
            "of steps z ≥ 0 means yes, of several the largest z names the class"
        ),
        sentence="The share of answers that are right.",
        expressions={
            "indicators": "t if a > 0.5 else 1 - t",
            "one_hot": "1 if a >= M else 0",
            "index": "1 if a >= M else 0",
            "signs": "a if t > 0 else 1 - a",
        },
        of_several={"signs": "1 if z >= M else 0"},
    )
)
metrics.add(
    Metric(
        name="mae",
        label="Mean absolute error",
        value=dict.fromkeys(FLOAT_KINDS, metric_values.absolute),
        keras_names=dict.fromkeys(FLOAT_KINDS, "mean_absolute_error"),
        better="lower",
        formula="mean of |a − t|",
        sentence="How far off the answers are on average.",
        expressions=dict.fromkeys(FLOAT_KINDS, "abs(a - t)"),
    )
)
metrics.add(
    Metric(
        name="mse",
        label="Mean squared error",
        value=dict.fromkeys(FLOAT_KINDS, metric_values.squared),
        keras_names=dict.fromkeys(FLOAT_KINDS, "mean_squared_error"),
        better="lower",
        formula="mean of (a − t)²",
        sentence="The average squared distance from the target, which large errors dominate.",
        expressions=dict.fromkeys(FLOAT_KINDS, "(a - t)**2"),
    )
)
metrics.add(
    Metric(
        name="mistakes",
        label="Mistakes",
        value={"signs": metric_values.mistakes},
        keras_names={},
        better="lower",
        formula="number of outputs with t · z ≤ 0, each example counted with the weights that judged it",
        sentence="How often the perceptron rule found an example on the wrong side of a neuron's line, or on it.",
        expressions={"signs": "1 if t*z <= 0 else 0"},
        total=True,
    )
)

metrics.add(
    Metric(
        name="true_positives",
        label="True positives",
        value={"indicators": metric_values.true_positives},
        keras_names={},
        better="higher",
        formula="number of outputs above 0.5 that should be yes",
        sentence="How often the answer yes was right.",
        expressions={"indicators": "t if a > 0.5 else 0"},
        total=True,
        keras_class="TruePositives",
    )
)
metrics.add(
    Metric(
        name="false_positives",
        label="False positives",
        value={"indicators": metric_values.false_positives},
        keras_names={},
        better="lower",
        formula="number of outputs above 0.5 that should be no",
        sentence="How often the answer yes was wrong: a false alarm.",
        expressions={"indicators": "1 - t if a > 0.5 else 0"},
        total=True,
        keras_class="FalsePositives",
    )
)
metrics.add(
    Metric(
        name="false_negatives",
        label="False negatives",
        value={"indicators": metric_values.false_negatives},
        keras_names={},
        better="lower",
        formula="number of outputs not above 0.5 that should be yes",
        sentence="How often the answer no was wrong: something was missed.",
        expressions={"indicators": "0 if a > 0.5 else t"},
        total=True,
        keras_class="FalseNegatives",
    )
)
metrics.add(
    Metric(
        name="precision",
        label="Precision",
        value={},
        keras_names={},
        better="higher",
        formula="true positives / (true positives + false positives)",
        sentence="Of all answers yes, the share that is right.",
        expressions={},
        parts={"TP": "true_positives", "FP": "false_positives"},
        combine=lambda TP, FP: metric_values.share(TP, TP + FP),
        combined="TP/(TP + FP) if TP + FP > 0 else 0",
        keras_class="Precision",
    )
)
metrics.add(
    Metric(
        name="recall",
        label="Recall",
        value={},
        keras_names={},
        better="higher",
        formula="true positives / (true positives + false negatives)",
        sentence="Of all that should be yes, the share that was found.",
        expressions={},
        parts={"TP": "true_positives", "FN": "false_negatives"},
        combine=lambda TP, FN: metric_values.share(TP, TP + FN),
        combined="TP/(TP + FN) if TP + FN > 0 else 0",
        keras_class="Recall",
    )
)
metrics.add(
    Metric(
        name="f1_score",
        label="F1",
        value={},
        keras_names={},
        better="higher",
        formula="2 · true positives / (2 · true positives + false positives + false negatives)",
        sentence="Precision and recall in one number, which is high only if both are.",
        expressions={},
        parts={"TP": "true_positives", "FP": "false_positives", "FN": "false_negatives"},
        combine=lambda TP, FP, FN: metric_values.share(2 * TP, 2 * TP + FP + FN),
        combined="2*TP/(2*TP + FP + FN) if 2*TP + FP + FN > 0 else 0",
        keras_class="F1Score",
        keras_settings={"average": "micro", "threshold": 0.5},
    )
)
metrics.add(
    Metric(
        name="rmse",
        label="Root mean squared error",
        value={},
        keras_names={},
        better="lower",
        formula="√ of the mean of (a − t)²",
        sentence="How far off the answers are, in the target's own unit; large errors dominate.",
        expressions={},
        parts={"mse": "mse"},
        combine=lambda mse: math.sqrt(mse),
        combined="sqrt(mse)",
        keras_class="RootMeanSquaredError",
    )
)
metrics.add(
    Metric(
        name="target_mean",
        label="Mean target",
        value={"values": lambda target, output: metric_values.mean(target)},
        keras_names={},
        better="lower",
        formula="mean of t",
        sentence="What an answer would be that knows nothing of the inputs.",
        expressions={"values": "t"},
        offered=False,
    )
)
metrics.add(
    Metric(
        name="target_square",
        label="Mean squared target",
        value={"values": lambda target, output: metric_values.mean(target * target)},
        keras_names={},
        better="lower",
        formula="mean of t²",
        sentence="With the mean target it tells how much the targets differ from one another.",
        expressions={"values": "t**2"},
        offered=False,
    )
)
metrics.add(
    Metric(
        name="r2_score",
        label="R²",
        value={},
        keras_names={},
        better="higher",
        formula="1 − mean of (a − t)² / (mean of t² − (mean of t)²)",
        sentence="How much of what the targets differ is explained: 1 is all of it, 0 no more than their mean tells.",
        expressions={},
        parts={"mse": "mse", "q": "target_square", "m": "target_mean"},
        combine=lambda mse, q, m: 1.0 - mse / (q - m * m) if q - m * m > 0 else 0.0,
        combined="1 - mse/(q - m**2) if q - m**2 > 0 else 0",
        keras_class="R2Score",
        alone=True,
    )
)

TOTALS = frozenset(metric.name for metric in metrics if metric.total)
"""The metrics that are counted over the examples, not averaged."""

ALWAYS: dict[str, tuple[str, ...]] = {"signs": ("accuracy", "mistakes")}
"""What is shown whatever was chosen: the perceptron rule is over when it makes no mistake."""


def default_metrics(task: Task, encoding: TargetKind = "values") -> tuple[str, ...]:
    """The metrics shown for a task, and for how its targets are encoded, unless others are chosen."""
    if encoding in ALWAYS:
        return ALWAYS[encoding]
    return ("mae",) if task == "regression" else ("accuracy",)


def suits(name: str, encoding: TargetKind, outputs: int) -> bool:
    """Whether a metric can be told for targets of this encoding and so many outputs."""
    metric = metrics[name]
    if not metric.parts:
        return encoding in metric.value
    enough = outputs == 1 or not metric.alone
    return enough and all(suits(part, encoding, outputs) for part in metric.parts.values())


def chosen_metrics(chosen: tuple[str, ...], task: Task, encoding: TargetKind, outputs: int) -> tuple[str, ...]:
    """The metrics to show: those chosen as far as they suit, else the usual ones."""
    fitting = tuple(name for name in chosen if name in metrics and suits(name, encoding, outputs))
    always = ALWAYS.get(encoding, ())
    return (*always, *(name for name in fitting if name not in always)) or default_metrics(task, encoding)


def basic_metrics(names: tuple[str, ...]) -> tuple[str, ...]:
    """The metrics of single examples from which these are told, each once."""
    found = [part for name in names for part in (metrics[name].parts.values() or (name,))]
    return tuple(dict.fromkeys(found))
