"""What widgets that draw an Answer have in common: they know it, say it, and draw it in the theme."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.pictures.answer import Answer
from gui.theme.current import ThemeSwitch
from gui.theme.theme import Theme


class AnswerView(QWidget):
    """Shows an Answer or nothing; how it is drawn and said is the subclass's. name: what it is, to hear."""

    def __init__(self, themes: ThemeSwitch, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme = themes.theme
        self._answer: Answer | None = None
        self.setAccessibleName(name)
        themes.changed.connect(self.show_theme)

    def draw(self, painter: QPainter, answer: Answer, room: QRectF, theme: Theme) -> None:
        """Draw it into a rectangle."""
        raise NotImplementedError

    def words_of(self, answer: Answer) -> str:
        """What is drawn, as it is read out."""
        raise NotImplementedError

    @property
    def answer(self) -> Answer | None:
        """What is shown."""
        return self._answer

    def show_answer(self, answer: Answer | None) -> None:
        """Show what the network says; the same again paints nothing."""
        if answer != self._answer:
            self._answer = answer
            self.setAccessibleDescription(self.words_of(answer) if answer else "")
            self.update()

    @Slot(object)
    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._answer is not None:
            painter = QPainter(self)
            self.draw(painter, self._answer, QRectF(self.rect()), self._theme)
            painter.end()
