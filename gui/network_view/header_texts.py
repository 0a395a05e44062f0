"""Words of a header, as long as there is room for them."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics


def fits(text: str, font: QFont, room: int) -> bool:
    """Whether a text has room in so many pixels."""
    return QFontMetrics(font).horizontalAdvance(text) <= room


def shortened(name: str, font: QFont, room: int) -> str:
    """The name as far as there is room: “Layer 3” becomes “3”, “Output” “Out”, a name of its own ends in dots."""
    if fits(name, font, room):
        return name
    number = name.removeprefix("Layer ")
    if number.isdecimal() or name == "Output":
        return number if number.isdecimal() else name[:3]
    return QFontMetrics(font).elidedText(name, Qt.TextElideMode.ElideRight, room)
