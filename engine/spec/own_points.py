"""Points that somebody set by hand: examples as a small table, and pure edits of them.

How to use it, from a window or a program:

    points = OwnPoints.of(spec.data)              the points of an experiment that has own points, or
    spec = engine.session.with_own_points(spec)   first: any set's examples, copied to be edited by hand
    points = points.added(x, y)                   rows x (k, inputs) in the data's own units, y their targets
    points = points.moved([3], x)                 rows are those of the table: PointSet.training_source tells which
    points = points.labelled([3, 4], 1)           another class, or other numbers
    points = points.without([3])
    spec = points.put_into(spec)                  the experiment on them; everything else stays as it was
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from engine.catalog.arrays import Array
from engine.catalog.data_source import DataProblem, Targets
from engine.catalog.loss import Task
from engine.spec.data_info import DataInfo
from engine.spec.specs import DataSpec, ExperimentSpec
from engine.spec.table import Column, Table, TableRef

OWN_POINTS = "own_points"
CLASS, ORDER = "class", "order"
ANSWERS = ("no", "yes")
MOST_POINTS = 100_000
_GOLDEN = 0.6180339887498949
_FRONT = 0.05  # points set by hand come first, so that whatever the shares they are for training

Spans = tuple[tuple[float, float] | None, ...]


@dataclass(frozen=True, eq=False)
class OwnPoints:
    """x: float64 (n, inputs); y: int64 (n,) class numbers, or float64 (n, outputs). Nothing here is changed in place.

    classes: names of the classes, () where y are numbers; answers: whether those are yes (1) or no (0).
    order: float64 (n,) in 0..1, where a point stands when examples are dealt out: the first for training, the
    last for validation and test. So a point that is moved, or whose neighbour is removed, stays in its part.
    spans: (low, high) that plots show of each input, None: taken from the points. seed: the data seed under which
    new points come first. colors: the place of each class in the palette, () for their order.
    """

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    classes: tuple[str, ...]
    x: Array
    y: Targets
    order: Array
    spans: Spans = ()
    answers: bool = False
    seed: int = 0
    colors: tuple[int, ...] = ()

    @classmethod
    def new(
        cls,
        x: ArrayLike,
        y: ArrayLike,
        inputs: tuple[str, ...] = ("x₁", "x₂"),
        outputs: tuple[str, ...] = ("y",),
        classes: tuple[str, ...] = (),
        spans: Spans = (),
    ) -> OwnPoints:
        """Points x (n, inputs) with classes y (n,), or with numbers y (n, outputs) where there are no classes.

        They may be none at all. Their order is that of the rows.
        """
        rows = np.asarray(x, dtype=np.float64).reshape(-1, len(inputs))
        order = dealt_order((len(rows),), (1.0,), 0)
        if classes:
            return cls(inputs, (), classes, rows, np.asarray(y, dtype=np.int64).reshape(len(rows)), order, spans)
        numbers = np.asarray(y, dtype=np.float64).reshape(len(rows), len(outputs))
        return cls(inputs, outputs, (), rows, numbers, order, spans)

    @classmethod
    def of(cls, data: DataSpec) -> OwnPoints:
        """The points of a data spec named "own_points".

        Raises:
            DataProblem: it has no such table.
        """
        if data.name != OWN_POINTS or data.table is None:
            raise DataProblem("These examples were not set by hand. Copy them into own points first.")
        table = data.table.table
        given = [table[name] for name in data.inputs]
        targets = [table[name] for name in data.targets]
        if not given or not targets or len(given) + len(targets) + 1 != len(table.columns):
            raise DataProblem("The table of own points does not have the columns that the experiment names.")
        first, order = targets[0], table.columns[-1].values
        rows = [*given, *targets, table.columns[-1]]
        if any(column.missing for column in rows):
            raise DataProblem("A point has no number for one of its columns. Remove it.")
        x = np.column_stack([column.values for column in given])
        spans = tuple(column.span for column in given)
        names = tuple(column.name for column in given)
        if first.texts and first.texts != ANSWERS:
            y_classes = first.values.astype(np.int64)
            return cls(names, (), first.texts, x, y_classes, order, spans, False, data.seed, data.class_colors)
        y, outputs = np.column_stack([column.values for column in targets]), tuple(c.name for c in targets)
        return cls(names, outputs, (), x, y, order, spans, first.texts == ANSWERS, data.seed)

    def __len__(self) -> int:
        return len(self.x)

    @property
    def task(self) -> Task:
        """ "binary", "multiclass", "multilabel" or "regression"."""
        if self.classes:
            return "binary" if len(self.classes) == 2 else "multiclass"
        return "multilabel" if self.answers else "regression"

    def added(self, x: ArrayLike, y: ArrayLike, within: float = _FRONT) -> OwnPoints:
        """With more points x (k, inputs), or one (inputs,); y: a class number, numbers (outputs,), or k of them.

        within: the share of the order, from its beginning, over which they are spread evenly. The share that is
        for training lets them all be trained on now, and dealt out like others when that share becomes less.
        """
        rows = np.atleast_2d(np.asarray(x, dtype=np.float64))
        front = ((len(self) + np.arange(len(rows))) * _GOLDEN) % 1.0 * within
        return replace(
            self,
            x=np.concatenate([self.x, rows]),
            y=np.concatenate([self.y, self._targets(y, len(rows))]),
            order=np.concatenate([self.order, (front - _turn(self.seed)) % 1.0]),
        )

    def moved(self, rows: Sequence[int], x: ArrayLike) -> OwnPoints:
        """With those points elsewhere: x (k, inputs) or one (inputs,)."""
        moved = self.x.copy()
        moved[list(rows)] = np.asarray(x, dtype=np.float64)
        return replace(self, x=moved)

    def labelled(self, rows: Sequence[int], y: ArrayLike) -> OwnPoints:
        """With other targets for those points."""
        targets: Targets = self.y.copy()
        targets[list(rows)] = self._targets(y, len(rows))
        return replace(self, y=targets)

    def without(self, rows: Sequence[int]) -> OwnPoints:
        """Without those points."""
        kept = np.ones(len(self), dtype=bool)
        kept[list(rows)] = False
        return replace(self, x=self.x[kept], y=self.y[kept], order=self.order[kept])

    def with_class(self, name: str) -> OwnPoints:
        """With one more class, of which there are no points yet, in a colour that none has; nothing else changes."""
        free = next(color for color in range(len(self.classes) + 1) if color not in self.colors)
        return replace(self, classes=(*self.classes, name), colors=(*self.colors, free) if self.colors else ())

    def with_class_name(self, index: int, name: str) -> OwnPoints:
        """With another name for a class.

        Raises:
            DataProblem: the name is empty, or that of another class.
        """
        others = (*self.classes[:index], *self.classes[index + 1 :])
        if not name.strip() or name in others:
            what = f"There is a class “{name}” already" if name.strip() else "A class needs a name"
            raise DataProblem(f"{what}. Type another one.")
        return replace(self, classes=(*self.classes[:index], name, *self.classes[index + 1 :]))

    def without_class(self, index: int) -> OwnPoints:
        """Without a class and its points; the others keep their colours.

        Raises:
            DataProblem: fewer than two would be left.
        """
        if len(self.classes) <= 2:
            raise DataProblem("Two classes at least are needed to tell apart. Add another one first, or rename this.")
        kept = self.without(np.flatnonzero(self.y == index).tolist())
        colors = self.colors or tuple(range(len(self.classes)))
        return replace(
            kept,
            classes=(*self.classes[:index], *self.classes[index + 1 :]),
            colors=(*colors[:index], *colors[index + 1 :]),
            y=kept.y - (kept.y > index),
        )

    def cleared(self) -> OwnPoints:
        """None of the points, over the same inputs and with the same classes or outputs."""
        return self.without(range(len(self)))

    def table(self) -> Table:
        """The points as columns: inputs, then targets, then their order.

        Raises:
            DataProblem: too many points, or a number that is not finite.
        """
        if len(self) > MOST_POINTS:
            raise DataProblem(f"There can be {MOST_POINTS:,} points set by hand, not {len(self):,}.")
        spans = self.spans or (None,) * len(self.inputs)
        columns = [Column(name, self.x[:, i], span=spans[i]) for i, name in enumerate(self.inputs)]
        if self.classes:
            columns.append(Column(_free(CLASS, self.inputs), self._numbers(), self.classes))
        else:
            texts = ANSWERS if self.answers else ()
            columns += [Column(name, self._numbers()[:, i], texts) for i, name in enumerate(self.outputs)]
        taken = tuple(column.name for column in columns)
        return Table([*columns, Column(_free(ORDER, taken), self.order)])

    def put_into(self, spec: ExperimentSpec) -> ExperimentSpec:
        """The experiment on these points; all else stays, weights of the examples if their number does."""
        table, data = self.table(), spec.data
        weights = data.sample_weight
        if weights is not None and weights.table.rows != table.rows:
            weights = None
        inputs, targets = table.names[: len(self.inputs)], table.names[len(self.inputs) : -1]
        return spec.with_data(
            name=OWN_POINTS, table=TableRef(table), inputs=inputs, targets=targets, sample_weight=weights,
            class_colors=self.colors, image=(),
        )  # fmt: skip

    def _numbers(self) -> Array:
        return self.y.astype(np.float64)

    def _targets(self, y: ArrayLike, count: int) -> Targets:
        if self.classes:
            classes: Targets = np.broadcast_to(np.asarray(y, dtype=np.int64), (count,)).copy()
            return classes
        numbers: Targets = np.broadcast_to(np.asarray(y, dtype=np.float64), (count, len(self.outputs))).copy()
        return numbers


def same_set(old: DataSpec, old_info: DataInfo, new: DataSpec, info: DataInfo) -> bool:
    """Whether data are the same set, edited at most: under one name, or points by hand made of each other."""
    own = OWN_POINTS in (old.name, new.name) and bool(old_info.classes) == bool(info.classes)
    return (own or old.name == new.name) and old_info.columns == info.columns


def dealt_order(counts: Sequence[int], shares: Sequence[float], seed: int) -> Array:
    """Places in 0..1 for examples in the order in which they are dealt out, evenly spread within each part.

    counts, shares: of each part in turn, how many examples it has and how much of 0..1 it takes.
    """
    places, start = [], 0.0
    for count, share in zip(counts, shares, strict=True):
        places.append(start + share * (np.arange(count) + 0.5) / max(count, 1))
        start += share
    order: Array = (np.concatenate(places) - _turn(seed)) % 1.0
    return order


def dealt_places(order: Array, seed: int) -> Array:
    """Where in 0..1 the points stand under a data seed: another seed deals others out for validation."""
    places: Array = (order + _turn(seed)) % 1.0
    return places


def _turn(seed: int) -> float:
    return (seed * _GOLDEN) % 1.0


def _free(name: str, taken: Sequence[str]) -> str:
    while name in taken:
        name += "′"
    return name
