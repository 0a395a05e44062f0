"""What a run answers about its network as it is now; nothing here changes anything."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING

from engine.catalog.arrays import Array, Rows
from engine.data import DataSet, loading
from engine.data.facts import facts_in_pieces
from engine.diagnostics import Activity, LayerRow, Surface, SurfaceRequest, forward_example
from engine.run import asking
from engine.run.quiet import quietly
from engine.run.trainer import Trainer
from engine.spec import DataSpec
from engine.spec.data_facts import DataFacts

if TYPE_CHECKING:
    from engine.diagnostics import ExampleRows, GradientCase, Judgement, Scores
    from engine.diagnostics.exciting import Exciting
    from engine.diagnostics.twins import Twins
    from engine.trace import BatchView


class Questions(ABC):
    """Asks the trainer of a run."""

    @property
    @abstractmethod
    def _trainer(self) -> Trainer: ...

    @property
    def data(self) -> DataSet:
        return self._trainer.run.data

    @property
    def running(self) -> dict[str, float]:
        """The figures of the epoch so far, under Keras's names, as its progress bar has them; none at its start."""
        return self._trainer.epoch.so_far(self._trainer.run.metrics)

    @property
    def latest(self) -> dict[str, float]:
        """The last figures taken: those of the epoch that ended last."""
        return dict(self._trainer.latest)

    @property
    def batches(self) -> tuple[int, int]:
        """How many batches of the epoch under way are done, and how many it has."""
        run = self._trainer.run
        return run.batches_done(self._trainer.epoch.seen), run.batches

    def get_weights(self) -> list[Array]:
        """Copies in Keras's order [W1, b1, W2, b2, ...]; kernels (inputs, units), biases (units,)."""
        return self._trainer.backend.network.get_weights()

    def evaluate(self, split: str = "validation") -> dict[str, float]:
        """Loss and metrics over "training", "validation" or "test", as Keras's evaluate.

        Raises:
            ValueError: another name, or a split without examples.
        """
        return asking.evaluated(self._trainer, split)

    def evaluating(self, split: str) -> Generator[None, None, dict[str, float]]:
        """`evaluate` with a breath (None) between pieces."""
        return (yield from quietly(asking.evaluation(self._trainer, split)))

    def predict(self, x: Array) -> Array:
        """Outputs (n, units) for rows x (n, columns) in the data's own units.

        Raises:
            ValueError: another shape, said with the one expected.
        """
        return asking.predicted(self._trainer, x)

    def forward_example(self, x_raw: Sequence[float] | Array) -> tuple[LayerRow, ...]:
        """(inputs, z, a) of each layer for one row (columns,) in the data's own units. Raises ValueError in words."""
        return forward_example(self._trainer.backend.network, self.data, x_raw)

    def surface(self, request: SurfaceRequest) -> Generator[None, None, Surface]:
        """What neurons compute over the plotted inputs; a breath (None) between blocks."""
        return asking.surface(self._trainer, request)

    def gradient_case(self, whole: bool = False) -> GradientCase:
        """The loss of the update under way or the next one (`whole`: of all training examples), to differentiate."""
        return asking.gradient_case(self._trainer, whole)

    def batch_view(self, example: int, unit: int = 0, source: int = 0) -> Generator[None, None, BatchView | None]:
        """The whole batch in the layer that is stepped through; None at rest.

        A training example, and the weight from `source` (BIAS: the bias) to `unit` of that layer, are among what
        is shown, as far as they are there.
        """
        from engine.run.batch_view import batch_view  # imported late: the program starts without it

        yield
        return batch_view(self._trainer, example, unit, source)

    def facts(self, data: DataSpec | None = None) -> Generator[None, None, DataFacts]:
        """What the numbers of the training part are like, or of another data set's; a breath between pieces.

        Raises:
            UnknownName, DataProblem: the other set cannot be read.
        """
        return (yield from facts_in_pieces(self.data if data is None else (yield from loading(data))))

    def twins(self) -> Generator[None, None, Twins]:
        """Which neurons are identical and must remain so; a breath (None) between pieces."""
        return asking.twins(self._trainer)

    def activity(self) -> Generator[None, None, Activity]:
        """For which share of the training examples each neuron is active, and which are identical; breathes."""
        return asking.activity(self._trainer)

    def exciting(self, layer: int, unit: int, count: int = 9) -> Generator[None, None, Exciting]:
        """The training examples that excite a neuron (layer and unit from 0) most; a breath (None) between pieces.

        Raises:
            ValueError: there is no such neuron.
        """
        return asking.exciting(self._trainer, layer, unit, count)

    def examples(self) -> ExampleRows:
        """All examples under one numbering, in the data's own units."""
        from engine.diagnostics import ExampleRows  # imported late: the program starts without it

        return ExampleRows(self.data, self._trainer.run.weights)

    def judge(self, rows: Rows) -> Generator[None, None, Judgement]:
        """What the network says to the examples with these numbers; a breath (None) between pieces.

        Raises:
            IndexError: there is no such example.
        """
        return (yield from quietly(asking.judge(self._trainer).judge(rows)))

    def score_all(self, tests: bool = False) -> Generator[float, None, Scores]:
        """Loss of every example and whether it is answered rightly; between pieces the share that is done.

        tests: those of the test part too, which are else left alone, with NaN for a loss.
        """
        return (yield from quietly(asking.judge(self._trainer).score_all(tests)))
