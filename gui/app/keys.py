"""Who gets a key: the window's shortcuts, unless a person types or has walked to a control with Tab.

A click never leaves the focus on a control, only in a text field; a click elsewhere, Enter or Escape take it out.
So a control has the focus only when it was reached by Tab, and then keeps the few keys that operate it: a slider Left
and Right, segments, pictures and formulas the arrows, a list Up, Down and Space, a button Space. A click into a
table leaves the focus there: it keeps the arrows, the paging keys and Enter. What is typed, letters, digits and
signs, is no shortcut in a field, a list or a table either, whether it can be typed there or not: nobody resets a
run who meant to type into a cell. All others are shortcuts.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QMainWindow, QSlider, QWidget

from gui.actions import key_table
from gui.theme.current import ThemeSwitch
from gui.widgets.number_field import NumberField
from gui.widgets.typed_text import typed_text

ACROSS = frozenset((Qt.Key.Key_Left, Qt.Key.Key_Right))
ALONG = frozenset((Qt.Key.Key_Up, Qt.Key.Key_Down))
PAGING = frozenset((Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End))
ENTER = frozenset((Qt.Key.Key_Return, Qt.Key.Key_Enter))

_CELL_KEYS = frozenset((Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_F2))
_CELL_COMMANDS = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Paste, QKeySequence.StandardKey.SelectAll)


def show_keys(window: QMainWindow, themes: ThemeSwitch) -> None:
    """The sheet of all keys: the one that is open, or a new one."""
    from gui.editors.keys_sheet import KeysSheet  # imported late: the program starts without it

    sheet = window.findChild(KeysSheet) or KeysSheet(key_table(), themes, window)
    sheet.show()
    sheet.raise_()
    sheet.activateWindow()


class KeyRule(QObject):
    """Watches the keys of one window; the window itself has the focus when nothing in it has."""

    def __init__(self, window: QMainWindow, escaped: Callable[[], object]) -> None:
        """`escaped` answers an Escape that no control had a use for."""
        super().__init__(window)
        self._window, self._escaped = window, escaped
        window.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        window.setFocus()
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Shortcuts and keys that the focused control let pass arrive here."""
        kind = event.type()
        if kind not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) or not isinstance(event, QKeyEvent):
            return False
        focused = self._window.focusWidget()
        if kind == QEvent.Type.ShortcutOverride:
            if keeps(focused, event):
                event.accept()
            return event.isAccepted()
        if focused is not None and focused is not self._window and leaves(focused, event):
            self._window.setFocus()
            return True
        if event.key() == Qt.Key.Key_Escape:
            self._escaped()
            return True
        return False


def keeps(focused: QWidget | None, event: QKeyEvent) -> bool:
    """Whether a key operates the focused control; characters in text fields are kept by the fields themselves."""
    if focused is not None and focused.property("cell_keys"):
        return is_for_cells(event)
    if typed_text(event) and is_list(focused):
        return True
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    match focused:
        case QLineEdit():
            return event.key() in ALONG
        case QSlider():
            return event.key() in ACROSS
        case QComboBox():
            return event.key() in ALONG or event.key() == Qt.Key.Key_Space
        case QWidget() if getattr(focused, "walked_by_arrows", False):
            return event.key() in ACROSS | ALONG | ENTER
        case QAbstractButton():
            arrows = ACROSS | ALONG if focused.group() else ()
            return event.key() in arrows or event.key() == Qt.Key.Key_Space
        case QWidget() if focused.property("tile_keys"):
            return event.key() in ALONG | ACROSS | PAGING | ENTER
    return False


def is_list(focused: QWidget | None) -> bool:
    """Whether a widget is a list to choose from: in one that drops down, letters lead to an entry."""
    return isinstance(focused, QComboBox) or (focused is not None and bool(focused.property("tile_keys")))


def is_for_cells(event: QKeyEvent) -> bool:
    """Whether a table uses a key: to walk, to choose and to sort, to type, to copy and to paste."""
    if any(event.matches(keys) for keys in _CELL_COMMANDS):
        return True
    if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return event.key() in ALONG | ACROSS | ENTER
    if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
        return False
    return event.key() in ALONG | ACROSS | PAGING | ENTER | _CELL_KEYS or bool(typed_text(event))


def leaves(focused: QWidget, event: QKeyEvent) -> bool:
    """Whether a key ends the work at the focused control: Escape, and Enter in a field that took what was typed."""
    if event.key() in ENTER:
        return isinstance(focused, QLineEdit) and not (isinstance(focused, NumberField) and focused.refusal())
    return event.key() == Qt.Key.Key_Escape
