"""Paints the numbers of one neuron."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.editors.line_painting import color_of
from gui.editors.neuron_card import Card, CardRow, cut
from gui.editors.scaled import Scaled
from gui.editors.segments import Segment
from gui.theme.current import ThemeSwitch
from gui.theme.fonts import number_font, ui_font

_HEAD, _ROW = 20, 17
_WIDTH = 270
_COLUMNS = (0.48, 0.26, 0.26)


class CardView(Scaled):
    """A table: name, number, and the loss's derivative by it in violet."""

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self._card = Card("", (), 0)
        self.setAccessibleName("Numbers of one neuron")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def show_card(self, card: Card) -> None:
        """Show the numbers of a neuron."""
        if card != self._card:
            self._card = card
            self.setAccessibleDescription(f"{card.title}: {'; '.join(map(_spoken, card.rows[:8]))}")
            self.update()

    def card(self) -> Card:
        """What is shown."""
        return self._card

    def _paint_row(self, painter: QPainter, row: CardRow, box: QRectF) -> None:
        first, second = (box.width() * share for share in _COLUMNS[:2])
        # A name without a number may take the whole row.
        name = QRectF(box.left(), box.top(), box.width() if row.value is None else first - 4, box.height())
        font = ui_font(self._theme, round(12 * self._scale))
        painter.setFont(font)
        painter.setPen(QColor(self._theme.muted_text))
        text = QFontMetricsF(font).elidedText(row.name, Qt.TextElideMode.ElideRight, name.width())
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, text)
        painter.setFont(number_font(self._theme, round(12 * self._scale), QFont.Weight.Medium))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        if row.value is not None:
            painter.setPen(color_of(row.value, self._theme))
            painter.drawText(QRectF(box.left() + first, box.top(), second, box.height()), right, row.value.text)
        if row.slope is not None:
            painter.setPen(color_of(row.slope, self._theme))
            painter.drawText(box, right, row.slope.text)

    def sizeHint(self) -> QSize:
        return QSize(round(_WIDTH * self._scale), _HEAD + 6 * _ROW)

    def minimumSizeHint(self) -> QSize:
        return QSize(round(_WIDTH * self._scale), _HEAD + 4 * _ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        scale, theme, width = self._scale, self._theme, float(self.width())
        head = QRectF(0, 0, width, _HEAD * scale)
        painter.setFont(ui_font(theme, round(13 * scale), QFont.Weight.DemiBold))
        painter.setPen(QColor(theme.text))
        painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, self._card.title)
        if any(row.slope for row in self._card.rows):
            painter.setFont(ui_font(theme, round(11 * scale)))
            painter.setPen(color_of(Segment("", "gradient"), theme))
            painter.drawText(head, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, "∂L/∂…")
        height = _ROW * scale
        room = max(int((self.height() - _HEAD * scale - 2) / height), 1)
        for index, row in enumerate(cut(self._card, room)):
            self._paint_row(painter, row, QRectF(0, _HEAD * scale + 2 + index * height, width, height))


def _spoken(row: CardRow) -> str:
    value = f" {row.value.text}" if row.value else ""
    return f"{row.name}{value}" + (f", gradient {row.slope.text}" if row.slope else "")
