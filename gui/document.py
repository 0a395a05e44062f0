"""The one QObject over the experiment's description: every edit enters here, and can be undone."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from engine.session import DataProblem, data_info
from engine.spec import ExperimentSpec, problems

UNDO_LEVELS = 200


class Document(QObject):
    """Holds the spec, its undo stack and its file.

    changed(spec) after every change; `again` says then whether it was undo or redo. refused(sentence) when an
    edit cannot work, which changes nothing; titled() when the file's name or the dirty mark changed.
    """

    changed = Signal(object)
    refused = Signal(str)
    titled = Signal()

    def __init__(self, spec: ExperimentSpec, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._spec = spec
        self._trained, self._kept = False, 0
        self.again = False
        self.file: Path | None = None
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(UNDO_LEVELS)
        self.undo_stack.cleanChanged.connect(self._on_clean_changed)

    @property
    def spec(self) -> ExperimentSpec:
        return self._spec

    @property
    def dirty(self) -> bool:
        """Whether something would be lost by closing: an edit, or training since the last save."""
        return self._trained or not self.undo_stack.isClean()

    def edit(self, text: str, spec: ExperimentSpec, merge_key: int = -1) -> None:
        """Every change made by any panel enters here; one that cannot work is refused in a sentence."""
        if spec == self._spec:
            return
        try:
            found = problems(spec) or problems(spec, data_info(spec.data))
        except (DataProblem, ValueError) as error:
            self.refused.emit(str(error))
            self.changed.emit(self._spec)
            return
        if found:
            self.refused.emit(str(found[0]))
            self.changed.emit(self._spec)
            return
        self.undo_stack.push(_Replace(self, text, self._spec, spec, merge_key))

    def take_back(self, spec: ExperimentSpec) -> None:
        """The engine could not take `spec`: undo it if it is still what stands here."""
        if spec == self._spec and self.undo_stack.canUndo():
            self.undo_stack.undo()

    def adopt(self, spec: ExperimentSpec, file: Path | None, updates: int = 0) -> None:
        """Another experiment stands here now, as the engine has it: a fresh undo history, no `changed`.

        updates: how far its run has come in the file.
        """
        self.undo_stack.clear()
        self.file, self._trained, self._kept, self._spec = file, False, updates, spec
        self.titled.emit()

    def travel(self, spec: ExperimentSpec) -> None:
        """Another moment of the run is shown, at which the experiment was this one; edits can still be undone."""
        self._spec = spec
        self.titled.emit()

    def note_saved(self, file: Path, updates: int) -> None:
        """The file holds the experiment and its run after so many updates."""
        self.file, self._trained, self._kept = file, False, updates
        self.undo_stack.setClean()
        self.titled.emit()

    def note_training(self, updates: int) -> None:
        """The run has come so far: if further than in the file, closing now would lose it."""
        if updates > self._kept and not self._trained:
            self._trained = True
            self.titled.emit()

    def show(self, spec: ExperimentSpec, again: bool = False) -> None:
        """again: an edit is taken back or made again."""
        self._spec, self.again = spec, again
        self.changed.emit(spec)

    def _on_clean_changed(self, _clean: bool) -> None:
        self.titled.emit()


class _Replace(QUndoCommand):
    """Exchange one spec for another; successive edits with one key become one step."""

    def __init__(
        self, document: Document, text: str, before: ExperimentSpec, after: ExperimentSpec, merge_key: int
    ) -> None:
        super().__init__(text)
        self._document, self._before, self._after, self._key = document, before, after, merge_key
        self._made = False

    def redo(self) -> None:
        self._document.show(self._after, again=self._made)
        self._made = True

    def undo(self) -> None:
        self._document.show(self._before, again=True)

    def id(self) -> int:
        return self._key

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Replace) or other._key != self._key:
            return False
        self._after = other._after
        self.setObsolete(self._after == self._before)
        return True
