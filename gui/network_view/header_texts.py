"""Words of a header, as long as there is room for them."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics

from engine.spec import LayerSpec
from engine.spec.layer_words import layer_name, layer_place, layer_word


class Named(Protocol):
    """A control that is called something."""

    def set_words(self, words: str, /) -> None:
        """Change what it is called."""


def name_controls(
    layers: Sequence[LayerSpec], layer: int, settings: Named, remove: Named, fewer: Named, more: Named, units: Named
) -> None:
    """Call a header's controls after its layer."""
    place, word = layer_place(layers, layer), layer_word(layers, layer)
    settings.set_words(f"Settings of {layer_name(layers, layer)}")
    remove.set_words(f"Remove {word}")
    fewer.set_words(f"{place}: one unit fewer")
    more.set_words(f"{place}: one unit more")
    units.set_words(f"Units of {word}")


def fits(text: str, font: QFont, room: int) -> bool:
    """Whether a text has room in so many pixels."""
    return QFontMetrics(font).horizontalAdvance(text) <= room


def units_text(units: int, font: QFont, room: int) -> str:
    """How many units there are, in words as far as there is room."""
    text = f"{units} unit{'s' * (units != 1)}"
    return text if fits(text, font, room) else str(units)


def shortened(name: str, font: QFont, room: int) -> str:
    """The name as far as there is room: “Layer 3” becomes “3”, “Output” “Out”, a name of its own ends in dots."""
    if fits(name, font, room):
        return name
    number = name.removeprefix("Layer ")
    if number.isdecimal() or name == "Output":
        return number if number.isdecimal() else name[:3]
    return QFontMetrics(font).elidedText(name, Qt.TextElideMode.ElideRight, room)
