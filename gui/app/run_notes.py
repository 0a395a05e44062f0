"""What the toast says of the run, and of the perceptron rule when it is chosen."""

from PySide6.QtCore import QObject

from engine.spec import ExperimentSpec
from engine.spec.perceptron import LOSS
from engine.trace import Snapshot
from gui.document import Document
from gui.widgets.toast import Toast

STOPPED = "The run stopped by itself: its numbers grew too large. The strip below says where, and what to try."
RULE_SET = (
    "The perceptron rule: one layer of steps, one example after the other in a fixed order, learning rate 1, and "
    "only a mistake changes weights. Press R to begin with all weights at 0."
)


BEGINS_ANEW = "The update you were stepping through begins anew with this change. Step again to see it."


def _begins_anew(before: Snapshot, now: Snapshot) -> bool:
    """Whether a change was made in the middle of the update that was shown."""
    then, line = before.timeline, now.timeline
    if before.phase is None or now.phase is not None or then is None or line is None:
        return False
    same_place = then.position.update == before.update == now.update and now.travels == before.travels
    return same_place and (now.spec != before.spec or line.marks != then.marks)


class RunNotes(QObject):
    """Tells a stopped run, and what the perceptron rule is and has come to."""

    def __init__(self, toast: Toast, document: Document) -> None:
        super().__init__(document)
        self._toast = toast
        self._spec = document.spec

    def show_spec(self, spec: ExperimentSpec, opened: bool) -> None:
        """Explain what an edit has brought; an experiment that is opened stands as it is."""
        before, self._spec = self._spec, spec
        if not opened and spec.training.loss.name == LOSS != before.training.loss.name:
            self._toast.show_message("info", RULE_SET, stays=True)

    def show_snapshot(self, before: Snapshot | None, now: Snapshot) -> None:
        """Tell what has newly become of the run; take back what is no longer so."""
        if now.problem and (before is None or before.problem != now.problem):
            self._toast.show_message("warning", STOPPED)
        elif before is not None and before.problem and not now.problem:
            self._toast.hide()
        elif now.notice and (before is None or before.notice != now.notice):
            self._toast.show_message("info", now.notice, stays=True)
        elif before is not None and before.notice and not now.notice:
            self._take_back(before.notice)
        elif before is not None and _begins_anew(before, now):
            self._toast.show_message("info", BEGINS_ANEW)
        elif now.remark and (before is None or before.remark != now.remark):
            self._toast.show_message("info", now.remark)
        elif before is not None and before.remark and not now.remark:
            self._take_back(before.remark)
        elif before is not None and before.update and not now.update:
            self._take_back(RULE_SET)

    def _take_back(self, text: str) -> None:
        if text and self._toast.message() == text:
            self._toast.close_message()
