"""A saved run, and the tools to tamper with it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from engine.session import Session
from tests.engine.experiments import experiment

Tamper = Callable[[Mapping[str, bytes | None]], Path]


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A run of 2-3-1 saved after five updates."""
    session = Session(experiment())
    session.train(updates=5)
    path = tmp_path / "run.chainrule"
    session.save(path)
    return path


@pytest.fixture
def tampered(saved: Path) -> Tamper:
    """Writes a copy of the saved run with members replaced, added, or (None) left out."""

    def write(changes: Mapping[str, bytes | None]) -> Path:
        path = saved.with_name("tampered.chainrule")
        with zipfile.ZipFile(saved) as old, zipfile.ZipFile(path, "w") as new:
            contents = {name: old.read(name) for name in old.namelist()} | dict(changes)
            for name, content in contents.items():
                if content is not None:
                    new.writestr(name, content)
        return path

    return write
