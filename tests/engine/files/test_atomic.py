"""A save that fails leaves the old file; a save that works keeps it under another name."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

import pytest

from engine.files import UnwritableFile, check_writable, write_whole
from engine.files.atomic import previous_version


def text(content: bytes):  # type: ignore[no-untyped-def]
    return lambda file: file.write(content)


def failing(file: BinaryIO) -> None:
    file.write(b"half a f")
    raise OSError(28, "No space left on device")


def test_a_failing_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "run.chainrule"
    write_whole(path, text(b"old"))
    with pytest.raises(UnwritableFile, match=r'run\.chainrule.*No space left on device\. .*make room'):
        write_whole(path, failing, keep_previous=True)
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["run.chainrule"]


@pytest.mark.parametrize("step", ["fsync", "link", "replace"])
def test_a_failure_at_any_step_leaves_the_old_file(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "run.chainrule"
    write_whole(path, text(b"old"))

    def broken(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(*{"replace": (Path, "replace")}.get(step, (os, step)), broken)
    with pytest.raises(KeyboardInterrupt):
        write_whole(path, text(b"new"), keep_previous=True)
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["run.chainrule"]


def test_there_is_no_moment_without_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "run.chainrule"
    write_whole(path, text(b"old"))
    seen = []
    replace = Path.replace

    def watching(self: Path, target: Path) -> Path:
        seen.append(path.read_bytes())
        result = replace(self, target)
        seen.append(path.read_bytes())
        return result

    monkeypatch.setattr(Path, "replace", watching)
    write_whole(path, text(b"new"), keep_previous=True)
    assert seen == [b"old", b"old", b"old", b"new"]


@pytest.mark.parametrize("can_link", [True, False])
def test_one_previous_version_is_kept(can_link: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "run.chainrule"
    if not can_link:

        def refuse(*_: object) -> None:
            raise OSError(1, "Operation not permitted")

        monkeypatch.setattr(os, "link", refuse)
    for content in (b"one", b"two", b"three"):
        write_whole(path, text(content), keep_previous=True)
    assert path.read_bytes() == b"three"
    assert previous_version(path).read_bytes() == b"two"
    assert sorted(os.listdir(tmp_path)) == ["run.chainrule", "run.chainrule~"]


@pytest.mark.skipif(os.name != "posix", reason="modes and symbolic links")
def test_modes_and_links_survive(tmp_path: Path) -> None:
    path, link = tmp_path / "run.chainrule", tmp_path / "link.chainrule"
    write_whole(path, text(b"old"))
    path.chmod(0o640)
    link.symlink_to(path)
    write_whole(link, text(b"new"))
    assert link.is_symlink()
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640


def test_what_cannot_be_written_is_found_out_before(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFile, match="there is no folder"):
        check_writable(tmp_path / "gone" / "run.chainrule")
    with pytest.raises(UnwritableFile, match="it is a folder"):
        check_writable(tmp_path)
    check_writable(tmp_path / "run.chainrule")
    assert not list(tmp_path.iterdir())


def test_what_an_ended_save_left_goes_with_a_later_one(tmp_path: Path) -> None:
    path = tmp_path / "run.chainrule"
    old, young = tmp_path / ".run.chainrule.0123abcd.tmp", tmp_path / ".run.chainrule.4567abcd.tmp"
    names = ".walk.chainrule.0123abcd.tmp", ".run.chainrule.mine.tmp", "xrun.chainrule"
    others = [tmp_path / name for name in names]
    for file in (old, young, *others):
        file.write_bytes(b"half a f")
        if file is not young:
            os.utime(file, (0, 0))
    write_whole(path, text(b"new"))
    assert set(os.listdir(tmp_path)) == {path.name, young.name, *(file.name for file in others)}
