"""States near the place where somebody is: within their room, the denser the nearer."""

from itertools import pairwise

import numpy as np
import pytest

from engine.history.near import Near
from engine.history.packing import kept_bytes, update_of
from engine.history.stretch import Stretch
from engine.spec import ExperimentSpec
from engine.trace import RunState


def state(update: int) -> RunState:
    return RunState(np.zeros(13), {"momentum": np.zeros(13)}, update=update)


@pytest.fixture
def stretch() -> Stretch:
    return Stretch(ExperimentSpec(), 2, state(0))


def filled(stretch: Stretch, updates: range, count: int) -> Near:
    near, pack = Near(), stretch.packing.pack
    for update in updates:
        near.keep(stretch, pack(state(update)), count * kept_bytes(pack(state(0))))
    return near


@pytest.mark.parametrize("count", [1, 2, 4, 6])
def test_on_the_way_the_last_moments_are_kept_and_some_far_ones(stretch: Stretch, count: int) -> None:
    near = filled(stretch, range(1, 61), count)
    kept = near.updates(stretch)
    assert len(kept) == count + 1
    assert kept[-1] == 60
    assert near.bytes <= count * kept_bytes(stretch.packing.pack(state(0)))
    if count >= 4:
        assert kept[-2] >= 58
        assert kept[0] < 52
        gaps = [60, *(60 - update for update in kept[:-1])]
        assert max(a / b for a, b in pairwise(gaps)) <= 8


def test_without_room_only_the_present_is_kept(stretch: Stretch) -> None:
    near = filled(stretch, range(1, 9), 0)
    assert near.updates(stretch) == [8]
    assert near.bytes == 0


def test_the_last_one_at_or_before_a_moment_is_found(stretch: Stretch) -> None:
    near = filled(stretch, range(10, 60, 10), 10)
    found = near.nearest(stretch, 35)
    assert found is not None
    assert update_of(found) == 30
    assert near.nearest(stretch, 9) is None
    assert near.nearest(Stretch(ExperimentSpec(), 2, state(0)), 35) is None


def test_what_lies_elsewhere_or_ahead_goes_first(stretch: Stretch) -> None:
    other = Stretch(ExperimentSpec(), 2, state(0))
    near = filled(other, range(1, 3), 9)
    room = 3 * kept_bytes(stretch.packing.pack(state(0)))
    for update in (20, 30, 5, 4, 3, 2):
        near.keep(stretch, stretch.packing.pack(state(update)), room)
    assert near.updates(other) == []
    assert near.updates(stretch) == [2, 3, 4, 5]
    near.keep(stretch, stretch.packing.pack(state(1)), 0)
    assert near.updates(stretch) == [1]
