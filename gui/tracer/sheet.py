"""The sheet on which a page is painted; it scrolls where the page is longer than the panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from gui.theme.current import ThemeSwitch
from gui.theme.theme import Theme
from gui.tracer.fade import Fade
from gui.tracer.hot_sheet import HotSheet
from gui.tracer.ink import Inked
from gui.tracer.page import Page
from gui.tracer.page_layout import lay_out
from gui.tracer.painting import paint_inked

if TYPE_CHECKING:
    from gui.tracer.batch_page import BatchPage

_EMPTY = Page("", "text", "", "", "")
_SHRINKS = (1.0, 0.88, 0.77, 0.68)
"""How much smaller type may become so that the whole page is seen at once; longer ones scroll at full size."""

_LEAST_BATCH, _BATCH_SHRINKS = 0.85, 8


class Sheet(HotSheet):
    """Shows a page; sets its type anew only when page, width, scale or typefaces change."""

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self._page: Page | BatchPage = _EMPTY
        self._inked = Inked((), ())
        self._set_for: tuple[object, ...] = ()
        self._room = 0
        self.setAccessibleName("Formula")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)

    def show_page(self, page: Page | BatchPage) -> None:
        """Show another page; the same one again costs nothing."""
        if page != self._page:
            self._page = page
            self._set_type()
            self.update()

    def page(self) -> Page:
        """What is shown; of a batch its heading."""
        return self._page if isinstance(self._page, Page) else self._page.head

    @property
    def shows_batch(self) -> bool:
        """Whether a whole batch is shown."""
        return not isinstance(self._page, Page)

    def inked(self) -> Inked:
        """How it is set."""
        return self._inked

    def show_scale(self, scale: float) -> None:
        super().show_scale(scale)
        self._set_type()

    @Slot(object)
    def show_theme(self, theme: Theme) -> None:
        super().show_theme(theme)
        self._set_type()

    def _set_type(self) -> None:
        faces = (self._theme.ui_family, self._theme.math_family)
        wanted = (self._page, self.width(), self._room, self._scale, faces)
        if wanted == self._set_for or self.width() <= 0:
            return
        self._set_for = wanted
        self._inked = self._fitting()
        self.setMinimumHeight(round(self._inked.height))
        self.show_spots(self._inked.spots)

    def _fitting(self) -> Inked:
        """The page as large as it is seen whole, at full size if that cannot be."""
        width, full = float(self.width() - 4), self._scale
        if not isinstance(self._page, Page):
            return self._smallest(self._page, width, full)
        pages = (lay_out(self._page, width, full * shrink, self.faces) for shrink in _SHRINKS if full * shrink >= 1.0)
        first = next(pages)
        if first.height <= self._room:
            return first
        return next((page for page in pages if page.height <= self._room), first)

    def _smallest(self, page: BatchPage, width: float, full: float) -> Inked:
        """A batch as large as it is seen whole, or its first line; as small as can be read if that cannot be."""
        from gui.tracer.batch_layout import TOP, BatchSetter  # imported late: the program starts without it

        least = min(full, _LEAST_BATCH)
        sizes = sorted({max(full * 0.88**shrink, least) for shrink in range(_BATCH_SHRINKS)}, reverse=True)
        setter = BatchSetter(page, self.faces)
        whole = next((size for size in sizes if setter.height(width, size) <= self._room), None)
        if whole is not None:
            return setter.lay_out(width, whole)
        first = (size for size in sizes if setter.height(width, size, first=True) <= self._room)
        return setter.lay_out(width, next(first, least), TOP)

    def show_room(self, height: int) -> None:
        """How much of the sheet is seen at once."""
        self._room = height
        self._set_type()

    def sizeHint(self) -> QSize:
        return QSize(420, round(self._inked.height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_type()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_marks(painter)
        paint_inked(painter, self._inked, self._theme, self.faces, QRectF(event.rect()))
        painter.end()


class SheetArea(QScrollArea):
    """Scrolls a sheet up and down, and follows the keys; its end fades where there is more."""

    def __init__(self, sheet: HotSheet, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setWidget(sheet)
        sheet.reached.connect(self._on_reached)
        self.fade = Fade(self, themes)

    def to_top(self) -> None:
        """Show the beginning."""
        self.verticalScrollBar().setValue(0)

    @Slot(object)
    def _on_reached(self, place: QRect) -> None:
        self.ensureVisible(place.center().x(), place.center().y(), place.width(), place.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        sheet = self.widget()
        if isinstance(sheet, HotSheet):
            sheet.show_room(self.viewport().height())
        self.fade.follow()

    def minimumSizeHint(self) -> QSize:
        return QSize(260, 40)

    def sizeHint(self) -> QSize:
        return QSize(420, 90)
