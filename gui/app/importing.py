"""Opening a table: its file is read beside the run, its columns are chosen on a sheet, and it takes its place."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QFileDialog

from engine.session import DataProblem, Session, data_info
from engine.spec import DataSpec
from gui.app.files import FileActions
from gui.app.workbench import Workbench
from gui.theme.current import ThemeSwitch

if TYPE_CHECKING:
    from engine.tables import Reading, ReadOptions
    from gui.examples.import_sheet import ImportSheet

SUFFIXES = (".csv", ".tsv", ".tab", ".txt")  # as in engine.tables, which the start does without
FILTER = f"Tables ({' '.join(f'*{suffix}' for suffix in SUFFIXES)});;All files (*)"
LOOK_MS = 80
COMPLETE_MS = 30
VALIDATION = 0.2  # of a table that is opened


class Importing(QObject):
    """Opens the sheet; every refusal is a sentence on it, and leaves the experiment alone."""

    def __init__(self, bench: Workbench, files: FileActions, themes: ThemeSwitch) -> None:
        super().__init__(bench)
        self._bench, self._files, self._themes = bench, files, themes
        self.sheet: ImportSheet | None = None
        self._reading: _Reading | None = None
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._on_look)
        files.openers.update(dict.fromkeys(SUFFIXES, self.open_path))
        panel = bench.window.data
        panel.grid.table_asked.connect(self.open)
        panel.inputs.sheet_asked.connect(self._on_sheet_asked)

    def open(self) -> None:
        """Ask for a file and open it."""
        chosen, _ = QFileDialog.getOpenFileName(self._bench.window, "Open a table", self._files.folder(), FILTER)
        if chosen:
            self.open_path(Path(chosen))

    def open_path(self, path: Path, options: ReadOptions | None = None) -> None:
        """Read the table in a file, as somebody says or as it seems to be written, and show it on the sheet."""
        seed = self._bench.document.spec.data.seed
        sheet = self._show_sheet(path.name, DataSpec(seed=seed, validation_share=VALIDATION))
        if options is not None:
            sheet.how.show_chosen(options)
        sheet.reread.connect(lambda chosen: self._read(path, chosen))
        self._read(path, options)

    def _read(self, path: Path, options: ReadOptions | None) -> None:
        work = self._reading = _Reading(path, options)
        if self.sheet is not None:
            self.sheet.show_waiting()
        self._timer.start()
        self._bench.player.ask(work.read, lambda found: self._show(work, found), lambda _: work is self._reading)

    @Slot()
    def _on_sheet_asked(self) -> None:
        """Choose other columns of the table that the experiment has."""
        from gui.examples.table_choice import TableChoice

        data = self._bench.document.spec.data
        if data.table is not None:
            self._show_sheet(data.table.table.file_name or "Table", data).show_table(TableChoice.of(data))

    def _show_sheet(self, name: str, shares: DataSpec) -> ImportSheet:
        from gui.examples.import_sheet import ImportSheet  # imported late: the program starts without it

        if self.sheet is not None:
            self.sheet.reject()
        sheet = self.sheet = ImportSheet(name, shares, self._themes, self._bench.window)
        sheet.begun.connect(self._on_begun)
        sheet.replaced.connect(self._on_replaced)
        sheet.stopped.connect(self._on_stopped)
        sheet.open()
        return sheet

    def _show(self, work: _Reading, answer: Reading | str) -> None:
        if work is not self._reading or self.sheet is None:
            return
        self._end_reading()
        if isinstance(answer, str):
            self.sheet.show_refusal(answer)
        else:
            self.sheet.show_reading(answer)

    def _end_reading(self) -> None:
        self._reading = None
        self._timer.stop()

    @Slot()
    def _on_look(self) -> None:
        if self._reading is not None and self.sheet is not None:
            self.sheet.show_progress(self._reading.share)

    @Slot()
    def _on_stopped(self) -> None:
        self._end_reading()
        self.sheet = None

    @Slot(object)
    def _on_begun(self, data: DataSpec) -> None:
        """A fresh experiment on the table, of the shape that is usual for its task."""
        name = data.table.table.file_name if data.table is not None else ""

        def make() -> Session:
            from engine.spec.proposal import proposal

            spec = proposal(data_info(data)).experiment(data, Path(name).stem or "table")
            return Session(spec.with_data(standardize=data.standardize))

        self._files.replace_experiment(make, None, name or "the table")

    @Slot(object)
    def _on_replaced(self, data: DataSpec) -> None:
        """The present experiment on the table: an edit."""
        from engine.spec.edits import with_data

        document = self._bench.document
        try:
            spec = with_data(document.spec, data, data_info(data))
        except DataProblem as problem:
            self._bench.window.toast.show_message("warning", str(problem))
            return
        document.edit(f"Data: {data.table}", spec)


class _Reading:
    """One file that is being read; share: how much of it, 0 to 1."""

    def __init__(self, path: Path, options: ReadOptions | None) -> None:
        self._path, self._options = path, options
        self.share = 0.0

    def read(self, _session: Session) -> Generator[None, None, Reading | str]:
        """The table, or in a sentence why there is none."""
        from engine.tables import reading  # imported late: the program starts without it

        work = reading(self._path, self._options)
        try:
            while True:
                self.share = next(work)
                yield
        except StopIteration as end:
            found: Reading = end.value
            return found
        except (DataProblem, MemoryError) as error:
            return str(error) or "There is not enough memory for this table. Leave out rows or columns."
        finally:
            work.close()


def table_of(experiment: str | None) -> Path | None:
    """The file of a table that the window is to be opened on."""
    path = Path(experiment) if experiment else None
    return path if path and path.suffix.lower() in SUFFIXES and path.is_file() else None


def asked_table(experiment: str | None, settings: Sequence[str]) -> tuple[Path | None, ReadOptions | None]:
    """The table that is to be asked about on its sheet, and how it is read; none where settings make an experiment.

    Raises:
        SettingError: it cannot be read as the settings say.
    """
    table = table_of(experiment)
    if table is None or not settings:
        return table, None
    from engine.tables import parted_settings  # imported late: the start does without it

    options, others = parted_settings(settings)
    return (None, None) if others else (table, options)


def open_table(bench: Workbench, path: Path, options: ReadOptions | None = None) -> None:
    """Show a table on its sheet, when the window is complete."""
    tables = bench.findChild(Importing)
    if tables is None:
        QTimer.singleShot(COMPLETE_MS, bench, partial(open_table, bench, path, options))
    else:
        tables.open_path(path, options)
