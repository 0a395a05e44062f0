"""What the network sees of a plane: inputs, squares, product and sines, each a small picture to switch."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from engine.catalog import features
from engine.catalog.features import Feature
from gui.theme.current import ThemeSwitch
from gui.theme.scale import signed_indices, signed_table
from gui.theme.theme import Theme
from gui.widgets.tips import in_lines

SIDE = 26
_FINE = 2 * SIDE
_REACH = 6.0
PLAIN = ("x1", "x2")
NONE_LEFT = "The network must see something: at least one input stays."


class FeatureRow(QWidget):
    """chosen(names): what the network is to see, () for the two inputs as they are; refused(sentence)."""

    chosen = Signal(tuple)
    refused = Signal(str)

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Inputs")
        self.buttons = {feature.name: FeatureButton(feature, themes) for feature in features}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3)
        for button in self.buttons.values():
            button.clicked.connect(self._on_clicked)
            row.addWidget(button)
        row.addStretch(1)

    def show_features(self, names: tuple[str, ...], inputs: tuple[str, ...]) -> None:
        """What the network sees, () for the inputs (two names) as they are."""
        for name, button in self.buttons.items():
            button.setChecked(name in (names or PLAIN))
            button.show_names(inputs)

    def names(self) -> tuple[str, ...]:
        """What is switched on, in the catalogue's order."""
        return tuple(name for name, button in self.buttons.items() if button.isChecked())

    def _on_clicked(self) -> None:
        names = self.names()
        if not names:
            sender = self.sender()
            assert isinstance(sender, FeatureButton)
            sender.setChecked(True)
            self.refused.emit(NONE_LEFT)
            return
        self.chosen.emit(() if names == PLAIN else names)


class FeatureButton(QAbstractButton):
    """A picture of one feature over the plane; faint while the network does not see it."""

    def __init__(self, feature: Feature, themes: ThemeSwitch) -> None:
        super().__init__()
        self._feature, self._themes = feature, themes
        self.setCheckable(True)
        self.setFixedSize(SIDE, SIDE)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.show_names(("x₁", "x₂"))

    def show_names(self, inputs: tuple[str, ...]) -> None:
        """Call it by the names of the inputs."""
        label = self._feature.label(inputs) if len(inputs) == 2 else self._feature.name
        self.setAccessibleName(f"Input {label}")
        self.setToolTip(in_lines(f"{label}. {self._feature.sentence}"))

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on, focused = self.isChecked(), self.hasFocus()
        width = 2.0 if on or focused else 1.0
        frame = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        outline = QPainterPath()
        outline.addRoundedRect(frame, theme.radius - 1, theme.radius - 1)
        painter.setClipPath(outline)
        painter.fillRect(self.rect(), QColor(theme.raised))
        painter.setOpacity(1.0 if on else 0.55 if self.underMouse() else 0.3)
        painter.drawImage(QRectF(self.rect()), _picture(self._feature.name, theme))
        painter.setOpacity(1.0)
        painter.setClipping(False)
        painter.setPen(QPen(QColor(theme.focus if focused else theme.accent if on else theme.border), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(outline)


@lru_cache(maxsize=32)
def _picture(name: str, theme: Theme) -> QImage:
    """The feature over the square from −6 to 6, x₁ to the right, x₂ upwards, in the colours of the signed scale."""
    axis = np.linspace(-_REACH, _REACH, _FINE)
    across, up = np.meshgrid(axis, axis[::-1])
    values = features[name].value(across, up)
    pixels = np.ascontiguousarray(signed_table(theme)[signed_indices(values, float(np.abs(values).max()))])
    image = QImage(pixels.data, _FINE, _FINE, 4 * _FINE, QImage.Format.Format_RGBA8888)
    return image.copy()
