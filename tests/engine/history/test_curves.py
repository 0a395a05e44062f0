"""The recorded curves: exact up to the limit, then honest buckets."""

import numpy as np
import pytest

from engine.history import Curves


def filled(count: int, limit: int) -> tuple[Curves, np.ndarray]:
    values = np.random.default_rng(0).normal(size=count)
    curves = Curves(limit)
    for i, value in enumerate(values):
        curves.add_update(i / 10, float(value))
    return curves, values


def test_every_update_is_kept_exactly_up_to_the_limit() -> None:
    curves, values = filled(1000, 1000)
    view = curves.view()
    np.testing.assert_array_equal(view.y, values)
    np.testing.assert_array_equal(view.low, view.high)


def test_beyond_the_limit_buckets_tell_mean_low_and_high() -> None:
    curves, values = filled(4096, 1024)
    view = curves.view()
    assert len(view.y) <= 1024
    bucket = 4096 // len(view.y)
    grouped = values[: len(view.y) * bucket].reshape(-1, bucket)
    np.testing.assert_allclose(view.y, grouped.mean(axis=1))
    np.testing.assert_array_equal(view.low, grouped.min(axis=1))
    np.testing.assert_array_equal(view.high, grouped.max(axis=1))


def test_a_view_on_screen_never_changes() -> None:
    curves, _ = filled(100, 128)
    view = curves.view()
    kept = view.y.copy()
    for i in range(500):
        curves.add_update(10 + i, 99.0)
    np.testing.assert_array_equal(view.y, kept)
    with pytest.raises(ValueError, match="read-only"):
        view.y[0] = 1.0


def test_epochs_keep_their_names_aligned() -> None:
    curves = Curves()
    curves.add_epoch(0.0, {"val_loss": 2.0})
    curves.add_epoch(1.0, {"loss": 1.5, "val_loss": 1.0})
    view = curves.view()
    np.testing.assert_array_equal(view.epochs, [0.0, 1.0])
    np.testing.assert_array_equal(view.by_epoch["val_loss"], [2.0, 1.0])
    assert np.isnan(view.by_epoch["loss"][0])


def test_arrays_bring_the_record_back() -> None:
    curves, _ = filled(3001, 1024)
    curves.add_epoch(1.0, {"loss": 0.5})
    back = Curves.from_arrays(curves.to_arrays(), 1024)
    for record in (curves, back):
        for i in range(50):
            record.add_update(1000 + i, float(i))
    np.testing.assert_array_equal(back.view().y, curves.view().y)
    np.testing.assert_array_equal(back.view().by_epoch["loss"], [0.5])
