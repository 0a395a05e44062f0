"""Opening a saved run, in pieces: its file is read, and its data loaded, beside whoever waits for it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Generator
from pathlib import Path
from typing import TypeVar

from engine.breaths import beside, result_of
from engine.catalog.data_source import DataMissing
from engine.data import DataProblem, loading
from engine.files import SavedRun, UnreadableFile, read_experiment
from engine.run.left_runs import LeftRuns
from engine.run.live_run import LiveRun
from engine.run.saving import restore
from engine.spec import ExperimentSpec

T = TypeVar("T", bound="Opening")
QUICKLY_READ = 2**20
"""Bytes of a file that is read in a few milliseconds."""


class Opening(ABC):
    """How a session comes of a file."""

    @abstractmethod
    def __init__(self, spec: ExperimentSpec) -> None: ...

    @property
    @abstractmethod
    def _run(self) -> LiveRun: ...

    @property
    @abstractmethod
    def _edits(self) -> LeftRuns: ...

    @classmethod
    def open(cls: type[T], path: Path) -> T:
        """The session of a .chainrule file, which goes on to the bit, or of an experiment in JSON.

        Raises:
            UnreadableFile: one sentence with the file, the place and the cure.
            DataMissing: its data is not on this machine; the sentence names the ways to it.
        """
        return result_of(cls.opening(path))

    @classmethod
    def opening(cls: type[T], path: Path) -> Generator[str, None, T]:
        """`open` with breaths, each of which says in a few words what is under way."""
        try:
            saved = yield from _said("reading the run", _reading(path))
            yield from _said("loading the data", loading(saved.spec.data))
            yield "setting up the network"
            session = cls(saved.spec)
            restore(session._run, saved)
            session._edits.waiting = saved.waiting
        except (DataMissing, UnreadableFile):
            raise
        except DataProblem as error:
            raise UnreadableFile(f'Cannot open "{path}": {error}') from None
        except (KeyError, ValueError) as error:
            raise UnreadableFile(f'Cannot open "{path}": {error}. Choose another file.') from None
        return session


def _reading(path: Path) -> Generator[None, None, SavedRun]:
    try:
        is_large = path.stat().st_size > QUICKLY_READ
    except OSError:
        is_large = False
    if is_large:
        return (yield from beside(lambda: read_experiment(path), "chainrule-opening"))
    return read_experiment(path)


R = TypeVar("R")


def _said(words: str, work: Generator[None, None, R]) -> Generator[str, None, R]:
    """Work whose breaths say what it is."""
    try:
        while True:
            next(work)
            yield words
    except StopIteration as end:
        result: R = end.value
        return result
