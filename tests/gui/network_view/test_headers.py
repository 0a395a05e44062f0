"""Headers: every edit gives the right experiment, nonsense gives a sentence, and nothing overlaps."""

from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from engine.catalog import activations
from engine.spec import ExperimentSpec
from gui.network_view.activation_menu import ActivationMenu
from gui.network_view.header import LayerHeader
from gui.network_view.layer_edits import Refused, add_layer, output_words, remove_layer, set_units
from gui.network_view.view import NetworkView
from gui.theme.current import ThemeSwitch
from gui.widgets.number_field import NumberField
from gui.widgets.tool_button import ToolButton
from tests.gui.network_view.scenes import info_of, spec_of

SPEC = spec_of()


class Panel:
    """A network view on an experiment, with all it says."""

    def __init__(self, qtbot: QtBot, themes: ThemeSwitch, spec: ExperimentSpec, size: tuple[int, int]) -> None:
        self.view = NetworkView(themes)
        qtbot.addWidget(self.view)
        self.edits: list[tuple[Any, ...]] = []
        self.refusals: list[str] = []
        self.view.edited.connect(lambda *said: self.edits.append(said))
        self.view.refused.connect(self.refusals.append)
        self.view.resize(*size)
        self.view.show_spec(spec, info_of(spec))
        self.view.show()
        QApplication.processEvents()

    def header(self, layer: int) -> LayerHeader:
        found = self.view.headers.headers[layer + 1]
        assert isinstance(found, LayerHeader)
        return found

    def button(self, layer: int, name: str) -> ToolButton:
        return next(b for b in self.header(layer).findChildren(ToolButton) if b.accessibleName() == name)

    def field(self, layer: int) -> NumberField:
        field = self.header(layer).findChild(NumberField)
        assert isinstance(field, NumberField)
        return field

    def type_units(self, layer: int, text: str) -> None:
        field = self.field(layer)
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)


@pytest.fixture
def panel(qtbot: QtBot, themes: ThemeSwitch) -> Panel:
    return Panel(qtbot, themes, SPEC, (860, 560))


def test_a_name_stands_as_it_is_called(panel: Panel) -> None:
    spec = SPEC.with_layer(0, name="A&B")
    panel.view.show_spec(spec, info_of(spec))
    assert panel.header(0).grip.text() == "A&&B"


def test_plus_and_minus_change_the_units(panel: Panel) -> None:
    panel.button(0, "Layer 1: one unit more").click()
    panel.button(1, "Layer 2: one unit fewer").click()
    assert panel.edits == [
        ("Layer 1 to 5 units", SPEC.with_layer(0, units=5), -1),
        ("Layer 2 to 1 unit", SPEC.with_layer(1, units=1), -1),
    ]


def test_a_typed_number_changes_the_units(panel: Panel) -> None:
    panel.type_units(0, "12")
    assert panel.edits == [("Layer 1 to 12 units", SPEC.with_layer(0, units=12), -1)]


@pytest.mark.parametrize("text", ["0", "1000000000", "abc", "2.5", "-3"])
def test_nonsense_is_refused_in_a_sentence_that_names_the_place(panel: Panel, text: str) -> None:
    panel.type_units(0, text)
    assert panel.edits == []
    assert len(panel.refusals) == 1
    assert "layer 1" in panel.refusals[0].lower()
    QTest.keyClick(panel.field(0), Qt.Key.Key_Escape)
    assert panel.field(0).text() == "4"


def test_a_layer_that_would_need_too_much_memory_is_refused_and_the_old_number_returns(
    qtbot: QtBot, themes: ThemeSwitch
) -> None:
    panel = Panel(qtbot, themes, spec_of(hidden=(4, 1000)), (860, 560))
    panel.type_units(0, "1000000")
    assert panel.edits == []
    assert "GiB" in panel.refusals[0]
    assert panel.field(0).text() == "4"


def test_the_cross_removes_and_the_plus_between_two_headers_adds(panel: Panel) -> None:
    panel.button(0, "Remove layer 1").click()
    panel.view.headers.adders[2].click()
    removed, added = panel.edits
    assert [layer.units for layer in removed[1].network.layers] == [2, 1]
    assert [layer.units for layer in added[1].network.layers] == [4, 2, 2, 1]
    assert (removed[0], added[0]) == ("Remove layer 1", "Add layer 3")


def test_the_activation_menu_lists_the_catalogue_and_says_what_was_chosen(panel: Panel) -> None:
    panel.header(0).menu()
    menu = panel.header(0).findChild(ActivationMenu)
    assert isinstance(menu, ActivationMenu)
    assert [action.text() for action in menu.actions()] == [entry.label for entry in activations]
    assert [action.data() for action in menu.actions() if action.isChecked()] == ["tanh"]
    next(action for action in menu.actions() if action.data() == "tanh").trigger()
    next(action for action in menu.actions() if action.data() == "relu").trigger()
    assert panel.edits == [("Layer 1: ReLU", SPEC.with_layer(0, activation="relu"), -1)]


def test_arrow_keys_walk_on_from_the_activation_there_is(panel: Panel) -> None:
    panel.header(0).menu()
    menu = panel.header(0).findChild(ActivationMenu)
    assert isinstance(menu, ActivationMenu)
    menu.popup(panel.view.mapToGlobal(panel.view.rect().center()))
    assert menu.activeAction().data() == "tanh"
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert panel.edits == [("Layer 1: ReLU", SPEC.with_layer(0, activation="relu"), -1)]


def test_the_output_s_units_are_fixed_and_say_why(panel: Panel) -> None:
    assert not panel.field(2).isVisible()
    shown = [button.accessibleName() for button in panel.header(2).findChildren(ToolButton) if button.isVisible()]
    assert shown == ["Settings of Output"]
    for spec, said in (
        (SPEC, "signs agree"),
        (spec_of("iris"), "The data fixes the output's units: one for each class"),
    ):
        panel.view.show_spec(spec, info_of(spec))
        labels = [child for child in panel.header(2).findChildren(QLabel) if child.isVisible()]
        told = [label.toolTip().replace("\n", " ") for label in labels]
        assert told == [output_words(spec, info_of(spec))]
        assert said in told[0]


def test_headers_come_and_go_with_layers(panel: Panel) -> None:
    for hidden in ((4,), (4, 2, 3, 5), ()):
        spec = spec_of(hidden=hidden)
        panel.view.show_spec(spec, info_of(spec))
        assert len(panel.view.headers.headers) == len(hidden) + 2
        names = [button.accessibleName() for button in panel.header(len(hidden)).findChildren(QToolButton)]
        assert "Output: edit" in names
        assert [panel.field(layer).text() for layer in range(len(hidden))] == [str(units) for units in hidden]
    assert panel.edits == []


@pytest.mark.parametrize("size", [(560, 430), (860, 560), (2400, 1500)])
@pytest.mark.parametrize("hidden", [(), (4, 2), (8,) * 6, (3,) * 12])
@pytest.mark.parametrize("zoom", [-3, 0, 2])
def test_headers_stand_over_their_columns_and_never_overlap(
    qtbot: QtBot, themes: ThemeSwitch, hidden: tuple[int, ...], size: tuple[int, int], zoom: int
) -> None:
    panel = Panel(qtbot, themes, spec_of(hidden=hidden), size)
    for _ in range(abs(zoom)):
        (panel.view.zoom_in if zoom > 0 else panel.view.zoom_out)()
    headers = panel.view.headers.headers
    xs, _ = panel.view.canvas.column_places()
    shown = [header for header in headers if header.isVisible()]
    assert all(not a.geometry().intersects(b.geometry()) for a, b in pairwise(shown))
    for header, x in zip(headers, xs, strict=True):
        if header.isVisible():
            assert abs(header.geometry().center().x() + 0.5 - x) <= 1.5
        check_parts(header)
    for adder in panel.view.headers.adders:
        assert adder.isHidden() or not any(adder.geometry().intersects(header.geometry()) for header in shown)


@pytest.mark.parametrize(("width", "hidden"), [(587, n) for n in range(1, 7)] + [(799, n) for n in range(1, 9)])
def test_every_layer_keeps_its_controls_in_place(qtbot: QtBot, themes: ThemeSwitch, width: int, hidden: int) -> None:
    """The stage of the windows of 1100x700 and 1440x900."""
    panel = Panel(qtbot, themes, spec_of(hidden=(6,) * hidden), (width, 378))
    assert all(adder.isVisible() for adder in panel.view.headers.adders)
    for layer in range(hidden):
        shown = {b.accessibleName() for b in panel.header(layer).findChildren(QToolButton) if b.isVisible()}
        number = layer + 1
        assert {
            f"Remove layer {number}",
            f"Layer {number}: one unit fewer",
            f"Layer {number}: one unit more",
            f"Layer {number}: edit",
            f"Layer {number}: activation Tanh",
        } <= shown
        assert panel.field(layer).shown_text() == "6"


def test_a_narrow_header_opens_while_it_is_pointed_at_or_has_the_focus(qtbot: QtBot, themes: ThemeSwitch) -> None:
    panel = Panel(qtbot, themes, spec_of(hidden=(128,) * 12, activation="leaky_relu"), (587, 378))
    places = [header.geometry() for header in panel.view.headers.headers]
    for layer in (0, 5, 11):
        header = panel.header(layer)
        assert not panel.button(layer, f"Layer {layer + 1}: one unit more").isVisible()
        point = QPointF(5, 5)
        QApplication.sendEvent(header, QEnterEvent(point, point, point))
        assert header.width() > places[layer + 1].width()
        assert panel.view.headers.rect().contains(header.geometry())
        assert panel.button(layer, f"Layer {layer + 1}: one unit more").isVisible()
        assert panel.button(layer, f"Remove layer {layer + 1}").isVisible()
        check_parts(header)
        others = [h.geometry() for h in panel.view.headers.headers if h is not header]
        assert others == [place for place in places if place != places[layer + 1]]
        QApplication.sendEvent(header, QEvent(QEvent.Type.Leave))
        assert header.geometry() == places[layer + 1]
        title = next(b for b in header.findChildren(QToolButton) if b.accessibleName().endswith(": edit"))
        title.setFocus()
        assert panel.button(layer, f"Layer {layer + 1}: one unit more").isVisible()
        title.clearFocus()
        assert header.geometry() == places[layer + 1]


def test_a_long_number_has_the_whole_row(panel: Panel) -> None:
    field = panel.field(0)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "1000000000")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.refusal()
    assert field.shown_text() == "1000000000"
    assert field.fontMetrics().horizontalAdvance("1000000000") < field.width()
    check_parts(panel.header(0))
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert panel.button(0, "Layer 1: one unit more").isVisible()
    assert panel.refusals[-1] == ""


def test_a_refusal_of_the_whole_is_over_when_the_header_is_left(qtbot: QtBot, themes: ThemeSwitch) -> None:
    panel = Panel(qtbot, themes, spec_of(hidden=(4, 1000)), (860, 560))
    panel.field(0).setFocus()
    panel.type_units(0, "1000000")
    assert "GiB" in panel.refusals[-1]
    panel.field(0).clearFocus()
    assert panel.refusals[-1] == ""


def test_another_theme_leaves_every_icon_as_large_as_it_was(panel: Panel, themes: ThemeSwitch) -> None:
    buttons = panel.view.headers.findChildren(QToolButton)
    sizes = [button.iconSize() for button in buttons]
    themes.show_name("dark")
    assert [button.iconSize() for button in buttons] == sizes
    assert {size.width() for size in sizes} <= {10, 12, 16}


def check_parts(header: QWidget) -> None:
    parts = [
        child
        for child in header.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if child.isVisible() and not child.isWindow()
    ]
    inside = QRect(QPoint(0, 0), header.size())
    for index, part in enumerate(parts):
        assert inside.contains(part.geometry()), (header.size(), part.geometry())
        assert not any(part.geometry().intersects(other.geometry()) for other in parts[index + 1 :])


def test_every_control_has_a_name_a_tooltip_and_takes_the_focus(panel: Panel) -> None:
    controls = [
        child
        for kind in (QToolButton, QLineEdit)
        for child in panel.view.headers.findChildren(kind)
        if child.isVisible()
    ]
    assert len(controls) >= 14
    for control in controls:
        assert control.accessibleName(), control
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, control
        if isinstance(control, QToolButton):
            assert control.toolTip(), control.accessibleName()


def test_edits_are_pure() -> None:
    info = info_of(SPEC)
    assert set_units(SPEC, info, 0, 7).spec.network.layers[0].units == 7
    assert add_layer(spec_of(hidden=()), info, 0).spec.network.layers[0].units == 4
    assert remove_layer(SPEC, info, 1).spec == spec_of(hidden=(4,))
    assert spec_of() == SPEC
    with pytest.raises(Refused, match="Layer 1"):
        set_units(SPEC, info, 0, 0)
