"""The header over one layer: its name, its units, its activation, and all edits in one menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QFont, QFontMetrics, QIcon, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QMenu, QWidget

from engine.catalog import activations
from engine.spec import DataInfo, ExperimentSpec, LayerSpec
from engine.spec.fields import field_infos
from gui.network_view import layer_edits
from gui.network_view.header_texts import name_controls, shortened, units_text
from gui.network_view.layer_edits import LAYER_WORDS, SETTINGS, Edit, Refused, layer_name, may
from gui.network_view.lock_edits import lock_text
from gui.network_view.menu_button import MenuButton
from gui.theme.current import ThemeSwitch
from gui.theme.fonts import ui_font
from gui.theme.icons import icon
from gui.theme.theme import Theme
from gui.widgets.label import Label
from gui.widgets.menu_text import in_menu
from gui.widgets.number_field import NumberField
from gui.widgets.numbers import NumberRule
from gui.widgets.tips import in_lines
from gui.widgets.tool_button import ToolButton

if TYPE_CHECKING:
    from gui.network_view.activation_menu import ActivationMenu
    from gui.network_view.layer_menu import LayerMenu

WIDEST, HEIGHT = 134, 70
ROOMY, WITH_STEPS, WITH_FIELD = 98, 50, 40
"""Widths from which a header has everything in full size, in a small one, a field and an activation at all."""

OPEN = 116
"""How wide a narrow header opens."""

_ROW, _TOP, _MARGIN = 21, 3, 3
_BUTTON, _SMALL_BUTTON, _SMALL_ICON = 20, 16, 12
_CHEVRON_FROM = 64
_FIELD_FRAME, _FIELD_PADDING = 8, 4


class LayerHeader(QFrame):
    """Edits one layer; where columns are narrow it opens over its neighbours while it is pointed at or has the focus.

    Everything is in the menu of its title too. asked: for its settings, or for the shape of the network.
    layer: which one it edits, from 0.
    """

    edited = Signal(str, object, int)
    refused = Signal(str)
    asked = Signal(str)

    def __init__(self, layer: int, themes: ThemeSwitch, parent: QWidget) -> None:
        super().__init__(parent)
        self.layer = layer
        self._spec: ExperimentSpec | None = None
        self._info = DataInfo("binary", ())
        self._shown: tuple[object, ...] = ()
        self._rest, self._complete = QRect(), True
        self._entered = self._focused = self._objected = self._locked = False
        self.setProperty("card", True)
        self._title, self._activation = MenuButton(self), MenuButton(self)
        self._settings, self._remove, self._fewer, self._more = (
            ToolButton(name, text, themes, parent=self, icon_px=_SMALL_ICON)
            for name, text in (
                ("sliders", "Settings of the layer"),
                ("close", "Remove the layer"),
                ("minus", "One unit fewer"),
                ("plus", "One unit more"),
            )
        )
        bounds = field_infos(LayerSpec)["units"]
        rule = NumberRule("Units of the layer", bounds.low or 1.0, bounds.high or 1.0, integer=True)
        self._units = NumberField(rule, self, quiet=True)
        self._units.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._units.explain(f"{bounds.sentence} More of them fit finer shapes, and noise too.")
        self._fixed = Label("", "muted", self)
        self._fixed.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._themes = themes
        self._menu: LayerMenu | None = None
        self._curves: ActivationMenu | None = None
        self._title.set_menu(self.menu)
        self._activation.set_menu(self._curves_menu)
        self._connect()
        themes.changed.connect(self._on_theme)
        self._on_theme(themes.theme)

    @property
    def grip(self) -> QWidget:
        """By which it is dragged, beside its bare parts."""
        return self._title

    def menu(self) -> QMenu:
        """All edits, for narrow headers, for the keyboard and for the right button; made when it is first wanted."""
        from gui.network_view.layer_menu import LayerMenu

        if self._menu is None:
            self._menu = LayerMenu(self._themes, self)
            self._menu.asked.connect(self._on_asked)
            self._menu.chosen.connect(self._on_activation)
        if self._spec is not None:
            self._menu.show_layer(self._spec, self._info, self.layer)
        return self._menu

    def _curves_menu(self) -> QMenu:
        from gui.network_view.activation_menu import ActivationMenu

        if self._curves is None:
            self._curves = ActivationMenu("Activation", self._themes, self)
            self._curves.chosen.connect(self._on_activation)
        if self._spec is not None:
            self._curves.show_name(self._spec.network.layers[self.layer].activation)
        return self._curves

    def parts_in_order(self) -> tuple[QWidget, ...]:
        """Its controls, row by row."""
        return self._settings, self._title, self._remove, self._fewer, self._units, self._more, self._activation

    def _connect(self) -> None:
        self._units.edited.connect(self._on_units)
        self._units.refused.connect(self.refused)
        buttons = ((self._settings, SETTINGS), (self._more, "more"), (self._fewer, "fewer"), (self._remove, "remove"))
        for button, word in buttons:
            button.clicked.connect(lambda _=False, word=word: self._on_asked(word))
        self._units.textChanged.connect(self._settle)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def show_spec(self, spec: ExperimentSpec, info: DataInfo) -> None:
        """Show the layer as the experiment has it."""
        before, self._spec, self._info = self._spec, spec, info
        shown, self._shown = self._shown, (spec.network, spec.training, info.inputs, info.outputs, info.classes)
        if shown == self._shown and before is not None and before.data != spec.data:
            return  # only points have come or gone: with every stroke of a brush
        layer = spec.network.layers[self.layer]
        name, entry = layer_name(spec, self.layer), activations[layer.activation]
        self._units.show_value(layer.units)
        self._fixed.setToolTip(in_lines(layer_edits.output_words(spec, info)))
        self._fewer.setEnabled(may("fewer", spec, info, self.layer))
        self._activation.setToolTip(in_lines(f"{entry.label}: {entry.sentence}"))
        self._activation.setAccessibleName(f"{name}: activation {entry.label}")
        locked = lock_text(layer)
        tip = f"{name}: change, duplicate, move, lock or remove it, add others. {locked}"
        self._title.setToolTip(in_lines(tip.strip()))
        self._title.setAccessibleName(f"{name}: edit")
        self._title.setAccessibleDescription(locked)
        named = self._settings, self._remove, self._fewer, self._more, self._units
        name_controls(spec.network.layers, self.layer, *named)
        self._locked = bool(locked)
        self._arrange()

    @property
    def _last(self) -> bool:
        return self._spec is not None and self.layer == len(self._spec.network.layers) - 1

    def show_place(self, place: QRect) -> None:
        """Stand here when nobody is busy with it."""
        self._rest = place
        self._settle()

    @Slot()
    def _settle(self) -> None:
        """Take the place of rest, or a wider one if that has not room for all and somebody is busy here."""
        if self.width() != self._rest.width():
            self.setGeometry(self._rest)
        self._arrange()
        place = QRect(self._rest)
        if (self._entered or self._focused) and not self._complete:
            place.setWidth(OPEN)
            place.moveCenter(self._rest.center())
            strip = self.parentWidget()
            most = strip.width() - OPEN if strip is not None else 0
            place.moveLeft(max(min(place.left(), most), 0))
            self.raise_()
        self.setGeometry(place)

    def _arrange(self) -> None:
        """Place what the width has room for."""
        if self._spec is None:
            return
        width, inner = self.width(), self.width() - 2 * _MARGIN
        button = _BUTTON if width >= ROOMY else _SMALL_BUTTON
        field, close = width >= WITH_FIELD, width >= WITH_STEPS and not self._last
        digits = QFontMetrics(self._units.font()).horizontalAdvance(self._units.text()) + _FIELD_FRAME
        steps = close and digits <= inner - 2 * button
        roomy = width >= OPEN
        left = button if roomy else 0
        side = button if close or roomy else 0
        self._settings.setGeometry(_MARGIN, _TOP + 1, button, _ROW - 1)
        self._title.setGeometry(_MARGIN + left, _TOP, inner - left - side, _ROW)
        self._remove.setGeometry(width - _MARGIN - button, _TOP + 1, button, _ROW - 1)
        row = QRect(_MARGIN, _TOP + _ROW, inner, _ROW)
        self._fixed.setGeometry(row)
        room = min(inner - 2 * button, max(56, digits + _FIELD_PADDING)) if steps else inner
        self._units.setGeometry((width - room) // 2, row.top(), room, _ROW)
        self._fewer.setGeometry(self._units.x() - button, row.top() + 1, button, _ROW - 1)
        self._more.setGeometry(self._units.geometry().right() + 1, row.top() + 1, button, _ROW - 1)
        self._activation.setGeometry(_MARGIN, _TOP + 2 * _ROW, inner, _ROW)
        for widget, shown in (
            (self._settings, roomy),
            (self._remove, close),
            (self._fewer, steps),
            (self._more, steps),
            (self._units, field and not self._last),
            (self._fixed, field and self._last),
            (self._activation, field),
        ):
            widget.setVisible(shown)
        whole = self._write(inner)
        self._complete = field and whole and (steps or self._last)

    def _write(self, inner: int) -> bool:
        """Names as long as there is room for; whether the activation's is whole."""
        assert self._spec is not None
        layer, name = self._spec.network.layers[self.layer], layer_name(self._spec, self.layer)
        roomy = inner >= ROOMY - 2 * _MARGIN
        self._title.setFont(ui_font(self._theme, None if roomy else self._theme.small_px, QFont.Weight.DemiBold))
        self._title.setIcon(icon("lock", self._theme, "accent_ink") if self._locked else QIcon())
        beside = 26 if self._locked else 10
        self._title.setText(in_menu(shortened(name, self._title.font(), self._title.width() - beside)))
        chevron = inner >= _CHEVRON_FROM
        self._activation.setIcon(icon("chevron-down", self._theme, "muted_text") if chevron else QIcon())
        room = inner - (_SMALL_ICON + 12 if chevron else 8)
        self._activation.setFont(ui_font(self._theme, None if roomy else self._theme.heading_px))
        metrics = QFontMetrics(self._activation.font())
        label = activations[layer.activation].label
        shown = metrics.elidedText(label, Qt.TextElideMode.ElideRight, room)
        self._activation.setText(shown)
        self._fixed.setText(units_text(layer.units, self._fixed.font(), inner))
        return shown == label

    def _make(self, maker: Callable[[ExperimentSpec, DataInfo], Edit]) -> None:
        """Answer with the edit, or with the reason why not, and then show what still is."""
        if self._spec is None:
            return
        try:
            edit = maker(self._spec, self._info)
        except Refused as error:
            self._units.show_value(self._spec.network.layers[self.layer].units)
            self._objected = True
            self.refused.emit(str(error))
            return
        self._objected = False
        self.edited.emit(edit.text, edit.spec, -1)

    @Slot(float)
    def _on_units(self, units: float) -> None:
        self._make(lambda spec, info: layer_edits.set_units(spec, info, self.layer, int(units)))

    @Slot(str)
    def _on_asked(self, word: str) -> None:
        if word in LAYER_WORDS:
            self._make(lambda spec, info: layer_edits.do(word, spec, info, self.layer))
        else:
            self.asked.emit(word)

    @Slot(str)
    def _on_activation(self, name: str) -> None:
        self._make(lambda spec, info: layer_edits.set_activation(spec, info, self.layer, name))

    @Slot(object)
    def _on_theme(self, theme: Theme) -> None:
        self._theme = theme
        for button in (self._activation, self._title):
            button.setIconSize(QSize(_SMALL_ICON, _SMALL_ICON))
        self._arrange()

    @Slot(QWidget, QWidget)
    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        focused = now is not None and self.isAncestorOf(now)
        if focused != self._focused:
            self._focused = focused
            self._settle()
            if self._objected and not focused:
                self._objected = False
                self.refused.emit("")

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._entered = True
        self._settle()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._entered = False
        self._settle()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu().popup(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
