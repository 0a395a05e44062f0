"""A run's layers one by one, by index and by name, as Keras's `model.layers` and `model.get_layer`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from engine.catalog.arrays import Array
from engine.data import data_info
from engine.run.live_run import LiveRun
from engine.spec import ExperimentSpec, LayerSpec

if TYPE_CHECKING:
    from engine.trace.model_summary import Summary


class LayerAccess(ABC):
    """Names the Dense layers of a run as Keras would."""

    @property
    @abstractmethod
    def _run(self) -> LiveRun: ...

    @abstractmethod
    def get_weights(self) -> list[Array]: ...

    @abstractmethod
    def set_weights(self, arrays: Sequence[Array]) -> None: ...

    @property
    def layers(self) -> tuple[RunLayer, ...]:
        """The Dense layers, from the first hidden one to the output."""
        from engine.keras_io.layer_names import keras_names  # imported late: the program starts without it

        network = self._run.trainer.spec.network
        return tuple(
            RunLayer(self, index, name, layer)
            for index, (name, layer) in enumerate(zip(keras_names(network), network.layers, strict=True))
        )

    def get_layer(self, name: str | None = None, index: int | None = None) -> RunLayer:
        """A layer by its name, the experiment's own or Keras's, or by its index.

        Raises:
            ValueError: there is none; the message lists those that are there.
        """
        layers = self.layers
        for layer in layers:
            named = name in (layer.name, layer.spec.name)
            if named if name is not None else layer.index == index:
                return layer
        known = ", ".join(layer.name for layer in layers)
        asked = f'named "{name}"' if name is not None else f"with index {index}"
        raise ValueError(f"There is no layer {asked}. The layers are 0 to {len(layers) - 1}: {known}.")

    def summary(self) -> Summary:
        """What `model.summary()` of the same model in Keras tells; print its `text()`."""
        return self.summary_of(self._run.trainer.spec)

    @staticmethod
    def summary_of(spec: ExperimentSpec) -> Summary:
        """`summary` of the run that an experiment would be."""
        from engine.keras_io.summary import summary

        return summary(spec, data_info(spec.data))


class RunLayer:
    """One Dense layer of a run. It names a place: what it gives is what stands there when it is asked."""

    def __init__(self, run: LayerAccess, index: int, name: str, spec: LayerSpec) -> None:
        self._run, self.index, self.name, self.spec = run, index, name, spec

    def __repr__(self) -> str:
        return f"<{self.name}: Dense, {self.spec.units} units, {self.spec.activation}>"

    def get_weights(self) -> list[Array]:
        """Copies of the kernel (inputs, units) and, if it has biases, the bias (units,)."""
        return self._run.get_weights()[self._place]

    def set_weights(self, arrays: Sequence[Array]) -> None:
        """Replace them, as a change by hand that undo and the time line know.

        Raises:
            ValueError: another number of arrays, or other shapes; both are told.
        """
        weights = self._run.get_weights()
        mine, given = weights[self._place], [np.asarray(array, dtype=np.float64) for array in arrays]
        if [array.shape for array in given] != [array.shape for array in mine]:
            raise ValueError(
                f'Layer "{self.name}" takes arrays of the shapes {_shapes(mine)}, but was given {_shapes(given)}.'
            )
        weights[self._place] = given
        self._run.set_weights(weights)

    @property
    def _place(self) -> slice:
        layers = [layer.spec for layer in self._run.layers]
        start = sum(1 + layer.use_bias for layer in layers[: self.index])
        return slice(start, start + 1 + layers[self.index].use_bias)


def _shapes(arrays: Sequence[Array]) -> str:
    return " and ".join(str(array.shape) for array in arrays) or "none"
