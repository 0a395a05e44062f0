"""Work that yields at every breath, done at one go."""

from collections.abc import Generator
from typing import TypeVar

from engine.run.quiet import quietly

Result = TypeVar("Result")


def at_once(work: Generator[None, None, Result]) -> Result:
    """The result that the work ends with."""
    pieces = quietly(work)
    while True:
        try:
            next(pieces)
        except StopIteration as end:
            result: Result = end.value
            return result
