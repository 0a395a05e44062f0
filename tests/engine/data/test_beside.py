"""Many examples are loaded beside whoever waits for them, and are the same for everybody."""

import threading
from collections.abc import Generator

import pytest

from engine.catalog.data_source import DataProblem
from engine.data import DataSet, beside, load, loading
from engine.data.loading import _load
from engine.spec import DataSpec


def waited(spec: DataSpec) -> tuple[DataSet, int]:
    return rest(loading(spec))


def rest(work: Generator[None, None, DataSet]) -> tuple[DataSet, int]:
    """The data, and how often somebody could be called away meanwhile."""
    breaths = 0
    while True:
        try:
            next(work)
        except StopIteration as end:
            found: DataSet = end.value
            return found, breaths
        breaths += 1


def test_few_examples_are_loaded_at_once() -> None:
    found, breaths = waited(DataSpec("circle", 100))
    assert breaths == 0
    assert found is load(DataSpec("circle", 100))


def test_many_examples_are_loaded_beside_and_are_the_same_arrays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "QUICKLY_DRAWN", 10)
    here, called_away, places = threading.get_ident(), threading.Event(), []

    def noted(spec: DataSpec) -> DataSet:
        places.append(threading.get_ident())
        assert called_away.wait(20)
        return load(spec)

    monkeypatch.setattr(beside, "load", noted)
    spec = DataSpec("circle", 123)
    work = loading(spec)
    next(work)
    called_away.set()
    found, _ = rest(work)
    assert places[0] != here
    assert found is load(spec)
    assert (load(spec).training.x == _load(spec).training.x).all()


def test_what_cannot_be_loaded_is_said_to_whoever_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "QUICKLY_DRAWN", 10)

    def impossible(_spec: DataSpec) -> DataSet:
        raise DataProblem("Row 5 is odd. Correct it.")

    monkeypatch.setattr(beside, "load", impossible)
    with pytest.raises(DataProblem, match="Row 5 is odd"):
        waited(DataSpec("circle", 321))
