"""Who waits at the gate, and for what."""

from __future__ import annotations

import threading

from gui.bridge.gate import Gate


def engine_at(gate: Gate) -> threading.Thread:
    """A thread that passes the gate once."""
    thread = threading.Thread(target=gate.pass_through, name="chainrule-engine-at-the-gate")
    thread.start()
    return thread


def test_the_gate_of_a_window_that_rests_is_open() -> None:
    gate = Gate()
    assert not gate.holds
    gate.pass_through()


def test_it_is_shut_while_a_frame_is_drawn_and_opens_for_who_waits() -> None:
    gate = Gate()
    with gate.drawing():
        assert gate.holds
        engine = engine_at(gate)
    engine.join()
    assert not gate.holds


def test_it_is_shut_from_the_moment_a_frame_is_due_until_it_is_drawn() -> None:
    gate = Gate()
    gate.expect_frame(3600.0)
    assert not gate.holds
    gate.expect_frame(0.0)
    assert gate.holds
    engine = engine_at(gate)
    with gate.drawing():
        assert gate.holds
    engine.join()
    assert not gate.holds


def test_a_frame_that_does_not_come_is_waited_for_once() -> None:
    gate = Gate()
    gate.expect_frame(0.0)
    gate.pass_through()
    assert not gate.holds


def test_a_frame_that_fails_opens_it_too() -> None:
    gate = Gate()
    try:
        with gate.drawing():
            raise ValueError
    except ValueError:
        pass
    assert not gate.holds
