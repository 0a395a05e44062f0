"""F6 from one part of the window to the next: to its first control, on a page with a table to the table."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from gui.main_window import MainWindow
from gui.widgets.tab_order import first_stop


class Parts:
    """The parts in the order of the eye; those without a control that can be reached are passed over."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What each of its actions does."""
        return {"next_part": lambda: self.go(1), "previous_part": lambda: self.go(-1)}

    def go(self, by: int) -> None:
        """Give the focus to the next part, or with -1 to the one before; from nowhere to the first or the last."""
        parts = [(part, door) for part in self._all() if (door := _door(part)) is not None]
        focused = QApplication.focusWidget()
        here = [place for place, (part, _) in enumerate(parts) if focused and part.isAncestorOf(focused)]
        if not parts:
            return
        place = here[-1] + by if here else (0 if by > 0 else -1)
        parts[place % len(parts)][1].setFocus(Qt.FocusReason.TabFocusReason)

    def _all(self) -> list[QWidget]:
        window = self._window
        late = [window.output_card, window.loss] if hasattr(window, "loss") else []
        foot = window.foot
        page = foot.page()
        shown = [] if page is None else [page]
        upper = [window.transport, window.data, window.training, window.network]
        return [*upper, *late, foot.pages, *shown, window.time_line]


def _door(part: QWidget) -> QWidget | None:
    """The control through which a part is entered: its table if it has one, else the first that Tab visits."""
    if not part.isVisible():
        return None
    table = next((table for table in part.findChildren(QAbstractItemView) if _takes_focus(table)), None)
    if table is not None:
        return table
    return first_stop(part)


def _takes_focus(control: QWidget) -> bool:
    reached = bool(control.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return reached and control.isVisible() and control.isEnabled() and not control.isWindow()
