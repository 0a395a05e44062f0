"""A small square with the points of one data set, to be chosen."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QWidget

from engine.catalog.datasets import DataSource
from gui.theme.current import ThemeSwitch
from gui.theme.fonts import ui_font
from gui.theme.scale import class_color, in_colors, signed_color
from gui.theme.theme import Theme
from gui.widgets.tips import in_lines

SIDE = 36
_MARGIN = 5.0
_MOST_POINTS = 110
_SHOWN, _EDGE, _GAP = 4, 3.0, 2.0

Numbers = NDArray[np.float64]
Answers = NDArray[np.float64] | NDArray[np.int64]
Points = tuple[Numbers, Answers]


class DatasetTile(QAbstractButton):
    """Shows real points of its data set; until `show_points`, the first word of its label."""

    def __init__(self, source: DataSource, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._theme: Theme = themes.theme
        self._points: Points | None = None
        self._images: Numbers | None = None
        self._picture: QPixmap | None = None
        self.setCheckable(True)
        self.setFixedSize(SIDE, SIDE)
        self.show_source(source)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        themes.changed.connect(self.show_theme)

    @property
    def source(self) -> DataSource:
        """The set that is shown."""
        return self._source

    @property
    def name(self) -> str:
        """The data set's name in the catalogue."""
        return self._source.name

    def show_source(self, source: DataSource) -> None:
        """Call it by another set's name and sentence."""
        self._source = source
        self.setText(source.label)
        self.setAccessibleName(source.label)
        self.setAccessibleDescription(source.sentence)
        self.setToolTip(in_lines(f"{source.label}. {source.sentence}"))

    def show_points(self, points: Points) -> None:
        """x (n, inputs) and y as the data set's `draw` gives them; a few that have all their numbers are drawn."""
        self._images = _images(self._source, points[0])
        x, y = _whole(*points, self._source.plotted) if len(points[0]) else points
        stride = max(1, -(-len(x) // _MOST_POINTS))
        self._points = (x[::stride], y[::stride]) if len(x) else None  # without any, its name stands there
        self._picture = None
        self.update()

    @Slot(object)
    def show_theme(self, theme: Theme) -> None:
        """Draw anew in another theme."""
        self._theme = theme
        self._picture = None
        self.update()

    def _draw_points(self, side: float, ratio: float) -> QPixmap:
        picture = QPixmap(QSize(round(side * ratio), round(side * ratio)))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        if self._points is None:
            return picture
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._images is not None:
            _paint_images(painter, self._images, side, self._theme)
            painter.end()
            return picture
        x, y = self._points
        radius = 2.6 if len(x) <= 8 else 1.15
        for (across, up), color in zip(_placed(x, y), _colors(self._source, y, self._theme), strict=True):
            painter.setBrush(color)
            inner = side - 2 * _MARGIN
            center = QPointF(_MARGIN + across * inner, _MARGIN + (1.0 - up) * inner)
            painter.drawEllipse(center, radius, radius)
        painter.end()
        return picture

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, focused = self.isChecked(), self.hasFocus()
        width = 2.0 if chosen or focused else 1.0
        edge = theme.focus if focused else theme.accent if chosen else theme.border
        frame = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.setPen(QPen(QColor(edge), width))
        painter.setBrush(QColor(theme.hover if self.underMouse() and not chosen else theme.raised))
        painter.drawRoundedRect(frame, theme.radius, theme.radius)
        if self._points is None:
            painter.setPen(QColor(theme.muted_text))
            painter.setFont(ui_font(theme, 9))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, _first_word(self._source))
            return
        if self._picture is None or self._picture.devicePixelRatio() != self.devicePixelRatioF():
            self._picture = self._draw_points(SIDE, self.devicePixelRatioF())
        painter.drawPixmap(0, 0, self._picture)


def _first_word(source: DataSource) -> str:
    return source.label.split()[0].partition("-")[0].rstrip(":")


def _images(source: DataSource, x: Numbers) -> Numbers | None:
    """The first four examples (4, height, width) from 0 to 1 of a set of pictures, None of any other."""
    if source.image is None or len(x) < _SHOWN:
        return None
    return _unit(x[:_SHOWN]).reshape(_SHOWN, *source.image)


def _paint_images(painter: QPainter, images: Numbers, side: float, theme: Theme) -> None:
    """Two by two, ink on paper."""
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    room = (side - 2 * _EDGE - _GAP) / 2
    ink = QColor(theme.text)
    for number, image in enumerate(images):
        left, top = (_EDGE + (room + _GAP) * place for place in (number % 2, number // 2))
        pixels = np.empty((*image.shape, 4), np.uint8)
        pixels[..., :3] = ink.red(), ink.green(), ink.blue()
        pixels[..., 3] = np.rint(255.0 * image)
        height, width = image.shape
        drawn = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGBA8888)
        painter.drawImage(QRectF(left, top, room, room), drawn)


def _whole(x: Numbers, y: Answers, plotted: tuple[int, int]) -> Points:
    """The columns to look at first, and the targets, of the rows where nothing of it is missing."""
    shown = x[:, list(plotted)] if x.shape[1] > 1 else x
    missing = np.isnan(shown).any(axis=1) | np.isnan(np.asarray(y, dtype=np.float64)).reshape(len(y), -1).any(axis=1)
    if y.dtype == np.int64:
        missing |= y < 0 if y.ndim == 1 else False
    return shown[~missing], y[~missing]


def _placed(x: NDArray[np.float64], y: NDArray[np.float64] | NDArray[np.int64]) -> NDArray[np.float64]:
    """Places (n, 2) in the unit square: the first two inputs, or the one input and the number to predict."""
    across = x[:, 0]
    up = x[:, 1] if x.shape[1] > 1 else np.asarray(y, dtype=np.float64).reshape(len(x), -1)[:, 0]
    return np.stack([_unit(across), _unit(up)], axis=1)


def _unit(values: NDArray[np.float64]) -> NDArray[np.float64]:
    low, high = float(values.min()), float(values.max())
    scaled: NDArray[np.float64] = (values - low) / (high - low) if high > low else np.full(len(values), 0.5)
    return scaled


def _colors(source: DataSource, y: NDArray[np.float64] | NDArray[np.int64], theme: Theme) -> list[QColor]:
    """Two classes in the sign colours, several (or sets of answers) in the palette's, numbers on the signed scale."""
    if source.task == "regression":
        numbers = np.asarray(y, dtype=np.float64).reshape(len(y), -1)[:, 0]
        limit = float(np.abs(numbers).max()) or 1.0
        return [signed_color(theme, float(number), limit) for number in numbers]
    if source.task == "binary":
        pair = QColor(theme.negative), QColor(theme.positive)
        return [pair[int(k)] for k in y]
    if source.task == "multilabel":
        return [class_color(theme, int(k)) for k in y @ 2 ** np.arange(y.shape[1])]
    theme = in_colors(theme, source.colors)
    return [class_color(theme, int(k)) for k in y]
