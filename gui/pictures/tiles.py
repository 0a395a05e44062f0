"""Many small pictures with a few words each, in rows: a list that draws only those in sight, and their model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import (
    QAbstractListModel,
    QObject,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.pictures.picture import RIM, paint_picture
from gui.theme.current import ThemeSwitch
from gui.theme.fonts import number_font, ui_font
from gui.theme.theme import Theme
from gui.widgets.number_table import NOWHERE, Index
from gui.widgets.tips import in_lines

Tone = Literal["", "bad"]
_PAD, _LINE = 5, 15
PAD = 2 * (_PAD + RIM)
"""So much wider and higher than its picture a tile is, without its lines."""

_WIDEST = 96
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True)
class Tile:
    """One picture with its lines; tone: whether they speak of something wrong. words: all of it, to hear."""

    image: QImage
    lines: tuple[str, ...]
    tone: Tone = ""
    words: str = ""


class TileModel(QAbstractListModel):
    """Tiles are made when they are looked at."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.count = 0

    def tile(self, place: int) -> Tile:
        """The tile at a place."""
        raise NotImplementedError

    # Qt

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else self.count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return in_lines(self.tile(index.row()).words)
        return None


class TileList(QListView):
    """Tiles in rows as wide as the list; arrows walk, Enter and a double click open.

    picked(place): a person went there; opened(place); looked(): others are in sight.
    """

    picked = Signal(int)
    opened = Signal(int)
    looked = Signal()

    def __init__(
        self, model: TileModel, lines: int, side: int, themes: ThemeSwitch, name: str, parent: QWidget | None = None
    ) -> None:
        """lines: how many lines of words each has; side: of a picture, in pixels."""
        super().__init__(parent)
        self.tiles = model
        self._painter = _TilePainter(lines, side, themes.theme, self)
        self._quiet = False
        self.setAccessibleName(name)
        self.setProperty("tile_keys", True)  # arrows, paging keys and Enter are its own: see gui.app.keys
        self.setModel(model)
        self.setItemDelegate(self._painter)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setUniformItemSizes(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self._fit()
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self.clicked.connect(lambda index: self.picked.emit(index.row()))
        self.verticalScrollBar().valueChanged.connect(self.looked)
        themes.changed.connect(self.show_theme)

    @Slot(object)
    def show_theme(self, theme: Theme) -> None:
        """Draw the words in another theme; the pictures are the model's."""
        self._painter.theme = theme
        self._fit()
        self.viewport().update()

    def show_side(self, side: int, wide: int = 0) -> None:
        """How large the pictures are, in pixels, and how wide a tile is at least."""
        if (side, wide - PAD) != (self._painter.side, self._painter.least):
            self._painter.side, self._painter.least = side, wide - PAD
            self._fit()
            self.scheduleDelayedItemsLayout()

    def show_names(self, names: Sequence[str]) -> None:
        """What the lines are likely to say: a tile is as wide as the longest, within bounds."""
        metrics = QFontMetrics(ui_font(self._painter.theme, self._painter.theme.small_px, QFont.Weight.Medium))
        self._painter.least = min(max(map(metrics.horizontalAdvance, names), default=0) + 4, _WIDEST)
        self._fit()

    def show_place(self, place: int | None, *, scrolls: bool = True) -> None:
        """Choose a tile without a signal; None for none."""
        self._quiet = True
        if place is None:
            self.clearSelection()
            self.setCurrentIndex(NOWHERE)
        else:
            value = self.verticalScrollBar().value()
            self.setCurrentIndex(self.tiles.index(place, 0))
            if not scrolls:
                self.verticalScrollBar().setValue(value)
        self._quiet = False

    def places_in_sight(self) -> range:
        """The places that can be seen, at least in part."""
        columns, high = self.columns(), self.gridSize().height()
        top = self.verticalScrollBar().value()
        first = top // high * columns
        last = ((top + self.viewport().height() - 1) // high + 1) * columns
        return range(min(first, self.tiles.count), min(last, self.tiles.count))

    def columns(self) -> int:
        """How many tiles stand in a row."""
        return max(self.steady_width() // max(self.gridSize().width(), 1), 1)

    def steady_width(self) -> int:
        """The width for tiles, whether there is a scroll bar or not."""
        return max(self.width() - 2 * self.frameWidth() - self.verticalScrollBar().sizeHint().width() - 2, 1)

    def _fit(self) -> None:
        self.setGridSize(self._painter.size())

    # Qt

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and not self._quiet and self.hasFocus():
            self.picked.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """A letter neither moves on to a picture nor is a shortcut: see gui.app.keys."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.looked.emit()


class _TilePainter(QStyledItemDelegate):
    """Draws a tile: the picture, and its lines below it."""

    def __init__(self, lines: int, side: int, theme: Theme, parent: TileList) -> None:
        super().__init__(parent)
        self._list, self._lines, self.side, self.theme = parent, lines, side, theme
        self.least = 0

    def size(self) -> QSize:
        """The room of a tile, the gap to the next one included."""
        return QSize(max(self.side, self.least) + PAD, self.side + self._lines * _LINE + PAD + 3)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self.size()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, tile = self.theme, self._list.tiles.tile(index.row())
        room: QRect = option.rect.adjusted(1, 1, -1, -1)
        chosen = index == self._list.currentIndex()
        painter.save()
        if chosen:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.focus if self._list.hasFocus() else theme.accent), 1.6))
            painter.setBrush(QColor(theme.accent_soft))
            painter.drawRoundedRect(QRectF(room).adjusted(0.8, 0.8, -0.8, -0.8), theme.radius, theme.radius)
        bad = tile.tone == "bad"
        picture = QRectF(room.left(), room.top() + _PAD, room.width(), self.side)
        paint_picture(painter, tile.image, picture, QColor(theme.danger_text if bad else theme.control_border))
        top = room.top() + _PAD + self.side + 2
        for row, line in enumerate(tile.lines):
            place = QRect(room.left() + 2, top + row * _LINE, room.width() - 4, _LINE)
            strong = row == 0
            px = theme.small_px
            painter.setFont(ui_font(theme, px, QFont.Weight.Medium) if strong else number_font(theme, px))
            ink = theme.text if strong else theme.danger_text if bad else theme.muted_text
            painter.setPen(QColor(ink))
            shown = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), shown)
        painter.restore()
