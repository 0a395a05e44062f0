"""Checking the gradient of a moment: finite differences beside the run, TensorFlow in a process of its own."""

import shutil
import tempfile
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from engine.diagnostics import Agreement, GradientCase, OwnGradient, agreement_text, check_differences, own_gradient
from engine.session import Session, data_info
from engine.spec import ExperimentSpec
from gui.app.check_process import CheckProcess
from gui.app.workbench import Workbench
from gui.editors.gradient_sheet import GradientSheet
from gui.theme.current import ThemeSwitch

PIECE_SECONDS = 0.05  # then other questions have their turn, and the sheet shows how far it is


@dataclass(frozen=True, eq=False)
class _Prepared:
    """The moment that both columns look at, and the file that holds it for the other process."""

    case: GradientCase
    own: OwnGradient
    file: Path


class GradientCheck(QObject):
    """Opens the sheet, fills its two columns, and ends whatever is under way when it is closed."""

    def __init__(self, bench: Workbench, themes: ThemeSwitch) -> None:
        super().__init__(bench)
        self._bench, self._themes = bench, themes
        self._sheet: GradientSheet | None = None
        self._process = CheckProcess(self)
        self._process.found.connect(self._on_found)
        self._process.failed.connect(self._on_failed)
        self._folder: Path | None = None
        self._number = 0
        self._left: set[str] = set()

    def open(self) -> None:
        """Show the sheet and check the next batch; the sheet that is open comes to the front."""
        if self._sheet is None:
            self._sheet = GradientSheet(self._themes, self._bench.window)
            self._sheet.asked.connect(self.start)
            self._sheet.stopped.connect(self._on_stopped)
            self._sheet.finished.connect(self._on_closed)
            self.start(False)
            self._sheet.show()
        self._sheet.raise_()
        self._sheet.activateWindow()

    def start(self, whole: bool) -> None:
        """Check this moment; a check under way is given up."""
        self.stop()
        assert self._sheet is not None
        self._show_layers(self._sheet, self._bench.document.spec)
        self._sheet.show_running()
        self._folder = Path(tempfile.mkdtemp(prefix="chainrule-"))
        self._left = {"finite_differences", "tensorflow"}
        file = self._folder / "moment.chainrule"
        self._bench.player.ask(prepared(file, whole), self._if_current(self._on_prepared))

    def stop(self) -> None:
        """Give up what is under way; nothing of it is left."""
        self._number += 1
        self._left.clear()
        self._process.end()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _if_current(self, listen: Callable[[object], None]) -> Callable[[object], None]:
        """The listener, deaf to answers of a check that was given up meanwhile."""
        number = self._number

        def heard(answer: object) -> None:
            if number == self._number:
                listen(answer)

        return heard

    def _on_prepared(self, found: object) -> None:
        assert self._sheet is not None
        if not isinstance(found, _Prepared):
            self.stop()
            self._sheet.show_refusal(str(found))
            return
        self._show_layers(self._sheet, found.case.spec)
        self._sheet.show_subject(agreement_text.subject(found.case, found.own))
        self._sheet.show_waiting("finite_differences", "comparing", 0.0)
        self._sheet.show_waiting("tensorflow", "loading TensorFlow")
        self._process.start(found.file, found.case.whole)
        self._go_on(check_differences(found.case, found.own))

    def _show_layers(self, sheet: GradientSheet, spec: ExperimentSpec) -> None:
        sheet.show_layers(spec.network.layers, data_info(spec.data).short_inputs)

    def _go_on(self, work: Generator[float, None, Agreement]) -> None:
        self._bench.player.ask(piece_of(work), self._if_current(lambda found: self._on_piece(work, found)))

    def _on_piece(self, work: Generator[float, None, Agreement], found: object) -> None:
        assert self._sheet is not None
        if isinstance(found, Agreement):
            self._sheet.show_agreement(found)
            self._note_done(found.reference)
        elif isinstance(found, float):
            self._sheet.show_waiting("finite_differences", f"comparing {found:.0%}", found)
            self._go_on(work)

    def _on_found(self, agreement: Agreement) -> None:
        if self._sheet is not None:
            self._sheet.show_agreement(agreement)
            self._note_done(agreement.reference)

    def _on_failed(self, sentence: str) -> None:
        if self._sheet is not None:
            self._sheet.show_missing("tensorflow", sentence)
            self._note_done("tensorflow")

    def _note_done(self, reference: str) -> None:
        self._left.discard(reference)
        if not self._left and self._sheet is not None:
            self.stop()
            self._sheet.show_done()

    def _on_stopped(self) -> None:
        if self._sheet is not None:
            self._sheet.show_stopped(self._left)
            self.stop()

    def _on_closed(self) -> None:
        self.stop()
        self._sheet = None


def prepared(file: Path, whole: bool) -> Callable[[Session], Generator[None, None, object]]:
    """Ask for the moment, its gradient and the run as a file; or why it cannot be compared, in a sentence."""

    def ask(session: Session) -> Generator[None, None, object]:
        yield
        if session.problem:
            return session.problem
        try:
            case = session.gradient_case(whole)
            session.save_moment(file)
            own = yield from own_gradient(case)
        except (ValueError, OSError) as error:
            return str(error)
        return _Prepared(case, own, file)

    return ask


def piece_of(work: Generator[float, None, Agreement]) -> Callable[[Session], Generator[None, None, object]]:
    """Ask for a little of a check: how far it is then, or what it has found."""

    def ask(_session: Session) -> Generator[None, None, object]:
        until = time.monotonic() + PIECE_SECONDS
        while True:
            try:
                share = next(work)
            except StopIteration as end:
                return end.value
            if time.monotonic() >= until:
                return share
            yield

    return ask
