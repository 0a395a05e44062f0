"""Answering where a number comes from, in pieces: first what must be computed again, then the words."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np

from engine.catalog.arrays import Array
from engine.explain.book import Book
from engine.explain.explaining import explain
from engine.run.moments import RunMoments
from engine.spec.figure_words import AGAIN, VALIDATION
from engine.trace import Address, Explanation, Kind

ROOTS = frozenset(
    {
        Kind.RAW,
        Kind.STAND_IN,
        Kind.MADE,
        Kind.MEAN,
        Kind.DEVIATION,
        Kind.INPUT,
        Kind.TARGET,
        Kind.EXAMPLE_WEIGHT,
        Kind.SETTING,
        Kind.SEED,
    }
)
MADE_BEFORE = frozenset({Kind.WEIGHT, Kind.BIAS, Kind.SLOT})


def answer(
    moments: RunMoments, address: Address, typed: Array | None = None
) -> Generator[None, None, Explanation]:
    """The explanation of a number; `typed` is the raw row (columns,) of an example somebody typed.

    Raises:
        ValueError: there is no such number, in a sentence.
    """
    yield from _fetch(moments, address)
    book = Book(moments)
    book.typed = typed
    with np.errstate(all="ignore"):
        return explain(book, address)


def _fetch(moments: RunMoments, address: Address) -> Generator[None, None, None]:
    """Compute again, with breaths, what the explanation will ask for."""
    update = address.update
    if address.kind in ROOTS:
        return
    if address.kind is Kind.EPOCH_FIGURE:
        if not address.name.startswith((VALIDATION, AGAIN)):
            yield from moments.fetch_epoch(update)
        else:
            yield from moments.fetch_state(0 if update < 0 else moments.epoch_updates(update).stop)
        return
    if address.kind is Kind.RUNNING_FIGURE:
        yield from moments.fetch_so_far(update)
        return
    yield from moments.fetch_state(update)
    if address.kind in (Kind.RATE, Kind.MERGED_WEIGHT):
        return
    made = update - 1 if address.kind in MADE_BEFORE else update
    try:
        yield from moments.fetch_record(made)
    except ValueError:
        return  # before the first update, or not made yet: the explanation knows what to say
