"""A way out of problems: the nearest experiment that can work, where there is one."""

from collections.abc import Callable, Iterator

from engine.catalog import losses
from engine.spec.advice.record import Fix
from engine.spec.data_info import DataInfo
from engine.spec.edits import with_fitting_output
from engine.spec.layer_words import layer_word
from engine.spec.perceptron import can_use_rule, with_perceptron_rule
from engine.spec.problems import MAX_BYTES, estimated_bytes, problems
from engine.spec.specs import ExperimentSpec, PartSpec
from engine.spec.two_classes import may_have_units, with_output_units

PLAIN = PartSpec("mean_squared_error")
Cure = Callable[[ExperimentSpec, DataInfo], Iterator[Fix]]


def cure(spec: ExperimentSpec, info: DataInfo) -> Fix | None:
    """The first way out after which no problem is left; None where there is no such way, or no problem.

    A spec with unknown names or numbers out of bounds has none: what was meant cannot be told.
    """
    if problems(spec.with_training(loss=PLAIN)) or not problems(spec, info):
        return None
    for way in (_of_two_classes, _fitting_output, _fitting_weights, _both, _rule, _smaller_batch, _fewer_units):
        for fix in way(spec, info):
            if not problems(fix.spec, info):
                return fix
    return None


def _of_two_classes(spec: ExperimentSpec, info: DataInfo) -> Iterator[Fix]:
    """The number of outputs that was asked for, where two classes can have so many and the loss alone is odd."""
    last = spec.network.layers[-1]
    units, fits = last.units, losses[spec.training.loss.name].fits
    if units in may_have_units(spec, info) and last.activation not in fits:
        fitting = with_output_units(spec, info, units)
        yield Fix(f"Use {losses[fitting.training.loss.name].label.lower()}", fitting)


def _fitting_output(spec: ExperimentSpec, info: DataInfo) -> Iterator[Fix]:
    fitting = with_fitting_output(spec, info, same_task=True)
    before, after = spec.network.layers[-1], fitting.network.layers[-1]
    if fitting.training.loss != spec.training.loss:
        yield Fix(f"Use {losses[fitting.training.loss.name].label.lower()}", fitting)
    elif after.units != before.units:
        yield Fix(f"Give it {after.units:,} unit{'s' * (after.units > 1)}", fitting)


def _fitting_weights(spec: ExperimentSpec, _info: DataInfo) -> Iterator[Fix]:
    if spec.training.class_weight:
        yield Fix("Remove the class weights", spec.with_training(class_weight=()))


def _both(spec: ExperimentSpec, info: DataInfo) -> Iterator[Fix]:
    for fix in _fitting_output(spec, info):
        yield Fix("Fit output and loss to the data", fix.spec.with_training(class_weight=()))


def _rule(spec: ExperimentSpec, info: DataInfo) -> Iterator[Fix]:
    if losses[spec.training.loss.name].reads_sums and can_use_rule(info):
        yield Fix("Use the perceptron rule", with_perceptron_rule(spec, info))


def _smaller_batch(spec: ExperimentSpec, info: DataInfo) -> Iterator[Fix]:
    size = _largest(lambda n: _fits(spec.with_training(batch_size=n), info), spec.training.batch_size)
    if size:
        yield Fix(f"Batches of {size:,}", spec.with_training(batch_size=size))


def _fewer_units(spec: ExperimentSpec, info: DataInfo) -> Iterator[Fix]:
    hidden = spec.network.layers[:-1]
    if not hidden:
        return
    widest = max(range(len(hidden)), key=lambda index: hidden[index].units)
    units = _largest(lambda n: _fits(spec.with_layer(widest, units=n), info), hidden[widest].units)
    if units:
        yield Fix(f"Use {units:,} units in {layer_word(hidden, widest)}", spec.with_layer(widest, units=units))


def _fits(spec: ExperimentSpec, info: DataInfo) -> bool:
    return estimated_bytes(spec, len(info.inputs)) <= MAX_BYTES


def _largest(fits: Callable[[int], bool], below: int) -> int:
    """The largest rounded number under `below` that fits, 0 if none does."""
    low, high = 0, below
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    step = int("1".ljust(len(str(low)) - 1, "0"))
    return low // step * step
