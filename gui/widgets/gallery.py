"""All inputs on one page, painted off screen: python -m gui.widgets.gallery OUT.png [light|dark]."""

import os
import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.theme.current import ThemeSwitch
from gui.theme.fonts import math_font
from gui.theme.icons import icon_names
from gui.theme.scale import class_color, signed_table
from gui.theme.theme import CLASS_COUNT, Theme
from gui.widgets.check import Check
from gui.widgets.choice import Choice
from gui.widgets.items import Item
from gui.widgets.label import Label
from gui.widgets.labeled_slider import LabeledSlider
from gui.widgets.number_field import NumberField
from gui.widgets.numbers import NumberRule, SliderScale
from gui.widgets.section import Section
from gui.widgets.segmented import Segmented
from gui.widgets.toast import Kind, Toast
from gui.widgets.tool_button import ToolButton

_GRAINS = [Item(name.lower(), name) for name in ("Neuron", "Layer", "Pass", "Batch", "Epoch")]
_RATES = [Item(name.lower(), name) for name in ("SGD", "Adam", "RMSprop", "Adagrad")]


class Gallery(QWidget):
    """Every widget once, in the states worth judging."""

    def __init__(self, themes: ThemeSwitch) -> None:
        super().__init__()
        self.resize(980, 640)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(_bar(themes))
        columns = QHBoxLayout()
        columns.setContentsMargins(20, 20, 20, 20)
        columns.setSpacing(20)
        for panel in (_inputs(), _fields(), _colours(themes.theme)):
            columns.addWidget(panel, 1)
        page.addLayout(columns, 1)
        page.addWidget(_messages(themes))


def _panel(*parts: QWidget) -> QFrame:
    frame = QFrame()
    frame.setProperty("card", True)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(16, 16, 16, 16)
    layout.setSpacing(20)
    for part in parts:
        layout.addWidget(part)
    layout.addStretch(1)
    return frame


def _bar(themes: ThemeSwitch) -> QFrame:
    bar = QFrame()
    bar.setProperty("panel", True)
    row = QHBoxLayout(bar)
    row.setContentsMargins(16, 8, 16, 8)
    row.setSpacing(4)
    row.addWidget(Label("Chainrule", "title"))
    row.addSpacing(16)
    for name, text, keys in (("reset", "Reset", "R"), ("back", "Back", "Left")):
        row.addWidget(ToolButton(name, text, themes, keys))
    row.addWidget(ToolButton("play", "Play", themes, "Space", primary=True))
    row.addWidget(ToolButton("step", "Step", themes, "Right"))
    row.addSpacing(12)
    grains = Segmented("Step by", _GRAINS)
    grains.show_key("layer")
    row.addWidget(grains)
    row.addStretch(1)
    off = ToolButton("undo", "Undo", themes, "Ctrl+Z")
    off.setEnabled(False)
    row.addWidget(off)
    for name in ("moon", "help"):
        row.addWidget(ToolButton(name, name, themes))
    return bar


def _inputs() -> QFrame:
    section = Section("Data")
    section.add_to_header(Label("500 points", "small"))
    rate = LabeledSlider("Learning rate", SliderScale(1e-4, 10, "log"))
    rate.show_value(0.03)
    share = LabeledSlider(
        "Training share", SliderScale(10, 90, step=1), NumberRule("Training share", 10, 90, True, " %")
    )
    share.show_value(50)
    noise = LabeledSlider("Noise", SliderScale(0, 0.5, step=0.05))
    noise.setEnabled(False)
    for slider in (rate, share, noise):
        section.add(slider)
    features = Section("Features")
    row = QHBoxLayout()
    for label, on, able in (("x₁", True, True), ("x₂", False, True), ("x₁x₂", True, False)):
        box = Check(label)
        box.show_checked(on)
        box.setEnabled(able)
        row.addWidget(box)
    features.content.addLayout(row)
    return _panel(section, features)


def _fields() -> QFrame:
    section = Section("Training")
    for name in ("Optimizer", "Loss"):
        section.add(Label(name, "muted"))
        section.add(Choice(name, _RATES))
    good = NumberField(NumberRule("Momentum", 0, 1))
    good.show_value(0.9)
    bad = NumberField(NumberRule("Learning rate", 0))
    bad.show_value(0.03)
    bad.setText("abc")
    bad.setModified(True)
    bad.editingFinished.emit()
    for field in (good, bad):
        section.add(field)
    row = QHBoxLayout()
    primary = QPushButton("Train")
    primary.setProperty("primary", True)
    off = QPushButton("Draw points")
    off.setEnabled(False)
    for button in (primary, QPushButton("Open CSV…"), off):
        row.addWidget(button)
    section.content.addLayout(row)
    return _panel(section)


def _colours(theme: Theme) -> QFrame:
    scale = Section("Sign scale")
    strip = QLabel()
    table = signed_table(theme)[1:].copy()
    image = QImage(table.data, 255, 1, 255 * 4, QImage.Format.Format_RGBA8888)
    strip.setPixmap(QPixmap.fromImage(image).scaled(255, 20))
    scale.add(strip)
    classes = Section("Classes, curves, gradient")
    row = QHBoxLayout()
    swatches = [class_color(theme, index) for index in range(CLASS_COUNT)]
    for color in [*swatches, *map(QColor, (theme.curve_training, theme.curve_validation, theme.gradient))]:
        dot = QPixmap(18, 18)
        dot.fill(color)
        label = QLabel()
        label.setPixmap(dot)
        row.addWidget(label)
    classes.content.addLayout(row)
    formula = Section("Type")
    for italic, text in ((True, "δ = ( Σ w δ ) · φ′(z)"), (False, "0.83 · 0.124 + −1.21 · 0.052 ∂L/∂w ∇")):
        line = QLabel(text)
        line.setFont(math_font(theme, italic=italic) if italic else math_font(theme, 18))
        formula.add(line)
    formula.add(Label("1111111.11 ∇ ⁽¹⁾ ₁ −0.123\n8888888.88 ∂ Σ δ φ′ ŷ", "strong"))
    formula.add(Label("Neurons that hardly change say little.", "muted"))
    return _panel(scale, classes, formula)


def _messages(themes: ThemeSwitch) -> QWidget:
    foot = QWidget()
    column = QVBoxLayout(foot)
    column.setSpacing(8)
    column.setContentsMargins(20, 0, 20, 20)
    icons = QGridLayout()
    for index, name in enumerate(icon_names()):
        icons.addWidget(ToolButton(name, name, themes), 0, index)
    column.addLayout(icons)
    messages: tuple[tuple[Kind, str], ...] = (
        ("info", "Saved to xor-2-4-2.chainrule."),
        ("warning", "The batch is larger than the data: 250 examples are used."),
        ("error", "The run diverged at update 303, in layer 2. Try a smaller learning rate. " * 2),
    )
    for kind, text in messages:
        toast = Toast(themes, foot)
        toast.show_message(kind, text)
        column.addWidget(toast)
    return foot


def main(arguments: list[str]) -> int:
    """Paint the page into the file named first, in the theme named second."""
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    themes = ThemeSwitch(app)
    themes.show_name(arguments[1] if len(arguments) > 1 else "light")
    gallery = Gallery(themes)
    gallery.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    gallery.show()
    app.processEvents()
    gallery.grab().save(arguments[0])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
