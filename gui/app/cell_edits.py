"""What is typed and pasted into the table of examples, as edits of the experiment."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from functools import partial

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from engine.catalog.arrays import Array, Rows
from engine.diagnostics import ExampleRows
from engine.formula import counted
from engine.session import DataProblem, Session, beside, data_info, with_new_texts, with_own_points
from engine.spec import ExperimentSpec
from engine.spec.cells import owns_cells, with_cells
from engine.spec.example_weights import with_example_weights
from gui.bridge import Player
from gui.document import Document
from gui.examples.cells import cell_of, column_name, is_value, named_values
from gui.examples.columns import Column
from gui.examples.new_texts import NO_TEXTS, NewTexts
from gui.examples.pasting import lines_of, numbers_of

GIVEN = "The values of this set are given. Copy it as your own data, and each of them can be typed."
COPIED = "These examples are your own now, a copy of the set. Weights and run are kept; undo brings the set back."
ANEW = "The network sees {:,} inputs now and begins with its first weights. Undo brings the run back."
_AT_ONCE = 1_000_000  # cells of the columns that change: more are put together beside the window


class CellEdits(QObject):
    """refused and said: a sentence; copy_offered(sentence): values can be typed once the set is one's own;
    texts_offered(sentence, word, add): what is pasted holds texts that its columns have not, `add` takes them."""

    refused = Signal(str)
    said = Signal(str)
    copy_offered = Signal(str)
    texts_offered = Signal(str, str, object)

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

    @Slot(tuple, object, str)
    def on_named(self, examples: tuple[int, ...], column: Column, text: str) -> None:
        """A text for these examples that the column may not have yet."""
        found = self.examples
        assert found is not None
        cell, fresh = cell_of(found, examples[0], column), NewTexts()
        if cell is None:
            return
        rows, code = np.array(examples, dtype=np.int64), fresh.code(cell, text)
        values = named_values(found, column, np.full(len(rows), code))
        self._put(f"{cell.name} “{text[:20]}” of {_named(rows)}", found.source_rows(rows), values, fresh.by_name)

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
            fresh = NewTexts()
            values = {column.key: _values(found, rows, column, lines, at, fresh) for at, column in enumerate(columns)}
        except ValueError as error:
            self.refused.emit(str(error))
            return
        take = partial(self._take, found, rows, columns, values, fresh.by_name)
        if fresh.by_name:
            self.texts_offered.emit(*fresh.offer(), take)
        else:
            take()

    def _take(
        self,
        found: ExampleRows,
        rows: Rows,
        columns: Sequence[Column],
        values: Mapping[str, Array],
        texts: Mapping[str, Sequence[str]],
    ) -> None:
        """What was pasted, by the columns' keys; texts: those that columns get by it, by their names."""
        if "weight" in values:
            self._weigh(rows, values["weight"], f"Paste {counted(len(rows), 'weight')}")
        named: dict[str, Array] = {}
        given = [column for column in columns if column.key in values and column.key != "weight"]
        for column in given:
            named |= named_values(found, column, values[column.key])
        if named:
            self._put(f"Paste {counted(len(rows) * len(given), 'value')}", found.source_rows(rows), named, texts)

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
                    f"The clipboard has {counted(len(weights), 'number')}, but there are {count:,} examples. "
                    "Copy a column with one weight for each, in the order of the data."
                )
            self._edit(f"Paste {counted(count, 'weight')}", with_example_weights(self._document.spec, weights))
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

    def _put(
        self,
        text: str,
        places: Rows,
        values: Mapping[str, np.ndarray],
        texts: Mapping[str, Sequence[str]] = NO_TEXTS,
    ) -> None:
        """Other values in these rows of the data; in a large table beside the window, so that it never waits.

        texts: those that columns get by it.
        """
        base = self._document.spec
        ref = base.data.table
        if ref is None:
            return  # another set was chosen meanwhile
        if ref.table.rows * len(values) <= _AT_ONCE:
            try:
                self._edit(text, _made(base, places, values, texts))
                self._tell_anew(base)
            except DataProblem as problem:
                self.refused.emit(str(problem))
            return

        def work(_session: Session) -> Generator[None, None, ExperimentSpec | DataProblem]:
            try:
                return (yield from beside(lambda: _made(base, places, values, texts)))
            except DataProblem as problem:
                return problem

        def done(answer: ExperimentSpec | DataProblem) -> None:
            if isinstance(answer, DataProblem):
                self.refused.emit(str(answer))
            elif self._document.spec == base:
                self._edit(text, answer)
                self._tell_anew(base)
            else:
                self._put(text, places, values, texts)  # another edit came first: once more, on what it made

        self._player.ask(work, done)

    def _tell_anew(self, before: ExperimentSpec) -> None:
        """Say it where an edit has given the network another input: its run begins again."""
        old, new = data_info(before.data).inputs, data_info(self._document.spec.data).inputs
        if len(old) != len(new):
            self.said.emit(ANEW.format(len(new)))


def _made(
    base: ExperimentSpec, places: Rows, values: Mapping[str, np.ndarray], texts: Mapping[str, Sequence[str]]
) -> ExperimentSpec:
    return with_cells(with_new_texts(base, texts) if texts else base, places, dict(values))


def _values(
    found: ExampleRows, rows: Rows, column: Column, lines: list[list[str]], at: int, fresh: NewTexts
) -> np.ndarray:
    """What the clipboard's cells in a place of each line mean in a column, (k,); `fresh` notes texts it has not yet.

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
            values[number] = fresh.code(cell, line[at])
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
