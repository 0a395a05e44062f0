"""Programs for Keras as files: a Python script or a notebook, and beside it the examples and first weights."""

from __future__ import annotations

import json
import os
import textwrap
from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.backends import NumpyBackend
from engine.catalog.arrays import Array
from engine.data import DataSet, encode_targets
from engine.data.pixels import BRIGHTEST
from engine.files.atomic import write_whole
from engine.keras_io.code import Cell, cells
from engine.keras_io.code_data import given_encoding, holds_bytes, loads_by_keras
from engine.keras_io.code_parts import quoted
from engine.keras_io.outgoing import Written
from engine.spec import ExperimentSpec

Companion = NDArray[Any]
First = Sequence[Array] | None
WIDTH = 100
MOST_TEXT = 2**24


def write_script(path: Path, spec: ExperimentSpec, data: DataSet, first: First = None) -> Written:
    """A script that builds, fits and plots the experiment, and beside it a file of arrays where it needs one.

    first: the weights that it begins with, in the order of get_weights; None: those that the seed draws.

    Raises:
        NotInKeras: Keras cannot train this.
        UnwritableFile: the place cannot be written.
    """
    companion, weights = companion_place(path), _beginning(spec, data, first)
    program = cells(spec, data.info, f"Path(__file__).with_name({quoted(companion.name)})", bool(weights))
    return _written(path, script_text(program), companion, companion_arrays(spec, data, weights))


def write_notebook(path: Path, spec: ExperimentSpec, data: DataSet, first: First = None) -> Written:
    """The same as a Jupyter notebook. Raises as `write_script` does."""
    companion, weights = companion_place(path), _beginning(spec, data, first)
    program = cells(spec, data.info, f"Path({quoted(companion.name)})", bool(weights))
    return _written(path, notebook_text(program), companion, companion_arrays(spec, data, weights))


def companion_place(path: Path) -> Path:
    """Where a program's arrays go: a name that is free, or is named by the program that is written over."""
    before = _text_of(path)
    for number in count(1):
        name = f"{path.stem}.npz" if number == 1 else f"{path.stem}-{number}.npz"
        place, called = path.with_name(name), quoted(name)
        known = called in before or json.dumps(called, ensure_ascii=False)[1:-1] in before
        if known or not os.path.lexists(place):
            return place
    raise AssertionError("there is always a number more")


def _text_of(path: Path) -> str:
    """The program that stands there, as far as it can be read."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_TEXT).decode("utf-8", "replace")
    except OSError:
        return ""


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


def companion_arrays(spec: ExperimentSpec, data: DataSet, first: Sequence[Array]) -> dict[str, Companion]:
    """X and y of each part as the program takes them, example weights, first weights in the order of get_weights.

    Pictures have the shape (n, height, width), those that come as files in uint8; class numbers are int64 (n,), all
    else is float64. Of examples that Keras itself loads the weights alone.
    """
    arrays: dict[str, Companion] = {}
    weights = data.weights_of(data.training)
    if weights is not None:
        arrays["sample_weight"] = weights
    if loads_by_keras(spec, data.info):
        return arrays | _numbered(first)
    encoding, units = given_encoding(spec, data.info), spec.network.layers[-1].units
    for name, part in (("train", data.training), ("valid", data.validation), ("test", data.test)):
        if not len(part):
            continue
        x = _bytes(data.cells(part)) if holds_bytes(spec) else np.asarray(part.x[:])
        y = encode_targets(part.y, encoding, units)
        arrays[f"X_{name}"] = x.reshape(len(x), *data.info.image) if data.info.image else x
        arrays[f"y_{name}"] = y[:, 0] if encoding == "index" else y
    return arrays | _numbered(first)


def _numbered(weights: Sequence[Array]) -> dict[str, Companion]:
    return {f"weights_{i}": array for i, array in enumerate(weights)}


def _beginning(spec: ExperimentSpec, data: DataSet, first: First) -> Sequence[Array]:
    """The first weights that go with the program, drawn once at most; () where Keras is to draw its own.

    That is where Keras loads the examples too, and nobody set the weights by hand or brought them along.
    """
    if not loads_by_keras(spec, data.info):
        return _drawn(spec, data) if first is None else first
    return () if first is None or all(map(np.array_equal, first, _drawn(spec, data))) else first


def _drawn(spec: ExperimentSpec, data: DataSet) -> Sequence[Array]:
    """The first weights as the seed gives them, in the order of get_weights."""
    backend = NumpyBackend(spec.network, len(data.info.inputs), spec.training)
    for _ in backend.begin(spec.seed):
        pass
    return backend.network.get_weights()


def _bytes(x: Array) -> Companion:
    return np.rint(x * BRIGHTEST).astype(np.uint8)


def _written(path: Path, text: str, companion: Path, arrays: Mapping[str, Companion]) -> Written:
    files, notes = [path], []
    if arrays:
        write_whole(companion, lambda file: np.savez_compressed(file, allow_pickle=False, **arrays))
        files.append(companion)
        if companion.stem != path.stem:
            notes.append(f"{path.stem}.npz was there before and stays as it is.")
    write_whole(path, lambda file: file.write(text.encode("utf-8")))
    return Written(tuple(files), tuple(notes))


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)
