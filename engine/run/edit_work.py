"""Edits of the experiment that a session runs, and the edit that waits for more points."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator

from engine.data import DataProblem, why_waiting
from engine.run.left_runs import LeftRuns
from engine.spec import ExperimentSpec


class EditWork(ABC):
    """Goes on with an edited experiment; in the past that begins a new course, as any change does."""

    @property
    @abstractmethod
    def _edits(self) -> LeftRuns: ...

    @property
    def waiting(self) -> ExperimentSpec | None:
        """An edit that waits for more points set by hand, while the run stays what it was."""
        return self._edits.waiting

    def edit(self, spec: ExperimentSpec) -> None:
        """Go on with an edited experiment, keeping all weights that still have their place.

        Another data set or another seed starts anew. An update under way begins anew.

        Raises:
            InvalidExperiment, DataProblem: the run is untouched.
        """
        if sentence := why_waiting(spec.data):
            raise DataProblem(sentence)
        for _ in self.editing(spec):
            pass

    def editing(self, spec: ExperimentSpec, again: bool = False) -> Iterator[None]:
        """`edit` with breaths; until the last one, and if it is given up, the run is untouched.

        again: an edit is taken back or made again, so that a run that it left is gone on with. An edit for which
        there are too few points set by hand is not refused but becomes `waiting`.
        """
        return self._edits.editing(spec, again)
