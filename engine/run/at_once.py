"""Work that yields at every breath, done at one go and without NumPy's warnings."""

from collections.abc import Generator
from typing import TypeVar

from engine.breaths import result_of
from engine.run.quiet import quietly

Result = TypeVar("Result")


def at_once(work: Generator[None, None, Result]) -> Result:
    """The result that the work ends with."""
    return result_of(quietly(work))
