"""Every regularizer of the catalogue: penalty, slope and kink."""

import numpy as np

from engine.catalog import regularizers

SIGNS = np.where(np.arange(20).reshape(5, 4) % 2, 1, -1)
WEIGHTS = np.random.default_rng(0).uniform(0.1, 2.0, (5, 4)) * SIGNS


def test_slopes_equal_central_differences(numeric_slope, assert_slopes_agree, tried) -> None:
    done = 0
    for regularizer in regularizers:
        for strength in (0.0, 0.01, 3.0):
            rows = lambda w, r=regularizer, s=strength: np.array([r.penalty(row, s) for row in w])  # noqa: E731
            slope = regularizer.slope(WEIGHTS, strength)
            assert_slopes_agree(slope, numeric_slope(rows, WEIGHTS), f"{regularizer.name} {strength}")
        done += 1
    assert done == len(regularizers) == 2
    tried(f"{done} regularizers against central differences")


def test_hand_known_penalties_have_no_half() -> None:
    w = np.array([[1.0, -2.0], [0.0, 3.0]])
    assert regularizers["l1"].penalty(w, 0.5) == 3.0
    assert regularizers["l2"].penalty(w, 0.5) == 7.0
    assert isinstance(regularizers["l1"].penalty(w, 0.5), float)


def test_the_slope_of_l1_at_zero_is_zero_and_said() -> None:
    l1, l2 = regularizers["l1"], regularizers["l2"]
    np.testing.assert_array_equal(l1.slope(np.array([0.0, -0.0, 2.0, -2.0]), 0.3), [0.0, 0.0, 0.3, -0.3])
    assert l1.kinks == (0.0,)
    assert "w = 0" in l1.slope_formula
    assert l2.kinks == ()
