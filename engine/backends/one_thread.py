"""NumPy's products on one thread, beside a TensorFlow whose threads are about."""

from __future__ import annotations

from collections.abc import Generator
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from engine.breaths import each_within

if TYPE_CHECKING:
    from threadpoolctl import ThreadpoolController

Piece = TypeVar("Piece")
Result = TypeVar("Result")


def on_one_thread(work: Generator[Piece, None, Result]) -> Generator[Piece, None, Result]:
    """The same pieces and the same result, each piece with one thread for matrix products.

    Two thread pools that both wait by turning round and round take the cores from each other: on two cores the
    outputs of a hundred examples, half a millisecond's work, took up to 70 ms after a chunk of TensorFlow's.
    """
    return each_within(lambda: _products().limit(limits=1), work)


@cache
def _products() -> ThreadpoolController:
    from threadpoolctl import ThreadpoolController  # imported late: the program starts without it

    return ThreadpoolController().select(user_api="blas")
