"""The program's own line icons, tinted by the theme and sharp at every scale."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gui.theme.paths import RESOURCES
from gui.theme.theme import Theme


def icon_names() -> tuple[str, ...]:
    """The names that `icon` knows, sorted."""
    return tuple(sorted(path.stem for path in (RESOURCES / "icons").glob("*.svg")))


@lru_cache(maxsize=256)
def icon(name: str, theme: Theme, role: str = "text") -> QIcon:
    """The icon in the theme's colour `role`.

    Raises ValueError for an unknown name and AttributeError for a role that no theme has.
    """
    return QIcon(_TintedSvg(_source(name), getattr(theme, role), theme.disabled_text))


@lru_cache(maxsize=64)
def _source(name: str) -> str:
    try:
        return (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ValueError(f"There is no icon “{name}”. There are: {', '.join(icon_names())}.") from None


class _TintedSvg(QIconEngine):
    """Draws one SVG in a colour of the theme, straight at the size the screen asks for."""

    def __init__(self, source: str, color: str, disabled: str) -> None:
        super().__init__()
        self._parts = (source, color, disabled)
        self._renderers: dict[str, QSvgRenderer] = {}

    def _renderer(self, color: str) -> QSvgRenderer:
        if color not in self._renderers:
            # SVG knows no alpha in a hex colour: the opaque part is enough for a line icon.
            tinted = self._parts[0].replace("currentColor", QColor(color).name())
            self._renderers[color] = QSvgRenderer(QByteArray(tinted.encode()))
        return self._renderers[color]

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        _, color, disabled = self._parts
        self._renderer(disabled if mode == QIcon.Mode.Disabled else color).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        if picture.isNull():
            return picture  # a button that has no room yet asks for a picture without size
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        return _TintedSvg(*self._parts)
