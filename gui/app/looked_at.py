"""The numbers of an example outside the training part, for the network to draw: what it reads and makes of it."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import cast

import numpy as np

from engine.catalog.arrays import Array
from engine.session import Session
from engine.trace import Example, Split
from gui.own_numbers import YOURS, OwnNumbers
from gui.tracer.trial import Answer

_INDICES = itertools.count(1)


def numbers_of(session: Session, example: int, part: str, place: int) -> OwnNumbers:
    """The example of that number among all, of which the network says nothing yet."""
    raw = session.examples().raw(np.array([example]))[0]
    made = None if session.data.info.is_plain else session.data.made(raw[None, :])[0]
    inputs = session.data.see(raw[None, :])[0]
    shown = Example(-next(_INDICES), inputs, raw, np.zeros(0), made=made, name=f"{part} example {place + 1:,}")
    return OwnNumbers(shown, (), cast(Split, part), place)


def with_answer(own: OwnNumbers, session: Session, target: Array) -> OwnNumbers:
    """The same with z and a of every layer, and what the output should be."""
    layers = tuple((z, a) for _, z, a in session.forward_example(own.example.raw))
    return replace(own, example=replace(own.example, target=target), layers=layers)


def typed_numbers(answer: Answer, number: int) -> OwnNumbers:
    """The numbers of the row that somebody typed, or drew, as the `number`-th."""
    none, inputs = np.zeros(0), answer.layers[0][0]
    example = Example(-next(_INDICES), inputs, np.array(answer.row), none, made=answer.made, name=YOURS)
    return OwnNumbers(example, tuple((z, a) for _, z, a in answer.layers), "typed", number)
