"""How a theme becomes the program's palette, fonts and style sheet."""

from dataclasses import asdict
from functools import lru_cache
from string import Template

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from gui.theme.fonts import load_fonts, ui_font
from gui.theme.paths import RESOURCES
from gui.theme.theme import Theme

# Arguments for QApplication. setStyle answers with a QStyle: making that class takes as long as showing the window.
IN_FUSION = ("-style", "Fusion")
_TEMPLATE = RESOURCES / "themes" / "style.qss.template"
_Role = QPalette.ColorRole
_ROLES = {
    _Role.Window: "background",
    _Role.WindowText: "text",
    _Role.Base: "raised",
    _Role.AlternateBase: "sunken",
    _Role.Text: "text",
    _Role.PlaceholderText: "muted_text",
    _Role.Button: "raised",
    _Role.ButtonText: "text",
    _Role.BrightText: "accent_text",
    _Role.ToolTipBase: "raised",
    _Role.ToolTipText: "text",
    _Role.Highlight: "accent",
    _Role.HighlightedText: "accent_text",
    _Role.Link: "accent_ink",
    _Role.LinkVisited: "accent_ink",
    _Role.Accent: "accent",
    _Role.Light: "raised",
    _Role.Midlight: "hover",
    _Role.Mid: "border",
    _Role.Dark: "control_border",
    _Role.Shadow: "control_border",
}


def fill_template(template: str, theme: Theme) -> str:
    """Replace each $name by the theme's value; raises KeyError for a name that no theme has."""
    names = asdict(theme) | {"assets": (RESOURCES / "themes" / theme.name).as_posix()}
    return Template(template).substitute(names)


@lru_cache(maxsize=4)
def stylesheet(theme: Theme) -> str:
    """The Qt style sheet of the whole program in this theme."""
    return fill_template(_TEMPLATE.read_text(encoding="utf-8"), theme)


def palette(theme: Theme) -> QPalette:
    """The palette for whatever the style sheet leaves to the Fusion style."""
    filled = QPalette()
    for role, name in _ROLES.items():
        filled.setColor(role, QColor(getattr(theme, name)))
    faint = QColor(theme.disabled_text)
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText):
        filled.setColor(QPalette.ColorGroup.Disabled, role, faint)
    return filled


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Dress the whole application in the theme, at once."""
    load_fonts()
    # The sheet in force wraps the style, and setting a style below it is slow: only the first call needs it.
    if not app.styleSheet() and not app.property("in_fusion"):
        app.setStyle("Fusion")
    app.setPalette(palette(theme))
    app.setFont(ui_font(theme))
    app.setStyleSheet(stylesheet(theme))
