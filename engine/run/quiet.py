"""Work in pieces without NumPy's warnings: numbers that overflow are told by the run itself."""

from collections.abc import Generator
from typing import TypeVar

import numpy as np

Piece = TypeVar("Piece")
Result = TypeVar("Result")


def quietly(work: Generator[Piece, None, Result]) -> Generator[Piece, None, Result]:
    """The same pieces and result; the silence ends with each piece, so that it is nobody else's."""
    while True:
        with np.errstate(all="ignore"):
            try:
                piece = next(work)
            except StopIteration as end:
                result: Result = end.value
                return result
        yield piece
