"""A sheet whose numbers answer: pointed at they say what they are, clicked they are asked for; keys do the same."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QEvent, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QCursor, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QToolTip, QWidget

from gui.theme.current import ThemeSwitch
from gui.tracer.faces import Faces, faces_of
from gui.tracer.ink import Spot
from gui.tracer.painting import paint_focus, paint_pointed
from gui.tracer.scaled import Scaled

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class HotSheet(Scaled):
    """Keeps the spots of what is painted. asked: the target of a spot; pointed: the one pointed at, or None."""

    asked = Signal(object)
    pointed = Signal(object)
    reached = Signal(object)
    """The place (QRect) of a number that the keys have come to."""
    walked_by_arrows = True

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self._spots: tuple[Spot, ...] = ()
        self._hovered: Spot | None = None
        self._pressed: Spot | None = None
        self._focused = 0
        self.words_of: Callable[[Spot], str] = lambda _spot: ""
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @property
    def faces(self) -> Faces:
        """The faces of the theme in force."""
        return faces_of(self._theme)

    def spots(self) -> tuple[Spot, ...]:
        """All that can be clicked, in reading order."""
        return self._spots

    def show_spots(self, spots: tuple[Spot, ...]) -> None:
        """What can be clicked from now on; the cursor may now be on something else."""
        if spots == self._spots:
            return
        self._spots = spots
        self._pressed = None
        self._focused = min(self._focused, max(len(self._stops()) - 1, 0))
        if self._hovered is not None:
            self._hover(self._at(QPointF(self.mapFromGlobal(QCursor.pos()))) if self.underMouse() else None)

    def show_room(self, height: int) -> None:
        """How much of the sheet is seen at once, if it scrolls."""

    def focused_spot(self) -> Spot | None:
        """The number that the keys have come to, None unless this sheet has the focus."""
        stops = self._stops()
        return stops[self._focused] if self.hasFocus() and stops else None

    def paint_marks(self, painter: QPainter) -> None:
        """What is pointed at and what the keys have come to; to be called before the letters are painted."""
        if self._hovered is not None:
            paint_pointed(painter, self._hovered, self._theme, self._scale)
        spot = self.focused_spot()
        if spot is not None:
            paint_focus(painter, spot, self._theme)

    def _stops(self) -> list[Spot]:
        return [spot for spot in self._spots if spot.stop]

    def _at(self, point: QPointF) -> Spot | None:
        return next((spot for spot in self._spots if spot.contains(point.x(), point.y())), None)

    def _hover(self, spot: Spot | None) -> None:
        if spot == self._hovered:
            return
        self._hovered = spot
        if spot is None:
            self.unsetCursor()
        else:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.pointed.emit(spot.target if spot is not None else None)
        self.update()

    def _walk(self, key: int) -> bool:
        """To the next number that way; whether the key is one that walks."""
        stops = self._stops()
        if not stops:
            return False
        here = self._focused
        last = len(stops) - 1
        match key:
            case Qt.Key.Key_Right:
                here = min(here + 1, last)
            case Qt.Key.Key_Left:
                here = max(here - 1, 0)
            case Qt.Key.Key_Home:
                here = 0
            case Qt.Key.Key_End:
                here = last
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                here = beside(stops, here, 1 if key == Qt.Key.Key_Down else -1)
            case _:
                return False
        self._focused = here
        self._tell_focus()
        return True

    def _tell_focus(self) -> None:
        spot = self.focused_spot()
        if spot is not None:
            self.reached.emit(QRect(round(spot.x), round(spot.y), round(spot.width), round(spot.height)))
            self.pointed.emit(spot.target)
            self.setAccessibleDescription(self.words_of(spot))
        self.update()

    # Qt

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            spot = self._at(QPointF(event.pos()))
            words = self.words_of(spot) if spot is not None else ""
            if words and spot is not None:
                place = QRect(round(spot.x), round(spot.y), round(spot.width) + 1, round(spot.height) + 1)
                QToolTip.showText(event.globalPos(), words, self, place)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = self._at(event.position())
        else:
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        left = event.button() == Qt.MouseButton.LeftButton
        if left and pressed is not None and self._at(event.position()) == pressed:
            self.asked.emit(pressed.target)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tell_focus()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.pointed.emit(None)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        spot = self.focused_spot()
        if event.key() in _ENTER and spot is not None:
            self.asked.emit(spot.target)
        elif event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not self._walk(event.key()):
            super().keyPressEvent(event)


def beside(stops: list[Spot], here: int, down: int) -> int:
    """The number nearest to `here` in the row above (-1) or below (1); `here` if there is none."""
    rows = sorted({spot.y for spot in stops})
    if not rows:
        return here
    limits = [a + (b - a) / 2 for a, b in pairwise(rows)]
    row = sum(stops[here].y > limit for limit in limits) + down
    if not 0 <= row < len(rows):
        return here
    middle = stops[here].x + stops[here].width / 2
    there = [i for i, spot in enumerate(stops) if spot.y == rows[row]]
    return min(there, key=lambda i: abs(stops[i].x + stops[i].width / 2 - middle))
