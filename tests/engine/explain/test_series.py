"""Of a long sum the strongest terms are shown, in their own order."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.explain.series import strongest


@given(st.lists(st.integers(-4, 4), max_size=60), st.integers(1, 20))
def test_the_strongest_are_kept_and_of_equal_ones_the_first(sizes: list[int], most: int) -> None:
    wanted = sorted(sorted(range(len(sizes)), key=lambda i: -abs(sizes[i]))[:most])
    assert strongest(np.array(sizes, dtype=float), most).tolist() == wanted


def test_what_is_no_number_is_shown_first_of_all() -> None:
    assert strongest(np.array([5.0, 1.0, np.nan, -np.inf, 9.0]), 2).tolist() == [2, 3]
