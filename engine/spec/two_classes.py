"""Two classes with one output or with two: edits from one to the other, with loss and activation."""

from engine.catalog import activations, losses
from engine.spec.data_info import DataInfo
from engine.spec.edits import with_fitting_watch
from engine.spec.specs import ExperimentSpec, PartSpec
from engine.spec.usual_outputs import fitting_activation, loss_for, unit_choices, usual_output


def may_have_units(spec: ExperimentSpec, info: DataInfo) -> tuple[int, ...]:
    """The numbers of output units among which an edit may choose, () where the data fixes the number."""
    return (1, 2) if info.task == "binary" and not losses[spec.training.loss.name].reads_sums else ()


def with_output_units(spec: ExperimentSpec, info: DataInfo, units: int) -> ExperimentSpec:
    """Two classes with so many outputs, 1 or 2; loss and activation stay where they go with that."""
    last = len(spec.network.layers) - 1
    name, activation = spec.training.loss.name, spec.network.layers[last].activation
    if units not in unit_choices(losses[name], info):
        name = loss_for(info, units)
        spec = spec.with_training(loss=PartSpec(name))
        activation = fitting_activation(losses[name], info, activation)
    if units == 1 and activations[activation].couples:
        activation = usual_output(info)[0]
    return with_fitting_watch(spec.with_layer(last, units=units, activation=activation), info)


def with_shared_outputs(spec: ExperimentSpec, info: DataInfo) -> ExperimentSpec:
    """Two classes with an output each, under the activation that is usual for several classes."""
    changed = with_output_units(spec, info, 2)
    return changed.with_layer(len(spec.network.layers) - 1, activation=usual_output(info, 2)[0])


def with_output_activation(spec: ExperimentSpec, info: DataInfo, name: str) -> ExperimentSpec:
    """Another activation of the output, and of two classes the units and the loss that it is chosen for.

    Shares of one whole need two outputs; the usual activation of one output ends what only two could be judged by.
    """
    last, loss = len(spec.network.layers) - 1, losses[spec.training.loss.name]
    changed = spec.with_layer(last, activation=name)
    if not may_have_units(spec, info):
        return changed
    if activations[name].couples and spec.network.layers[last].units == 1:
        return with_output_units(changed, info, 2)
    if name == usual_output(info)[0] and unit_choices(loss, info) == (2,):
        return with_output_units(changed, info, 1)
    return changed
