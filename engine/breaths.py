"""Work that is done in pieces, with a breath between them, for those who need no breath."""

from collections.abc import Generator
from typing import TypeVar

Result = TypeVar("Result")


def result_of(work: Generator[object, None, Result]) -> Result:
    """What the work ends with, done at one go."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            result: Result = end.value
            return result
