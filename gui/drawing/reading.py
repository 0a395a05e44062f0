"""Pictures out of files and the clipboard: looked at before they are unpacked, and read into shades of grey."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from engine.catalog.arrays import Array
from engine.pictures.grey import grey_of
from gui.drawing.kinds import SUFFIXES

_FORMATS = {suffix[1:] for suffix in SUFFIXES}
FILTER = f"Pictures ({' '.join(f'*{suffix}' for suffix in SUFFIXES)});;All files (*)"
MOST_BYTES = 2**26
MOST_PIXELS = 40_000_000
KEPT = 512
"""The longer side of what is kept of a large picture: far more than any network here sees."""

_MOST_MEGABYTES = 192  # for Qt to unpack one


class Unreadable(Exception):
    """A picture that cannot be taken; the message is a sentence for people."""


def read_file(path: Path) -> Array:
    """The brightness (height, width) from 0 to 1 of the picture in a file, its longer side at most KEPT pixels.

    Raises:
        Unreadable: there is none, it is too large, damaged, or no picture; the file is named.
    """
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise Unreadable(f"“{path.name}” is no file. Choose a picture: PNG, JPEG, BMP, GIF or WebP.")
    except OSError as error:
        why = error.strerror or "it is not there"
        raise Unreadable(f"“{path.name}” cannot be opened ({why}). Choose another picture.") from None
    if size > MOST_BYTES:
        large = f"has {size / 2**20:,.0f} MB; pictures of up to {MOST_BYTES // 2**20} MB are read"
        raise Unreadable(f"“{path.name}” {large}. Make it smaller first.")
    return _read(QImageReader(str(path)), f"“{path.name}”")


def read_bytes(content: bytes) -> Array:
    """The same of a picture as it lies on the clipboard. Raises Unreadable."""
    if len(content) > MOST_BYTES:
        raise Unreadable(f"The picture has {len(content) / 2**20:,.0f} MB. Copy a smaller part of it.")
    data = QByteArray(content)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    return _read(QImageReader(buffer), "What was pasted")


def grey_of_image(image: QImage) -> Array:
    """The brightness (height, width) from 0 to 1 of an image in memory, its longer side at most KEPT pixels."""
    if max(image.width(), image.height()) > KEPT:
        aspect, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        image = image.scaled(KEPT, KEPT, aspect, smooth)
    plain = image.convertToFormat(QImage.Format.Format_RGBA8888)
    lines = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return grey_of(lines[:, : 4 * plain.width()].reshape(plain.height(), plain.width(), 4))


def _read(reader: QImageReader, name: str) -> Array:
    QImageReader.setAllocationLimit(_MOST_MEGABYTES)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)  # as the camera was held
    if not reader.canRead() or bytes(reader.format().data()).decode() not in _FORMATS:
        raise Unreadable(f"{name} is no picture that can be read. Choose a PNG, JPEG, BMP, GIF or WebP file.")
    size = reader.size()
    wide, high = size.width(), size.height()
    if wide * high > MOST_PIXELS:
        sides = f"{wide:,} by {high:,} pixels; up to {MOST_PIXELS // 10**6} million in all are read"
        raise Unreadable(f"{name} has {sides}. Make it smaller first.")
    if size.isValid() and max(wide, high) > KEPT:
        share = KEPT / max(wide, high)
        reader.setScaledSize(QSize(max(round(wide * share), 1), max(round(high * share), 1)))
    image = reader.read()
    if image.isNull():
        raise Unreadable(f"{name} is damaged ({reader.errorString()}). Choose another picture.")
    return grey_of_image(image)
