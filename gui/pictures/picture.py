"""A picture of few pixels in any size: each pixel a sharp square, all of them alike."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt, Slot
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme.current import ThemeSwitch
from gui.theme.theme import Theme

RIM = 1
"""Pixels around an image for its rim."""

_LEAST, _USUAL = 48, 160


def picture_box(size: QSize, room: QRectF, ratio: float = 1.0) -> QRectF:
    """Where an image of this size stands in the middle of a room: as large as whole device pixels allow.

    ratio: device pixels per unit.
    """
    if size.isEmpty() or room.isEmpty():
        return QRectF(room.center(), QSizeF(0, 0))
    times = min(room.width() / size.width(), room.height() / size.height()) * ratio
    times = (int(times) if times >= 1.0 else times) / ratio
    wide, high = size.width() * times, size.height() * times
    left = int((room.center().x() - wide / 2) * ratio) / ratio
    top = int((room.center().y() - high / 2) * ratio) / ratio
    return QRectF(left, top, wide, high)


def paint_picture(painter: QPainter, image: QImage, room: QRectF, rim: QColor) -> QRectF:
    """Draw an image into the middle of a room, with a rim of a pixel around it; where it stands."""
    device = painter.device()
    box = picture_box(image.size(), room, device.devicePixelRatio() if device else 1.0)
    if box.isEmpty():
        return box
    hints = painter.renderHints()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=box.width() < image.width())
    painter.drawImage(box, image)
    painter.setRenderHints(hints)
    painter.setPen(QPen(rim, 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box.adjusted(-0.5, -0.5, 0.5, 0.5))
    return box


class Picture(QWidget):
    """Shows one image, or the words why there is none."""

    def __init__(self, themes: ThemeSwitch, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme = themes.theme
        self._image, self._words = QImage(), ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)
        themes.changed.connect(self.show_theme)

    @property
    def image(self) -> QImage:
        """What is shown, a pixel each; a null image for nothing."""
        return self._image

    def show_image(self, image: QImage | None, words: str = "") -> None:
        """Show an image; `words` say what it is, or why there is none."""
        self._image, self._words = image or QImage(), words
        self.setAccessibleDescription(words)
        self.update()

    @Slot(object)
    def show_theme(self, theme: Theme) -> None:
        """Another theme: the image is made anew by whoever made it."""
        self._theme = theme
        self.update()

    def box(self) -> QRectF:
        """Where the image stands in the widget."""
        return picture_box(self._image.size(), self._room(), self.devicePixelRatioF())

    def _room(self) -> QRectF:
        return QRectF(self.rect()).adjusted(RIM, RIM, -RIM, -RIM)

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._image.isNull():
            painter.setPen(QColor(self._theme.muted_text))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect(), int(flags), self._words)
        else:
            paint_picture(painter, self._image, self._room(), QColor(self._theme.control_border))
        painter.end()

    def sizeHint(self) -> QSize:
        return QSize(_USUAL, _USUAL)

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, _LEAST)
