"""The events of the update under way, kept so that any of its numbers can be drawn."""

from collections.abc import Iterable

import numpy as np

from engine.catalog.arrays import Array, Rows
from engine.trace.events import BackwardLayer, Event, ForwardLayer, LossComputed
from engine.trace.snapshot import LayerNumbers, read_only

Pair = tuple[Array, Array]


class PassRecord:
    """What one update has told so far; `rows` are the batch's rows of the training part."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.events: list[Event] = []
        self.forward: dict[int, ForwardLayer] = {}
        self.backward: dict[int, BackwardLayer] = {}
        self.updated: set[int] = set()
        self.loss: LossComputed | None = None

    def add(self, event: Event) -> None:
        self.events.append(event)
        if isinstance(event, ForwardLayer):
            self.forward[event.layer] = event
        elif isinstance(event, LossComputed):
            self.loss = event
        elif isinstance(event, BackwardLayer):
            self.backward[event.layer] = event
        else:
            self.updated.add(event.layer)

    def layer_numbers(self, now: Iterable[Pair], before: Iterable[Pair] | None, row: int) -> tuple[LayerNumbers, ...]:
        """Per layer what is known so far for batch row `row`.

        now: current (kernel, bias) per layer; before: those the update began with. A layer whose
        WeightsUpdated has not been shown yet is drawn with the weights before.
        """
        pairs_now = list(now)
        pairs_before = list(before) if before is not None else pairs_now
        return tuple(
            self._numbers(index, old if index not in self.updated else new, old, row)
            for index, (new, old) in enumerate(zip(pairs_now, pairs_before, strict=True))
        )

    def _numbers(self, index: int, shown: Pair, before: Pair, row: int) -> LayerNumbers:
        forward, backward = self.forward.get(index), self.backward.get(index)
        changed = index in self.updated
        return LayerNumbers(
            read_only(shown[0]),
            read_only(shown[1]),
            z=read_only(forward.z[row]) if forward else None,
            activation=read_only(forward.output[row]) if forward else None,
            delta=read_only(backward.delta[row]) if backward else None,
            kernel_gradient=read_only(backward.kernel_gradient) if backward else None,
            bias_gradient=read_only(backward.bias_gradient) if backward else None,
            kernel_before=read_only(before[0]) if changed else None,
            bias_before=read_only(before[1]) if changed else None,
        )

    def not_finite(self) -> tuple[str, int] | None:
        """(what, layer) of the first number that is no longer finite, or None."""
        for event in self.events:
            if isinstance(event, ForwardLayer):
                found = [("weighted sums", event.z), ("activations", event.output)]
            elif isinstance(event, LossComputed):
                found = [("loss", np.array(event.loss))]
            elif isinstance(event, BackwardLayer):
                found = [("errors", event.delta), ("gradients", event.kernel_gradient)]
            else:
                found = [("weights", event.kernel), ("biases", event.bias)]
            for what, array in found:
                if not np.isfinite(array).all():
                    return what, event.layer
        return None
