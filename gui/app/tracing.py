"""The tracer's connections: questions go to the engine, what lights up and how numbers are written to the view."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication

from engine.trace import Address, Explanation
from gui.app.looked_at import typed_numbers
from gui.app.pages import Pages
from gui.app.questions import Unexplained, answering, explaining, whole_batch
from gui.bridge import Player
from gui.editors.foot import NUMBERS
from gui.main_window import MainWindow
from gui.own_numbers import OwnNumbers
from gui.tracer.trial import Answer, Row
from gui.view import Highlights, View


class Tracing(QObject):
    """Connects the tracer of a window with player and view; `warn` tells a refusal.

    picture_asked(): somebody wants to try an example of data that are pictures.
    """

    picture_asked = Signal()

    def __init__(
        self, window: MainWindow, player: Player, view: View, warn: Callable[[str], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._window, self._player, self._view, self._warn = window, player, view, warn
        self.pages = Pages(window, view, self)
        self._typed: OwnNumbers | None = None
        self._beside: OwnNumbers | None = None
        tracer = window.tracer
        tracer.asked.connect(self._on_asked)
        tracer.lit.connect(self._on_lit)
        tracer.viewed.connect(self._on_viewed)
        tracer.batch_asked.connect(self._on_batch_asked)
        tracer.tried.connect(self._on_tried)
        tracer.refused.connect(self._on_refused)
        tracer.trials.picture_asked.connect(self.picture_asked)
        tracer.trials.owned.connect(self._on_owned)
        window.network.asked.connect(tracer.ask)
        window.loss.asked.connect(tracer.ask)
        player.playing_changed.connect(tracer.show_playing)
        window.transport.grain_changed.connect(tracer.show_grain)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What each of the tracer's actions does; what only it shows brings it to the front."""
        tracer, fronting, switching = self._window.tracer, self.pages.fronting, self.pages.switching
        return {
            "number_back": fronting(tracer.back),
            "number_forward": fronting(tracer.forward),
            "number_home": fronting(tracer.home),
            "more_digits": lambda: tracer.choices.change_digits(1),
            "fewer_digits": lambda: tracer.choices.change_digits(-1),
            "fractions": lambda: tracer.choices.flip("fractions"),
            "batch": switching("batch"),
            "try": self._try,
            "copy_step": self.copy,
            "examples": lambda: self.pages.flip("examples"),
            "history": lambda: self.pages.flip("history"),
        }

    def copy(self) -> None:
        """What the tracer shows, as text on the clipboard."""
        QApplication.clipboard().setText(self._window.tracer.text())
        self._window.toast.show_message("info", "Copied what the tracer shows.")

    @Slot(object)
    def _on_asked(self, address: Address) -> None:
        if self._player.playing:
            self._player.pause()  # else the number would be gone before it is read
        question = explaining(address, self._window.tracer.row_of(address))
        self._player.ask(question, self._show_answer, quick=address.split == "typed")

    def _show_answer(self, answer: Explanation | Unexplained) -> None:
        if isinstance(answer, Explanation):
            self._window.tracer.show_explanation(answer)
        else:
            self._window.tracer.show_refusal(answer.address)
            self._warn(answer.sentence)

    @Slot(object)
    def _on_lit(self, lights: Highlights) -> None:
        self._view.update(highlights=lights)

    def _try(self) -> None:
        """An example of one's own, or no more; of pictures it is drawn first."""
        if self._window.tracer.trials.shows_pictures and not self._view.state.trying:
            self.picture_asked.emit()
        else:
            self.pages.switching("trying")()

    def try_row(self, row: Row) -> None:
        """What was drawn, as if it had been typed: the network answers, and its answer is explained."""
        if self._player.playing:
            self._player.pause()  # its numbers are there to be read
        self._window.tracer.trials.begin_with(row)
        self._view.update(page=NUMBERS, trying=True)

    @Slot(object)
    def _on_viewed(self, changes: dict[str, object]) -> None:
        if changes.get("trying"):
            self._try()
        else:
            self._view.update(**changes)

    @Slot(int, int, int)
    def _on_batch_asked(self, example: int, unit: int, source: int) -> None:
        self._player.ask(whole_batch(example, unit, source), self._window.tracer.show_batch)

    @Slot(object)
    def _on_tried(self, row: Row) -> None:
        self._player.ask(answering(row), self._window.tracer.show_answer, quick=True)

    @Slot(object)
    def _on_owned(self, answer: Answer | None) -> None:
        """What the network makes of an example of one's own, or of the chosen one again."""
        number = self._window.tracer.trials.number
        self._typed = None if answer is None or not answer.layers else typed_numbers(answer, number)
        self._draw_own()

    @Slot(object)
    def show_beside(self, own: OwnNumbers | None) -> None:
        """An example outside the training part that is looked at, or the chosen one again."""
        self._beside = own
        self._draw_own()

    def _draw_own(self) -> None:
        """Draw the numbers of the one example that is looked at, and have them asked for where they are clicked."""
        own = self._beside or self._typed
        self._window.network.show_own(own)
        self._window.tracer.show_own(own)

    @Slot(str)
    def _on_refused(self, sentence: str) -> None:
        self._warn(sentence)
