"""What cannot work in what is watched and when a run stops, in plain words."""

from collections.abc import Iterator

from engine.catalog import losses, metrics
from engine.catalog.loss import TargetKind
from engine.catalog.metrics import chosen_metrics, suits
from engine.registry import UnknownName
from engine.spec.data_info import DataInfo
from engine.spec.figure_words import VALIDATION
from engine.spec.problem import Problem
from engine.spec.specs import ExperimentSpec


def metric_problems(spec: ExperimentSpec) -> Iterator[Problem]:
    """Names that are no metric."""
    for name in spec.training.metrics:
        try:
            offered = metrics[name].offered
        except UnknownName as error:
            yield Problem("Metrics", str(error), "Choose among these.")
            continue
        if not offered:
            yield Problem("Metrics", f"{name} is only a part of others.", "Choose another.")


def watching_problems(spec: ExperimentSpec, info: DataInfo) -> Iterator[Problem]:
    """Metrics that this data and loss do not have, and early stopping that watches what is not there."""
    encoding = encoding_of(spec, info)
    for name in spec.training.metrics:
        if not suits(name, encoding, spec.network.layers[-1].units):
            fitting = ", ".join(offered_metrics(spec, info))
            yield Problem("Metrics", f"{name} does not suit this data and loss.", f"Choose among: {fitting}.")
    stop = spec.training.stop
    known = figures_of(spec, info)
    if stop.early_stopping and stop.monitor not in known:
        kept = stop.monitor.removeprefix(VALIDATION) not in known
        why = "there is no such figure" if kept else "no examples are kept for validation"
        yield Problem("Stopping", f'it watches "{stop.monitor}", but {why}.', f"Watch one of: {', '.join(known)}.")


def offered_metrics(spec: ExperimentSpec, info: DataInfo) -> tuple[str, ...]:
    """The metrics that may be chosen for this data and loss."""
    encoding, outputs = encoding_of(spec, info), spec.network.layers[-1].units
    return tuple(metric.name for metric in metrics if metric.offered and suits(metric.name, encoding, outputs))


def figures_of(spec: ExperimentSpec, info: DataInfo) -> tuple[str, ...]:
    """The figures that every epoch of the experiment has, by Keras's names."""
    names = metrics_of(spec, info)
    validation = [f"{VALIDATION}{name}" for name in ("loss", *names)] if info.validation_count else []
    return ("loss", *names, *validation)


def metrics_of(spec: ExperimentSpec, info: DataInfo) -> tuple[str, ...]:
    """The metrics of the experiment: those chosen as far as they suit, else the usual ones."""
    outputs = spec.network.layers[-1].units
    return chosen_metrics(spec.training.metrics, info.task, encoding_of(spec, info), outputs)  # type: ignore[arg-type]


def encoding_of(spec: ExperimentSpec, info: DataInfo) -> TargetKind:
    """How the loss takes the targets."""
    loss, units = losses[spec.training.loss.name], spec.network.layers[-1].units
    encoding: TargetKind = loss.encoding(info.task, units)  # type: ignore[arg-type]
    return encoding
