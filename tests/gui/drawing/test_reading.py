"""Pictures out of files and bytes: the shades of Pillow, and what is refused, in which words and bounds."""

from __future__ import annotations

import struct
import tracemalloc
import zlib
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QByteArray, QMimeData, QUrl
from PySide6.QtGui import QColor, QImage

from gui.drawing import reading
from gui.drawing.loading import has_picture, picture_in
from gui.drawing.reading import KEPT, Unreadable, read_bytes, read_file

RANDOM = np.random.default_rng(3)


def written(path: Path, shape: tuple[int, int] = (40, 30)) -> Path:
    image = pytest.importorskip("PIL.Image")
    image.fromarray(RANDOM.integers(0, 256, (*shape, 3), dtype=np.uint8), "RGB").save(path)
    return path


def png_that_says(width: int, height: int) -> bytes:
    """The beginning of a PNG file of that size, whose pixels are not there."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("suffix", [".png", ".bmp", ".gif", ".webp", ".ppm"])
def test_a_file_has_the_shades_that_pillow_sees(suffix: str, tmp_path: Path) -> None:
    image = pytest.importorskip("PIL.Image")
    path = written(tmp_path / f"a{suffix}")
    found = read_file(path)
    with image.open(path) as opened:
        seen = np.asarray(opened.convert("RGB").convert("L"), dtype=np.float64)
    assert found.shape == (40, 30)
    tolerance = 1.01 if suffix != ".webp" else 4.0  # decoders of lossy files differ a little
    assert np.abs(found * 255 - seen).max() <= tolerance
    np.testing.assert_array_equal(read_bytes(path.read_bytes()), found)


def test_a_large_picture_is_kept_small_and_stands_as_it_was_taken(tmp_path: Path) -> None:
    image = pytest.importorskip("PIL.Image")
    pixels = np.zeros((1500, 3000), np.uint8)
    pixels[:, :600] = 255
    exif = image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter to the right
    image.fromarray(pixels, "L").save(tmp_path / "a.jpg", exif=exif)
    found = read_file(tmp_path / "a.jpg")
    assert found.shape == (KEPT, KEPT // 2)
    assert found[: KEPT // 5 - 5].min() > 0.9
    assert found[KEPT // 5 + 5 :].max() < 0.1


REFUSED = {
    "notes.txt": (b"dear diary", "is no picture that can be read. Choose a PNG"),
    "empty.png": (b"", "is no picture that can be read"),
    "drawing.svg": (b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", "is no picture that can be"),
    "vast.png": (png_that_says(60_000, 60_000), "has 60,000 by 60,000 pixels; up to 40 million in all are read."),
    "hollow.png": (png_that_says(50, 50), "is damaged ("),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_taken_is_refused_in_a_sentence_and_little_memory(name: str, tmp_path: Path) -> None:
    content, words = REFUSED[name]
    path = tmp_path / name
    path.write_bytes(content)
    tracemalloc.start()
    for take, said in ((lambda: read_file(path), f"“{name}”"), (lambda: read_bytes(content), "What was pasted")):
        with pytest.raises(Unreadable) as refused:
            take()
        assert str(refused.value).startswith(said)
        assert words in str(refused.value)
        assert str(refused.value).endswith(".")
    assert tracemalloc.get_traced_memory()[1] < 2**24
    tracemalloc.stop()


def test_files_that_are_not_there_or_too_long_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Unreadable, match=r"“gone.png” cannot be opened \(No such file"):
        read_file(tmp_path / "gone.png")
    with pytest.raises(Unreadable, match="is no file"):
        read_file(tmp_path)
    monkeypatch.setattr(reading, "MOST_BYTES", 100)
    with pytest.raises(Unreadable, match=r"“long.png” has .* Make it smaller first\."):
        read_file(written(tmp_path / "long.png"))


def test_what_is_handed_over_is_found() -> None:
    nothing, text, file, files, packed, image = (QMimeData() for _ in range(6))
    text.setText("/tmp/a.png")
    file.setUrls([QUrl.fromLocalFile("/tmp/a.png")])
    files.setUrls([QUrl.fromLocalFile("/tmp/a.png"), QUrl.fromLocalFile("/tmp/b.png")])
    packed.setData("image/png", QByteArray(b"abc"))
    red = QImage(3, 2, QImage.Format.Format_RGB32)
    red.fill(QColor("red"))
    image.setImageData(red)
    for data, found in ((nothing, None), (text, None), (file, Path("/tmp/a.png")), (packed, b"abc")):
        assert picture_in(data) == found
        assert has_picture(data) == (found is not None)
    seen = picture_in(image)
    assert isinstance(seen, QImage)
    np.testing.assert_allclose(reading.grey_of_image(seen), np.full((2, 3), 0.299), atol=1e-12)
    with pytest.raises(Unreadable, match="There are 2 files, but one picture"):
        picture_in(files)
