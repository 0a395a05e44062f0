"""The output layers and losses that go with data: which are usual, and how many units there may be."""

from engine.catalog import activations, losses
from engine.catalog.loss import Loss
from engine.spec.data_info import DataInfo

_USUAL: dict[str, tuple[str, str]] = {
    "binary": ("sigmoid", "binary_crossentropy"),
    "multilabel": ("sigmoid", "binary_crossentropy"),
    "multiclass": ("softmax", "sparse_categorical_crossentropy"),
    "regression": ("linear", "mean_squared_error"),
}


def usual_output(info: DataInfo, units: int = 0) -> tuple[str, str]:
    """(activation, loss) with which such data is usually learned; of one-hot labels the loss that reads such rows.

    units: how many outputs there are, 0 for as many as is usual: two classes may have an output each, as several do.
    """
    activation, loss = _USUAL["multiclass" if info.task == "binary" and units == 2 else info.task]
    return activation, loss.removeprefix("sparse_") if info.one_hot else loss


def unit_choices(loss: Loss, info: DataInfo) -> tuple[int, ...]:
    """How many output units such data can have under a loss, the usual number first; () if it cannot judge the task.

    Two classes are told apart by one unit, which answers yes or no, or by two: one for each, as of several classes.
    """
    if info.task not in loss.tasks:
        return ()
    if info.task == "multiclass":
        return (len(info.classes),)
    if info.task != "binary":
        return (len(info.outputs),)
    if loss.targets in ("one_hot", "index"):
        return (2,)
    return (1,) if loss.needs_probabilities or loss.reads_sums else (1, 2)


def fitting_units(loss: Loss, info: DataInfo, activation: str, units: int) -> int:
    """`units` where they go with data, loss and output activation, or no number does; else what is needed."""
    choices = unit_choices(loss, info) or (units,)
    shares = activations[activation].couples  # of which a single one is always 1
    if units in choices and not (shares and units == 1):
        return units
    return choices[-1] if shares else choices[0]


def fitting_activation(loss: Loss, info: DataInfo, now: str) -> str:
    """`now` where the loss makes sense with it, else the usual one, else the one that the loss is made for."""
    usual = usual_output(info)[0]
    return next(name for name in (now, usual, *sorted(loss.fits)) if name in loss.fits)


def classes_have_outputs(info: DataInfo, units: int) -> bool:
    """Whether each of the exclusive classes has an output of its own."""
    return info.task == "multiclass" or (info.task == "binary" and units == 2)


def loss_for(info: DataInfo, units: int) -> str:
    """A loss that suits the data with so many outputs: the usual one, else the first of the catalogue.

    Raises:
        ValueError: none does.
    """
    names = (usual_output(info, units)[1], *losses.names())
    fitting = (name for name in names if units in unit_choices(losses[name], info) and not losses[name].reads_sums)
    found = next(fitting, None)
    if found is None:
        raise ValueError(f"No loss suits this data with {units:,} outputs.")
    return found
