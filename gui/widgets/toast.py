"""A calm bar with one message over the foot of a widget, and a button where something can be done about it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from gui.theme.current import ThemeSwitch
from gui.theme.icons import icon
from gui.theme.theme import Theme
from gui.widgets.label import Label
from gui.widgets.tool_button import ToolButton

Kind = Literal["info", "warning", "error"]
_COLORS: dict[Kind, str] = {"info": "accent_ink", "warning": "warning_text", "error": "danger_text"}
_SHORT = 6000
_MARGIN, _WIDEST, _SPACE = 4, 620, 10


@dataclass(frozen=True)
class Remedy:
    """What the button of a message says and does."""

    text: str
    act: Callable[[], object]


class Toast(QFrame):
    """One message at a time; a note leaves after six seconds, a warning, an error or an offer stays until closed."""

    closed = Signal()

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme = themes.theme
        self._kind: Kind = "info"
        self._sign = QLabel()
        self._text = Label("")
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._remedy: Remedy | None = None
        self._button = QPushButton()
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._button.hide()
        self._close = ToolButton("close", "Close message", themes, icon_px=14)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 3, 5, 3)
        self._row.setSpacing(_SPACE)
        self._row.addWidget(self._sign)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._button)
        self._row.addWidget(self._close)
        self._timer = QTimer(self, singleShot=True, interval=_SHORT)
        self._timer.timeout.connect(self.close_message)
        self._button.clicked.connect(self._on_button)
        self._close.clicked.connect(self.close_message)
        themes.changed.connect(self.show_theme)
        self._fresh = False
        self.hide()

    def show_message(self, kind: Kind, text: str, remedy: Remedy | None = None, *, stays: bool = False) -> None:
        """Show a message in place of the one that stands there; `stays`: a note too stays until closed."""
        self._kind, self._remedy = kind, remedy
        self._text.setText(text)
        self._button.setText(remedy.text if remedy is not None else "")
        self._button.setAccessibleName(self._button.text())
        self._button.setVisible(remedy is not None)
        self.setAccessibleName(text)
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self.show_theme(self._theme)
        self.show()
        self._settle()
        self._fresh = True
        QTimer.singleShot(0, self, self._on_shown)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        if kind == "info" and remedy is None and not stays:
            self._timer.start()
        else:
            self._timer.stop()

    def float_over(self, host: QWidget) -> None:
        """Stand over the foot of another widget from now on, whatever its size."""
        self.setParent(host)
        host.installEventFilter(self)
        self._settle()

    def _settle(self) -> None:
        host = self.parentWidget()
        if host is None or self.isHidden():
            return
        room = min(host.width() - 2 * _MARGIN, _WIDEST)
        words = self._text.fontMetrics().horizontalAdvance(self._text.text())
        margins = self._row.contentsMargins()
        others = [part for part in (self._sign, self._button, self._close) if not part.isHidden()]
        beside = sum(part.sizeHint().width() + _SPACE for part in others)
        border = self.height() - self.contentsRect().height()
        width = min(words + beside + margins.left() + margins.right() + border + 4, room)
        least = max(part.sizeHint().height() for part in others) + margins.top() + margins.bottom()
        height = max(self._row.heightForWidth(width - border), least) + border
        self.setGeometry((host.width() - width) // 2, host.height() - height - _MARGIN, width, height)
        self.raise_()

    def message(self) -> str:
        """The text that stands there, empty if the bar is hidden."""
        return "" if self.isHidden() else self._text.text()

    @Slot()
    def _on_shown(self) -> None:
        self._fresh = False

    def let_go(self) -> None:
        """The cause is gone: close, but a message that has come in this very moment may be read like a note."""
        if self._fresh:
            self._timer.start()
        else:
            self.close_message()

    @Slot()
    def close_message(self) -> None:
        """Take the bar away."""
        self._timer.stop()
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    @Slot()
    def _on_button(self) -> None:
        remedy = self._remedy
        self.close_message()
        if remedy is not None:
            remedy.act()

    @Slot(object)
    def show_theme(self, theme: Theme) -> None:
        """Tint the sign anew."""
        self._theme = theme
        self._draw_sign()

    def _draw_sign(self) -> None:
        sign = icon(self._kind, self._theme, _COLORS[self._kind])
        size = QSize(self._theme.icon_px, self._theme.icon_px)
        self._sign.setPixmap(sign.pixmap(size, self.devicePixelRatioF()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._settle()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_message()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._draw_sign()
