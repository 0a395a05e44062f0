"""The table of one neuron's numbers, on the right of the tracer."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.formula import NumberStyle, number_text
from gui.theme.current import ThemeSwitch
from gui.theme.theme import Theme
from gui.tracer.card_layout import lay_out_card
from gui.tracer.hot_sheet import HotSheet
from gui.tracer.ink import Inked
from gui.tracer.neuron_card import Card, CardRow, Figure
from gui.tracer.painting import paint_inked

_SPOKEN = 8


class CardSheet(HotSheet):
    """Shows a card in the chosen style of numbers."""

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self._card, self._style = Card(""), NumberStyle()
        self._inked = Inked((), ())
        self.setAccessibleName("Numbers of one neuron")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)

    def show_card(self, card: Card, style: NumberStyle) -> None:
        """Show the numbers of a neuron."""
        if (card, style) != (self._card, self._style):
            self._card, self._style = card, style
            self.setAccessibleDescription(f"{card.title}: {'; '.join(map(_spoken, card.rows[:_SPOKEN]))}")
            self._set_type()

    def card(self) -> Card:
        """What is shown."""
        return self._card

    def show_scale(self, scale: float) -> None:
        super().show_scale(scale)
        self._set_type()

    def show_theme(self, theme: Theme) -> None:
        super().show_theme(theme)
        self._set_type()

    def _set_type(self) -> None:
        self._inked = lay_out_card(self._card, float(self.width() - 6), self._scale, self.faces, self._style)
        self.setMinimumHeight(round(self._inked.height))
        self.show_spots(self._inked.spots)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, round(self._inked.height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_type()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_marks(painter)
        paint_inked(painter, self._inked, self._theme, self.faces, QRectF(event.rect()))
        painter.end()


def _spoken(row: CardRow) -> str:
    slope = f", gradient {_said(row.slope)}" if row.slope else ""
    return f"{row.name}{' ' + _said(row.value) if row.value else ''}{slope}"


def _said(figure: Figure) -> str:
    return number_text(figure.value)
