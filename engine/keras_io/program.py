"""Programs for Keras as files: a Python script or a notebook, and beside it the examples and first weights."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path
from typing import Any

import numpy as np

from engine.backends import NumpyBackend
from engine.data import DataSet, Targets, encode_targets
from engine.files.atomic import write_whole
from engine.keras_io.code import Cell, cells, encoding_of, loads_by_keras
from engine.keras_io.code_parts import quoted
from engine.spec import ExperimentSpec

WIDTH = 100


def write_script(path: Path, spec: ExperimentSpec, data: DataSet) -> tuple[Path, ...]:
    """A script that builds, fits and plots the experiment; the files written, itself first.

    Raises:
        NotInKeras: Keras cannot train this.
        UnwritableFile: the place cannot be written.
    """
    companion = path.with_suffix(".npz")
    program = cells(spec, data.info, f"Path(__file__).with_name({quoted(companion.name)})")
    return _written(path, script_text(program), companion, spec, data)


def write_notebook(path: Path, spec: ExperimentSpec, data: DataSet) -> tuple[Path, ...]:
    """The same as a Jupyter notebook. Raises as `write_script` does."""
    companion = path.with_suffix(".npz")
    program = cells(spec, data.info, f"Path({quoted(companion.name)})")
    return _written(path, notebook_text(program), companion, spec, data)


def script_text(program: tuple[Cell, ...]) -> str:
    """The cells one after the other, headings and sentences as comments."""
    parts = []
    for cell in program:
        words = [cell.heading, *textwrap.wrap(cell.text, WIDTH)]
        parts.append("\n".join(f"# {line}" for line in words) + "\n" + cell.code)
    return "\n\n".join(parts) + "\n"


def notebook_text(program: tuple[Cell, ...]) -> str:
    """A notebook in the format 4.5 with a Markdown and a code cell for each."""
    found: list[dict[str, Any]] = []
    for number, cell in enumerate(program):
        level = "#" if number == 0 else "##"
        text = f"{level} {cell.heading}" + (f"\n\n{cell.text}" if cell.text else "")
        found.append({"cell_type": "markdown", "id": f"text-{number}", "metadata": {}, "source": _lines(text)})
        code = {"cell_type": "code", "id": f"code-{number}", "metadata": {}, "source": _lines(cell.code)}
        found.append(code | {"execution_count": None, "outputs": []})
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    whole = {"cells": found, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def companion_arrays(spec: ExperimentSpec, data: DataSet) -> dict[str, Targets]:
    """X and y of each part as the program uses them, example weights, first weights in the order of get_weights.

    Pictures have the shape (n, height, width); class numbers are int64 (n,), all else is float64.
    """
    encoding, units = encoding_of(spec, data.info), spec.network.layers[-1].units
    arrays: dict[str, Targets] = {}
    for name, part in (("train", data.training), ("valid", data.validation), ("test", data.test)):
        if not len(part):
            continue
        x, y = np.asarray(part.x[:]), encode_targets(part.y, encoding, units)
        arrays[f"X_{name}"] = x.reshape(len(x), *data.info.image) if data.info.image else x
        arrays[f"y_{name}"] = y[:, 0] if encoding == "index" else y
    weights = data.weights_of(data.training)
    if weights is not None:
        arrays["sample_weight"] = weights
    backend = NumpyBackend(spec.network, len(data.info.inputs), spec.training)
    for _ in backend.begin(spec.seed):
        pass
    return arrays | {f"weights_{i}": array for i, array in enumerate(backend.network.get_weights())}


def _written(path: Path, text: str, companion: Path, spec: ExperimentSpec, data: DataSet) -> tuple[Path, ...]:
    beside: tuple[Path, ...] = ()
    if not loads_by_keras(spec):
        arrays = companion_arrays(spec, data)
        write_whole(companion, lambda file: np.savez_compressed(file, allow_pickle=False, **arrays))
        beside = (companion,)
    write_whole(path, lambda file: file.write(text.encode("utf-8")))
    return (path, *beside)


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)
