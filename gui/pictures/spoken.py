"""The answer to one example in large words: right or wrong, what it is and what the network says."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.pictures.answer import Answer
from gui.pictures.answer_view import AnswerView
from gui.pictures.bars import paint_mark
from gui.theme.current import ThemeSwitch
from gui.theme.fonts import ui_font
from gui.theme.theme import Theme

_LEAST_PX, _MOST_PX, _WIDTH_SHARE = 12, 20, 0.088
_LINES, _SHORT_LINES = 3, 2
_GAP = 6.0


class AnswerWords(AnswerView):
    """A plate that says right or wrong, and below it both classes."""

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(themes, "Right or wrong", parent)
        self._short = False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def draw(self, painter: QPainter, answer: Answer, room: QRectF, theme: Theme) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_words(painter, answer, room, theme, short=self._short)

    def words_of(self, answer: Answer) -> str:
        return answer.verdict

    def show_short(self, short: bool) -> None:
        """Say it in a line less: the class stands on the plate."""
        if short != self._short:
            self._short = short
            self.update()

    # Qt

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(_line_height(_px(width)) * (_SHORT_LINES if self._short else _LINES) + _GAP)

    def sizeHint(self) -> QSize:
        return QSize(140, self.heightForWidth(140))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.heightForWidth(80))


def paint_words(painter: QPainter, answer: Answer, room: QRectF, theme: Theme, *, short: bool = False) -> None:
    """Draw the plate and the lines below it into a rectangle; `short`: the predicted class is on the plate."""
    px = _px(room.width())
    line = _line_height(px)
    _paint_plate(painter, answer, QRectF(room.left(), room.top(), room.width(), line), px, theme, short=short)
    lines = [("is", answer.truth), ("says", answer.prediction)]
    if answer.right is None and answer.prediction and answer.truth:
        lines[0] = "should be", answer.truth
    if short and answer.right is not None:
        lines = [] if answer.right else lines[:1]
    for row, (name, words) in enumerate(lines):
        top = room.top() + line + _GAP + row * line
        _paint_line(painter, name, words, QRectF(room.left(), top, room.width(), line), px, theme)


def _paint_plate(
    painter: QPainter, answer: Answer, plate: QRectF, px: int, theme: Theme, *, short: bool
) -> None:
    flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
    if answer.right is None:
        if not answer.prediction:
            painter.setFont(ui_font(theme, px))
            painter.setPen(QColor(theme.muted_text))
            painter.drawText(plate, flags, "not there yet")
        return
    good = answer.right
    text = answer.prediction if short else "Right" if good else "Wrong"
    font = ui_font(theme, px, QFont.Weight.Bold)
    metrics = QFontMetricsF(font)
    wide = metrics.horizontalAdvance(text if short else "Wrong") + 2.6 * px
    box = QRectF(plate.left(), plate.top(), min(wide, plate.width()), plate.height())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.good_soft if good else theme.danger_soft))
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    ink = QColor(theme.good_text if good else theme.danger_text)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    paint_mark(painter, QPointF(box.left() + 1.1 * px, box.center().y()), px * 0.36, ink, tick=good)
    painter.setFont(font)
    painter.setPen(QPen(ink))
    room = box.adjusted(1.9 * px, 0.0, 0.0, 0.0)
    painter.drawText(room, flags, metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width()))


def _paint_line(painter: QPainter, name: str, words: str, room: QRectF, px: int, theme: Theme) -> None:
    if not words:
        return
    flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
    small = ui_font(theme, max(px - 2, _LEAST_PX - 1))
    wide = QFontMetricsF(small).horizontalAdvance("says" if len(name) <= 4 else name) + 6.0
    painter.setFont(small)
    painter.setPen(QColor(theme.muted_text))
    painter.drawText(room, flags, name)
    strong = ui_font(theme, px, QFont.Weight.DemiBold)
    painter.setFont(strong)
    painter.setPen(QColor(theme.text))
    rest = room.adjusted(wide, 0.0, 0.0, 0.0)
    shown = QFontMetricsF(strong).elidedText(words, Qt.TextElideMode.ElideRight, rest.width())
    painter.drawText(rest, flags, shown)


def _px(width: float) -> int:
    return round(min(max(width * _WIDTH_SHARE, _LEAST_PX), _MOST_PX))


def _line_height(px: int) -> float:
    return px * 1.6
