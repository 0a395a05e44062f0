"""The one layer that a stack of linear layers is equal to: of which neuron it is shown."""

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from engine.spec import NetworkSpec
from engine.spec.layer_words import layer_name
from engine.trace import Address, Kind
from gui.widgets.menu_text import in_menu

MOST_LISTED = 24
_OTHERS = "Others: click one in the network, then come back"


def choose_neuron(
    network: NetworkSpec,
    layer: int,
    selected: tuple[int, int] | None,
    ask: Callable[[Address], object],
    button: QWidget,
) -> QMenu | None:
    """Ask for the sum of a neuron of `layer` by that one layer; where it has several, a menu below the button asks.

    selected: (layer, neuron) selected in the network; it stands first if it is one of these.
    """
    units = network.layers[layer].units
    if units == 1:
        ask(Address(Kind.MERGED_SUM, layer=layer))
        return None
    menu = QMenu(button)
    neurons = list(range(min(units, MOST_LISTED)))
    chosen = selected[1] if selected is not None and selected[0] == layer and selected[1] < units else None
    if chosen is not None:
        neurons = [chosen, *(neuron for neuron in neurons if neuron != chosen)]
    for neuron in neurons:
        mark = ", selected" if neuron == chosen else ""
        action = menu.addAction(in_menu(f"Neuron {neuron + 1} of {layer_name(network.layers, layer)}{mark}"))
        address = Address(Kind.MERGED_SUM, layer=layer, unit=neuron)
        action.triggered.connect(lambda _checked=False, address=address: ask(address))
    if units > MOST_LISTED:
        menu.addSeparator()
        menu.addAction(_OTHERS).setEnabled(False)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(button.mapToGlobal(QPoint(0, button.height())))
    return menu
