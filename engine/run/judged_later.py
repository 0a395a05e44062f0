"""The figures of an epoch that are taken after a change, because the change could not wait for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from engine.history.timeline import Timeline
from engine.run.trainer import Trainer

if TYPE_CHECKING:
    from engine.run.live_run import LiveRun


class JudgedLater:
    """The trainer that had ended an epoch when its run was changed, with the weights of that moment."""

    def __init__(self) -> None:
        self._owed: tuple[Trainer, Timeline] | None = None

    def put_off(self, live: LiveRun) -> None:
        """The figures that its trainer is taking; they come before the next update."""
        self._owed = live.trainer, live.chronicle.current

    def judging(self, live: LiveRun) -> Iterator[None]:
        """Take them and put them on record, unless another course is on screen by now; yields at each breath."""
        if self._owed is None:
            return
        trainer, course = self._owed
        while trainer.is_judging and course is live.chronicle.current and course.tip == trainer.updates:
            yield from trainer.finish()
        self._owed = None
        if trainer is not live.trainer and course is live.chronicle.current:
            live.were_judged(trainer.spec)
