"""Long records: thinned without losing an extreme, grown without reading all of them anew."""

import numpy as np
import pytest
from numpy.typing import NDArray

from gui.plots.thinning import ROOM, Band, Thinned, as_line, joined
from tests.gui.plots.planted import curves


def losses(count: int) -> NDArray[np.float64]:
    return np.random.default_rng(3).exponential(size=count)


def bars(band: Band) -> set[tuple[float, float, float]]:
    return set(zip(band.x.tolist(), band.low.tolist(), band.high.tolist(), strict=True))


def test_few_updates_are_given_exactly() -> None:
    y = losses(300)
    thinned = Thinned()
    thinned.read(curves(y))
    band = thinned.between(curves(y), 0.0, 30.0, 1000)
    np.testing.assert_array_equal(band.low, y)
    np.testing.assert_array_equal(as_line(band)[1], y)


def test_every_extreme_of_a_long_record_is_kept() -> None:
    y = losses(100_000)
    y[61_234], y[77_777] = 99.0, -5.0
    view = curves(y)
    thinned = Thinned()
    thinned.read(view)
    band = thinned.between(view, 0.0, view.x[-1], 300)
    assert len(band.x) <= 300
    assert (band.high.max(), band.low.min()) == (99.0, -5.0)
    assert band.x[band.high.argmax()] == pytest.approx(view.x[61_234], abs=view.x[-1] / 300)


@pytest.mark.parametrize("steps", [(1, 7, 500, 40_000), (ROOM, ROOM + 1, 5 * ROOM), (3 * ROOM + 5, 90_001)])
def test_a_record_read_as_it_grows_is_the_one_read_at_once(steps: tuple[int, ...]) -> None:
    y = losses(steps[-1])
    growing, once = Thinned(), Thinned()
    for count in steps:
        growing.read(curves(y[:count]))
    view = curves(y)
    once.read(view)
    for left, right in ((0.0, view.x[-1]), (view.x[-1] / 3, view.x[-1] / 2), (0.95 * view.x[-1], view.x[-1])):
        a, b = (one.between(view, left, right, 200) for one in (growing, once))
        assert (a.low.min(), a.high.max()) == (b.low.min(), b.high.max())
        assert a.x[-1] == b.x[-1]
        assert len(a.x) <= 200


def test_a_run_that_starts_anew_is_read_anew() -> None:
    thinned = Thinned()
    thinned.read(curves(losses(5000)))
    short = curves([4.0, 3.0])
    thinned.read(short)
    assert bars(thinned.between(short, 0.0, 1.0, 300)) == {(0.1, 4.0, 4.0), (0.2, 3.0, 3.0)}


@pytest.mark.parametrize("count", [300, 40_000])
def test_another_course_of_the_same_run_is_read_anew(count: int) -> None:
    thinned, alone = Thinned(), Thinned()
    one, other = losses(count), losses(count)
    other[count // 3 :] += 5.0
    thinned.read(curves(one))
    view = curves(np.concatenate([other, [9.0]]))
    for each in (thinned, alone):
        each.read(view)
    assert bars(thinned.between(view, 0.0, view.x[-1], 300)) == bars(alone.between(view, 0.0, view.x[-1], 300))


def test_a_part_reaches_one_update_beyond_its_ends() -> None:
    view = curves(np.arange(100.0))
    thinned = Thinned()
    thinned.read(view)
    band = thinned.between(view, 2.05, 3.05, 300)
    assert (band.x[0], band.x[-1]) == pytest.approx((2.0, 3.1))


def test_gaps_stay_where_a_bucket_has_no_number_at_all() -> None:
    y = np.array([1.0, np.nan, np.nan, np.nan, 5.0, np.nan])
    band = joined(Band(np.arange(6.0), y, y), 3)
    np.testing.assert_array_equal(band.high, [1.0, np.nan, 5.0])
    np.testing.assert_array_equal(band.x, [1.0, 3.0, 5.0])


def test_a_band_is_drawn_down_and_up() -> None:
    x, y = as_line(Band(np.array([1.0, 2.0]), np.array([0.0, 1.0]), np.array([5.0, 6.0])))
    assert (x.tolist(), y.tolist()) == ([1.0, 1.0, 2.0, 2.0], [0.0, 5.0, 1.0, 6.0])
