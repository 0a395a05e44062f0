"""An experiment that is about to begin, in plain words: inputs, hidden layers, outputs, and how it learns."""

from collections.abc import Sequence

from engine.catalog import activations, losses, optimizers
from engine.formula import counted
from engine.letters import capital, small_first
from engine.spec.data_info import DataInfo
from engine.spec.specs import ExperimentSpec
from engine.spec.usual_outputs import classes_have_outputs

TASKS = {
    "regression": "predict numbers",
    "binary": "tell two classes apart",
    "multiclass": "tell several classes apart",
    "multilabel": "answer several yes-or-no questions",
}
_MOST_NAMED = 4


def data_words(info: DataInfo) -> str:
    """What there is to learn, and from how much: "Tell two classes apart, ring and disc, from 2 inputs. 250 …"."""
    goal = TASKS[info.task]
    what = f"{capital(goal)}: {named(info.classes or info.outputs)}."
    held = f", {info.validation_count:,} for validation" if info.validation_count else ""
    inputs = len(info.inputs)
    return f"{what} {counted(inputs, 'input')}. {counted(info.training_count, 'example')} for training{held}."


def proposal_words(spec: ExperimentSpec, info: DataInfo) -> tuple[str, ...]:
    """One sentence for each part of the network and for how it learns."""
    *hidden, last = spec.network.layers
    training, optimizer = spec.training, spec.training.optimizer
    scaled = ", scaled to mean 0 and deviation 1" if spec.data.standardize else ""
    words = [f"One input for each feature: {named(info.short_inputs)}{scaled}."]
    if info.image is not None:
        height, width = info.image
        words = [f"One input for each pixel of pictures of {height} by {width}{scaled or ', from 0 to 1 as it is'}."]
    if not hidden:
        words.append("No hidden layer: one straight line, plane or edge for each output.")
    else:
        counts = [f"{layer.units:,}" for layer in hidden]
        label = activations[hidden[0].activation].label
        layers = "One hidden layer" if len(hidden) == 1 else f"{len(hidden)} hidden layers"
        words.append(f"{layers} of {named(counts)} neuron{'s' * (counts != ['1'])} with {label}.")
    words.append(_output_words(last.units, last.activation, info))
    words.append(f"{losses[training.loss.name].label}: {small_first(losses[training.loss.name].sentence)}")
    size = f"batches of {training.batch_size:,}" if training.batch_size > 1 else "one example at a time"
    words.append(f"{optimizers[optimizer.name].label}, learning rate {optimizer.learning_rate:g}, {size}.")
    return tuple(words)


def _output_words(units: int, activation: str, info: DataInfo) -> str:
    label = activations[activation].label
    count = f"{units:,} output{'s' * (units > 1)} with {label}"
    if info.task == "regression":
        limit = activations[activation].low
        free = "free to give any number" if limit == -float("inf") else f"which gives none below {limit:.3g}"
        return f"{count} for {'each target' if units > 1 else 'the target'}, {free}."
    if classes_have_outputs(info, units):
        whole = ", together 1" if activations[activation].couples else ""
        return f"{count}, one for each class{whole}."
    if info.task == "multilabel":
        return f"{count}, one for each question."
    return f"{count}: yes means “{info.classes[-1]}”."


def named(names: Sequence[str]) -> str:
    """The names in a row, "a, b and c"; many of them are counted."""
    if len(names) > _MOST_NAMED:
        return f"{', '.join(names[:3])} and {len(names) - 3:,} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else [*names])
