"""Opening and saving by dialog, on the engine thread."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMenu

from engine.presets import presets
from engine.session import Session
from gui.app.workbench import Workbench
from gui.widgets.tips import in_lines

SUFFIX = "chainrule"
FILTER = "Chainrule experiments (*.chainrule);;All files (*)"


class FileActions(QObject):
    """Open, save, save as; every refusal is a sentence and leaves the experiment on screen alone."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._bench = bench

    def open(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self._bench.window, "Open an experiment", self._folder(), FILTER)
        if chosen:
            self.open_path(Path(chosen))

    def save(self) -> None:
        if self._bench.document.file is None:
            self.save_as()
        else:
            self.save_path(self._bench.document.file)

    def save_as(self) -> None:
        dialog = QFileDialog(self._bench.window, "Save the experiment", self._folder(), FILTER)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX)
        dialog.selectFile(file_name(self._bench.document.spec.name))
        if dialog.exec():
            self.save_path(Path(dialog.selectedFiles()[0]))
        dialog.deleteLater()

    def open_path(self, path: Path) -> None:
        """Replace the experiment by the one in a file."""
        self._open(lambda: Session.open(path), run_file(path), path.name)

    def offer_presets(self, menu: QMenu) -> None:
        """Let a menu open what comes with the program; the presets are read when it is first shown."""

        def fill() -> None:
            for preset in () if menu.actions() else presets():
                action = menu.addAction(preset.spec.name)
                action.setToolTip(in_lines(preset.sentence))
                action.triggered.connect(partial(self.open_preset, preset.name))

        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(fill)

    def open_preset(self, name: str, _checked: bool = False) -> None:
        """Replace the experiment by a preset at its first weights."""
        found = presets()[name].spec
        self._open(lambda: Session(found), None, found.name)

    def _open(self, make: Callable[[], Session], file: Path | None, name: str) -> None:
        bench = self._bench
        opened: list[Session] = []
        kept: list[int] = []
        was_playing = bench.player.playing

        def change(_: Session) -> Session:
            opened.append(make())
            kept.append(opened[0].updates)
            return opened[0]

        def done() -> None:
            bench.document.adopt(opened[0].spec, file, kept[0])
            bench.show_opened(opened[0].spec)
            bench.window.toast.show_message("info", f"Opened {name}.")

        def refused(error: Exception) -> None:
            self._refused(error)
            if was_playing:
                bench.player.play()

        bench.player.pause()
        bench.player.command(change, refused, done)

    def save_path(self, path: Path) -> None:
        """Write the experiment and its run; the file is whole or untouched."""
        bench = self._bench
        kept: list[int] = []

        def change(session: Session) -> None:
            session.save(path)
            kept.append(session.updates)

        def done() -> None:
            bench.document.note_saved(path, kept[0])
            bench.window.toast.show_message("info", f"Saved {path.name}.")

        bench.player.command(change, self._refused, done)

    def _refused(self, error: Exception) -> None:
        self._bench.window.toast.show_message("error", str(error))

    def _folder(self) -> str:
        file = self._bench.document.file
        return str(file.parent if file else Path.home())


def run_file(path: Path) -> Path | None:
    """The file to which a run that was opened here is saved again: one that can hold it."""
    return path if path.suffix == f".{SUFFIX}" else None


def file_name(name: str) -> str:
    """A file's name for an experiment: without the characters that some system keeps for itself."""
    plain = "".join("-" if sign in '/\\:*?"<>|' or not sign.isprintable() else sign for sign in name)
    return f"{plain.strip(' .') or 'untitled'}.{SUFFIX}"
