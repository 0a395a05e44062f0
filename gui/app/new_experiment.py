"""Beginning a new experiment: the sheet that proposes one, its questions to the engine, and its end."""

from __future__ import annotations

from collections.abc import Callable, Generator

from PySide6.QtCore import QObject, Slot

from engine.presets import session_in_pieces
from engine.session import Session
from engine.spec import DataSpec, ExperimentSpec
from engine.spec.data_facts import DataFacts
from gui.app.files import FileActions
from gui.app.questions import load_thumbnails
from gui.app.workbench import Workbench
from gui.editors.dataset_tile import Points
from gui.editors.new_sheet import NewSheet
from gui.theme.current import ThemeSwitch

Facts = tuple[DataSpec, DataFacts]


class NewExperiment(QObject):
    """Opens the sheet; a table is opened as the menu does it, by `open_table`, None where no menu does."""

    def __init__(
        self,
        bench: Workbench,
        files: FileActions,
        themes: ThemeSwitch,
    ) -> None:
        super().__init__(bench)
        self._bench, self._files, self._themes = bench, files, themes
        action = bench.window.actions_by_id.get("open_table")
        self.open_table: Callable[[], object] | None = action.trigger if action is not None else None

    def open(self) -> None:
        """Show the sheet, at the data that is on screen; the sheet that is open comes to the front."""
        sheet = self._bench.window.findChild(NewSheet)
        if sheet is None:
            sheet = self._made()
        sheet.raise_()
        sheet.activateWindow()

    def _made(self) -> NewSheet:
        bench = self._bench
        sheet = NewSheet(self._themes, bench.window, bench.document.spec.data, self.open_table is not None)
        sheet.data_chosen.connect(self._ask_facts)
        sheet.begun.connect(self._begin)
        sheet.missing.connect(self._on_missing)
        if self.open_table is not None:
            sheet.table_asked.connect(self.open_table)
        bench.player.ask(load_thumbnails, self._show_thumbnails)
        self._ask_facts(sheet.draft().data)
        sheet.show()
        return sheet

    def _show_thumbnails(self, points: dict[str, Points]) -> None:
        sheet = self._bench.window.findChild(NewSheet)  # it may have been closed meanwhile
        if sheet is not None:
            sheet.show_thumbnails(points)

    @Slot(object)
    def _ask_facts(self, data: DataSpec) -> None:
        self._bench.player.ask(facts_question(data), self._show_facts)

    def _show_facts(self, found: Facts | None) -> None:
        sheet = self._bench.window.findChild(NewSheet)
        if sheet is not None and found is not None:
            sheet.show_facts(*found)

    @Slot(str)
    def _on_missing(self, name: str) -> None:
        """A set that is not here: the ways to it, and then the proposal for it."""
        sheet = self._bench.window.findChild(NewSheet)
        if sheet is not None and self._files.fetch is not None:
            sheet.reject()
            self._files.fetch(name, lambda: self._made().show_name(name))

    def _begin(self, spec: ExperimentSpec) -> None:
        self._files.replace_experiment(lambda: session_in_pieces(spec), None, spec.name)


def facts_question(data: DataSpec) -> Callable[[Session], Generator[None, None, Facts | None]]:
    """Ask what the numbers of a data set are like; None where it cannot be read."""

    def ask(session: Session) -> Generator[None, None, Facts | None]:
        try:
            return data, (yield from session.facts(data))
        except ValueError:
            return None

    return ask
