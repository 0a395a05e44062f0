"""The theme in force, the one place that knows it, and its switch."""

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication

from gui.theme.style import apply_theme
from gui.theme.theme import Theme, load_theme, system_theme


class ThemeSwitch(QObject):
    """Dresses the application in a theme; follows the desktop's until a person chooses one."""

    changed = Signal(object)

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._follow_system = True
        self._theme = system_theme()
        apply_theme(app, self._theme)
        app.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)

    @property
    def theme(self) -> Theme:
        """The theme that is shown now."""
        return self._theme

    @property
    def follow_system(self) -> bool:
        """Whether a change of the desktop's colour scheme changes the theme."""
        return self._follow_system

    @follow_system.setter
    def follow_system(self, follow: bool) -> None:
        self._follow_system = follow
        if follow:
            self._app.styleHints().unsetColorScheme()
            self._show(system_theme())

    def show_name(self, name: str) -> None:
        """Choose a theme by name, against the desktop's if need be; raises ValueError for an unknown name."""
        theme = load_theme(name)
        self._follow_system = False
        # Title bars and native dialogs belong to the desktop: they are asked to match.
        self._app.styleHints().setColorScheme(Qt.ColorScheme.Dark if theme.dark else Qt.ColorScheme.Light)
        self._show(theme)

    def toggle(self) -> None:
        """Change from light to dark or back, and stay there."""
        self.show_name("light" if self._theme.dark else "dark")

    def _show(self, theme: Theme) -> None:
        if theme != self._theme:
            self._theme = theme
            apply_theme(self._app, theme)
            self.changed.emit(theme)

    @Slot()
    def _on_scheme_changed(self) -> None:
        if self._follow_system:
            self._show(system_theme())
