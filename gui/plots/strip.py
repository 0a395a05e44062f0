"""Legends and colour keys: one line of marks and words, wrapped where the room ends, on screen and in files."""

from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.trace import Address
from gui.plots.picture import map_table
from gui.plots.text import draw_text, text_width
from gui.theme.current import ThemeSwitch
from gui.theme.fonts import number_font
from gui.theme.theme import Color, Theme

Mark = Literal["none", "dot", "ring", "line", "dashes", "scale"]
_SPACE = {"none": 0.0, "dot": 13.0, "ring": 13.0, "line": 17.0, "dashes": 19.0, "scale": 0.0}
_BETWEEN = 12.0
_FIGURES = "0.00000"
_BAR, _SHORTEST_BAR = 64.0, 26.0
_MOST_WIDTHS = 256
_STOPS = 16


@dataclass(frozen=True)
class Entry:
    """One mark and its words; a "scale" is the signed colours between `text` (left) and `right`.

    shorts: what `text` may become, step by step, where the row is too narrow; "" leaves the entry out, and
    beyond the last step it stays. group: entries of one group are wrapped together. steady: a number at the end
    of `text` has room for seven figures, so that nothing moves while it changes. number: which number of the
    moment it tells, as an Address whose update is the one shown. bar: how long the colours of a scale are.
    """

    mark: Mark
    text: str
    color: Color
    ink: Color
    right: str = ""
    shorts: tuple[str, ...] = ()
    group: int = 0
    steady: bool = False
    number: Address | None = None
    bar: float = _BAR


class Strip(QWidget):
    """A row of entries. asked(Address): the number of an entry was clicked."""

    asked = Signal(object)

    def __init__(self, themes: ThemeSwitch, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme = themes.theme
        self._entries: tuple[Entry, ...] = ()
        self._reserve: tuple[Entry, ...] = ()
        self._widths: dict[Entry, float] = {}
        self._pointed: Entry | None = None
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(name)
        themes.changed.connect(self.show_theme)

    @Slot(object)
    def show_theme(self, theme: Theme) -> None:
        """Take type from another theme; colours come with the entries."""
        self._theme = theme
        self._widths.clear()
        self.updateGeometry()
        self.update()

    def show_entries(self, entries: tuple[Entry, ...], reserve: tuple[Entry, ...] = ()) -> None:
        """Show these entries; those in reserve may come in their place, and find as many rows then."""
        if (entries, reserve) == (self._entries, self._reserve):
            return
        before = self.heightForWidth(self.width())
        self._entries, self._reserve = entries, reserve
        self.setAccessibleDescription(self.text())
        if self.heightForWidth(self.width()) != before:
            self.updateGeometry()
        self.update()

    def entries(self) -> tuple[Entry, ...]:
        """What is shown, each entry in full."""
        return self._entries

    def rows(self, entries: tuple[Entry, ...]) -> int:
        """How many rows these entries take at the present width."""
        places = self._places(entries, self.width())
        return places[-1][2] + 1 if places else 0

    def full_width(self) -> int:
        """How wide all entries in full are, one beside the other."""
        return round(self._row_width(self._entries) + 1)

    def row_height(self) -> float:
        """How high a row is."""
        return self._line()

    def text(self) -> str:
        """All words, as a person would read them."""
        return ", ".join(f"{entry.text} {entry.right}".strip() for entry in self._entries)

    def paint_to(self, painter: QPainter, rect: QRectF) -> None:
        """Draw the entries into a rectangle of any painter."""
        font, line = number_font(self._theme, self._theme.small_px), self._line()
        for entry, x, row in self._places(self._entries, rect.width()):
            place = QRectF(rect.left() + x, rect.top() + row * line, self._width(entry), line)
            _draw_mark(painter, entry, place, self._theme)
            words = place.adjusted(_SPACE[entry.mark], 0, 0, 0)
            align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            pointed = self._pointed is not None and entry.number == self._pointed.number
            draw_text(painter, words, entry.text, underlined(font) if pointed else font, entry.ink, align)
            if entry.right:
                align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                draw_text(painter, words, entry.right, font, entry.ink, align)

    def _line(self) -> float:
        return QFontMetricsF(number_font(self._theme, self._theme.small_px)).height() + 3

    def _width(self, entry: Entry) -> float:
        found = self._widths.get(entry)
        if found is None:
            if len(self._widths) >= _MOST_WIDTHS:
                self._widths.clear()
            found = self._widths[entry] = _entry_width(entry, self._theme)
        return found

    def _row_width(self, entries: tuple[Entry, ...]) -> float:
        return sum(map(self._width, entries)) + _BETWEEN * max(len(entries) - 1, 0)

    def _fitting(self, width: float, whole: tuple[Entry, ...] | None = None) -> tuple[Entry, ...]:
        """The entries in the longest words that fit into one row; in full if none do."""
        whole = self._entries if whole is None else whole
        for step in range(1 + max((len(entry.shorts) for entry in whole), default=0)):
            entries = shortened(whole, step)
            if self._row_width(entries) <= width:
                return entries
        return whole

    def _places(self, whole: tuple[Entry, ...], width: float) -> list[tuple[Entry, float, int]]:
        """Each entry with its x and its row, wrapped at the width."""
        entries = tuple(self._cut(entry, width) for entry in self._fitting(width, whole))
        places: list[tuple[Entry, float, int]] = []
        x, row, group = 0.0, 0, 0
        for entry in entries:
            rest = tuple(other for other in entries if other.group == entry.group)
            wide = self._row_width(rest) if entry.group != group else self._width(entry)
            if x and x + wide > width:
                x, row = 0.0, row + 1
            places.append((entry, x, row))
            x += self._width(entry) + _BETWEEN
            group = entry.group
        return places

    def _cut(self, entry: Entry, width: float) -> Entry:
        """An entry that has not room in a row of its own: a shorter bar, and if need be words that end in dots."""
        over = self._width(entry) - width
        if over > 0 and entry.mark == "scale":
            entry = replace(entry, bar=max(entry.bar - over, _SHORTEST_BAR))
            over = self._width(entry) - width
        if over <= 0:
            return entry
        metrics = QFontMetricsF(number_font(self._theme, self._theme.small_px))
        parts = [part for part in ("text", "right") if getattr(entry, part)]
        words = {part: metrics.horizontalAdvance(getattr(entry, part)) for part in parts}
        share = max(1.0 - over / max(sum(words.values()), 1.0), 0.0)
        dots = Qt.TextElideMode.ElideRight
        cut = {part: metrics.elidedText(getattr(entry, part), dots, wide * share) for part, wide in words.items()}
        return replace(entry, text=cut.get("text", entry.text), right=cut.get("right", entry.right))

    def _asked_at(self, point: QPointF) -> Entry | None:
        """The entry under a point whose number can be asked for."""
        line = self._line()
        for entry, x, row in self._places(self._entries, self.width()):
            if entry.number is not None and QRectF(x, row * line, self._width(entry), line).contains(point):
                return entry
        return None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self._asked_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        entry = self._asked_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and entry is not None:
            self.asked.emit(entry.number)

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)

    def _point_at(self, entry: Entry | None) -> None:
        if entry != self._pointed:
            self._pointed = entry
            self.setCursor(Qt.CursorShape.PointingHandCursor if entry else Qt.CursorShape.ArrowCursor)
            self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        found = [self._places(whole, width) for whole in (self._entries, self._reserve)]
        return round(max([places[-1][2] + 1 for places in found if places], default=1) * self._line())

    def sizeHint(self) -> QSize:
        return QSize(200, round(self._line()))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, round(self._line()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_to(painter, QRectF(self.rect()))
        painter.end()


def underlined(font: QFont) -> QFont:
    """The same font with a line under it."""
    line = QFont(font)
    line.setUnderline(True)
    return line


def shortened(entries: tuple[Entry, ...], step: int) -> tuple[Entry, ...]:
    """The entries in words so many steps shorter, without those that are left out."""
    if not step:
        return entries
    texts = [entry.shorts[min(step, len(entry.shorts)) - 1] if entry.shorts else entry.text for entry in entries]
    return tuple(replace(entry, text=text) for entry, text in zip(entries, texts, strict=True) if text)


def _entry_width(entry: Entry, theme: Theme) -> float:
    font = number_font(theme, theme.small_px)
    bar = entry.bar + 12 + text_width(font, entry.right) if entry.mark == "scale" else 0.0
    words = entry.text.rstrip("0123456789.")
    kept = text_width(font, words + _FIGURES) if entry.steady and words != entry.text else 0.0
    return _SPACE[entry.mark] + max(text_width(font, entry.text), kept) + bar


def _draw_mark(painter: QPainter, entry: Entry, place: QRectF, theme: Theme) -> None:
    middle = place.top() + place.height() / 2
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if entry.mark == "dot":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(entry.color))
        painter.drawEllipse(QPointF(place.left() + 4.5, middle), 4.0, 4.0)
    elif entry.mark == "ring":
        painter.setPen(QPen(QColor(entry.color), 1.7))
        painter.drawEllipse(QPointF(place.left() + 4.5, middle), 3.4, 3.4)
    elif entry.mark == "line":
        painter.setPen(QPen(QColor(entry.color), 2.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(place.left() + 1.5, middle), QPointF(place.left() + 11.5, middle))
    elif entry.mark == "dashes":
        painter.setPen(QPen(QColor(entry.color), 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        for start in (0.5, 8.0):
            painter.drawLine(QPointF(place.left() + start, middle), QPointF(place.left() + start + 5.0, middle))
    elif entry.mark == "scale":
        left = place.left() + text_width(number_font(theme, theme.small_px), entry.text) + 6
        _draw_scale(painter, QRectF(left, middle - 4, entry.bar, 8), theme)


def _draw_scale(painter: QPainter, bar: QRectF, theme: Theme) -> None:
    gradient = QLinearGradient(bar.topLeft(), bar.topRight())
    table = map_table(theme)
    for stop in range(_STOPS + 1):
        gradient.setColorAt(stop / _STOPS, QColor.fromRgba(int(table[1 + stop * 254 // _STOPS])))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(gradient)
    painter.drawRoundedRect(bar, 2, 2)
