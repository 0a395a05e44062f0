"""Paints what the step does: title and place, a sentence, the formula in symbols and in numbers."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.trace import Phase
from gui.editors.line_painting import paint_line
from gui.editors.scaled import Scaled
from gui.editors.segments import plain_text
from gui.editors.step_caption import Caption
from gui.theme.current import ThemeSwitch
from gui.theme.fonts import math_font, ui_font

_TITLE, _SENTENCE, _FORMULA = 20, 18, 26
_STOPPED = "Stopped"


class StepText(Scaled):
    """Shows a Caption; repaints only when it changed."""

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self._caption = Caption(None, "", "", "")
        self.setAccessibleName("The step under way")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_caption(self, caption: Caption) -> None:
        """Show what the step does."""
        if caption != self._caption:
            self._caption = caption
            parts = (caption.title, caption.place, caption.sentence)
            formulas = (plain_text(caption.symbols), plain_text(caption.numbers))
            self.setAccessibleDescription(". ".join(part for part in (*parts, *formulas) if part))
            self.update()

    def caption(self) -> Caption:
        """What is shown."""
        return self._caption

    def _title_color(self) -> QColor:
        theme, caption = self._theme, self._caption
        if caption.title == _STOPPED:
            return QColor(theme.danger_text)
        colors = {Phase.BACKWARD: theme.gradient, Phase.UPDATE: theme.text, None: theme.text}
        return QColor(colors.get(caption.phase, theme.accent_ink))

    def _paint_title(self, painter: QPainter, box: QRectF) -> None:
        font = ui_font(self._theme, round(14 * self._scale), QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(self._title_color())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self._caption.title)
        advance = QFontMetricsF(font).horizontalAdvance(self._caption.title + "  ")
        small = ui_font(self._theme, round(13 * self._scale))
        painter.setFont(small)
        painter.setPen(QColor(self._theme.muted_text))
        rest = box.adjusted(advance, 0, 0, 0)
        text = QFontMetricsF(small).elidedText(self._caption.place, Qt.TextElideMode.ElideRight, rest.width())
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, text)

    def sizeHint(self) -> QSize:
        return QSize(420, _TITLE + _SENTENCE + 2 * _FORMULA)

    def minimumSizeHint(self) -> QSize:
        return QSize(260, _TITLE + _SENTENCE + 2 * _FORMULA)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        scale, width, caption = self._scale, float(self.width()), self._caption
        self._paint_title(painter, QRectF(0, 0, width, _TITLE * scale))
        calm = not caption.symbols
        words = ui_font(self._theme, round((15 if calm else 13) * scale))
        painter.setFont(words)
        painter.setPen(QColor(self._theme.text if calm else self._theme.muted_text))
        top = (_TITLE + (8 if calm else 0)) * scale
        room = QRectF(0, top, width, self.height() - top if calm else _SENTENCE * scale)
        flags = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap if calm else Qt.AlignmentFlag.AlignVCenter
        text = caption.sentence
        if not calm:
            text = QFontMetricsF(words).elidedText(text, Qt.TextElideMode.ElideRight, width)
        painter.drawText(room, flags, text)
        top = (_TITLE + _SENTENCE + 3) * scale
        height = _FORMULA * scale
        font = math_font(self._theme, round(18 * scale))
        for index, line in enumerate((caption.symbols, caption.numbers)):
            paint_line(painter, QRectF(0, top + index * height, width, height), line, font, self._theme)
