"""The memory of a run stays under its cap however long it trains, and all from `first` on can be reached."""

import gc
import random
import tracemalloc

import numpy as np
import pytest

from engine.history import Chronicle
from engine.run.replay import footholds_between
from engine.session import Session
from engine.spec import LayerSpec
from engine.trace import Grain
from tests.engine.experiments import experiment
from tests.engine.run.moments import assert_same_state, at, go

WIDE = experiment(LayerSpec(30, "tanh"), LayerSpec(20, "tanh"), LayerSpec(1, "sigmoid"), optimizer="adam")
STATE_BYTES = 4 * 8 * (2 * 30 + 30 + 30 * 20 + 20 + 20 + 1) + 200


def capped(cap: int) -> Session:
    session = Session(WIDE)
    session._live.chronicle.cap = cap
    return session


def test_a_long_run_stays_under_the_cap_and_every_update_can_be_reached() -> None:
    cap = 40 * STATE_BYTES
    session = capped(cap)
    states = {}
    for _ in range(100):
        session.train(updates=61)
        states[session.updates] = session.state()
        view = session.timeline
        assert 0 < view.bytes <= cap == view.cap
    assert view.spacing > 64
    assert view.first == 0
    assert view.tip == 6100
    rng = random.Random(3)
    for update in rng.sample(sorted(states), 12):
        assert_same_state(at(session, update).state(), states[update])
        assert session.timeline.bytes <= cap


def test_what_is_kept_is_spread_evenly_and_is_denser_at_the_end() -> None:
    session = capped(40 * STATE_BYTES)
    kept = session._live.chronicle.current.stretches[0].updates
    for end in range(64, 6401, 64):
        session.train(updates=64)
        kept = session._live.chronicle.current.stretches[0].updates
        assert kept[-2:] == [end - 64, end]
    spacing = session.timeline.spacing
    assert kept[0] == 0
    gaps = set(np.diff(kept[:-2]).tolist())
    assert gaps == {spacing}


def traced() -> int:
    """The bytes that the history has allocated and that live."""
    gc.collect()
    here = tracemalloc.Filter(True, "*/engine/history/*")
    return sum(trace.size for trace in tracemalloc.take_snapshot().filter_traces([here]).traces)


def test_the_stated_bytes_are_those_that_are_taken() -> None:
    session = Session(WIDE)
    session.train(updates=64)
    tracemalloc.start()
    try:
        stated = session.timeline.bytes
        session.train(updates=64 * 60)
        assert session.timeline.bytes - stated == pytest.approx(traced(), rel=0.1)
    finally:
        tracemalloc.stop()


def test_old_branches_go_before_the_beginning_of_the_run_does() -> None:
    session = capped(16 * STATE_BYTES)
    for _ in range(3):
        session.train(updates=200)
        session.reset()
    session.train(updates=3000)
    assert session.timeline.first == 0
    assert session.timeline.branches == ()
    assert session.timeline.bytes <= session.timeline.cap


def test_after_very_many_edits_the_oldest_moments_go_and_the_others_stay() -> None:
    session = capped(20 * STATE_BYTES)
    states = {}
    for index in range(30):
        session.edit(session.spec.with_optimizer(learning_rate=0.01 + 0.001 * index))
        session.train(updates=10)
        states[session.updates] = session.state()
        assert session.timeline.bytes <= session.timeline.cap
    view = session.timeline
    assert 0 < view.first < 250
    assert all(mark.update >= view.first for mark in view.marks)
    for update in (view.first, view.first + 5, 250, 299, 300):
        at(session, update)
        if update in states:
            assert_same_state(session.state(), states[update])
    go(session.seek(0))
    assert session.updates == view.first
    go(session.back(Grain.LAYER))
    assert session.updates == view.first


def test_branches_share_what_they_have_in_common() -> None:
    session = Session(WIDE)
    session.train(updates=6400)
    before = session.timeline.bytes - session.curves.nbytes
    at(session, 6390)
    session.edit(session.spec.with_optimizer(learning_rate=0.5))
    curves = session.curves.nbytes + session._live.chronicle.branches[0].curves.nbytes
    assert session.timeline.bytes - curves - before < 2 * STATE_BYTES


def test_a_step_back_leaves_footholds_for_the_next_ones() -> None:
    session = Session(WIDE)
    session.train(updates=127)
    stretch = session._live.chronicle.current.stretches[0]
    go(session.back(Grain.BATCH))
    kept = session._live.chronicle._near.updates(stretch)
    assert {121, 123, 124} <= set(kept), "for the end of update 126 and those before it"
    assert session.timeline.bytes <= session.timeline.cap


@pytest.mark.parametrize(("start", "goal", "room"), [(0, 1000, 100), (0, 1000, 3), (5, 6, 9), (7, 7, 9), (0, 64, 0)])
def test_footholds_lie_before_the_goal_and_are_denser_towards_it(start: int, goal: int, room: int) -> None:
    found = footholds_between(start, goal, room)
    assert len(found) <= room
    assert all(start < update < goal for update in found)
    if room >= 10 and goal - start > 1:
        assert {goal - 1, goal - 2, goal - 512} <= found
    if room == 3:
        assert len(found) == 3


def test_a_network_too_large_for_the_cap_still_trains_and_says_what_it_takes() -> None:
    session = capped(STATE_BYTES // 2)
    session.train(updates=200)
    assert session.timeline.first == 192
    go(session.seek(0))
    assert session.updates == 192


def test_the_cap_is_256_mib_unless_said_otherwise() -> None:
    assert Chronicle().cap == 256 * 2**20
