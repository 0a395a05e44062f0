"""Files that are dropped on the window are opened, each kind by the one who can."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

Opener = Callable[[Path], object]


class Drops(QObject):
    """Takes one file at a time; several at once are refused in a sentence."""

    def __init__(
        self, window: QWidget, openers: Mapping[str, Opener], other: Opener, refused: Callable[[str], object]
    ) -> None:
        """openers: by the file's suffix in small letters (".csv"); `other` opens, or refuses, all that is left."""
        super().__init__(window)
        self._openers, self._other, self._refused = openers, other, refused
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take files, nothing else."""
        if event.type() not in (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop):
            return False
        if not isinstance(event, QDropEvent) or not (paths := _files(event.mimeData())):
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self._open(paths)
        return True

    def _open(self, paths: list[Path]) -> None:
        if len(paths) > 1:
            self._refused(f"{len(paths)} files were dropped, but one is shown at a time. Drop one.")
            return
        self._openers.get(paths[0].suffix.lower(), self._other)(paths[0])


def _files(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
