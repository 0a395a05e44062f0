"""Measurements that come along as small files, scikit-learn's (read without importing it) and the program's own."""

from __future__ import annotations

import gzip
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from engine.catalog.arrays import Array, sealed
from engine.catalog.data_source import DataProblem

OWN = Path(__file__).resolve().parents[2] / "resources" / "data"


@lru_cache(maxsize=16)
def packaged_numbers(file: str, rows: int, columns: int, heading: int = 0, separator: str | None = ",") -> Array:
    """The numbers (rows, columns) of a file of the program's or scikit-learn's, read-only, without lines of heading.

    Raises:
        DataProblem: the file or scikit-learn is missing, or not what it should be.
    """
    path = OWN / file if (OWN / file).is_file() else _path(file)
    cure = "Get the program anew." if path.parent == OWN else "Install scikit-learn anew."
    try:
        content = path.read_bytes()
        text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8")
        lines = text.splitlines()[heading:]
        table = np.array([line.split(separator) for line in lines if line.strip()], dtype=np.float64)
    except (OSError, EOFError, ValueError) as error:
        raise DataProblem(f"{path} cannot be read: {error}. {cure}") from None
    if table.shape != (rows, columns):
        raise DataProblem(f"{path} should hold {rows:,} rows of {columns} numbers. {cure}")
    return sealed(table)


def _path(file: str) -> Path:
    package = find_spec("sklearn")
    for folder in (package.submodule_search_locations if package else None) or ():
        path = Path(folder) / "datasets" / "data" / file
        if path.is_file():
            return path
    raise DataProblem(
        "This data set comes with scikit-learn, which is not installed here. "
        "Install it (pip install scikit-learn) or choose another data set."
    )
