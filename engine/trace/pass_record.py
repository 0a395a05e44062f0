"""The events of the update under way, kept so that any of its numbers can be drawn."""

from collections.abc import Iterable, Mapping

import numpy as np

from engine.catalog.arrays import Rows
from engine.trace.events import BackwardLayer, Event, ForwardLayer, LossComputed, WeightsUpdated
from engine.trace.partly_shown import Pair, Shown, known_units, partly_updated
from engine.trace.snapshot import LayerNumbers, read_only


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

    def layer_numbers(
        self, now: Iterable[Pair], before: Iterable[Pair] | None, row: int, partly: Shown | None = None
    ) -> tuple[LayerNumbers, ...]:
        """Per layer what is shown so far for batch row `row`.

        now: current (kernel, bias) per layer; before: those the update began with. A layer whose
        WeightsUpdated has not been shown yet is drawn with the weights before. partly: how much of the
        last event is shown, None for all.
        """
        pairs_now = list(now)
        pairs_before = list(before) if before is not None else pairs_now
        last = self.events[-1] if self.events else None
        layers: list[LayerNumbers] = []
        for index, (new, old) in enumerate(zip(pairs_now, pairs_before, strict=True)):
            shown = old if index not in self.updated else new
            known: dict[str, int] = {}
            if partly is not None and last is not None and last.layer == index:
                if isinstance(last, WeightsUpdated):
                    shown = partly_updated(new, old, partly[1])
                known = known_units(partly[0], len(self.events) - 1, partly[1])
            layers.append(self._numbers(index, shown, old, row, known))
        return tuple(layers)

    def _numbers(
        self, index: int, shown: Pair, before: Pair, row: int, known: Mapping[str, int]
    ) -> LayerNumbers:
        forward, backward = self.forward.get(index), self.backward.get(index)
        changed = index in self.updated
        return LayerNumbers(
            read_only(shown[0]),
            read_only(shown[1]),
            z=read_only(forward.z[row]) if forward else None,
            activation=read_only(forward.output[row]) if forward else None,
            dropout=read_only(forward.dropout[row]) if forward and forward.dropout is not None else None,
            delta=read_only(backward.delta[row]) if backward else None,
            kernel_gradient=read_only(backward.kernel_gradient) if backward else None,
            bias_gradient=read_only(backward.bias_gradient) if backward else None,
            kernel_before=read_only(before[0]) if changed else None,
            bias_before=read_only(before[1]) if changed else None,
            **known,
        )

    def not_finite(self) -> tuple[str, int] | None:
        """(what, layer) of the first number that is no longer finite, or None."""
        for event in self.events:
            if isinstance(event, ForwardLayer):
                found = [("weighted sums", event.z), ("activations", event.output)]
            elif isinstance(event, LossComputed):
                found = [("loss", np.array(event.loss))]
            elif isinstance(event, BackwardLayer):
                found = [("errors", event.delta)]
                found += [("gradients", gradient) for gradient in (event.kernel_gradient, event.bias_gradient)]
            else:
                found = [("weights", event.kernel), ("biases", event.bias)]
            for what, array in found:
                if not np.isfinite(array).all():
                    return what, event.layer
        return None
