"""A change of weights as a step of the undo stack: the engine makes it and says what it must give back."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Generator, Iterator
from typing import Protocol

from PySide6.QtGui import QUndoCommand

from engine.session import Session
from engine.trace.weight_change import WeightBlock, WeightChange, blocks_bytes

MOST_BYTES = 256 * 2**20
MOST_NOTED = 2_000
_FIRST_KEY = 500_000_000
FORGOTTEN = (
    "What stood there before took too much room and was forgotten, so the weights stay as they are. "
    "Go back in time on the line below to see it again."
)
_gestures = itertools.count(_FIRST_KEY)


def gesture_key() -> int:
    """A number for the changes of one drag or of one visit to a field, which are one step to undo."""
    return next(_gestures)


class Work:
    """One change for the engine. before: what it has replaced, None until it is made.

    needless: a newer one of the same gesture waits, so that this one need not be made any more. forgotten: what it
    has replaced took too much room, so that it cannot be given back.
    """

    def __init__(self, change: WeightChange, again: bool, on_forgotten: Callable[[], None] = lambda: None) -> None:
        self.change, self._again, self.on_forgotten = change, again, on_forgotten
        self.before: tuple[WeightBlock, ...] | None = None
        self.needless = self.forgotten = False

    def run(self, session: Session) -> Iterator[None]:
        """Make it, in the engine's thread and in pieces. Raises ValueError by place."""
        work = session.changing_weights(self.change, self._again)
        while not self.needless:
            try:
                next(work)
            except StopIteration as end:
                self.before = end.value
                return
            yield
        work.close()

    def forget(self) -> None:
        """Give up what it has replaced."""
        self.before, self.forgotten = (), True
        self.on_forgotten()

    @property
    def bytes(self) -> int:
        return blocks_bytes(self.before or ())


class TakingBack:
    """What some changes have replaced, put back in the engine's thread."""

    def __init__(self, made: list[Work]) -> None:
        self._made = made

    def run(self, session: Session) -> Iterator[None]:
        """Put it back, in pieces; it is known by the time that this begins.

        Raises:
            ValueError: it was forgotten, or it is no number that can be given back.
        """
        if any(work.forgotten for work in self._made):
            raise ValueError(FORGOTTEN)
        blocks = [block for work in reversed(self._made) for block in work.before or ()]
        if blocks:
            yield from _without_result(session.changing_weights(tuple(blocks), again=True))


def _without_result(work: Generator[None, None, object]) -> Iterator[None]:
    yield from work


class Desk(Protocol):
    """Who has the engine work: the document."""

    def work_on_weights(self, work: Work | TakingBack, merge_key: int = -1) -> None:
        """Have the engine change weights or give back what was changed."""


class WeightStep(QUndoCommand):
    """Weights given other values; changes of one gesture become one step."""

    def __init__(self, document: Desk, text: str, change: WeightChange, merge_key: int) -> None:
        super().__init__(text)
        self._document, self._change, self._key, self._title = document, change, merge_key, text
        self._made: list[Work] = []

    def redo(self) -> None:
        work = Work(self._change, again=bool(self._made), on_forgotten=self._on_forgotten)
        self._made = [work]
        self.setText(self._title)
        self._document.work_on_weights(work, self._key)

    def undo(self) -> None:
        self._document.work_on_weights(TakingBack(self._made))

    def id(self) -> int:
        return self._key

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, WeightStep) or other._key != self._key:
            return False
        self._made += other._made
        for work in other._made:
            work.on_forgotten = self._on_forgotten
        self._change = other._change
        return True


    def _on_forgotten(self) -> None:
        self.setText(f"{self._title} (too large to give back)")


class Ledger:
    """Which changes were made last; where what they have replaced takes too much room, the oldest are forgotten."""

    def __init__(self) -> None:
        self._made: list[Work] = []
        self._last_key = -1

    def note(self, work: Work, key: int) -> None:
        """Another change is made; one of the same gesture that still waits need not be."""
        if self._made and key == self._last_key != -1 and self._made[-1].before is None:
            self._made.pop().needless = True
        self._last_key = key
        self._made = [*self._made[-MOST_NOTED:], work]
        total = sum(made.bytes for made in self._made)
        while total > MOST_BYTES and len(self._made) > 1:
            total -= self._made[0].bytes
            self._made.pop(0).forget()
