"""The menu of a layer, and what its header shows of names, locks and large numbers."""

from pytestqt.qtbot import QtBot

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


def test_the_output_keeps_its_place_and_its_units(panel: Panel) -> None:
    able = {action.text() for action in panel.header(2).menu().actions() if action.isEnabled() and action.text()}
    assert able == {"Settings…", "Activation", "Add a layer before", "Lock this layer", "Shape of the network…"}


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
