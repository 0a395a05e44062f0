"""Legends and colour keys: one line of marks and words, wrapped where the room ends, on screen and in files."""

from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.trace import Address
from gui.plots.strip_marks import draw_mark
from gui.plots.text import draw_text, text_width
from gui.theme.current import ThemeSwitch
from gui.theme.fonts import number_font
from gui.theme.theme import Color, Theme
from gui.widgets.arrows import ARROW_STEPS
from gui.widgets.tips import in_lines

Mark = Literal["none", "dot", "ring", "line", "dashes", "scale"]
_SPACE = {"none": 0.0, "dot": 13.0, "ring": 13.0, "line": 17.0, "dashes": 19.0, "scale": 0.0}
_BETWEEN = 12.0
_FIGURES = "0.00000"
_BAR, _SHORTEST_BAR = 64.0, 26.0
_MOST_WIDTHS = 256
_ASK = "Click a figure to see where it comes from; with the keys, the arrows walk from one to the next, Enter asks."


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
    """A row of entries. asked(Address): the number of an entry was clicked, or walked to and Enter pressed."""

    asked = Signal(object)
    walked_by_arrows = True

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
        can_ask = any(entry.number is not None for entry in entries)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if can_ask else Qt.FocusPolicy.NoFocus)
        if can_ask and not self.toolTip():
            self.setToolTip(in_lines(_ASK))
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
            draw_mark(painter, entry, place, self._theme)
            words = place.adjusted(_SPACE[entry.mark], 0, 0, 0)
            align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            written = underlined(font) if self._is_pointed(entry) else font
            draw_text(painter, words, entry.text, written, entry.ink, align)
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
        if not self.hasFocus():
            self._point_at(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._walk(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._point_at(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ARROW_STEPS:
            self._walk(ARROW_STEPS[event.key()])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._pointed is not None:
            self.asked.emit(self._pointed.number)
        else:
            super().keyPressEvent(event)

    def _walk(self, step: int) -> None:
        """Point at the number so many places further."""
        askable = [entry for entry, _, _ in self._places(self._entries, self.width()) if entry.number is not None]
        numbers = [entry.number for entry in askable]
        if askable:
            known = self._pointed is not None and self._pointed.number in numbers
            place = numbers.index(self._pointed.number) + step if known and self._pointed is not None else 0
            self._point_at(askable[min(max(place, 0), len(askable) - 1)])

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
        if self.hasFocus():
            self._paint_focus(painter)
        painter.end()

    def _paint_focus(self, painter: QPainter) -> None:
        painter.setPen(QPen(QColor(self._theme.focus), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for entry, x, row in self._places(self._entries, self.width()):
            if self._is_pointed(entry):
                place = QRectF(x, row * self._line(), self._width(entry), self._line())
                painter.drawRoundedRect(place.adjusted(0.75, 0.75, -0.75, -0.75), 3, 3)

    def _is_pointed(self, entry: Entry) -> bool:
        return self._pointed is not None and entry.number == self._pointed.number


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
