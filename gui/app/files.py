"""Opening and saving, on the engine thread; what would be lost by it is asked about first."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMenu

from engine.catalog.data_source import DataMissing
from engine.presets import presets, session_in_pieces
from engine.session import Session, UnreadableFile, data_info
from gui.app.leaving import Leaving, Then
from gui.app.opening import Making, Opening
from gui.app.recent_files import RecentFiles
from gui.app.workbench import Workbench
from gui.theme.current import ThemeSwitch
from gui.widgets.tips import in_lines
from gui.widgets.toast import Remedy

SUFFIX = "chainrule"
FILTER = "Chainrule experiments (*.chainrule);;All files (*)"
OPENED = "Experiments, Keras models and weights (*.chainrule *.json *.keras *.weights.h5 *.npz);;All files (*)"


class FileActions(QObject):
    """Open, save, save as; every refusal is a sentence and leaves the experiment on screen alone."""

    def __init__(self, bench: Workbench, themes: ThemeSwitch) -> None:
        super().__init__(bench)
        self._bench = bench
        self.leaving = Leaving(bench, themes, self.save)
        self.recent = RecentFiles()
        self.opening = Opening(bench)
        self.openers: dict[str, Callable[[Path], object]] = {}
        self.fetch: Callable[[str, Then], object] | None = None

    def open(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self._bench.window, "Open an experiment", self.folder(), OPENED)
        if chosen:
            self.open_path(Path(chosen))

    def save(self, then: Then = lambda: None) -> None:
        """Save to the experiment's file, or to one that is asked for; `then` is called when it is written."""
        if self._bench.document.file is None:
            self.save_as(then)
        else:
            self.save_path(self._bench.document.file, then)

    def save_as(self, then: Then = lambda: None) -> None:
        dialog = QFileDialog(self._bench.window, "Save the experiment", self.folder(), FILTER)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX)
        dialog.selectFile(file_name(self._bench.document.spec.name))
        if dialog.exec():
            self.save_path(Path(dialog.selectedFiles()[0]), then)
        dialog.deleteLater()

    def open_path(self, path: Path) -> None:
        """Replace the experiment by the one in a file; `openers` take other kinds of files, by their suffix."""
        opener = self.openers.get(path.suffix.lower())
        if opener is not None:
            opener(path)
            return
        note = partial(self.recent.note, path)
        self.replace_experiment(lambda: Session.opening(path), run_file(path), path.name, note)

    def offer_presets(self, menu: QMenu) -> None:
        """Let a menu open what comes with the program; the presets are read when it is first shown."""

        def fill() -> None:
            groups: dict[str, QMenu] = {}
            for preset in () if menu.actions() else presets():
                title = preset.group
                if title and title not in groups:
                    groups[title] = menu.addMenu(title)
                    groups[title].setToolTipsVisible(True)
                action = groups.get(title, menu).addAction(preset.spec.name)
                action.setToolTip(in_lines(preset.sentence))
                action.triggered.connect(partial(self.open_preset, preset.name))

        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(fill)

    def open_preset(self, name: str, _checked: bool = False) -> None:
        """Replace the experiment by a preset at its first weights."""
        found = presets()[name].spec
        self.replace_experiment(lambda: session_in_pieces(found), None, found.name)

    def replace_experiment(
        self, make: Callable[[], Session | Making], file: Path | None, name: str, then: Then = lambda: None
    ) -> None:
        """Put another session in the place of the one on screen, when what that one has in no file may go.

        make: called on the engine thread beside the run, may go in pieces; what it raises is said, and nothing
        changes. Of data that is missing `fetch` says the ways to it. file: where Ctrl+S saves it.
        """

        def refused(error: Exception) -> None:
            if isinstance(error, DataMissing) and self.fetch is not None:
                self.fetch(error.name, lambda: self.replace_experiment(make, file, name, then))
            else:
                self._refused(error)

        self.opening.begin(
            make, name, lambda made: self.leaving.ask(lambda: self._show(made, file, name, then)), refused
        )

    def _show(self, session: Session, file: Path | None, name: str, then: Then) -> None:
        bench = self._bench
        spec, updates = session.waiting or session.spec, session.updates

        def done() -> None:
            bench.document.adopt(spec, file, updates)
            bench.show_opened(spec)
            bench.window.toast.show_message("info", f"Opened {name}.")
            then()

        bench.player.pause()
        bench.player.command(lambda _: session, self._refused, done)

    def save_path(self, path: Path, then: Then = lambda: None) -> None:
        """Write the experiment and its run; the file is whole or untouched."""
        bench, revision = self._bench, self._bench.document.revision
        kept: list[int] = []

        def change(session: Session) -> None:
            session.save(path)
            kept.append(session.updates)

        def done() -> None:
            bench.document.note_saved(path, kept[0], revision)
            bench.window.toast.show_message("info", f"Saved {path.name}.")
            self.recent.note(path)
            then()

        bench.player.command(change, self._refused, done)

    def _refused(self, error: Exception) -> None:
        self._bench.window.toast.show_message("error", str(error), self._way_out(error))

    def _way_out(self, error: Exception) -> Remedy | None:
        """The nearest experiment that can work, where a file holds one that cannot."""
        held = error.experiment if isinstance(error, UnreadableFile) else None
        if held is None:
            return None
        from engine.spec.cures import cure  # imported late: the program starts without it

        found = cure(held, data_info(held.data))
        if found is None:
            return None
        fixed = found.spec
        return Remedy(found.text, lambda: self.replace_experiment(lambda: session_in_pieces(fixed), None, fixed.name))

    def folder(self) -> str:
        """Where a dialog begins."""
        file = self._bench.document.file
        return str(file.parent if file else Path.home())


def run_file(path: Path) -> Path | None:
    """The file to which a run that was opened here is saved again: one that can hold it."""
    return path if path.suffix == f".{SUFFIX}" else None


def file_name(name: str) -> str:
    """A file's name for an experiment: without the characters that some system keeps for itself."""
    plain = "".join("-" if sign in '/\\:*?"<>|' or not sign.isprintable() else sign for sign in name)
    return f"{plain.strip(' .') or 'untitled'}.{SUFFIX}"
