"""Fetching a set of pictures file by file: checked against its digest, tried again, given up when asked."""

from __future__ import annotations

import hashlib
import threading
import time
import zlib
from collections.abc import Callable, Sequence
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from engine.catalog.data_source import DataMissing
from engine.catalog.datasets import datasets
from engine.catalog.picture_set import PictureFile
from engine.pictures.finding import keras_folder, pictures_of
from engine.pictures.reading import look_again

ATTEMPTS = 2
PAUSE_SECONDS = 1.0
TIMEOUT_SECONDS = 20.0
SHOWN_SECONDS = 0.05
_CHUNK = 2**16
_MOST_UNPACKED = 2**27
_BROKEN = (URLError, HTTPException, OSError, ValueError)


class Download:
    """One attempt to bring the files of a set into a folder, Keras's cache unless one is named.

    progress(done, total) is called with bytes now and then. Another thread may call `stop`.
    """

    def __init__(
        self,
        name: str,
        progress: Callable[[int, int], None] = lambda done, total: None,
        folder: Path | None = None,
        sources: Sequence[str] = (),
    ) -> None:
        self._name, self._pictures = name, pictures_of(name)
        self.folder = folder or keras_folder(name)
        self._progress, self._sources = progress, tuple(sources) or self._pictures.sources
        self._stop = threading.Event()
        self._before, self._shown = 0, 0.0

    def stop(self) -> None:
        """Fetch nothing more; what came of a file is removed."""
        self._stop.set()

    def run(self) -> bool:
        """Fetch what is not there and whole; each file from the first source that gives it, all of them tried again
        after a pause. False if it was stopped.

        Raises:
            DataMissing: a file cannot be fetched or written; one sentence names the other ways.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            for file in self._pictures.files:
                if not is_whole(self.folder / file.name, file):
                    self._fetch(file)
                if self._stop.is_set():
                    return False
                self._before += file.size
                self._progress(self._before, self._pictures.size)
        except _BROKEN as error:
            raise DataMissing(self._name, self._refusal(error)) from None
        look_again(self._name)
        return True

    def _fetch(self, file: PictureFile) -> None:
        """The file under its name, once it is whole; or nothing, if this was stopped."""
        part, failure = self.folder / f"{file.name}.part", OSError("no source is known")
        for attempt in range(ATTEMPTS * len(self._sources)):
            turn, source = divmod(attempt, len(self._sources))
            if turn and not source:
                self._stop.wait(PAUSE_SECONDS)
            try:
                if self._received(f"{self._sources[source]}{file.name}", part, file):
                    part.replace(self.folder / file.name)
                return
            except PermissionError:
                raise
            except _BROKEN as error:
                if isinstance(error, HTTPError):
                    error.close()
                failure = error if isinstance(error, OSError) else OSError(str(error))
            finally:
                part.unlink(missing_ok=True)
        raise failure

    def _received(self, address: str, part: Path, file: PictureFile) -> bool:
        """Whether the whole file has come and is what it should be; False if this was stopped."""
        if self._stop.is_set():
            return False
        request = Request(address, headers={"User-Agent": "chainrule"})
        done = 0
        with urlopen(request, timeout=TIMEOUT_SECONDS) as answer, part.open("wb") as out:
            while block := answer.read(_CHUNK):
                done += len(block)
                if self._stop.is_set():
                    return False
                if done > 2 * file.size:
                    break
                out.write(block)
                self._show(min(done, file.size))
        if not is_whole(part, file):
            raise ValueError(f"{address} gives another file than it should")
        return True

    def _show(self, done: int) -> None:
        now = time.monotonic()
        if now - self._shown >= SHOWN_SECONDS:
            self._shown = now
            self._progress(self._before + done, self._pictures.size)

    def _refusal(self, error: Exception) -> str:
        label = datasets[self._name].label.partition(":")[0]
        reason = getattr(error, "reason", None) or error
        reason = getattr(reason, "strerror", None) or reason
        where = f' into "{self.folder}"' if isinstance(error, PermissionError) else ""
        return (
            f"{label} could not be downloaded{where} ({reason}). Try again when this machine is online, install "
            f"Debian's package {self._pictures.package}, or name a folder with its four IDX files or an .npz file."
        )


def is_whole(path: Path, file: PictureFile) -> bool:
    """Whether the file is there and holds, unpacked, what it should."""
    digest, unpacked = hashlib.sha256(), 0
    unpacking = zlib.decompressobj(wbits=31)
    try:
        with path.open("rb") as packed:
            while block := packed.read(_CHUNK):
                content = unpacking.decompress(block)
                unpacked += len(content)
                if unpacked > _MOST_UNPACKED:
                    return False
                digest.update(content)
    except (OSError, zlib.error):
        return False
    return digest.hexdigest() == file.digest
