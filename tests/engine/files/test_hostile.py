"""Files that others wrote: each is refused in one sentence with file, place and cure, and nothing is executed."""

from __future__ import annotations

import io
import json
import os
import pickle
import re
import stat
import warnings
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.session import Session, UnreadableFile
from tests.engine.experiments import experiment
from tests.engine.files.conftest import Tamper
from tests.unpacking import watched

WEIGHTS = "arrays/weights.npy"


def npy(array: Any) -> bytes:
    content = io.BytesIO()
    np.save(content, array)
    return content.getvalue()


def header(shape: str, descr: str = "<f8", data: bytes = b"") -> bytes:
    text = f"{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}, }}".encode()
    text = text.ljust(117) + b"\n"
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text + data


def refusal(path: Path) -> str:
    """The sentence with which a file is refused, after checks that all of them must pass."""
    with pytest.raises(UnreadableFile) as caught:
        Session.open(path)
    sentence = str(caught.value)
    assert str(path) in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


class Bomb:
    """Pickled, it would make a folder when it is loaded."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.place),)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (npy(np.zeros(14)), r"shape \(14\) instead of \(13\)"),
        (npy(np.zeros((13, 1))), r"shape \(13, 1\)"),
        (npy(np.zeros(13, "f4")), "no plain float64"),
        (npy(np.zeros(13, ">f8")), "no plain float64"),
        (npy(np.zeros((13, 2), order="F")), "no plain float64"),
        (npy(np.array([np.nan, *[0.0] * 12])), "number 1 is nan"),
        (npy(np.array([*[0.0] * 12, -np.inf])), "number 13 is -inf"),
        (header("(1000000000000,)"), "shape"),
        (header("(13,)", data=bytes(50)), "does not hold the 13 numbers"),
        (header("(13,)", data=bytes(13 * 8 + 1)), "does not hold the 13 numbers"),
        (header("(13,)", descr="|O", data=bytes(104)), "no plain float64"),
        (b"\x93NUMPY\x03\x00" + bytes(100), "no array in .npy format 1.0"),
        (header("(__import__('os').getpid(),)"), "no plain float64"),
        (b"", "no array"),
        (None, "weights.npy is missing"),
    ],
)
def test_wrong_weights(content: bytes | None, said: str, tampered: Tamper) -> None:
    sentence = refusal(tampered({WEIGHTS: content}))
    assert WEIGHTS in sentence
    assert re.search(said, sentence)


def test_a_pickle_is_never_loaded(tampered: Tamper, tmp_path: Path) -> None:
    trap = tmp_path / "executed"
    inside = np.empty(13, dtype=object)
    inside[0] = Bomb(trap)
    for name, content in ((WEIGHTS, npy(inside)), (WEIGHTS, pickle.dumps(Bomb(trap)))):
        refusal(tampered({name: content}))
    foreign = tmp_path / "pickle.chainrule"
    foreign.write_bytes(pickle.dumps(Bomb(trap)))
    assert "no Chainrule file" in refusal(foreign)
    assert not trap.exists()


def rewritten(saved: Path, name: str, **changes: Any) -> Path:
    """The saved run with the directory entry and content of one member changed."""
    path = saved.with_name("rewritten.chainrule")
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(path, "w") as new:
        for info in old.infolist():
            member = zipfile.ZipInfo(info.filename, info.date_time)
            member.external_attr = info.external_attr
            content = changes.get("content") if info.filename == name else None
            for key, value in changes.items():
                if info.filename == name and key != "content":
                    setattr(member, key, value)
            new.writestr(member, old.read(info) if content is None else content)
    return path


def test_a_packed_bomb_is_refused_before_it_is_unpacked(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = b"{" + b" " * (1 << 28)
    path = rewritten(saved, "experiment.json", content=bomb, compress_type=zipfile.ZIP_DEFLATED)
    assert path.stat().st_size < 1 << 20
    unpacked = watched(monkeypatch)
    assert ("experiment.json unpacks to more than 1,048,576 bytes" in refusal(path), unpacked.count) == (True, 0)
    path.write_bytes(path.read_bytes().replace(len(bomb).to_bytes(4, "little"), (1000).to_bytes(4, "little")))
    assert "experiment.json" in refusal(path), "one that says it is small"
    assert unpacked.count < 2**22
    name = "arrays/curves.updates.npy"
    assert "curves.updates.npy is packed" in refusal(rewritten(saved, name, compress_type=zipfile.ZIP_DEFLATED))


@pytest.mark.parametrize("name", ["../evil.npy", "/etc/passwd", "arrays\\weights.npy", "C:evil", "arrays/", "é"])
def test_odd_names(name: str, tampered: Tamper) -> None:
    assert "odd name" in refusal(tampered({name: b"x"}))


def test_unknown_parts(tampered: Tamper) -> None:
    assert "unknown part, arrays/more.npy" in refusal(tampered({"arrays/more.npy": npy(np.zeros(3))}))
    assert "unknown part, arrays/slots.velocity.npy" in refusal(
        tampered({"arrays/slots.velocity.npy": npy(np.zeros(13))})
    )
    assert "the limit is 400" in refusal(tampered({f"m{i}": b"" for i in range(396)}))


def test_twins(saved: Path) -> None:
    with warnings.catch_warnings(), zipfile.ZipFile(saved, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr(WEIGHTS, npy(np.zeros(13)))
    assert "weights.npy occurs twice" in refusal(saved)


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFDIR, stat.S_IFIFO, stat.S_IFCHR])
def test_special_files(kind: int, saved: Path) -> None:
    path = rewritten(saved, WEIGHTS, content=b"/etc/passwd", external_attr=(kind | 0o777) << 16)
    assert "weights.npy is a link or another special file" in refusal(path)


def test_encrypted(saved: Path) -> None:
    content = bytearray(saved.read_bytes())
    entry = content.rindex(b"PK\1\2")
    content[entry + 8] |= 1
    saved.write_bytes(content)
    assert "encrypted" in refusal(saved)


def test_truncated_or_damaged_anywhere(saved: Path) -> None:
    whole = saved.read_bytes()
    for length in [0, 1, 4, *range(50, len(whole), 97), len(whole) - 1]:
        saved.write_bytes(whole[:length])
        refusal(saved)
    for place in range(0, len(whole), 41):
        broken = bytearray(whole)
        broken[place] ^= 0xFF
        saved.write_bytes(broken)
        try:
            Session.open(saved)
        except UnreadableFile as error:
            assert str(saved) in str(error)  # noqa: PT017 (some bytes, such as dates, may change freely)


def test_a_huge_directory_is_not_read(saved: Path) -> None:
    content = bytearray(saved.read_bytes())
    content[-10:-6] = (2**31).to_bytes(4, "little")
    saved.write_bytes(content)
    assert "list of parts is too large" in refusal(saved)


def changed_state(saved: Path, **changes: Any) -> bytes:
    with zipfile.ZipFile(saved) as archive:
        document = json.loads(archive.read("state.json"))
    document["state"] |= changes
    return json.dumps(document).encode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"seen": -1}, "seen is -1"),
        ({"seen": 10**6}, "position"),
        ({"update": 10**30}, "state"),
        ({"update": "five"}, "state.update"),
        ({"update": 2.5}, "state.update"),
        ({"events_done": 8}, "events_done"),
        ({"events_done": 0, "stop": 0}, "events_done"),
        ({"events_done": 1, "stop": 3}, "none number 3"),
        ({"events_done": 1, "stop": 0, "part": 4}, "none number 4"),
        ({"backend": "cuda"}, "backend"),
        ({"optimizer": "adam"}, '"adam" is not the experiment'),
        ({"running": {"profit": 1.0}}, "profit"),
        ({"surprise": 1}, "surprise"),
    ],
)
def test_impossible_positions(changes: dict[str, Any], said: str, saved: Path, tampered: Tamper) -> None:
    assert said in refusal(tampered({"state.json": changed_state(saved, **changes)}))


def test_newer_versions_and_broken_json(saved: Path, tampered: Tamper) -> None:
    newer = json.dumps({"format": "chainrule-state", "version": 3, "state": {}}).encode()
    assert "needs the Chainrule that wrote it" in refusal(tampered({"state.json": newer}))
    newer = json.dumps({"format": "chainrule-experiment", "version": 2}).encode()
    assert "reads version 1" in refusal(tampered({"experiment.json": newer}))
    assert "state.json is not JSON" in refusal(tampered({"state.json": b"{"}))
    deep = b'{"experiment":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    assert "not JSON" in refusal(tampered({"experiment.json": deep}))
    assert "state.json is missing" in refusal(tampered({"state.json": None}))


def test_an_experiment_whose_data_have_one_class_is_refused_with_its_file(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    data = {"name": "circle", "samples": 4, "seed": 1, "noise": 1.0}
    path.write_text(json.dumps({"format": "chainrule-experiment", "version": 1, "experiment": {"data": data}}))
    assert "nothing to tell apart" in refusal(path)


def test_a_number_without_end_is_named_by_place(saved: Path, tampered: Tamper) -> None:
    endless = b'{"format": "chainrule-state", "version": 1, "state": {"running": {"loss": 1e400}}}'
    assert "state.json: state.running.loss is no finite number" in refusal(tampered({"state.json": endless}))


@pytest.mark.parametrize(
    ("units", "said"), [(0, "units is 0"), (10**9, "units is 1e\\+09|1,000,000"), (10**400, "number")]
)
def test_impossible_layers(units: int, said: str, tampered: Tamper) -> None:
    text = json.dumps(
        {"format": "chainrule-experiment", "version": 1, "experiment": {"network": {"layers": [{"units": units}]}}}
    )
    sentence = refusal(tampered({"experiment.json": text.encode()}))
    assert "experiment.json" in sentence
    plain = tampered({}).with_name("plain.json")
    plain.write_text(text)
    assert re.search(said, refusal(plain))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("curves.updates", npy(np.zeros((5, 3))), "shape (5, 3) instead of (any, 4)"),
        ("curves.updates", npy(np.full((5, 4), np.nan)), "not a finite number"),
        ("curves.bucket", npy(np.array([0.0])), "no power of two"),
        ("curves.bucket", npy(np.array([3.0])), "no power of two"),
        ("curves.pending", npy(np.zeros((9, 2))), "longer than a bucket"),
        ("curves.pending", None, "curves.pending.npy is missing"),
        ("curves.epoch.val_loss", npy(np.zeros(77)), "77 numbers instead of"),
        ("history.epochs", npy(np.array([0.5])), "epoch numbers"),
        ("history.epochs", npy(np.array([np.nan])), "epoch numbers"),
        ("history.loss", npy(np.zeros(99)), "shorter than a figure"),
    ],
)
def test_impossible_records(name: str, content: bytes | None, said: str, tampered: Tamper) -> None:
    assert said in refusal(tampered({f"arrays/{name}.npy": content}))


@pytest.mark.parametrize("part", ["weights", "course"])
def test_biases_of_a_layer_that_has_none(part: str, tmp_path: Path) -> None:
    session = Session(experiment().with_layer(0, use_bias=False))
    session.train(updates=5)
    session.save(tmp_path / "whole.chainrule")
    Session.open(tmp_path / "whole.chainrule")
    path, member = tmp_path / "changed.chainrule", f"arrays/{part}.npy"
    with zipfile.ZipFile(tmp_path / "whole.chainrule") as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == member:
                numbers = np.load(io.BytesIO(content), allow_pickle=False)
                numbers[6] = 0.5  # behind the 2 × 3 weights of the first layer
                content = npy(numbers)
            new.writestr(name, content)
    assert "has none" in refusal(path)


def test_foreign_files(tmp_path: Path) -> None:
    contents = {"a.chainrule": b"hello", "b.chainrule": b"", "c.json": b"[1]", "d.csv": b"x,y\n1,2"}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
        assert "no Chainrule file" in refusal(tmp_path / name)
    (tmp_path / "e.json").write_bytes(b'{"experiment": {}}')
    assert '"format"' in refusal(tmp_path / "e.json")
    with zipfile.ZipFile(tmp_path / "f.chainrule", "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert "no experiment.json" in refusal(tmp_path / "f.chainrule")


def test_the_cure_names_the_version_before(saved: Path) -> None:
    Session.open(saved).save(saved)
    saved.write_bytes(saved.read_bytes()[:-30])
    assert f'Open the version before it, "{saved.name}~".' in refusal(saved)
