"""The one QObject over the experiment's description: every edit enters here, and can be undone."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from engine.session import DataProblem, data_info
from engine.spec import ExperimentSpec, problems

if TYPE_CHECKING:
    from engine.trace.weight_change import WeightChange
    from gui.weight_steps import Ledger, TakingBack, Work

UNDO_LEVELS = 200
SHORT_RUN_SECONDS = 60.0  # of training from a preset: played again, it comes back to the bit
_LONGEST_PAUSE_SECONDS = 1.0


class Document(QObject):
    """Holds the spec, its undo stack and its file.

    changed(spec) after every change; `again` says then whether it was undo or redo. refused(sentence) when an
    edit cannot work, which changes nothing; `attempted` says then what it would have made. titled() when the
    file's name or the dirty mark changed. weights_changed(work): something for the engine to do to the weights.
    """

    weights_changed = Signal(object)
    changed = Signal(object)
    refused = Signal(str)
    titled = Signal()

    def __init__(self, spec: ExperimentSpec, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._spec = spec
        self._trained, self._kept, self._reached = False, 0, 0
        self._seconds, self._noted = 0.0, 0.0
        self._revision = 0
        self.again = False
        self.attempted: ExperimentSpec | None = None
        self._ledger: Ledger | None = None
        self.file: Path | None = None
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(UNDO_LEVELS)
        self.undo_stack.cleanChanged.connect(self._on_clean_changed)
        self.undo_stack.indexChanged.connect(self._on_index_changed)

    @property
    def spec(self) -> ExperimentSpec:
        return self._spec

    @property
    def dirty(self) -> bool:
        """Whether something would be lost by closing: an edit, or training since the last save."""
        return self._trained or self.edited

    @property
    def edited(self) -> bool:
        """Whether there are edits that are in no file."""
        return not self.undo_stack.isClean()

    @property
    def asks_before_leaving(self) -> bool:
        """Whether what would be lost is worth a question: not a short run without edits, which can be had again."""
        return self.edited or (self._trained and (self.file is not None or self._seconds > SHORT_RUN_SECONDS))

    def unsaved(self) -> str:
        """What is in no file, as the beginning of a sentence: "Your edits and 1,240 updates of training are"."""
        made = self._reached - self._kept
        updates = f"{made:,} update{'s' * (made != 1)} of training"
        if self.edited and self._trained:
            return f"Your edits and {updates} are"
        return "Your edits are" if self.edited else f"{updates} {'is' if made == 1 else 'are'}"

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
            self.attempted = spec
            self.refused.emit(str(found[0]))
            self.attempted = None
            self.changed.emit(self._spec)
            return
        self.undo_stack.push(_Replace(self, text, self._spec, spec, merge_key))

    def change_weights(self, text: str, change: WeightChange, merge_key: int = -1) -> None:
        """Weights given other values by hand; those with one key become one step."""
        from gui.weight_steps import WeightStep  # imported late: the program starts without it

        self.undo_stack.push(WeightStep(self, text, change, merge_key))

    def work_on_weights(self, work: Work | TakingBack, merge_key: int = -1) -> None:
        """Have the engine change weights or give back what was changed."""
        from gui.weight_steps import Ledger, Work

        self._ledger = self._ledger or Ledger()
        if isinstance(work, Work):
            self._ledger.note(work, merge_key)
        self.weights_changed.emit(work)

    def take_back(self, spec: ExperimentSpec) -> None:
        """The engine could not take `spec`: undo it if it is still what stands here."""
        if spec == self._spec and self.undo_stack.canUndo():
            self.undo_stack.undo()

    def adopt(self, spec: ExperimentSpec, file: Path | None, updates: int = 0) -> None:
        """Another experiment stands here now, as the engine has it: a fresh undo history, no `changed`.

        updates: how far its run has come in the file.
        """
        self.undo_stack.clear()
        self.file, self._spec = file, spec
        self._begin_counting(updates)
        self.titled.emit()

    def travel(self, spec: ExperimentSpec) -> None:
        """Another moment of the run is shown, at which the experiment was this one; edits can still be undone."""
        self._spec = spec
        self.titled.emit()

    @property
    def revision(self) -> int:
        """Grows with every edit that is made, taken back or made again."""
        return self._revision

    def note_saved(self, file: Path, updates: int, revision: int) -> None:
        """The file holds the experiment as it was in that revision, and its run after so many updates."""
        self.file = file
        self._begin_counting(updates)
        if revision == self._revision:
            self.undo_stack.setClean()
        else:
            self.undo_stack.resetClean()
        self.titled.emit()

    def note_training(self, updates: int) -> None:
        """The run has come so far: if further than in the file, closing now would lose it."""
        now = time.monotonic()
        if updates > self._reached:
            self._seconds += min(now - self._noted, _LONGEST_PAUSE_SECONDS)
        self._noted, self._reached = now, max(updates, self._reached)
        if updates > self._kept and not self._trained:
            self._trained = True
            self.titled.emit()

    def _begin_counting(self, updates: int) -> None:
        self._trained, self._kept, self._reached, self._seconds = False, updates, updates, 0.0

    def show(self, spec: ExperimentSpec, again: bool = False) -> None:
        """again: an edit is taken back or made again."""
        self._spec, self.again = spec, again
        self.changed.emit(spec)

    def _on_index_changed(self, _index: int) -> None:
        self._revision += 1

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
        self.setText(other.text())  # what all of it comes to: "Noise 0.3", "Brush 40 points"
        self.setObsolete(self._after == self._before)
        return True
