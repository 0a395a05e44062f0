"""Archives made to harm: how long each takes to be refused, the slowest told."""

from __future__ import annotations

import io
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from benchmarks.table import Row
from engine.presets import preset
from engine.session import Session, UnreadableFile

FILLER = 300 * 2**20


def rows() -> Iterator[Row]:
    """Bombs of 300 MB in every kind of archive."""
    session = Session(preset("xor").spec)
    with tempfile.TemporaryDirectory() as folder:
        good = Path(folder) / "good.keras"
        session.export(good)
        made: dict[str, Callable[[], object]] = {}
        for number, member in enumerate(("config.json", "metadata.json", "model.weights.h5")):
            path = _bomb(good, Path(folder) / f"{number}.keras", member)
            made[member] = lambda path=path: Session.open_model(path)  # type: ignore[misc]
        saved = Path(folder) / "good.chainrule"
        session.save(saved)
        run = _bomb(saved, Path(folder) / "bomb.chainrule", "experiment.json")
        made["experiment.json"] = lambda: Session.open(run)
        weights = _weights(Path(folder) / "w.npz", session)
        made["arr_0.npy"] = lambda: session.load_weights(weights)
        seconds = {name: _refused(read) for name, read in made.items()}
    worst = max(seconds, key=lambda name: seconds[name])
    yield Row("refusing an archive made to harm", seconds[worst], "s", "< 1 s", f"300 MB in {worst}, the slowest")


def _bomb(source: Path, target: Path, member: str) -> Path:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, b"{" + bytes(FILLER) if name == member else old.read(name))
    return target


def _weights(path: Path, session: Session) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, array in enumerate(session.get_weights()):
            content = io.BytesIO()
            np.save(content, array)
            archive.writestr(f"arr_{number}.npy", content.getvalue() + bytes(0 if number else FILLER))
    return path


def _refused(read: Callable[[], object]) -> float:
    start = time.perf_counter()
    try:
        read()
    except UnreadableFile:
        return time.perf_counter() - start
    raise AssertionError("it was opened")
