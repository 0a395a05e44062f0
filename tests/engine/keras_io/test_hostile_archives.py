"""Archives made to harm are refused at once, by the member; what Keras tests of its own reader has its names."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.engine.keras_io.archives import (
    CONFIG,
    METADATA,
    WEIGHTS,
    Members,
    configured,
    dense_of,
    good_members,
    refused,
    reweighted,
    written,
)
from tests.engine.keras_io.test_hostile_weights import ODD_WEIGHTS


@pytest.fixture(name="good")
def _good() -> Members:
    return good_members()


def test_rejects_decompression_bomb(good: Members, tmp_path: Path) -> None:
    bomb = good | {METADATA: b'{"x": "' + b" " * 50_000_000 + b'"}'}
    refused(written(tmp_path / "x.keras", bomb, (METADATA,)), "metadata.json unpacks to more than")


def test_load_model_rejects_bomb_config(good: Members, tmp_path: Path) -> None:
    bomb = good | {CONFIG: b'{"x": "' + b" " * 50_000_000 + b'"}'}
    refused(written(tmp_path / "x.keras", bomb, (CONFIG,)), "config.json unpacks to more than")


def test_load_model_rejects_bomb_weights(good: Members, tmp_path: Path) -> None:
    bomb = good | {WEIGHTS: b"\0" * 50_000_000}
    refused(written(tmp_path / "x.keras", bomb, (WEIGHTS,)), "model.weights.h5 is packed")
    refused(written(tmp_path / "y.keras", bomb), "model.weights.h5 has 50,000,000 bytes, but the model needs at most")


def test_load_model_rejects_extraction_bomb(good: Members, tmp_path: Path) -> None:
    refused(written(tmp_path / "x.keras", good | {"assets/bomb.bin": b"\0" * 999}), 'the part "assets/bomb.bin"')


@pytest.mark.parametrize(
    "name", ["../escape", "/etc/passwd", "assets\\..\\escape", "C:/x", "a//b", "config.json/../x", "ü"]
)
def test_disk_io_store_rejects_path_traversal(name: str, good: Members, tmp_path: Path) -> None:
    refused(written(tmp_path / "x.keras", good | {name: b"x"}), "a part with the odd name")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["x.keras"]


def test_links_are_not_members(good: Members, tmp_path: Path) -> None:
    link = zipfile.ZipInfo(WEIGHTS)
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "x.keras", "w") as archive:
        archive.writestr(CONFIG, good[CONFIG])
        archive.writestr(METADATA, good[METADATA])
        archive.writestr(link, "/etc/passwd")
    refused(tmp_path / "x.keras", "model.weights.h5 is a link")


def test_doubles_encryption_and_missing_members(good: Members, tmp_path: Path) -> None:
    path = tmp_path / "x.keras"
    with zipfile.ZipFile(written(path, good), "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(CONFIG, good[CONFIG])
    refused(path, "config.json occurs twice")
    raw = bytearray(written(path, good).read_bytes())
    place = raw.index(b"PK\1\2", raw.index(b"PK\1\2") + 4)
    raw[place + 8] |= 1
    path.write_bytes(raw)
    refused(path, "config.json is encrypted")
    for name in good:
        refused(written(path, {key: value for key, value in good.items() if key != name}), f"{name} is missing")


def test_a_file_cut_short_is_refused_wherever_it_is_cut(good: Members, tmp_path: Path) -> None:
    whole = written(tmp_path / "x.keras", good).read_bytes()
    path = tmp_path / "cut.keras"
    for end in [*range(0, len(whole), len(whole) // 40), len(whole) - 1]:
        path.write_bytes(whole[:end])
        refused(path, "intact archive")


def test_load_keras_not_zip(tmp_path: Path) -> None:
    (tmp_path / "x.keras").write_text("not a zip")
    refused(tmp_path / "x.keras", "no intact archive")
    refused(tmp_path / "gone.keras", "cannot be read")
    (tmp_path / "folder.keras").mkdir()
    refused(tmp_path / "folder.keras", "cannot be read")


MEASURED = """
import resource, sys, time, zipfile
from pathlib import Path
from engine.session import Session, UnreadableFile
import h5py
unpacked, made = [0], zipfile._get_decompressor
class Counted:
    def __init__(self, inner):
        self.inner = inner
    def decompress(self, *given):
        found = self.inner.decompress(*given)
        unpacked[0] += len(found)
        return found
    def __getattr__(self, name):
        return getattr(self.inner, name)
zipfile._get_decompressor = lambda kind: Counted(made(kind)) if kind else made(kind)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for name in sys.argv[1:]:
    begin = time.process_time()
    try:
        Session.open_model(Path(name))
        print("opened", name)
    except UnreadableFile:
        pass
    seconds = time.process_time() - begin
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    work, unpacked[0] = unpacked[0], 0
    print(name, seconds, grown, work) if seconds > 20 or grown > 200 or work > 2**22 else None
print("tried", len(sys.argv) - 1)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="measures memory as Unix does")
def test_all_that_would_take_memory_takes_neither_memory_nor_time(good: Members, tmp_path: Path) -> None:
    """Each within 200 MB and 4 MB unpacked, in a process of its own; the clock is there for what hangs.

    How long it takes on a quiet machine, `make bench` measures.
    """
    filler = b"\0" * 220_000_000
    brackets = b"[" * 1_000_000 + b"]" * 1_000_000
    odd: list[tuple[Members, tuple[str, ...]]] = [
        (good | {CONFIG: filler}, (CONFIG,)),
        (good | {METADATA: filler}, (METADATA,)),
        (good | {WEIGHTS: filler}, (WEIGHTS,)),
        (good | {"assets/x": filler}, ("assets/x",)),
        (good | {CONFIG: b'{"a": ' + brackets + b"}"}, (CONFIG,)),
        (good | {CONFIG: b'{"a": "' + b'\\"' * 1_000_000}, (CONFIG,)),
        (good | {CONFIG: b'{"a": [' + b"1," * 1_000_000 + b"1]}"}, (CONFIG,)),
        (configured(good, lambda d: dense_of(d)["config"].update(units=10**9)), ()),
        (configured(good, lambda d: dense_of(d)["config"].update(units=10**6)), ()),
        (configured(good, lambda d: d["config"]["layers"][0]["config"].update(batch_shape=[None, 10**6])), ()),
        (configured(good, lambda d: d["config"].update(layers=[dense_of(d)] * 2_000)), ()),
        *((reweighted(good, change), ()) for change, _ in ODD_WEIGHTS.values()),
    ]
    paths = [str(written(tmp_path / f"{i}.keras", *each)) for i, each in enumerate(odd)]
    del filler
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *paths], capture_output=True, text=True, check=True, env=os.environ
    )
    assert done.stdout == f"tried {len(paths)}\n"
