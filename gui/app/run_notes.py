"""What the toast says of the run and of an experiment that cannot learn as it stands."""

from PySide6.QtCore import QObject

from engine.spec import DataInfo, ExperimentSpec
from engine.spec.perceptron import LOSS, can_use_rule, step_warning, with_perceptron_rule
from engine.trace import Snapshot
from gui.document import Document
from gui.widgets.toast import Kind, Remedy, Toast

OFFER = "Use the perceptron rule"
STOPPED = "The run stopped by itself: its numbers grew too large. The strip below says where, and what to try."
NO_RULE = "Choose another activation, such as Sigmoid or Tanh."
RULE_SET = (
    "The perceptron rule: one layer of steps, one example after the other in a fixed order, learning rate 1, and "
    "only a mistake changes weights. Press R to begin with all weights at 0."
)


class RunNotes(QObject):
    """Tells a stopped run, what the perceptron rule has come to, and the way out where a step lets nothing learn."""

    def __init__(self, toast: Toast, document: Document) -> None:
        super().__init__(document)
        self._toast, self._document = toast, document
        self._spec = document.spec
        self._info: DataInfo | None = None
        self._told = ""

    def show_spec(self, spec: ExperimentSpec, info: DataInfo, opened: bool) -> None:
        """Explain what an edit has brought; an experiment that is opened stands as it is."""
        before, self._spec, self._info = self._spec, spec, info
        warning = step_warning(spec)
        if opened:
            self._told = ""
        elif warning and warning != step_warning(before):
            remedy = Remedy(OFFER, self._use_rule) if can_use_rule(info) else None
            self._tell("warning", warning if remedy else f"{warning} {NO_RULE}", remedy)
        elif spec.training.loss.name == LOSS != before.training.loss.name:
            self._tell("info", RULE_SET)
        elif not warning and step_warning(before):
            self._take_back(self._told)

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
        elif now.remark and (before is None or before.remark != now.remark):
            self._toast.show_message("info", now.remark)
        elif before is not None and before.remark and not now.remark:
            self._take_back(before.remark)
        elif before is not None and before.update and not now.update:
            self._take_back(RULE_SET)

    def _use_rule(self) -> None:
        if self._info is not None:
            self._document.edit("Perceptron rule", with_perceptron_rule(self._document.spec, self._info))

    def _tell(self, kind: Kind, text: str, remedy: Remedy | None = None) -> None:
        self._told = text
        self._toast.show_message(kind, text, remedy, stays=True)

    def _take_back(self, text: str) -> None:
        if text and self._toast.message() == text:
            self._toast.close_message()
