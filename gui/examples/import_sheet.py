"""The sheet on which a table is opened: its columns, its first rows, and what is to be learned from it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from engine.catalog import missing_values
from engine.formula import counted
from engine.session import DataProblem
from engine.spec import DataSpec
from engine.tables import Reading
from gui.examples.column_list import ColumnList
from gui.examples.first_rows import FirstRows
from gui.examples.reading_bar import ReadingBar
from gui.examples.table_choice import TableChoice, empty_inputs, missing_text, sizes_text, task_text
from gui.theme.current import ThemeSwitch
from gui.widgets.check import Check
from gui.widgets.choice import Choice
from gui.widgets.items import Item
from gui.widgets.label import Label
from gui.widgets.sheet import Sheet
from gui.widgets.tips import in_lines
from gui.widgets.tool_button import ToolButton

_MOST_SAID = 3  # columns
_DECIMALS = "Decimals, above, says how to read what can be read in two ways."
_SIZE = QSize(960, 640)
_ROOM = 40
_HELP = (
    "Input: the network sees the column. Target: it is to predict it. Several rows can be chosen at once: "
    "I, T and X set them all."
)

_STANDARDIZE = "Scale each input to mean 0 and deviation 1: columns of any size learn alike."


class ImportSheet(Sheet):
    """begun(data): a new experiment on it; replaced(data): the present experiment on it; stopped(): it is closed;
    reread(ReadOptions): its file is to be read otherwise."""

    begun = Signal(object)
    replaced = Signal(object)
    stopped = Signal()
    reread = Signal(object)

    def __init__(self, name: str, old: DataSpec, themes: ThemeSwitch, window: QWidget) -> None:
        """`old` gives shares and seed; `name` is the file's."""
        super().__init__("Open table", themes, window)
        self.setWindowTitle(f"Open table: {name}")
        self._old, self._name = old, name
        self.choice: TableChoice | None = None
        self._decided = False  # a person chose something: it stays when the file is read otherwise
        self.columns, self.first_rows, self.how = ColumnList(themes), FirstRows(), ReadingBar()
        self.progress, self.progress_text = QProgressBar(), Label(f"Reading {name} …", "muted")
        self.missing = Choice("Empty cells", [Item(c.name, c.label, c.sentence) for c in missing_values])
        self.standardize = Check("Standardise", _STANDARDIZE)
        self.task, self.sizes, self.empty = Label("", "strong"), Label("", "muted"), Label("", "small")
        self.odd = Label("", "small")
        self.notice = Label("")
        self.notice.setProperty("kind", "warning")
        self.begin, self.replace = QPushButton("New experiment"), QPushButton("Use in this experiment")
        self._stack = QStackedLayout()
        self._compose()
        self._connect()
        self.cancel.setFocus()
        room = window.window().size() - QSize(2 * _ROOM, 2 * _ROOM)
        self._room = _SIZE.boundedTo(room)

    def sizeHint(self) -> QSize:
        """The same while the file is read and after it, so that the sheet stays in the middle."""
        return self._room

    def _compose(self) -> None:
        head = QHBoxLayout()
        self._title = Label(self._name, "title")
        close = ToolButton("close", "Close", self._themes, "Esc")
        close.clicked.connect(self.reject)
        head.addWidget(self._title, 1)
        head.addWidget(close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(28, 20, 24, 22)
        whole.setSpacing(12)
        whole.addLayout(head)
        whole.addLayout(self._stack, 1)
        self._stack.addWidget(self._reading_page())
        self._stack.addWidget(self._choosing_page())

    def _reading_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        self.cancel = QPushButton("Cancel")
        self.cancel.setToolTip("Give up reading the table; the experiment stays as it is (Esc).")
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(self.progress_text, 1)
        row.addWidget(self.cancel)
        self.progress.setRange(0, 1000)
        self.progress.setTextVisible(False)
        column.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.progress)
        column.addStretch(1)
        return page

    def _choosing_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.how)
        column.addWidget(self.odd)
        column.addWidget(self.columns, 3)
        column.addWidget(Label(_HELP, "small"))
        column.addWidget(self.first_rows, 2)
        options = QHBoxLayout()
        options.setSpacing(10)
        label = Label("Empty cells", "muted")
        label.setBuddy(self.missing)
        for part in (label, self.missing, self.standardize):
            options.addWidget(part)
        options.addSpacing(8)
        options.addWidget(self.empty, 1)
        column.addLayout(options)
        for text in (self.task, self.sizes, self.empty, self.odd, self.notice):
            text.setWordWrap(True)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(self.notice)
        said.addWidget(self.task)
        said.addWidget(self.sizes)
        foot.addLayout(said, 1)
        foot.addWidget(self.replace, 0, Qt.AlignmentFlag.AlignBottom)
        foot.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(foot)
        return page

    def _connect(self) -> None:
        self.begin.setProperty("primary", True)
        self.begin.setDefault(True)
        self.replace.setAutoDefault(False)
        self.begin.setToolTip(in_lines("A fresh network of the usual shape for this task replaces the experiment."))
        self.replace.setToolTip(in_lines("Network and settings stay as far as they fit; Ctrl+Z takes it back."))
        self.columns.used.connect(self._on_used)
        self.columns.read.connect(self._on_read)
        self.missing.edited.connect(self._on_missing)
        self.standardize.edited.connect(self._on_standardize)
        self.begin.clicked.connect(self._on_begin)
        self.replace.clicked.connect(self._on_replace)
        self.how.edited.connect(self.reread)
        self.finished.connect(self.stopped)

    # What is shown

    def show_progress(self, share: float) -> None:
        """How much of the file has been read, 0 to 1."""
        self.progress.setValue(round(1000 * share))

    def show_refusal(self, sentence: str) -> None:
        """The file cannot be read, and why; what was read before, if it was, can still be chosen."""
        if self.choice is not None:
            self._stack.setCurrentIndex(1)
            self._say(sentence, "", bad=True)
            return
        self.progress.hide()
        self.progress_text.setText(sentence)
        self.progress_text.setWordWrap(True)
        _mark(self.progress_text, bad=True)
        self.cancel.setText("Close")

    def show_waiting(self) -> None:
        """The file is read anew."""
        self.progress.setValue(0)
        self._stack.setCurrentIndex(0)

    def show_reading(self, found: Reading) -> None:
        """The file has been read; how its table might be used."""
        self.how.show_reading(found.dialect, found.remarks)
        chosen = self.choice if self._decided else None
        self.show_table(TableChoice.proposed(found.table) if chosen is None else chosen.kept(found.table))
        self.how.show()
        self._show_odd(found)
        self.to_middle()

    def _show_odd(self, found: Reading) -> None:
        """What was made of cells that can be read in two ways, or are none of their column's kind."""
        more = len(found.odd) - _MOST_SAID
        said = [*found.odd[:_MOST_SAID], f"So of {more:,} more columns: point at them."] if more > 0 else found.odd
        unsure = any(view.unsure for view in found.views)
        self.odd.setText(" ".join((*said, _DECIMALS) if unsure else said))
        self.odd.setVisible(bool(said))
        self.columns.columns.remarks = {view.name: view.remark for view in found.views if view.remark}

    def show_table(self, choice: TableChoice) -> None:
        """A table, and how it is used."""
        self.how.hide()
        self.odd.hide()
        self._stack.setCurrentIndex(1)
        self._show(choice)
        self.first_rows.show_table(choice.table)
        self.columns.selectRow(choice.uses.index("target") if "target" in choice.uses else 0)
        self.columns.setFocus()
        self.to_middle()

    def _show(self, choice: TableChoice) -> None:
        self.choice = choice
        table = choice.table
        self._title.setText(f"{self._name}: {counted(table.rows, 'row')}, {counted(len(table.columns), 'column')}")
        self.columns.columns.show_choice(choice)
        self.missing.show_key(choice.missing)
        self.standardize.show_checked(choice.standardize)
        self.empty.setText(missing_text(choice))
        self.notice.setText(choice.notice)
        self.notice.setVisible(bool(choice.notice))
        self.missing.setEnabled(empty_inputs(choice))
        try:
            info = choice.info(self._old)
        except DataProblem as problem:
            self._say(str(problem), "", bad=True)
            return
        self._say(task_text(info, choice.named("target")), sizes_text(info, table.rows), bad=False)

    def _say(self, task: str, sizes: str, *, bad: bool) -> None:
        self.task.setText(task)
        self.sizes.setText(sizes)
        _mark(self.task, bad=bad)
        self.begin.setEnabled(not bad)
        self.replace.setEnabled(not bad)

    # What people do

    @Slot(tuple, str)
    def _on_used(self, rows: tuple[int, ...], use: str) -> None:
        assert self.choice is not None
        self._decided = True
        self._show(self.choice.with_use(rows, use))  # type: ignore[arg-type]

    @Slot(tuple, bool)
    def _on_read(self, rows: tuple[int, ...], text: bool) -> None:
        assert self.choice is not None
        try:
            choice = self.choice.with_kind(rows, text)
        except DataProblem as problem:
            self._say(str(problem), "", bad=True)
            return
        self._show(choice)
        self.first_rows.show_table(choice.table)

    @Slot(str)
    def _on_missing(self, name: str) -> None:
        assert self.choice is not None
        self._decided = True
        self._show(self.choice.with_settings(missing=name))

    @Slot(bool)
    def _on_standardize(self, on: bool) -> None:
        assert self.choice is not None
        self._decided = True
        self._show(self.choice.with_settings(standardize=on))

    @Slot()
    def _on_begin(self) -> None:
        if self.choice is not None:
            self.accept()
            self.begun.emit(self.choice.data(self._old))

    @Slot()
    def _on_replace(self) -> None:
        if self.choice is not None:
            self.accept()
            self.replaced.emit(self.choice.data(self._old))


def _mark(label: Label, *, bad: bool) -> None:
    """Show whether what a label says is in the way."""
    kind = "bad" if bad else ""
    if label.property("kind") != kind:
        label.setProperty("kind", kind)
        label.style().unpolish(label)
        label.style().polish(label)
