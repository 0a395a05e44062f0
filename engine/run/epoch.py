"""The epoch under way: its order, how far it is, and Keras's running means."""

from collections.abc import Mapping

from engine.catalog.arrays import Rows
from engine.passes.evaluation import Figures, means, told
from engine.trace import PassRecord


class Epoch:
    """Number from 0, the order of its examples, how many were seen, sums for the means."""

    __slots__ = ("number", "order", "seen", "sums")

    def __init__(
        self, number: int, order: Rows, seen: int = 0, sums: Mapping[str, float] | None = None
    ) -> None:
        self.number = number
        self.order = order
        self.seen = seen
        self.sums: dict[str, float] = dict(sums or {})

    @property
    def position(self) -> float:
        """How many epochs have passed, as a fraction."""
        return self.number + self.seen / len(self.order)

    @property
    def finished(self) -> bool:
        return self.seen >= len(self.order)

    def add(self, record: PassRecord, figures: Figures) -> None:
        """Count a batch: loss and metrics as they were before its update, weighted by its size."""
        loss, last = record.loss, record.forward[len(record.forward) - 1]
        assert loss is not None
        totals = {
            name: float(figure(loss.target, last.z, last.output).sum())
            for name, figure in figures.items()
            if self.counts(name)
        }
        self.count(len(record.rows), loss.loss, totals)

    def counts(self, name: str) -> bool:
        """Whether a metric is counted; one that is chosen in the middle of an epoch is with the next one."""
        return not self.seen or name in self.sums

    def count(self, size: int, loss: float, totals: Mapping[str, float]) -> None:
        """Count a batch of so many examples by its loss and the metrics' sums over its examples."""
        sums = self.sums
        sums["loss"] = sums.get("loss", 0.0) + loss * size
        for name, total in totals.items():
            if self.counts(name):
                sums[name] = sums.get(name, 0.0) + total
        self.seen += size

    def so_far(self, metrics: tuple[str, ...]) -> dict[str, float]:
        """The loss and these metrics of the epoch so far, as Keras's progress bar has them; none at its start."""
        return told(self.means(), metrics)

    def means(self) -> dict[str, float]:
        """The epoch's figures so far: means over its examples, and counts."""
        return means(self.sums, self.seen) if self.seen else {}
