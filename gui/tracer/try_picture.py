"""The row for a picture of one's own: the picture small, what the network says to it, the way through the neurons."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QToolButton, QWidget

from gui.pictures.images import pixel_image
from gui.theme.current import ThemeSwitch
from gui.theme.theme import Theme
from gui.tracer.trial import Row
from gui.tracer.try_row import TryRow
from gui.widgets.tips import in_lines

_SIDE = 40
_TIP = "Your picture: click to draw on it, or to take another."


class TryPicture(TryRow):
    """As the row of fields, with a picture in their place; picture_asked(): another is wanted."""

    picture_asked = Signal()

    def __init__(self, shape: tuple[int, int], themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self._shape, self._row = shape, ()  # type: tuple[int, int], Row
        self.picture = QToolButton()
        self.picture.setAccessibleName("Your picture")
        self.picture.setToolTip(in_lines(_TIP))
        self.picture.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.picture.clicked.connect(self.picture_asked)
        self.put_first(self.picture)
        self._show_side()
        themes.changed.connect(self.show_theme)

    def show_names(self, names: tuple[str, ...]) -> None:
        """Pixels have no fields."""

    def show_scale(self, scale: float) -> None:
        """Draw so many times larger."""
        super().show_scale(scale)
        self._show_side()

    def show_row(self, row: Row) -> None:
        """The pixels of the picture, row by row."""
        self._row = row
        self.show_theme(self._themes.theme)

    @Slot(object)
    def show_theme(self, theme: Theme) -> None:
        """Draw it in these colours."""
        if len(self._row) != self._shape[0] * self._shape[1]:
            return
        image = pixel_image(np.array(self._row), self._shape, theme)
        ratio = self.devicePixelRatioF()
        side = round(self.picture.iconSize().width() * ratio)
        large = QPixmap.fromImage(image.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio))
        painter = QPainter(large)
        painter.setPen(QColor(theme.control_border))
        painter.drawRect(large.rect().adjusted(0, 0, -1, -1))
        painter.end()
        large.setDevicePixelRatio(ratio)
        self.picture.setIcon(QIcon(large))

    def begin(self) -> None:
        """Ready to ask how the network comes to its answer."""
        self.answer.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_side(self) -> None:
        side = round(_SIDE * min(self._scale, 1.6))
        self.picture.setIconSize(QSize(side, side))
        self.show_theme(self._themes.theme)
