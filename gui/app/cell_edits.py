"""What is typed and pasted into the table of examples, as edits of the experiment."""

from __future__ import annotations

from collections.abc import Generator, Sequence

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from engine.catalog.arrays import Array, Rows
from engine.diagnostics import ExampleRows
from engine.session import DataProblem, Session, beside, with_own_points
from engine.spec import ExperimentSpec
from engine.spec.cells import owns_cells, with_cells
from engine.spec.example_weights import with_example_weights
from gui.bridge import Player
from gui.document import Document
from gui.examples.cells import cell_of, column_name, is_value, named_values
from gui.examples.columns import Column
from gui.examples.pasting import lines_of, numbers_of

GIVEN = "The values of this set are given. Copy it as your own data, and each of them can be typed."
COPIED = "These examples are your own now, a copy of the set. Weights and run are kept; undo brings the set back."
_AT_ONCE = 1_000_000  # cells of the columns that change: more are put together beside the window


class CellEdits(QObject):
    """refused and said: a sentence; copy_offered(sentence): values can be typed once the set is one's own."""

    refused = Signal(str)
    said = Signal(str)
    copy_offered = Signal(str)

    def __init__(self, document: Document, player: Player, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._player = document, player
        self.examples: ExampleRows | None = None

    @Slot(tuple, object, float)
    def on_typed(self, examples: tuple[int, ...], column: Column, value: float) -> None:
        """A value or a weight for these examples."""
        rows = np.array(examples, dtype=np.int64)
        if column.key == "weight":
            self._weigh(rows, np.full(len(rows), value), f"Weight {value:g} of {_named(rows)}")
        else:
            assert self.examples is not None
            name = column_name(self.examples, column)
            text, places = f"{name.partition(' (')[0]} of {_named(rows)}", self.examples.source_rows(rows)
            self._put(text, places, named_values(self.examples, column, np.full(len(rows), value)))

    def paste(self, rows: Rows, columns: Sequence[Column], text: str) -> None:
        """A block from a spreadsheet: its lines for the first of these examples, its cells for these columns."""
        found = self.examples
        assert found is not None
        try:
            lines = lines_of(text)
            if len(lines) > len(rows) or len(lines[0]) > len(columns):
                given, room = f"{len(lines):,} × {len(lines[0]):,}", f"{len(rows):,} × {len(columns):,}"
                raise ValueError(f"The clipboard has {given} cells, from the chosen one on there are {room}.")
            rows, columns = rows[: len(lines)], columns[: len(lines[0])]
            if any(is_value(column) for column in columns) and not owns_cells(found.data.spec):
                self.copy_offered.emit(GIVEN)
                return
            values = {column.key: _values(found, rows, column, lines, at) for at, column in enumerate(columns)}
        except ValueError as error:
            self.refused.emit(str(error))
            return
        weights = values.pop("weight", None)
        if weights is not None:
            self._weigh(rows, weights, f"Paste {len(rows):,} weights")
        if values:
            named: dict[str, Array] = {}
            for column in (column for column in columns if column.key in values):
                named |= named_values(found, column, values[column.key])
            self._put(f"Paste {len(rows) * len(values):,} values", found.source_rows(rows), named)

    @Slot(str)
    def paste_weights(self, text: str) -> None:
        """A weight for every example, in the order in which the data has them."""
        found = self.examples
        if found is None:
            return
        try:
            weights = numbers_of(text, "Weights")
            count = len(found.data.columns[0])
            if len(weights) != count:
                raise ValueError(
                    f"The clipboard has {len(weights):,} numbers, but there are {count:,} examples. Copy a column "
                    "with one weight for each, in the order of the data."
                )
            self._edit(f"Paste {count:,} weights", with_example_weights(self._document.spec, weights))
        except ValueError as error:
            self.refused.emit(str(error))

    @Slot()
    def offer_copy(self) -> None:
        """Say why a value of a set that is given cannot be typed."""
        self.copy_offered.emit(GIVEN)

    @Slot()
    def make_copy(self) -> None:
        """The set as one's own data."""
        try:
            self._document.edit("Own copy of the data", with_own_points(self._document.spec))
        except DataProblem as problem:
            self.refused.emit(str(problem))
        else:
            self.said.emit(COPIED)

    # Edits

    def _edit(self, text: str, spec: ExperimentSpec) -> None:
        self._document.edit(text, spec)

    def _weigh(self, rows: Rows, weights: np.ndarray, text: str) -> None:
        found = self.examples
        assert found is not None
        try:
            spec = self._document.spec
            self._edit(text, with_example_weights(spec, found.weights_with(rows, weights, _given(found, spec))))
        except DataProblem as problem:
            self.refused.emit(str(problem))
            return
        silent = int((rows >= found.counts[0]).sum())
        if silent:
            self.said.emit(f"{silent:,} of these examples are not for training now: there weights count nothing.")

    def _put(self, text: str, places: Rows, values: dict[str, np.ndarray]) -> None:
        """Other values in these rows of the data; in a large table beside the window, so that it never waits."""
        base = self._document.spec
        ref = base.data.table
        if ref is None:
            return  # another set was chosen meanwhile
        if ref.table.rows * len(values) <= _AT_ONCE:
            try:
                self._edit(text, with_cells(base, places, dict(values)))
            except DataProblem as problem:
                self.refused.emit(str(problem))
            return

        def work(_session: Session) -> Generator[None, None, ExperimentSpec | DataProblem]:
            try:
                return (yield from beside(lambda: with_cells(base, places, dict(values))))
            except DataProblem as problem:
                return problem

        def done(answer: ExperimentSpec | DataProblem) -> None:
            if isinstance(answer, DataProblem):
                self.refused.emit(str(answer))
            elif self._document.spec == base:
                self._edit(text, answer)
            else:
                self._put(text, places, values)  # another edit came first: once more, on what it made

        self._player.ask(work, done)


def _values(found: ExampleRows, rows: Rows, column: Column, lines: list[list[str]], at: int) -> np.ndarray:
    """What the clipboard's cells in a place of each line mean in a column, (k,).

    Raises:
        ValueError: a column or a cell that takes no such value, with its row on the clipboard.
    """
    cell = cell_of(found, int(rows[0]), column)
    if column.key == "weight":
        cell = cell_of(found, 0, column)
    if cell is None:
        raise ValueError(f"“{column.title}” cannot be typed. Choose a cell of a weight, an input or a target first.")
    values = np.empty(len(rows))
    for number, line in enumerate(lines):
        try:
            values[number] = cell.value_of(line[at])
        except ValueError as error:
            raise ValueError(f"Row {number + 1:,} of the clipboard: {error}") from None
    return values


def _given(found: ExampleRows, spec: ExperimentSpec) -> Array | None:
    """The weights that were typed last, (rows of the source,), where the run has others yet."""
    ref = spec.data.sample_weight
    if ref == found.data.spec.sample_weight:
        return None
    return np.ones(len(found.data.columns[0])) if ref is None else ref.table.columns[0].values


def _named(rows: Rows) -> str:
    return f"example {int(rows[0]) + 1:,}" if len(rows) == 1 else f"{len(rows):,} examples"
