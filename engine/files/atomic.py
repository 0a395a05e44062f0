"""Writing a file whole or not at all, and keeping the version before it."""

import contextlib
import os
import re
import secrets
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

PREVIOUS = "~"
_LEFT_SECONDS = 3600.0  # nobody writes one file for so long


class UnwritableFile(ValueError):
    """A file that cannot be written; the message names it, the reason and the cure."""


def previous_version(path: Path) -> Path:
    """Where the version before the last save is kept: run.chainrule~ beside run.chainrule."""
    return Path(f"{path}{PREVIOUS}")  # a path such as . or / has no name to change


def check_writable(path: Path) -> None:
    """Whether `write_whole` can work, found out before long work: tries a file beside `path`.

    Raises:
        UnwritableFile: it cannot.
    """
    target = _target(path)
    try:
        temporary, file = _create_beside(target)
        file.close()
        temporary.unlink()
    except OSError as error:
        raise _unwritable(path, error) from None


def write_whole(path: Path, write: Callable[[BinaryIO], object], keep_previous: bool = False) -> None:
    """Write beside the target, flush to the disk, take its place at once; the old version may be kept as NAME~.

    Whatever fails, the file at `path` is the old one or the new one, never a part. What a process that was ended in
    the middle of a save left beside it goes with the next save, when it is an hour old.

    Raises:
        UnwritableFile: the disk or a permission stands in the way; the old file is untouched.
    """
    target = _target(path)
    try:
        temporary, file = _create_beside(target)
        try:
            with file:
                write(file)
                file.flush()
                os.fsync(file.fileno())
            if keep_previous:
                _keep_previous(target)
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)
    except OSError as error:
        raise _unwritable(path, error) from None
    _clear_up(target)


def _clear_up(target: Path) -> None:
    """Remove old parts of this file that no save has finished."""
    part = re.compile(rf"\.{re.escape(target.name)}\.[0-9a-f]{{8}}\.tmp")
    with contextlib.suppress(OSError):
        for beside in target.parent.iterdir():
            if part.fullmatch(beside.name) and time.time() - beside.stat().st_mtime > _LEFT_SECONDS:
                beside.unlink()


def _target(path: Path) -> Path:
    """The file itself behind symbolic links; only a regular file is ever replaced."""
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        kind = "a folder" if target.is_dir() else "no regular file"
        raise UnwritableFile(f'Cannot write "{path}": it is {kind}. Choose another name.')
    if not target.parent.is_dir():
        raise UnwritableFile(f'Cannot write "{path}": there is no folder "{path.parent}". Create it first.')
    return target


def _create_beside(target: Path) -> tuple[Path, BinaryIO]:
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    file = temporary.open("xb")
    if target.exists():
        with contextlib.suppress(OSError):
            shutil.copymode(target, temporary)
    return temporary, file


def _keep_previous(target: Path) -> None:
    """Copy the target's name, not its bytes where the disk can, so that there is no moment without a file."""
    if not target.exists():
        return
    kept = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    try:
        try:
            os.link(target, kept)
        except OSError:
            shutil.copy2(target, kept)
        kept.replace(previous_version(target))
    finally:
        kept.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut; systems that cannot sync a folder do so themselves."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _unwritable(path: Path, error: OSError) -> UnwritableFile:
    reason = (error.strerror or str(error)).rstrip(".")
    return UnwritableFile(f'Cannot write "{path}": {reason}. Choose another place or make room.')
