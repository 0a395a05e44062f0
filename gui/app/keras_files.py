"""Models and weights of Keras's opened, and the experiment written for others, all on the engine thread."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from engine.session import Session, UnreadableFile, why_waiting
from engine.trace.weight_change import WeightBlock
from gui.app.files import SUFFIX, FileActions, file_name
from gui.app.workbench import Workbench
from gui.theme.current import ThemeSwitch

MODELS, WEIGHTS = (".keras",), (".h5", ".npz")  # as in engine.presets


class KerasFiles(QObject):
    """Opens .keras, .weights.h5 and .npz files and writes the formats of the engine's table."""

    def __init__(self, bench: Workbench, files: FileActions, themes: ThemeSwitch) -> None:
        super().__init__(bench)
        self._bench, self._files, self._themes = bench, files, themes
        files.openers |= dict.fromkeys(MODELS, self.open_model) | dict.fromkeys(WEIGHTS, self.open_weights)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What each action about Keras does."""
        return {"export": self.export, "summary": self.show_summary}

    def show_summary(self) -> None:
        """The layers with their shapes and counts, on a sheet."""
        from gui.app.summary import show_summary  # imported late: the program starts without it

        show_summary(self._bench, self._themes)

    def open_model(self, path: Path) -> None:
        """Replace the experiment by a model of Keras's; the data on screen stays if it fits."""
        current, notes = self._bench.document.spec, [""]

        def make() -> Generator[None, None, Session]:
            session = yield from Session.opening_model(path, current)
            notes[:] = [f"Opened {path.name}.", *session.notes]
            return session

        def opened() -> None:
            self._files.recent.note(path)
            tell_notes(self._bench, notes)

        self._files.replace_experiment(make, None, path.name, opened)

    def open_weights(self, path: Path) -> None:
        """Take the weights of a file into the network on screen, as an edit; or say both shapes."""
        document, toast = self._bench.document, self._bench.window.toast

        def read(session: Session) -> Generator[None, None, tuple[WeightBlock, ...] | str]:
            try:
                return (yield from session.weights_in(path))
            except UnreadableFile as error:
                return str(error)

        def take(found: tuple[WeightBlock, ...] | str) -> None:
            if isinstance(found, str):
                toast.show_message("error", found)
                return
            document.change_weights(f"Weights of {path.name}", found)
            toast.show_message("info", f"The network has the weights of {path.name}. Undo gives back its own.")

        self._bench.player.ask(read, take)

    def export(self) -> None:
        """Ask where to and in which format, then write."""
        if sentence := why_waiting(self._bench.document.spec.data):
            self._bench.window.toast.show_message("warning", f"There is no run to export. {sentence}")
            return
        formats = Session.export_formats()
        filters = {f"{each.label} (*{each.suffix})": each.name for each in formats}
        dialog = QFileDialog(self._bench.window, "Export", self._files.folder())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(list(filters))
        dialog.setDefaultSuffix(formats[0].name)
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(filters[chosen]))
        dialog.selectFile(file_name(self._bench.document.spec.name).removesuffix(f".{SUFFIX}"))
        if dialog.exec():
            self.export_path(Path(dialog.selectedFiles()[0]))
        dialog.deleteLater()

    def export_path(self, path: Path) -> None:
        """Write the run as it stands, in the format that the file's name ends in."""
        toast, notes = self._bench.window.toast, [""]

        def change(session: Session) -> None:
            notes[:] = [f"Wrote {path.name}.", *session.export(path)]

        self._bench.player.command(
            change, lambda error: toast.show_message("error", str(error)), lambda: tell_notes(self._bench, notes)
        )


def tell_notes(bench: Workbench, notes: Sequence[str]) -> None:
    """Say what people should know of a model; more than that it is there stays until it is read."""
    if notes:
        bench.window.toast.show_message("info", " ".join(notes), stays=len(notes) > 1)
