"""The hover card on the canvas: where it stands, how it is drawn, which of its numbers is pointed at."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from gui.network_view.card import Card, Row, card_of
from gui.network_view.card_place import CardPlace
from gui.network_view.geometry import Rect
from gui.network_view.rows import SMALL_PX
from gui.network_view.scene import NetworkScene
from gui.network_view.texts import advance_in
from gui.theme.fonts import number_font, ui_font
from gui.theme.theme import Theme

_PADDING, _GUTTER, _SPACE = 12.0, 22.0, 6.0
_BRIDGE = 12.0


class HoverCard:
    """Stays where it is while the cursor goes over to it, so that its numbers can be clicked."""

    def __init__(self) -> None:
        self._card: Card | None = None
        self._places, self._place = CardPlace(), Rect(0.0, 0.0, 0.0, 0.0)

    def paint(self, painter: QPainter, scene: NetworkScene, cursor: QPointF, theme: Theme) -> None:
        """Draw the card of what is pointed at."""
        card = card_of(scene)
        if card is None:
            self.hide()
            return
        self._card, self._place = card, self._places.find(scene, *card_size(card, theme), advance_in(theme))
        paint_card(painter, card, self._place, theme, self.row_at(cursor, theme))

    @property
    def box(self) -> Rect | None:
        """Where the card stands, None while there is none."""
        return None if self._card is None else self._place

    def hide(self) -> None:
        """No card is shown."""
        self._card = None

    def holds(self, point: QPointF) -> bool:
        """Whether the cursor is on the card, or on the way to it."""
        if self._card is None:
            return False
        place, reach = self._place, _BRIDGE
        box = QRectF(place.left - reach, place.top - reach, place.width + 2 * reach, place.height + 2 * reach)
        return box.contains(point)

    def row_at(self, point: QPointF, theme: Theme) -> Row | None:
        """The row under the cursor whose number can be asked for."""
        if self._card is None:
            return None
        boxes = row_boxes(self._card, self._place, theme)
        rows = zip(self._card.rows, boxes, strict=True)
        return next((row for row, box in rows if row.number is not None and box.contains(point)), None)


def card_size(card: Card, theme: Theme) -> tuple[float, float]:
    """Width and height of the card as `paint_card` draws it."""
    title = QFontMetricsF(ui_font(theme, None, QFont.Weight.DemiBold))
    numbers = QFontMetricsF(number_font(theme))
    widths = [numbers.horizontalAdvance(row.name) + numbers.horizontalAdvance(row.value) for row in card.rows]
    width = max([title.horizontalAdvance(card.title), *(wide + _GUTTER for wide in widths)])
    height = title.height() + sum(numbers.height() + _SPACE - 2.0 for _ in card.rows)
    if card.hint:
        small = QFontMetricsF(ui_font(theme, SMALL_PX))
        width, height = max(width, small.horizontalAdvance(card.hint)), height + small.height() + _SPACE
    return width + 2 * _PADDING, height + 2 * _PADDING - 2.0 + (_SPACE if card.rows else 0.0)


def row_boxes(card: Card, place: Rect, theme: Theme) -> list[QRectF]:
    """Where the rows of a card stand."""
    top = place.top + _PADDING - 1.0 + QFontMetricsF(ui_font(theme, None, QFont.Weight.DemiBold)).height() + _SPACE
    tall = QFontMetricsF(number_font(theme)).height() + _SPACE - 2.0
    left, width = place.left + _PADDING, place.width - 2 * _PADDING
    return [QRectF(left, top + index * tall, width, tall) for index in range(len(card.rows))]


def paint_card(painter: QPainter, card: Card, place: Rect, theme: Theme, pointed: Row | None = None) -> None:
    """Draw the card at its place, the number that is pointed at underlined."""
    asked = number_font(theme)
    asked.setUnderline(True)
    box = QRectF(place.left, place.top, place.width, place.height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.shadow))
    painter.drawRoundedRect(box.translated(0, 2), theme.radius + 2, theme.radius + 2)
    painter.setPen(QPen(QColor(theme.control_border), 1.0))
    painter.setBrush(QColor(theme.raised))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.radius + 2, theme.radius + 2)
    inner = box.adjusted(_PADDING, _PADDING - 1.0, -_PADDING, -_PADDING + 1.0)
    font = ui_font(theme, None, QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor(theme.text))
    painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, card.title)
    painter.setFont(number_font(theme))
    for row, line in zip(card.rows, row_boxes(card, place, theme), strict=True):
        painter.setPen(QColor(theme.muted_text))
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, row.name)
        painter.setPen(QColor(getattr(theme, row.ink)))
        painter.setFont(asked if row is pointed else number_font(theme))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row.value)
        painter.setFont(number_font(theme))
    if card.hint:
        painter.setFont(ui_font(theme, SMALL_PX))
        painter.setPen(QColor(theme.muted_text))
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, card.hint)
