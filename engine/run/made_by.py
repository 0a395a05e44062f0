"""What a run answers about the backends that compute it."""

from __future__ import annotations

from abc import ABC, abstractmethod

from engine.run.live_run import LiveRun


class MadeBy(ABC):
    """Asks the record of a run, and the lane of its trainer."""

    @property
    @abstractmethod
    def _run(self) -> LiveRun: ...

    @property
    def backend(self) -> str:
        """What makes the next update if the run goes on now: "numpy" or "tensorflow"."""
        return self._run.trainer.lane.name

    @property
    def backend_status(self) -> str:
        """What computes and why, in a sentence."""
        return self._run.trainer.lane.status

    @property
    def backend_news(self) -> str:
        """What the run waits for, or why NumPy computes though TensorFlow is wanted, in a sentence, or ""."""
        return self._run.trainer.lane.news

    @property
    def updates_by(self) -> dict[str, int]:
        """How many of the updates that can be returned to each backend has made."""
        found: dict[str, int] = {}
        course = self._run.chronicle.current
        for stretch in course.stretches:
            for name, count in stretch.makers.counts(stretch.start).items():
                found[name] = found.get(name, 0) + count
        return found
