"""A model that can be opened, taken apart to be spoilt and put together again."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import h5py
import pytest

from engine.presets import preset
from engine.session import Session, UnreadableFile

Members = dict[str, bytes]
CONFIG, WEIGHTS, METADATA = "config.json", "model.weights.h5", "metadata.json"
HIDDEN = "layers/dense/vars/0"


@cache
def good_members() -> Members:
    """The members of a model that can be opened."""
    folder = tempfile.TemporaryDirectory()
    path = Path(folder.name) / "good.keras"
    Session(preset("xor").spec).export(path)
    Session.open_model(path)
    with folder, zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def written(path: Path, members: Members, packed: tuple[str, ...] = ()) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content, zipfile.ZIP_DEFLATED if name in packed else zipfile.ZIP_STORED, 1)
    return path


def refused(path: Path, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said) as caught:
        Session.open_model(path)
    text = str(caught.value)
    assert text.startswith(f'Cannot open "{path}": ')
    assert text.endswith(".")
    assert len(text) < 700


def configured(members: Members, change: Callable[[dict[str, Any]], object]) -> Members:
    """With a changed config.json."""
    document = json.loads(members[CONFIG])
    change(document)
    return members | {CONFIG: json.dumps(document).encode()}


def dense_of(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["config"]["layers"][1]
    return found


def reweighted(members: Members, change: Callable[[h5py.File], object]) -> Members:
    """With a changed model.weights.h5."""
    memory = io.BytesIO(members[WEIGHTS])
    with h5py.File(memory, "r+") as file:
        change(file)
    return members | {WEIGHTS: memory.getvalue()}
