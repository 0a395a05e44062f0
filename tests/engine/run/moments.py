"""What tests of time travel compare: states to the bit, and everything that is drawn."""

from collections.abc import Iterator
from dataclasses import fields

import numpy as np

from engine.session import Session
from engine.trace import LayerNumbers, RunState, Snapshot

APART = ("version", "timeline", "travels", "layers", "curves", "example")
DRAWN = [field.name for field in fields(Snapshot) if field.name not in APART]


def go(motion: Iterator[object]) -> None:
    for _ in motion:
        pass


def at(session: Session, update: int) -> Session:
    """The session, gone to that update."""
    go(session.seek(update))
    assert session.updates == update
    return session


def assert_same_state(one: RunState, other: RunState) -> None:
    """Weights, slots, iterations, epoch, seen, running sums: all equal to the bit."""
    np.testing.assert_array_equal(one.weights, other.weights)
    assert one.slots.keys() == other.slots.keys()
    for name, slot in one.slots.items():
        np.testing.assert_array_equal(slot, other.slots[name])
    for field in fields(RunState):
        if field.name not in ("weights", "slots"):
            assert getattr(one, field.name) == getattr(other, field.name), field.name


def assert_same_drawing(one: Snapshot, other: Snapshot) -> None:
    """Every number that is drawn is the same; versions and the size of the memory may differ."""
    for name in DRAWN:
        np.testing.assert_equal(getattr(one, name), getattr(other, name), name)
    assert len(one.layers) == len(other.layers)
    for mine, theirs in zip(one.layers, other.layers, strict=True):
        for field in fields(LayerNumbers):
            np.testing.assert_equal(getattr(mine, field.name), getattr(theirs, field.name), field.name)
    assert one.example is not None
    assert other.example is not None
    for name in ("index", "inputs", "raw", "target", "loss"):
        np.testing.assert_equal(getattr(one.example, name), getattr(other.example, name), name)
    assert one.timeline is not None
    assert other.timeline is not None
    for name in ("first", "tip", "position", "marks", "branches", "name"):
        assert getattr(one.timeline, name) == getattr(other.timeline, name), name
    np.testing.assert_array_equal(one.curves.y, other.curves.y)
    np.testing.assert_array_equal(one.curves.x, other.curves.x)
