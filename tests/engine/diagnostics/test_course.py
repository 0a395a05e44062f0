"""Whether learning curves go on falling, have turned, or tell nothing: made up, smooth and noisy."""

import numpy as np
import pytest

from engine.diagnostics.course import FEWEST, Course, judge_course

Curve = np.ndarray[tuple[int], np.dtype[np.float64]]
SEEDS = range(25)


def falling(count: int, pace: float = 3.0) -> Curve:
    return 0.3 + np.exp(-pace * np.arange(count) / count)


def overfitting(count: int, low: float = 0.4) -> Curve:
    """Falls to its lowest at that share of the run, then rises slowly."""
    x = np.arange(count) / count - low
    return 0.5 + np.where(x < 0, 4.0 * x * x, 0.8 * x * x)


def noise(count: int, size: float, seed: int) -> Curve:
    return np.random.default_rng(seed).normal(0.0, size, count)


def judged(loss: Curve, validation: Curve) -> Course:
    found = judge_course(loss, validation)
    assert found is not None
    return found


@pytest.mark.parametrize("count", [12, 30, 300, 20_000])
def test_smooth_curves(count: int) -> None:
    assert judged(falling(count), falling(count) + 0.1).trend == "falling"
    turned = judged(falling(count), overfitting(count))
    assert turned.trend == "turned"
    assert turned.best == pytest.approx(0.4 * count, abs=1)
    assert judged(falling(count), np.full(count, 0.4)).trend == "unclear"


@pytest.mark.parametrize("count", [40, 200, 3000])
def test_noise_is_no_trend(count: int) -> None:
    level = [judged(falling(count), 0.5 + noise(count, 0.05, seed)).trend for seed in SEEDS]
    assert level.count("unclear") >= 24
    fell = [judged(falling(count), falling(count, 1.5) + noise(count, 0.02, seed)).trend for seed in SEEDS]
    assert (fell.count("falling"), fell.count("turned")) == (25, 0)
    rose = [judged(falling(count), overfitting(count) + noise(count, 0.03, seed)) for seed in SEEDS]
    assert [each.trend for each in rose].count("turned") == 25
    assert all(0.15 * count < each.best < 0.75 * count for each in rose)


def test_a_single_spike_is_no_turn() -> None:
    validation = falling(40)
    validation[-1] *= 3
    assert judged(falling(40), validation).trend != "turned"


def test_where_training_gets_worse_as_well_it_is_not_overfitting() -> None:
    assert judged(overfitting(60), overfitting(60)).trend == "unclear"


def test_a_gap_between_the_curves_is_told_from_their_last_epochs() -> None:
    validation = falling(20)
    assert judged(validation + 0.1, validation).above
    assert not judged(validation * 1.001, validation).above
    once = validation + 0.1
    once[-2] = validation[-2] - 0.1
    assert not judged(once, validation).above


def test_too_few_epochs_and_lost_numbers_tell_nothing() -> None:
    few = falling(FEWEST - 1)
    assert judge_course(few, few) is None
    broken = falling(20)
    broken[3] = np.inf
    assert judge_course(falling(20), broken) is None
