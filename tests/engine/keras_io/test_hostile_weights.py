"""Weights made to harm are refused by the dataset: links, other files, bombs, damage, numbers that are none."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from engine.presets import preset
from engine.session import Session, UnreadableFile
from tests.engine.keras_io.archives import (
    HIDDEN,
    WEIGHTS,
    Members,
    good_members,
    refused,
    reweighted,
    written,
)
from tests.unpacking import watched


@pytest.fixture(name="good")
def _good() -> Members:
    return good_members()


def _replaced(name: str, **settings: Any) -> Callable[[h5py.File], object]:
    def change(file: h5py.File) -> None:
        del file[name]
        file.create_dataset(name, **settings)

    return change


def _linked(name: str, link: Any) -> Callable[[h5py.File], object]:
    def change(file: h5py.File) -> None:
        del file[name]
        file[name] = link

    return change


def _virtual(file: h5py.File) -> None:
    shape = file[HIDDEN].shape
    del file[HIDDEN]
    layout = h5py.VirtualLayout(shape=shape, dtype="f4")
    layout[...] = h5py.VirtualSource("/etc/passwd", "x", shape=shape)
    file.create_virtual_dataset(HIDDEN, layout)


def _external(file: h5py.File) -> None:
    shape = file[HIDDEN].shape
    del file[HIDDEN]
    file.create_dataset(HIDDEN, shape, "f4", external=[("/etc/passwd", 0, h5py.h5f.UNLIMITED)])


def _of_another_shape(file: h5py.File) -> None:
    rows, columns = file[HIDDEN].shape
    _replaced(HIDDEN, data=np.zeros((columns, rows)))(file)


def _not_finite(file: h5py.File) -> None:
    file[HIDDEN][0, 1] = np.nan


def _named(names: object) -> Callable[[h5py.File], object]:
    """Two opaque bytes a number, called so."""

    def change(file: h5py.File) -> None:
        _replaced(HIDDEN, data=np.zeros((2, 6), "V2"))(file)
        file[HIDDEN].attrs["dtype"] = names

    return change


def _further_layer(file: h5py.File) -> None:
    file["layers/conv2d/vars/0"] = np.zeros(3)


ODD_WEIGHTS: dict[str, tuple[Callable[[h5py.File], object], str]] = {
    "external link at group level": (
        _linked("layers/dense", h5py.ExternalLink("/etc/passwd", "/x")),
        "layers/dense is a link",
    ),
    "soft link at group level": (_linked("layers/dense", h5py.SoftLink("/layers/dense_1")), "layers/dense is a link"),
    "soft link to a dataset": (_linked(HIDDEN, h5py.SoftLink("/layers/dense_1/vars/0")), f"{HIDDEN} is a link"),
    "dangling link": (_linked(HIDDEN, h5py.SoftLink("/nowhere")), f"{HIDDEN} is a link"),
    "external link of all layers": (_linked("layers", h5py.ExternalLink("/etc/passwd", "/x")), "layers is a link"),
    "virtual dataset": (_virtual, f"{HIDDEN} takes its numbers from other files"),
    "external dataset": (_external, f"{HIDDEN} takes its numbers from other files"),
    "shape bomb": (
        _replaced(HIDDEN, shape=(2**50,), dtype="f8", chunks=(1024,), compression="gzip"),
        f"{HIDDEN} is packed",
    ),
    "chunk bomb": (
        _replaced(HIDDEN, shape=(2, 6), dtype="f4", maxshape=(None, None), chunks=(2**13, 2**13)),
        f"{HIDDEN} is packed",
    ),
    "announced and not there": (_replaced(HIDDEN, shape=(2**40,), dtype="f8"), f"{HIDDEN} does not hold"),
    "another shape": (_of_another_shape, 'layer ".*": expected a kernel of 2 inputs × 6 units, but the file has 6'),
    "integers": (_replaced(HIDDEN, data=np.zeros((2, 6), int)), f"{HIDDEN} holds int64"),
    "texts": (_replaced(HIDDEN, data="text"), f"{HIDDEN} holds object"),
    "records": (_replaced(HIDDEN, data=np.zeros((2, 6), [("a", "f4")])), f"{HIDDEN} holds"),
    "opaque bytes": (_replaced(HIDDEN, data=np.zeros((2, 6), "V2")), f"{HIDDEN} holds"),
    "opaque bytes of another kind": (_named("int16"), f"{HIDDEN} holds"),
    "opaque bytes of many kinds": (_named(["bfloat16"] * 9), f"{HIDDEN} holds"),
    "a group for a dataset": (lambda f: (f.pop(HIDDEN), f.create_group(HIDDEN)), f"{HIDDEN} is no dataset"),
    "a dataset for a group": (
        lambda f: (f.pop("layers"), f.create_dataset("layers", data=1.0)),
        "layers is no group",
    ),
    "a layer missing": (lambda f: f.pop("layers/dense"), "weights of 2 Dense layers, but the network has 3"),
    "a bias missing": (lambda f: f.pop("layers/dense/vars/1"), r"expected 2 arrays \(kernel and bias\).*has 1"),
    "all missing": (lambda f: f.pop("layers"), "layers is missing"),
    "a layer more": (_further_layer, "layers/conv2d has weights of its own"),
    "NaN": (_not_finite, 'layer ".*": 1 number is NaN or infinite in its kernel'),
}


@pytest.mark.parametrize("case", ODD_WEIGHTS)
def test_load_weights_rejects(case: str, good: Members, tmp_path: Path) -> None:
    change, said = ODD_WEIGHTS[case]
    odd = reweighted(good, change)
    refused(written(tmp_path / "x.keras", odd), f"model.weights.h5: .*{said}")
    (tmp_path / "x.weights.h5").write_bytes(odd[WEIGHTS])
    with pytest.raises(UnreadableFile, match=said):
        Session(preset("xor").spec).load_weights(tmp_path / "x.weights.h5")


def test_weights_cut_short_or_spoilt_never_do_worse_than_a_refusal(good: Members, tmp_path: Path) -> None:
    whole, rng = good[WEIGHTS], np.random.default_rng(0)
    for end in range(0, len(whole), len(whole) // 60):
        refused(written(tmp_path / "x.keras", good | {WEIGHTS: whole[:end]}), "model.weights.h5")
    for _ in range(200):
        spoilt = bytearray(whole)
        for place in rng.integers(0, len(whole), 20):
            spoilt[place] = rng.integers(256)
        try:
            Session.open_model(written(tmp_path / "x.keras", good | {WEIGHTS: bytes(spoilt)}))
        except UnreadableFile:
            continue


def test_npz_io_store_rejects_shape_bomb(tmp_path: Path) -> None:
    head = io.BytesIO()
    np.lib.format.write_array_header_1_0(head, {"descr": "<f8", "fortran_order": False, "shape": (2**50,)})
    session = Session(preset("xor").spec)
    names = [f"arr_{number}.npy" for number in range(len(session.get_weights()))]
    path = written(tmp_path / "w.npz", dict.fromkeys(names, head.getvalue()), tuple(names))
    with pytest.raises(UnreadableFile, match="expected a kernel of 2 inputs × 6 units, but the file has 1,1"):
        session.load_weights(path)
    np.savez(path, *session.get_weights())
    whole = path.read_bytes()
    for end in range(0, len(whole), len(whole) // 40):
        path.write_bytes(whole[:end])
        with pytest.raises(UnreadableFile, match="intact archive"):
            session.load_weights(path)
    objects = np.empty(1, object)
    objects[0] = {"__reduce__": "evil"}
    np.savez(path, *[objects] * len(names))
    with pytest.raises(UnreadableFile, match="holds no plain floating-point numbers"):
        session.load_weights(path)


def test_an_npz_bomb_is_refused_by_its_size_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session(preset("digits").spec)
    members = {}
    for number, array in enumerate(session.get_weights()):
        content = io.BytesIO()
        np.save(content, array)
        members[f"arr_{number}.npy"] = content.getvalue() + bytes(0 if number else 50 * 2**20)
    path = written(tmp_path / "w.npz", members, tuple(members))
    unpacked = watched(monkeypatch)
    with pytest.raises(UnreadableFile, match=r"arr_0\.npy is longer than its header says"):
        session.load_weights(path)
    assert unpacked.count < session.get_weights()[0].nbytes
