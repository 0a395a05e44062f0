"""What archives are made of: experiments that can work, arrays of finite numbers of the right size."""

from __future__ import annotations

import numpy as np

from engine.catalog import optimizers
from engine.catalog.arrays import Array
from engine.catalog.data_source import DataMissing
from engine.data import DataProblem, data_info
from engine.safe_io import SafeZip, UnreadableFile
from engine.spec import DataInfo, ExperimentSpec, SpecError, from_json, problems
from engine.spec.layer_words import layer_word

_TOO_LARGE = "a number is larger than any that can be computed with"


def checked_experiment(text: bytes) -> tuple[ExperimentSpec, DataInfo]:
    """A spec in JSON that can work on this machine, and what is known of its data.

    Raises:
        UnreadableFile: it cannot.
    """
    try:
        spec = from_json(text)
    except (SpecError, ValueError) as error:
        raise UnreadableFile(str(error)) from None
    except OverflowError:
        raise UnreadableFile(_TOO_LARGE) from None
    return spec, checked(spec)


def checked(spec: ExperimentSpec) -> DataInfo:
    """What is known of the data of a spec that can work on this machine.

    Raises:
        UnreadableFile: it cannot.
        DataMissing: its data is not here.
    """
    try:
        found = problems(spec) or problems(spec, info := data_info(spec.data))
    except DataMissing:
        raise
    except (DataProblem, ValueError) as error:
        raise UnreadableFile(str(error)) from None
    except OverflowError:
        raise UnreadableFile(_TOO_LARGE) from None
    if found:
        unworkable = UnreadableFile(str(found[0]))
        unworkable.experiment = spec
        raise unworkable
    return info


def check_biases(spec: ExperimentSpec, inputs: int, weights: Array) -> None:
    """Whether flat vectors of weights (..., parameters) have nothing where layers have no biases.

    Raises:
        UnreadableFile: they have.
    """
    for layer, places in spec.network.missing_biases(inputs):
        if weights[..., places].any():
            word = layer_word(spec.network.layers, layer)
            raise UnreadableFile(f"its weights have biases for {word}, which has none")


def slot_sizes(spec: ExperimentSpec, size: int) -> dict[str, int]:
    """As the optimizer makes them: most slots are as long as the weights, nadam's product is one number."""
    optimizer = spec.training.optimizer
    short = optimizers[optimizer.name].create_slots(2, **optimizer.parameters)
    return {name: size if len(slot) == 2 else len(slot) for name, slot in short.items()}


def array(archive: SafeZip, name: str, shape: tuple[int | None, ...]) -> Array:
    """An array of an archive; None stands for any length. Raises UnreadableFile if it is not of that shape."""
    return archive.read_array(f"arrays/{name}.npy", shape)


def finite(archive: SafeZip, name: str, shape: tuple[int | None, ...]) -> Array:
    """The same of numbers that are all finite."""
    numbers = array(archive, name, shape)
    if not np.isfinite(numbers).all():
        place = int(np.flatnonzero(~np.isfinite(numbers))[0])
        raise UnreadableFile(f"arrays/{name}.npy: number {place + 1:,} is {numbers.flat[place]}, not a finite number")
    return numbers
