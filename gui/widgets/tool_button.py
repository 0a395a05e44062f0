"""A button that shows an icon and says its name to those who hover or listen."""

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QToolButton, QWidget

from gui.theme.current import ThemeSwitch
from gui.theme.icons import icon
from gui.theme.theme import Theme


class ToolButton(QToolButton):
    """An icon button; the tooltip is its text with the shortcut, the accessible name its text."""

    def __init__(
        self,
        icon_name: str,
        text: str,
        themes: ThemeSwitch,
        shortcut: str = "",
        parent: QWidget | None = None,
        *,
        primary: bool = False,
        icon_px: int | None = None,
    ) -> None:
        """`shortcut` is only told, not bound; `primary` fills the button with the accent colour.

        icon_px: the side of the icon in every theme; None for the theme's own.
        """
        super().__init__(parent)
        self._icon_px = icon_px
        self._shortcut = shortcut
        self._theme: Theme = themes.theme
        self._role = "accent_text" if primary else "text"
        self.setProperty("primary", primary)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.show_icon(icon_name, text)
        self.show_theme(themes.theme)
        themes.changed.connect(self.show_theme)

    def show_icon(self, icon_name: str, text: str) -> None:
        """Change what the button shows and is called, as play becomes pause."""
        self._icon_name = icon_name
        self.set_words(text)
        self.setIcon(icon(icon_name, self._theme, self._role))

    def set_words(self, text: str) -> None:
        """Change what the button is called."""
        keys = QKeySequence(self._shortcut).toString(QKeySequence.SequenceFormat.NativeText)
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(f"{text}  ({keys})" if keys else text)

    @Slot(object)
    def show_theme(self, theme: Theme) -> None:
        """Tint the icon anew."""
        self._theme = theme
        side = self._icon_px or theme.icon_px
        self.setIconSize(QSize(side, side))
        self.setIcon(icon(self._icon_name, theme, self._role))
