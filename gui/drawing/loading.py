"""What was pasted, dropped or chosen becomes a picture: found in what is handed over, read beside the window."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from engine.catalog.arrays import Array
from gui.drawing.reading import Unreadable, grey_of_image, read_bytes, read_file

Source = Path | bytes | QImage

LOOK_MS = 20
_PACKED = ("image/png", "image/jpeg", "image/webp", "image/bmp", "image/gif", "image/tiff")


def has_picture(data: QMimeData) -> bool:
    """Whether something can be tried as a picture; what it is, is seen when it is read."""
    return data.hasImage() or any(url.isLocalFile() for url in data.urls()) or bool(_packed(data))


def picture_in(data: QMimeData) -> Source | None:
    """A picture file, a picture as packed, or an image; None: there is none.

    Raises:
        Unreadable: there are several files.
    """
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if len(files) > 1:
        raise Unreadable(f"There are {len(files)} files, but one picture is shown at a time. Take one of them.")
    if files:
        return files[0]
    packed = _packed(data)
    if packed:
        return bytes(data.data(packed).data())  # so it is looked at before it is unpacked
    image = QImage(data.imageData()) if data.hasImage() else QImage()
    return None if image.isNull() else image


def _packed(data: QMimeData) -> str:
    return next((kind for kind in _PACKED if data.hasFormat(kind)), "")


class Loader(QObject):
    """Reads one picture at a time, on a thread of its own; a newer one makes the older of no use.

    loaded(brightness): (height, width) from 0 to 1; refused(sentence).
    """

    loaded = Signal(object)
    refused = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work: _Reading | None = None
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._on_look)

    @property
    def waits(self) -> bool:
        """Whether a picture is being read."""
        return self._work is not None

    def load(self, source: Source) -> None:
        """Read it, and tell."""
        self._work = _Reading(source)
        self._timer.start()

    @Slot()
    def _on_look(self) -> None:
        work = self._work
        if work is None or work.is_under_way:
            return
        self._work = None
        self._timer.stop()
        if work.found is None:
            self.refused.emit(work.refusal)
        else:
            self.loaded.emit(work.found)


class _Reading:
    def __init__(self, source: Source) -> None:
        self.found: Array | None = None
        self.refusal = ""
        self._source = source
        self._thread = threading.Thread(target=self._run, name="chainrule-picture", daemon=True)
        self._thread.start()

    @property
    def is_under_way(self) -> bool:
        return self._thread.is_alive()

    def _run(self) -> None:
        try:
            match self._source:
                case Path() as path:
                    self.found = read_file(path)
                case bytes() as content:
                    self.found = read_bytes(content)
                case image:
                    self.found = grey_of_image(image)
        except Unreadable as error:
            self.refusal = str(error)
        except MemoryError:
            self.refusal = "The picture takes more memory than there is. Make it smaller first."
