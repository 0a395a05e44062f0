"""Work in pieces, with a breath between them: done at one go for those who need no breath, or on a thread beside."""

import threading
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager
from typing import TypeVar

Piece = TypeVar("Piece")
Result = TypeVar("Result")
_LOOK_SECONDS = 0.003


def result_of(work: Generator[object, None, Result]) -> Result:
    """What the work ends with, done at one go."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            result: Result = end.value
            return result


def each_within(
    surroundings: Callable[[], AbstractContextManager[object]], work: Generator[Piece, None, Result]
) -> Generator[Piece, None, Result]:
    """The same pieces and result, each piece made in surroundings of its own, which nobody else gets to feel."""
    while True:
        with surroundings():
            try:
                piece = next(work)
            except StopIteration as end:
                result: Result = end.value
                return result
        yield piece


def beside(work: Callable[[], Result], name: str = "chainrule-beside") -> Generator[None, None, Result]:
    """What work that knows no breath gives or raises: done on a thread of that name, with breaths while it takes.

    Given up, it ends by itself, and nobody hears of it.
    """
    found: list[Result] = []
    errors: list[Exception] = []

    def run() -> None:
        try:
            found.append(work())
        except Exception as error:
            errors.append(error)

    thread = threading.Thread(target=run, name=name, daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(_LOOK_SECONDS)
        yield
    if errors:
        raise errors[0]
    return found[0]
