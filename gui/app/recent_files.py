"""The experiments that were opened or saved last, remembered from one start to the next."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QMenu

from gui.widgets.menu_text import in_menu

MOST = 10
_KEY = "recent_files"


class RecentFiles:
    """A list of paths, the latest first, in the person's own settings."""

    def paths(self) -> list[Path]:
        """Those that are still there."""
        return [path for path in self._all() if path.is_file()]

    def note(self, path: Path) -> None:
        """This file was opened or saved just now."""
        path = path.absolute()
        kept = [path, *(other for other in self._all() if other != path)][:MOST]
        settings().setValue(_KEY, [str(each) for each in kept])

    def clear(self) -> None:
        """Forget all of them."""
        settings().remove(_KEY)

    def offer(self, menu: QMenu, opener: Callable[[Path], object]) -> None:
        """Let a menu open them; it is filled each time it is shown."""
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(lambda: self._fill(menu, opener))

    def _fill(self, menu: QMenu, opener: Callable[[Path], object]) -> None:
        menu.clear()
        found = self._all()
        names = Counter(path.name for path in found)
        for path in found:
            name = path.name if names[path.name] == 1 else f"{path.name} in {path.parent}"
            there = path.is_file()
            action = menu.addAction(in_menu(name if there else f"{name} (not found)"))
            action.setEnabled(there)
            action.setToolTip(str(path))
            action.triggered.connect(partial(_open, opener, path))
        if not found:
            menu.addAction("Nothing yet").setEnabled(False)
            return
        menu.addSeparator()
        menu.addAction("Clear this list").triggered.connect(self.clear)

    def _all(self) -> list[Path]:
        found = settings().value(_KEY)
        texts = [found] if isinstance(found, str) else found  # Qt gives a list of one as its only text
        return [Path(text) for text in texts if isinstance(text, str)] if isinstance(texts, list) else []


def _open(opener: Callable[[Path], object], path: Path, _checked: bool = False) -> None:
    opener(path)


def settings() -> QSettings:
    """The person's own settings."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Chainrule", "Chainrule")
