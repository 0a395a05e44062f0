"""A set of pictures that is not here: the sheet with the ways to it, a download beside the window, a named folder."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QFileDialog

from engine.catalog.data_source import DataMissing
from engine.catalog.datasets import datasets
from engine.pictures import known, look_again, name_folder
from engine.pictures.download import Download
from engine.presets import session_in_pieces
from engine.session import DataProblem
from gui.app.files import FileActions
from gui.app.picture_ways import remember
from gui.app.workbench import Workbench
from gui.editors.pictures_sheet import PicturesSheet
from gui.theme.current import ThemeSwitch

LOOK_MS = 80
Then = Callable[[], object]


class Pictures(QObject):
    """Opens the sheet; when the set is here, what somebody wanted of it is done."""

    def __init__(self, bench: Workbench, files: FileActions, themes: ThemeSwitch) -> None:
        super().__init__(bench)
        self._bench, self._files, self._themes = bench, files, themes
        self._sheet: PicturesSheet | None = None
        self._name = ""
        self._then: Then = _nothing
        self._fetching: _Fetching | None = None
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._on_look)

    def fetch(self, name: str, then: Then) -> None:
        """The set is missing: show the ways to it; `then` when it is here."""
        self._show(name, None, then)

    def ask_place(self, name: str) -> None:
        """Say where the set is, and let another folder be named; its pictures then begin a run of their own."""
        document = self._bench.document

        def again() -> None:
            spec = document.spec
            self._files.replace_experiment(lambda: session_in_pieces(spec), None, spec.name)

        try:
            self._show(name, known(name).place, again)
        except DataMissing:
            self._show(name, None, again)
        except DataProblem as problem:
            self._show(name, None, again)
            if self._sheet is not None:
                self._sheet.show_refusal(str(problem))

    def stop(self) -> None:
        """End a download under way."""
        if self._fetching is not None:
            self._fetching.stop()

    def _show(self, name: str, place: Path | None, then: Then) -> None:
        if self._sheet is not None:
            self._sheet.reject()
        self._name, self._then = name, then
        sheet = self._sheet = PicturesSheet(datasets[name], place, self._themes, self._bench.window)
        sheet.folder_asked.connect(self._on_folder)
        sheet.download_asked.connect(self._on_download)
        sheet.stop_asked.connect(self._on_stop)
        sheet.finished.connect(self._on_finished)
        sheet.open()

    @Slot()
    def _on_folder(self) -> None:
        window = self._bench.window
        chosen = QFileDialog.getExistingDirectory(window, "The folder with the pictures", str(Path.home()))
        if chosen:
            self.use_folder(Path(chosen))

    def use_folder(self, folder: Path) -> None:
        """Take the set from this folder, now and at the next start; one without it is refused on the sheet."""
        try:
            name_folder(self._name, folder)
            look_again(self._name)
            known(self._name)
        except DataProblem as problem:
            if self._sheet is not None:
                self._sheet.show_refusal(str(problem))
            return
        remember(self._name, folder)
        self._arrive()

    @Slot()
    def _on_download(self) -> None:
        if self._fetching is None:
            self._fetching = _Fetching(self._name)
            self._timer.start()
            self._on_look()

    @Slot()
    def _on_look(self) -> None:
        fetching, sheet = self._fetching, self._sheet
        if fetching is None:
            self._timer.stop()
        elif fetching.is_under_way:
            if sheet is not None:
                sheet.show_progress(*fetching.progress)
        else:
            self._end_fetching()
            if fetching.refusal and sheet is not None:
                sheet.show_rest(fetching.refusal)
            elif fetching.is_done:
                self._arrive()

    def _end_fetching(self) -> None:
        self._fetching = None
        self._timer.stop()

    @Slot()
    def _on_stop(self) -> None:
        if self._fetching is not None:
            self._fetching.stop()
            self._end_fetching()
            if self._sheet is not None:
                self._sheet.show_rest("The download was stopped.")

    @Slot()
    def _on_finished(self) -> None:
        self._sheet = None

    def _arrive(self) -> None:
        """The set is here."""
        then = self._then
        if self._sheet is not None:
            self._sheet.accept()
        self._bench.ask_thumbnails()
        then()


class _Fetching:
    """A download on a thread of its own, which a closing program does not wait for."""

    def __init__(self, name: str) -> None:
        self.progress, self.refusal, self.is_done = (0, 1), "", False
        self._download = Download(name, self._note)
        self._thread = threading.Thread(target=self._run, name="chainrule-download", daemon=True)
        self._thread.start()

    @property
    def is_under_way(self) -> bool:
        return self._thread.is_alive()

    def stop(self) -> None:
        self._download.stop()

    def _note(self, done: int, total: int) -> None:
        self.progress = done, total

    def _run(self) -> None:
        try:
            self.is_done = self._download.run()
        except DataMissing as error:
            self.refusal = str(error)


def _nothing() -> None:
    """Nobody waits for the set."""
