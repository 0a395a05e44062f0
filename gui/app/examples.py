"""The page of examples connected: what it shows is asked of the engine while it is looked at, and only then."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from engine.formula import NumberStyle
from engine.session import Session, beside
from engine.spec import ExperimentSpec
from engine.trace import Snapshot
from gui.app.scoring import Scoring
from gui.app.verdict import Verdict
from gui.bridge import Player
from gui.document import Document
from gui.editors.foot import NUMBERS
from gui.main_window import MainWindow
from gui.theme.current import ThemeSwitch
from gui.view import View, ViewState

if TYPE_CHECKING:
    from engine.diagnostics import ExampleRows, Judgement, Scores
    from gui.app.class_weights import ClassWeights
    from gui.examples.order import Rows
    from gui.examples.page import ExamplePage

PAGE = "examples"
CALM_MS = 250  # while playing, the rows in sight are judged no more often than they can be read


class Examples(QObject):
    """Offers the page to the foot of a window; `warn` tells a refusal."""

    def __init__(
        self,
        window: MainWindow,
        document: Document,
        player: Player,
        view: View,
        warn: Callable[[str], None],
        themes: ThemeSwitch,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._window, self._document, self._player, self._view = window, document, player, view
        self._warn, self._themes = warn, themes
        self._page: ExamplePage | None = None
        self._classes: ClassWeights | None = None
        self._examples: ExampleRows | None = None
        self._last: Snapshot | None = None
        self._listed_of: object = None
        self._judging = False
        self.verdict = Verdict(window.data.test, document, player, self)
        self.verdict.given.connect(self._on_verdict)
        self._judged = self._scored = self._chosen = -1
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._judge)
        self.scoring = Scoring(player, self)
        self.scoring.told.connect(self._show_share)
        self.scoring.done.connect(self._show_scores)
        window.foot.offer(PAGE, self._make)
        player.snapshot_ready.connect(self.show_snapshot)

    def _make(self) -> QWidget:
        from gui.examples.page import ExamplePage  # imported late: the program starts without it

        page = self._page = ExamplePage(self._themes)
        self._make_edits()
        page.chosen.connect(self._on_chosen)
        page.opened.connect(self._on_opened)
        page.sight_changed.connect(self._on_sight)
        page.scores_wanted.connect(self._score)
        page.work_wanted.connect(self._work)
        page.refused.connect(self._warn)
        page.typed.connect(self._edits.on_typed)
        page.named.connect(self._edits.on_named)
        page.pasted.connect(self._edits.paste)
        page.copy_asked.connect(self._edits.offer_copy)
        page.copied.connect(self._edits.make_copy)
        page.classes_asked.connect(self._on_classes)
        self._view.changed.connect(self._on_view)
        self._document.changed.connect(self._on_spec)
        self._player.playing_changed.connect(self._on_playing)
        QTimer.singleShot(0, self, self._begin)  # the view says that it is looked at when the foot has it
        return page

    def _make_edits(self) -> None:
        from gui.app.cell_edits import CellEdits
        from gui.widgets.toast import Remedy

        edits = self._edits = CellEdits(self._document, self._player, self)
        toast, copy = self._window.toast, Remedy("Edit a copy", edits.make_copy)
        edits.refused.connect(self._warn)
        edits.said.connect(lambda sentence: toast.show_message("info", sentence))
        edits.copy_offered.connect(lambda sentence: toast.show_message("info", sentence, copy))
        edits.texts_offered.connect(
            lambda sentence, word, add: toast.show_message("warning", sentence, Remedy(word, add))
        )

    @Slot()
    def _begin(self) -> None:
        self._on_view(self._view.state)

    @property
    def _looked_at(self) -> bool:
        return self._page is not None and self._view.state.page == PAGE

    # What comes from elsewhere

    @Slot(object)
    def show_snapshot(self, snapshot: Snapshot) -> None:
        """The moment that is on screen now."""
        self._last = snapshot
        if self._looked_at:
            self._catch_up()

    @Slot(object)
    def _on_view(self, state: ViewState) -> None:
        page = self._page
        if page is None or state.page != PAGE:
            return
        style = NumberStyle(state.digits, state.fractions)
        if page.show_style(style):
            self._judged = -1
        if state.example != self._chosen:  # else a row of another part may be chosen here, and stays so
            self._chosen = state.example
            page.show_example(state.example)
        self._catch_up()

    @Slot(object)
    def _on_spec(self, spec: ExperimentSpec) -> None:
        """Cells that were edited show it before the engine has taken the edit."""
        if self._page is not None:
            self._page.show_edited(spec.data)

    @Slot(bool)
    def _on_playing(self, playing: bool) -> None:
        if not playing and self._looked_at:
            self._catch_up()

    def _catch_up(self) -> None:
        """Ask for what the page lacks."""
        last = self._last
        if last is None or last.spec != self._document.spec:
            return
        if (last.spec.data, last.spec.training.class_weight) != self._listed_of:
            self._listed_of = last.spec.data, last.spec.training.class_weight
            self._player.ask(_list_examples, self._show_examples)
            return
        if self._examples is None:
            return
        if last.version != self._judged and not self._timer.isActive():
            self._timer.start(CALM_MS if self._player.playing else 0)
        assert self._page is not None
        if self._page.wish.needs_scores and not self._player.playing and last.version != self._scored:
            self._score()

    # Questions

    def _show_examples(self, examples: ExampleRows) -> None:
        assert self._page is not None
        if examples.data.spec != self._document.spec.data:
            return  # edited meanwhile
        if self._page.table.typing:  # else the field would be gone under the hand
            QTimer.singleShot(CALM_MS, self, lambda: self._show_examples(examples))
            return
        self._examples, self._judged, self._scored = examples, -1, -1
        self._edits.examples = examples
        self._page.show_examples(examples)
        self._catch_up()

    @Slot()
    def _on_sight(self) -> None:
        self._judged = -1
        if self._examples is not None and not self._judging:
            self._timer.start(0)

    @Slot()
    def _judge(self) -> None:
        """Ask what the network says to the rows in sight; one question at a time."""
        page, examples = self._page, self._examples
        if page is None or examples is None or self._judging or not self._looked_at:
            return
        rows, data = self._rows_to_judge(page, examples), examples.data
        if not len(rows):
            page.model.forget()
            return

        def ask(session: Session) -> Generator[None, None, tuple[Judgement, str] | None]:
            if session.data is not data:
                return None
            activation = session.spec.network.layers[-1].activation
            return (yield from session.judge(rows)), activation

        self._judging = True
        self._judged = -1 if self._last is None else self._last.version
        self._player.ask(ask, self._show_judgement, quick=True)

    def _show_judgement(self, answer: tuple[Judgement, str] | None) -> None:
        self._judging = False
        if answer is not None and self._page is not None and self._examples is not None:
            self._judged = answer[0].scores.version
            self._page.show_judgement(*answer)
            wanted = self._rows_to_judge(self._page, self._examples)
            if not np.isin(wanted, answer[0].rows).all():
                self._judged = -1  # others came into sight meanwhile
        if self._looked_at:
            self._catch_up()

    def _rows_to_judge(self, page: ExamplePage, examples: ExampleRows) -> Rows:
        rows = page.rows_in_sight()
        return rows if self.judges_tests else rows[rows < sum(examples.counts[:-1])]

    @Slot()
    def _score(self) -> None:
        """Ask how all examples are judged, to sort by it; one question at a time."""
        known = self._last is not None and self._scored == self._last.version
        if self._examples is None or self.scoring.asking or known:
            return
        self.scoring.ask(self._examples.data, self.judges_tests)

    @Slot(float)
    def _show_share(self, share: float) -> None:
        if self._page is not None and self._page.wish.needs_scores:
            self._page.show_progress(share)

    @Slot(object, object)
    def _work(self, make: Callable[[], object], done: Callable[[object], None]) -> None:
        """Something that takes long, for the page, beside everything else."""
        self._player.ask(lambda _session: beside(make), done, quick=True)

    @Slot(object)
    def _show_scores(self, scores: Scores | None) -> None:
        if scores is None or self._page is None or self._examples is None:
            return
        if self._page.table.typing:
            QTimer.singleShot(CALM_MS, self, lambda: self._show_scores(scores))
            return
        self._scored = scores.version
        self._page.show_scores(scores)
        self._catch_up()

    @property
    def judges_tests(self) -> bool:
        """Whether the test part was evaluated with the weights as they are: else it is not looked at."""
        return self._last is not None and self.verdict.version == self._last.version

    @Slot(int)
    def _on_verdict(self, _version: int) -> None:
        self._judged = self._scored = -1
        if self._looked_at:
            self._catch_up()

    # What people do

    @Slot(int)
    def _on_chosen(self, example: int) -> None:
        if self._examples is None:
            return
        if example < self._examples.counts[0]:
            self._view.update(example=example)
        elif self._examples.info.image is not None:
            self._view.update(beside=example)

    @Slot(int)
    def _on_opened(self, example: int) -> None:
        """A picture large; else where the example's numbers come from, of one not for training as if typed."""
        assert self._page is not None
        assert self._examples is not None
        larger = self._window.actions_by_id["larger_plot"]
        if self._page.bar.as_pictures:
            self._on_chosen(example)
            if not larger.isChecked():
                larger.trigger()
        elif example < self._examples.counts[0]:
            self._view.update(page=NUMBERS, trying=False)
        else:
            self._window.tracer.trials.begin_with(tuple(self._examples.raw(np.array([example]))[0].tolist()))
            self._view.update(page=NUMBERS, trying=True)

    @Slot()
    def _on_classes(self) -> None:
        if self._classes is None:
            from gui.app.class_weights import ClassWeights

            self._classes = ClassWeights(self._document, self._warn, self._window, self)
            self._classes.sheet.pasted.connect(self._edits.paste_weights)
        assert self._page is not None
        assert self._examples is not None
        self._classes.open(self._page.bar.classes, self._examples)


def _list_examples(session: Session) -> Generator[None, None, ExampleRows]:
    yield
    return session.examples()
