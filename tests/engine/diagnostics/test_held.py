"""Inputs that are not plotted are held where somebody wants them, and numbers of any size are pictured."""

import numpy as np
import pytest

from engine.diagnostics import SurfaceRequest, plotted_row
from engine.diagnostics.held import Held, far_away
from engine.session import Session
from engine.spec import LayerSpec
from tests.engine.experiments import experiment, finish

IRIS = experiment(LayerSpec(3, "tanh"), LayerSpec(3, "softmax"), data="iris", loss="categorical_crossentropy")
MEAN = "mean"


@pytest.mark.parametrize(
    ("held", "wanted"),
    [
        ((), (MEAN, MEAN)),
        (((0, 5.5),), (5.5, MEAN)),
        (((2, None),), (MEAN, None)),
        (((0, None), (2, None), (9, 1.0)), (None, None)),
    ],
)
def test_surface_and_reading_hold_the_others_alike(held: Held, wanted: tuple[object, object]) -> None:
    session = Session(IRIS.with_data(standardize=True))
    raw = session.data.raw(session.data.training)
    request = SurfaceRequest(3, 1, resolution=8, stride=4, held=held, example=17)
    found = finish(session.surface(request))
    fixed = [
        raw[:, column].mean() if how == MEAN else raw[17, column] if how is None else how
        for column, how in zip((0, 2), wanted, strict=True)
    ]
    rows = np.empty((64, 4))
    rows[:, [0, 2]] = fixed
    rows[:, 3] = np.tile(np.linspace(*found.x_range, 8), 8)
    rows[:, 1] = np.repeat(np.linspace(*found.y_range, 8), 8)
    np.testing.assert_allclose(found.plot.reshape(3, 64), session.predict(rows).T, rtol=1e-4, atol=1e-5)
    read = plotted_row(session.data, request, rows[9, 3], rows[9, 1])
    np.testing.assert_allclose(read, rows[9:10])


def test_numbers_that_float32_cannot_hold_are_pictured_all_the_same() -> None:
    spec = experiment(LayerSpec(2, "linear"), LayerSpec(1, "linear"), data="plane", loss="mean_squared_error")
    session = Session(spec)
    kernel = np.array([[1e150, -2e150], [3e149, 1e150]])
    session.set_weights([kernel, np.zeros(2), np.array([[1.0], [2.0]]), np.zeros(1)])
    found = finish(session.surface(SurfaceRequest(resolution=10)))
    assert np.isfinite(found.plot).all()
    assert np.abs(found.plot).max() > 1e150
    x, y = np.meshgrid(np.linspace(*found.x_range, 10), np.linspace(*found.y_range, 10))
    wanted = session.predict(np.stack([x.ravel(), y.ravel()], axis=1))[:, 0]
    np.testing.assert_allclose(found.plot[0].ravel(), wanted, rtol=1e-12, atol=1e140)


def test_ordinary_pictures_stay_in_float32() -> None:
    assert finish(Session(experiment()).surface(SurfaceRequest(resolution=10))).plot.dtype == np.float32


def test_how_far_points_lie_from_a_slice_is_counted_over_what_it_holds() -> None:
    rows = np.array([[9.0, 1.0, 4.0], [9.0, 3.0, 4.0], [9.0, 3.0, 8.0]])
    spread = np.array([1.0, 2.0, 0.0])
    away = far_away(rows, (1, 2), np.array([0.0, 1.0, 4.0]), spread)
    np.testing.assert_allclose(away, [0.0, np.sqrt(0.5), np.sqrt((1.0 + 16.0) / 2)])
    assert far_away(rows, (), rows[0], spread).tolist() == [0.0, 0.0, 0.0]
