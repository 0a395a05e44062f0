"""A run and Keras: models and weights brought in, and the run written for others."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from engine.catalog.arrays import Array
from engine.data import loading
from engine.run.at_once import at_once
from engine.run.live_run import LiveRun
from engine.spec import ExperimentSpec
from engine.trace import BIAS
from engine.trace.weight_change import WeightBlock

if TYPE_CHECKING:
    from engine.keras_io.formats import Format
    from engine.keras_io.outgoing import Outgoing
    from engine.keras_io.reading import BroughtModel

T = TypeVar("T", bound="KerasFiles")


class KerasFiles(ABC):
    """What a session has to do with Keras's files. notes: what people should know of a model that was brought in."""

    notes: tuple[str, ...] = ()

    @abstractmethod
    def __init__(self, spec: ExperimentSpec) -> None: ...

    @property
    @abstractmethod
    def _run(self) -> LiveRun: ...

    @abstractmethod
    def set_weights(self, arrays: Sequence[Array]) -> None: ...

    @abstractmethod
    def save(self, path: Path) -> None: ...

    @classmethod
    def of_model(cls: type[T], model: BroughtModel) -> T:
        """The run of a model that was brought in, at update 0, with its weights as if set by hand."""
        session = cls(model.spec)
        session.set_weights(model.weights)
        session.notes = model.notes
        return session

    @classmethod
    def open_model(
        cls: type[T], path: Path, current: ExperimentSpec | None = None, insist: bool = False
    ) -> T:
        """The run of a model in a .keras file; nothing in it is executed, and Keras is not needed.

        current: the experiment at hand, whose data is kept if the model can take it; insist: that data or none.

        Raises:
            UnreadableFile: one sentence with the layer or the member of the archive, and what to do.
            DataMissing: the only data that fits is not on this machine.
        """
        return at_once(cls.opening_model(path, current, insist))

    @classmethod
    def opening_model(
        cls: type[T], path: Path, current: ExperimentSpec | None = None, insist: bool = False
    ) -> Generator[None, None, T]:
        """`open_model` with breaths while the data is loaded."""
        from engine.keras_io.reading import read_model  # imported late: the program starts without it

        model = read_model(path, current, insist)
        yield from loading(model.spec.data)
        return cls.of_model(model)

    def weights_in(self, path: Path) -> Generator[None, None, tuple[WeightBlock, ...]]:
        """All weights in a .weights.h5 or .npz file, as a change that this network can take; breathes.

        Raises:
            UnreadableFile: they do not fit, with both shapes and the layer's name, or the file is damaged.
        """
        from engine.keras_io.reading import read_weights

        network = self._run.trainer.backend.network
        arrays = yield from read_weights(path, network.spec, network.inputs)
        return tuple(_blocks(arrays, [layer.use_bias for layer in network.spec.layers]))

    def load_weights(self, path: Path) -> None:
        """Take the weights of a file, as a change by hand, as Keras's `load_weights` does. Raises as `weights_in`."""
        arrays = [
            part
            for block in at_once(self.weights_in(path))
            for part in ((block.values[:-1], block.values[-1]) if BIAS in block.sources else (block.values,))
        ]
        self.set_weights(arrays)

    def outgoing(self) -> Outgoing:
        """The run as it stands, to be written for others."""
        from engine.keras_io.outgoing import Outgoing

        trainer = self._run.trainer
        network, state = trainer.backend.network, trainer.state()

        def parts(flat: Array) -> tuple[Array, ...]:
            whole = flat.size == network.weights.size
            return tuple(part.copy() for _, part in network.parts(flat)) if whole else (flat.copy(),)

        slots = {name: parts(slot) for name, slot in state.slots.items()}
        data, curves = trainer.run.data, self._run.chronicle.current.curves.view()
        weights, first = parts(state.weights), self._first_weights()
        return Outgoing(trainer.spec, data, weights, slots, state.iterations, self.save, curves, first)

    def _first_weights(self) -> tuple[Array, ...] | None:
        """Those at update 0 of the course that is shown; None where they are out of reach or of another network."""
        network = self._run.trainer.backend.network
        for stretch in reversed(self._run.chronicle.current.stretches):
            if stretch.start == 0 and stretch.updates[:1] == [0]:
                flat = stretch.packing.unpack(stretch.kept[0]).weights
                same = stretch.spec.network.shapes(stretch.inputs) == network.spec.shapes(network.inputs)
                return tuple(part.copy() for _, part in network.parts(flat)) if same else None
        return None

    def export(self, path: Path) -> tuple[str, ...]:
        """Write the run in the format that the file's name ends in; what people should know, in sentences.

        Raises:
            UnwritableFile: no such format, or the place cannot be written. NotInKeras: Keras has no such thing.
        """
        from engine.keras_io.formats import format_of

        written = format_of(path).write(path, self.outgoing())
        beside = [f"Beside it: {', '.join(file.name for file in written.files[1:])}."] if written.files[1:] else []
        return (*beside, *written.notes)

    @staticmethod
    def export_formats() -> tuple[Format, ...]:
        """The formats that the window offers."""
        from engine.keras_io.formats import formats

        return tuple(each for each in formats if each.offered)


def _blocks(arrays: Sequence[Array], biases: Sequence[bool]) -> Generator[WeightBlock, None, None]:
    left = list(arrays)
    for index, use_bias in enumerate(biases):
        kernel = left.pop(0)
        rows, units = kernel.shape
        values = np.concatenate((kernel, left.pop(0)[None])) if use_bias else kernel
        sources = np.array([*range(rows), *[BIAS][:use_bias]])
        yield WeightBlock(index, sources, np.arange(units), values)
