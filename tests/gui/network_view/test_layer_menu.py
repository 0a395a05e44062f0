"""The menu of a layer, and what its header shows of names, locks and large numbers."""

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.spec import LayerSpec
from engine.spec.layer_moves import matched_layers
from gui.network_view.layer_edits import LAYER_WORDS
from gui.network_view.menu_button import MenuButton
from gui.theme.current import ThemeSwitch
from tests.gui.network_view.scenes import info_of, spec_of
from tests.gui.network_view.test_headers import SPEC, Panel, panel

__all__ = ["panel"]


def test_the_menu_of_a_header_has_every_edit(panel: Panel) -> None:
    menu = panel.header(1).menu()
    actions = {action.text(): action for action in menu.actions() if action.text() and action.menu() is None}
    assert set(LAYER_WORDS.values()) < set(actions)
    for text in LAYER_WORDS.values():
        if text not in ("Move towards the output", "Duplicate, with the same weights", "Lock this layer"):
            assert actions[text].isEnabled()
            actions[text].trigger()
    sizes = [[layer.units for layer in edit[1].network.layers] for edit in panel.edits]
    assert sizes == [[4, 3, 1], [4, 1, 1], [4, 4, 2, 1], [4, 2, 2, 1], [2, 4, 1], [4, 1]]
    assert not actions["Move towards the output"].isEnabled()
    actions["Duplicate, with the same weights"].trigger()
    actions["Lock this layer"].trigger()
    assert [edit[0] for edit in panel.edits[-2:]] == ["Duplicate layer 2", "Lock layer 2"]
    assert [layer.name for layer in panel.edits[-2][1].network.layers] == ["", "", "Layer 2 copy", ""]
    assert [layer.trainable for layer in panel.edits[-1][1].network.layers] == [True, False, True]


def _able(panel: Panel, layer: int) -> set[str]:
    return {action.text() for action in panel.header(layer).menu().actions() if action.isEnabled() and action.text()}


FREE = {"Settings…", "Activation", "Add a layer before", "Lock this layer", "Shape of the network…"}


def test_the_output_keeps_its_place_and_its_units(panel: Panel) -> None:
    spec = spec_of("iris")
    panel.view.show_spec(spec, info_of(spec))
    assert _able(panel, 2) == FREE


def test_two_classes_have_one_output_or_two(panel: Panel) -> None:
    assert _able(panel, 2) == FREE | {"One unit more"}
    actions = {action.text(): action for action in panel.header(2).menu().actions()}
    actions["One unit more"].trigger()
    (text, two, _), last = panel.edits[-1], LayerSpec(2, "softmax")
    assert text == "Output to 2 units, 2 outputs, sparse categorical cross-entropy"
    assert two.network.layers[-1] == last
    panel.view.show_spec(two, info_of(two))
    assert _able(panel, 2) == FREE | {"One unit fewer"}
    actions["One unit fewer"].trigger()
    assert panel.edits[-1][1] == SPEC
    panel.view.show_spec(SPEC, info_of(SPEC))
    panel.header(2)._on_activation("softmax")
    assert panel.edits[-1][:2] == ("Output: Softmax, 2 outputs, sparse categorical cross-entropy", two)
    panel.view.show_spec(two, info_of(two))
    panel.header(2)._on_activation("sigmoid")
    assert panel.edits[-1][:2] == ("Output: Sigmoid, 1 output, binary cross-entropy", SPEC)


def test_a_whole_million_can_be_read(qtbot: QtBot, themes: ThemeSwitch) -> None:
    panel = Panel(qtbot, themes, spec_of(hidden=(1_000_000,)), (860, 560))
    assert panel.field(0).shown_text() == "1000000"
    assert panel.button(0, "Layer 1: one unit more").isVisible()


def test_a_lock_and_a_name_are_seen(panel: Panel) -> None:
    spec = SPEC.with_layer(0, name="edges", trainable=False)
    spec = spec.with_layer(1, frozen_neurons=(0,), frozen_weights=((1, 1),))
    panel.view.show_spec(spec, info_of(spec))
    buttons = [panel.header(layer).findChildren(MenuButton) for layer in range(3)]
    titles = [next(b for b in each if b.accessibleName().endswith(": edit")) for each in buttons]
    assert [title.text() for title in titles] == ["edges", "Layer 2", "Output"]
    assert [title.icon().isNull() for title in titles] == [False, False, True]
    assert titles[0].accessibleDescription().startswith("Locked: its weights and biases stay")
    assert titles[1].accessibleDescription() == "Locked in it: 1 neuron and 1 weight."


def drag(panel: Panel, layer: int, to: int) -> None:
    """Drag a header by its name over the column of another layer, by real mouse events."""
    header, xs = panel.header(layer), panel.view.canvas.column_places()[0]
    grip, left = header.grip, Qt.MouseButton.LeftButton
    start = QPointF(grip.rect().center())
    way = QPointF(xs[to + 1] - xs[layer + 1], 0.0)
    at = grip.mapToGlobal(start)
    QApplication.sendEvent(grip, QMouseEvent(QEvent.Type.MouseButtonPress, start, at, left, left, NO_KEYS))
    for share in (0.3, 0.7, 1.0):
        here = at + way * share
        event = QMouseEvent(QEvent.Type.MouseMove, grip.mapFromGlobal(here), here, left, left, NO_KEYS)
        QApplication.sendEvent(grip, event)
    here = grip.mapFromGlobal(at + way)
    event = QMouseEvent(QEvent.Type.MouseButtonRelease, here, at + way, left, Qt.MouseButton.NoButton, NO_KEYS)
    QApplication.sendEvent(grip, event)


NO_KEYS = Qt.KeyboardModifier.NoModifier


def test_a_header_dragged_over_another_takes_its_place(panel: Panel) -> None:
    drag(panel, 0, 1)
    assert [edit[0] for edit in panel.edits] == ["Move layer 1 to place 2"]
    assert [layer.units for layer in panel.edits[0][1].network.layers] == [2, 4, 1]


def test_a_header_dragged_over_one_set_alike_moves_too(qtbot: QtBot, themes: ThemeSwitch) -> None:
    alike = Panel(qtbot, themes, spec_of(hidden=(3, 3, 3)), (860, 560))
    drag(alike, 2, 0)
    (_, moved, _) = alike.edits[0]
    assert matched_layers(spec_of(hidden=(3, 3, 3)).network, moved.network) == {0: 2, 1: 0, 2: 1, 3: 3}


def test_a_header_dropped_where_it_cannot_be_returns_and_says_why(panel: Panel) -> None:
    places = [header.geometry() for header in panel.view.headers.headers]
    drag(panel, 0, 2)
    drag(panel, 2, 0)
    assert panel.edits == []
    assert all("stays the last" in refusal for refusal in panel.refusals)
    assert len(panel.refusals) == 2
    assert [header.geometry() for header in panel.view.headers.headers] == places
    drag(panel, 1, 1)
    assert len(panel.refusals) == 2
