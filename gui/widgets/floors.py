"""What is seen above what is read, with a border to be dragged: in a tall window both have grown."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent

from gui.widgets.borders import Bordered

_ROOMY, _SHARE = 775, 0.36
"""Of the height beyond, the lower floor gets so much: on a screen of 1080 rows two rows of formulas are whole."""


class Floors(Bordered):
    """Two floors; wherever the border was dragged to, a change of the window's height moves it on from there."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Vertical)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        more = _lower(event.size().height()) - _lower(event.oldSize().height())
        if more and self.count() == 2:
            upper, lower = self.sizes()
            self.setSizes([upper - more, lower + more])


def _lower(height: int) -> int:
    """How much of a height is for the lower floor beyond what it has in a window of the usual size."""
    return round(_SHARE * max(height - _ROOMY, 0))
