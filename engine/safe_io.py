"""Reading what others wrote, under caps: zip members by count, .npy by its header, nothing executed."""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO

import numpy as np
from numpy.typing import NDArray

from engine.catalog.arrays import Array
from engine.spec.specs import ExperimentSpec

MAX_FILE_BYTES = 4 * 2**30
MAX_DIRECTORY_BYTES = 2**21
_CHUNK = 2**20
_END = struct.Struct("<4s4H2LH")  # the zip's end record: magic, disks, counts, directory size and place, comment
_ZIP64_LOCATOR_BYTES = 20
MEMBER_NAME = re.compile(r"[a-z0-9_]+(?:[./][a-z0-9_]+)*")
_NPY_MAGIC = b"\x93NUMPY\x01\x00"
_NPY_HEADER = re.compile(rb"\{'descr': '<f8', 'fortran_order': False, 'shape': \(([0-9, ]{0,60})\), \} *\n")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, struct.error)


class UnreadableFile(ValueError):
    """A file that cannot be used; the message names the file, the place and the cure.

    experiment: the one that it holds, where that was understood and only cannot work.
    """

    experiment: ExperimentSpec | None = None

    def saying(self, sentence: str) -> UnreadableFile:
        """The same in other words."""
        other = UnreadableFile(sentence)
        other.experiment = self.experiment
        return other


class SafeZip:
    """An open zip whose directory is known to be small and plain: no links, folders, doubles or encryption.

    names: what its parts may be called.

    Raises:
        UnreadableFile: what is wrong, without the file's name, which the caller knows best.
    """

    def __init__(self, path: Path, max_members: int, names: re.Pattern[str] = MEMBER_NAME) -> None:
        try:
            self._file = path.open("rb")
        except OSError as error:
            raise UnreadableFile(f"it cannot be read ({error.strerror or error})") from None
        try:
            self._size = _check_end(self._file)
            self._zip = zipfile.ZipFile(self._file)
            self._members = _checked_members(self._zip.infolist(), max_members, names)
        except (*_BROKEN, ValueError) as error:
            self._file.close()
            raise _unreadable("it is no intact archive", error) from None
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> SafeZip:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()
        self._file.close()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._members)

    def is_packed(self, name: str) -> bool:
        """Whether a member takes less room in the archive than it has bytes, or may."""
        member = self._member(name)
        return member.compress_type != zipfile.ZIP_STORED or member.file_size != member.compress_size

    def size(self, name: str) -> int:
        """How many bytes a member says it has."""
        return self._member(name).file_size

    def read(self, name: str, cap: int) -> bytes:
        """The bytes of a member, counted while they are unpacked; at most `cap`, as it says and as it is."""
        if self.size(name) > cap:
            raise UnreadableFile(f"{name} unpacks to more than {cap:,} bytes")
        try:
            with self._zip.open(self._member(name)) as stream:
                content = stream.read(cap + 1)
        except _BROKEN as error:
            raise _unreadable(f"{name} is damaged", error) from None
        if len(content) > cap:
            raise UnreadableFile(f"{name} unpacks to more than {cap:,} bytes")
        return content

    @contextmanager
    def stream(self, name: str) -> Iterator[IO[bytes]]:
        """The bytes of a member one after the other; who reads them counts them."""
        try:
            with self._zip.open(self._member(name)) as stream:
                yield stream
        except _BROKEN as error:
            raise _unreadable(f"{name} is damaged", error) from None

    def read_array(self, name: str, shape: tuple[int | None, ...]) -> Array:
        """A float64 .npy member of this shape; None stands for any length.

        Arrays must be stored, not packed: so that no small file can ask for a large memory.
        """
        member = self._member(name)
        if member.compress_type != zipfile.ZIP_STORED:
            raise UnreadableFile(f"{name} is packed, but arrays are stored as they are")
        if member.file_size != member.compress_size or member.file_size > self._size:
            raise UnreadableFile(f"{name} is damaged (its size cannot be right)")
        try:
            with self._zip.open(member) as stream:
                return _read_npy(stream, name, shape, member.file_size)
        except _BROKEN as error:
            raise _unreadable(f"{name} is damaged", error) from None

    def _member(self, name: str) -> zipfile.ZipInfo:
        if name not in self._members:
            raise UnreadableFile(f"{name} is missing")
        return self._members[name]


def _check_end(file: IO[bytes]) -> int:
    """The file's size; a directory too large to read is refused before it is read."""
    size = file.seek(0, io.SEEK_END)
    if size > MAX_FILE_BYTES:
        raise UnreadableFile(f"it has {size:,} bytes; the limit is {MAX_FILE_BYTES:,}")
    tail = min(size, _END.size + _ZIP64_LOCATOR_BYTES)
    file.seek(size - tail)
    end = file.read(tail)
    if size < _END.size or end[-_END.size :][:4] != b"PK\5\6":
        raise UnreadableFile("it is no intact archive (its end is missing)")
    _, _, _, _, _, directory, _, comment = _END.unpack(end[-_END.size :])
    if directory > MAX_DIRECTORY_BYTES or comment or end.startswith(b"PK\6\7"):
        raise UnreadableFile("its list of parts is too large")
    return size


def _checked_members(
    infos: list[zipfile.ZipInfo], max_members: int, names: re.Pattern[str]
) -> dict[str, zipfile.ZipInfo]:
    if len(infos) > max_members:
        raise UnreadableFile(f"it has {len(infos)} parts; the limit is {max_members}")
    members: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        if not names.fullmatch(info.filename) or info.filename != info.orig_filename:
            raise UnreadableFile(f"it has a part with the odd name {info.orig_filename[:80]!r}")
        if info.filename in members:
            raise UnreadableFile(f"{info.filename} occurs twice")
        mode = info.external_attr >> 16
        if mode and not stat.S_ISREG(mode) and stat.S_IFMT(mode):
            raise UnreadableFile(f"{info.filename} is a link or another special file")
        if info.flag_bits & 0x1:
            raise UnreadableFile(f"{info.filename} is encrypted")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise UnreadableFile(f"{info.filename} is packed in an unknown way")
        members[info.filename] = info
    return members


def _read_npy(stream: IO[bytes], name: str, shape: tuple[int | None, ...], size: int) -> Array:
    start = stream.read(len(_NPY_MAGIC) + 2)
    if start[:-2] != _NPY_MAGIC or len(start) < len(_NPY_MAGIC) + 2:
        raise UnreadableFile(f"{name} is no array in .npy format 1.0")
    length = int.from_bytes(start[-2:], "little")
    header = _NPY_HEADER.fullmatch(stream.read(length)) if length <= _CHUNK else None
    if header is None:
        raise UnreadableFile(f"{name} holds no plain float64 numbers")
    found = tuple(int(n) for n in header.group(1).decode("ascii").replace(" ", "").split(",") if n)
    fits = len(found) == len(shape) and all(b in (None, a) for a, b in zip(found, shape, strict=True))
    if not fits:
        wanted = ", ".join("any" if n is None else str(n) for n in shape)
        raise UnreadableFile(f"{name} has the shape ({', '.join(map(str, found))}) instead of ({wanted})")
    count = 1
    for n in found:
        count *= n
    if len(start) + length + 8 * count != size:
        raise UnreadableFile(f"{name} does not hold the {count:,} numbers that its header announces")
    array: Array = np.empty(found, dtype="<f8")
    fill(stream, array.reshape(-1).view(np.uint8), name)
    if stream.read(1):
        raise UnreadableFile(f"{name} is longer than its header says")
    return array.astype(np.float64, copy=False)


def _unreadable(what: str, error: Exception) -> UnreadableFile:
    return error if isinstance(error, UnreadableFile) else UnreadableFile(f"{what} ({error})")


class FileTooLarge(UnreadableFile):
    """A file has more bytes than may be read."""


def read_capped(path: Path, cap: int) -> bytes:
    """A whole plain file of at most `cap` bytes.

    Raises:
        UnreadableFile: it cannot be read; FileTooLarge: it is larger.
    """
    try:
        if not path.is_file():
            raise UnreadableFile("it is a folder" if path.is_dir() else "there is no such file")
        with path.open("rb") as file:
            content = file.read(cap + 1)
    except OSError as error:
        raise UnreadableFile(f"it cannot be read ({error.strerror or error})") from None
    if len(content) > cap:
        raise FileTooLarge(f"it has more than {cap:,} bytes")
    return content


def check_length(member: str, size: int, announced: int) -> None:
    """Whether a member has as many bytes as the header of its array announces, known before they are unpacked.

    Raises:
        UnreadableFile: it has more or fewer.
    """
    if size > announced:
        raise UnreadableFile(f"{member} is longer than its header says")
    if size < announced:
        raise UnreadableFile(f"{member} ends too early")


def fill(stream: IO[bytes], out: NDArray[np.uint8], member: str) -> None:
    """Read a member's bytes into `out` (n,), piece by piece.

    Raises:
        UnreadableFile: it ends before `out` is full; what follows is left in the stream.
    """
    if pour(stream, out) < len(out):
        raise UnreadableFile(f"{member} ends too early")


def pour(stream: IO[bytes] | io.BufferedIOBase, out: NDArray[np.uint8]) -> int:
    """Read bytes into `out` (n,), piece by piece, until it is full or they end; how many there were."""
    done = 0
    while done < len(out):
        block = stream.read(min(_CHUNK, len(out) - done))
        if not block:
            break
        out[done : done + len(block)] = np.frombuffer(block, np.uint8)
        done += len(block)
    return done
