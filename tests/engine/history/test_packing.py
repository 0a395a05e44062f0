"""A kept state comes back to the bit, and takes what it is said to take."""

import numpy as np
import pytest

from engine.history.packing import Packing, arrays_of, kept_bytes, update_of
from engine.trace import RunState, read_only


def some_state(running: dict[str, float] | None, sealed: bool = False) -> RunState:
    rng = np.random.default_rng(5)
    weights, momentum, product = rng.normal(size=17), rng.normal(size=17), rng.normal(size=1)
    arrays = [read_only(array) if sealed else array for array in (weights, momentum, product)]
    slots = {"momentum": arrays[1], "u_product": arrays[2]}
    return RunState(arrays[0], slots, 2**53 - 1, 123_456_789_012, 77, 5, 0, running, "numpy")


@pytest.mark.parametrize("sealed", [False, True])
@pytest.mark.parametrize("running", [{}, {"loss": 0.1}, {"accuracy": 3.0, "loss": 1e-300}])
def test_a_state_comes_back_to_the_bit(running: dict[str, float], sealed: bool) -> None:
    state = some_state(running, sealed)
    packing = Packing(state)
    packing.pack(some_state({"loss": 4.0}, sealed))
    kept = packing.pack(state)
    assert update_of(kept) == state.update
    back = packing.unpack(kept)
    np.testing.assert_array_equal(back.weights, state.weights)
    assert {name: slot.tolist() for name, slot in back.slots.items()} == {
        name: slot.tolist() for name, slot in state.slots.items()
    }
    for name in ("iterations", "update", "epoch", "seen", "events_done", "running", "backend", "cursor"):
        assert getattr(back, name) == getattr(state, name), name
    assert list(back.running or {}) == list(running)


def test_what_can_still_be_changed_is_copied_and_what_cannot_is_shared() -> None:
    state = some_state({"loss": 1.0})
    packing = Packing(state)
    kept = packing.pack(state)
    before = float(state.weights[0])
    state.weights[0] = 99.0
    assert packing.unpack(kept).weights[0] == before
    with pytest.raises(ValueError, match="read-only"):
        arrays_of(kept)[0][7] = 1.0
    sealed = some_state({"loss": 1.0}, sealed=True)
    assert Packing(sealed).pack(sealed).weights is sealed.weights  # type: ignore[union-attr]


def test_the_bytes_are_those_of_its_arrays_and_a_little() -> None:
    state = some_state({"loss": 1.0})
    kept = Packing(state).pack(state)
    numbers = 5 + 1 + 17 + 17 + 1
    assert 8 * numbers < kept_bytes(kept) < 8 * numbers + 300
