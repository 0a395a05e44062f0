"""The menu of activation functions, each with its curve as the catalogue computes it."""

from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QColor, QFont, QIcon, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QMenu, QWidget

from engine.catalog import activations
from gui.theme.current import ThemeSwitch
from gui.theme.theme import Theme
from gui.widgets.tips import in_lines

_WIDTH, _HEIGHT = 30, 20


class ActivationMenu(QMenu):
    """All activations by label; `chosen` tells the Keras name of another one."""

    chosen = Signal(str)

    def __init__(self, title: str, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._themes = themes
        self._shown = ""
        self._group = QActionGroup(self)
        self.setToolTipsVisible(True)
        for entry in activations:
            action = QAction(entry.label, self)
            action.setData(entry.name)
            action.setToolTip(in_lines(entry.sentence))
            action.setCheckable(True)
            self._group.addAction(action)
            self.addAction(action)
        self._group.triggered.connect(self._on_triggered)
        self.aboutToShow.connect(self._on_about_to_show)

    def show_name(self, name: str) -> None:
        """Mark the activation in force."""
        self._shown = name
        for action in self.actions():
            now = action.data() == name
            action.setChecked(now)
            font = QFont(self.font())
            font.setWeight(QFont.Weight.DemiBold if now else QFont.Weight.Normal)
            action.setFont(font)

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        name = str(action.data())
        if name != self._shown:
            self.show_name(self._shown)  # the specification decides, not the click
            self.chosen.emit(name)

    @Slot()
    def _on_about_to_show(self) -> None:
        for action in self.actions():
            action.setIcon(activation_icon(str(action.data()), self._themes.theme, self.devicePixelRatioF()))


@lru_cache(maxsize=128)
def activation_icon(name: str, theme: Theme, ratio: float) -> QIcon:
    """The curve of an activation over z from −3 to 3, with its axes."""
    picture = QPixmap(round(_WIDTH * ratio), round(_HEIGHT * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.control_border), 1.0))
    base = _HEIGHT * 0.62
    painter.drawLine(QPointF(1, base), QPointF(_WIDTH - 1, base))
    painter.drawLine(QPointF(_WIDTH / 2, 1), QPointF(_WIDTH / 2, _HEIGHT - 1))
    painter.setPen(QPen(QColor(theme.accent), 1.6))
    polygon = QPolygonF()
    for x, a in activation_curve(name):
        polygon.append(QPointF(1 + (x + 3.0) / 6.0 * (_WIDTH - 2), base - a * _HEIGHT * 0.32))
    painter.setClipRect(0, 0, _WIDTH, _HEIGHT)
    painter.drawPolyline(polygon)
    painter.end()
    return QIcon(picture)


def activation_curve(name: str) -> list[tuple[float, float]]:
    """Points (z, a) from −3 to 3; softmax against one other unit that rests at 0."""
    entry = activations[name]
    z = np.linspace(-3.0, 3.0, 61)
    with_rival = np.stack([z, np.zeros_like(z)], axis=-1)
    a = entry.value(with_rival)[:, 0] if entry.couples else entry.value(z)
    return list(zip(z.tolist(), a.tolist(), strict=True))
