"""An example large with the answer in words right below it, as far as there is room for both."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.pictures.answer import Answer
from gui.pictures.picture import RIM, Picture, picture_box
from gui.pictures.spoken import AnswerWords
from gui.theme.current import ThemeSwitch

_GAP, _LOW = 10, 200


class ExampleColumn(QWidget):
    """Puts the words where the picture, of whole pixels, ends."""

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture, self.words = Picture(themes, "Chosen example", self), AnswerWords(themes, self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_image(self, image: QImage | None, words: str = "") -> None:
        """Show the example."""
        before = self.picture.image.size()
        self.picture.show_image(image, words)
        if self.picture.image.size() != before:
            self._place()

    def show_answer(self, answer: Answer | None) -> None:
        """Show what the network says to it."""
        self.words.show_answer(answer)

    def _place(self) -> None:
        self.words.show_short(self.height() < _LOW)
        words = self.words.heightForWidth(self.width())
        room = QRectF(0, 0, self.width(), max(self.height() - words - _GAP, 0))
        size = self.picture.image.size()
        if not size.isEmpty():
            box = picture_box(size, room.adjusted(RIM, RIM, -RIM, -RIM), self.devicePixelRatioF())
            room = QRectF(0, 0, box.width() + 2 * RIM, box.height() + 2 * RIM)
        self.picture.setGeometry(room.toRect())
        self.words.setGeometry(0, round(room.bottom()) + _GAP, self.width(), words)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def sizeHint(self) -> QSize:
        return QSize(150, 240)

    def minimumSizeHint(self) -> QSize:
        return QSize(90, 130)
