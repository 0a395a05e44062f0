"""Surfaces: what neurons compute over the plotted inputs, as fine as there is time for."""

import tracemalloc

import numpy as np
import pytest

from engine.diagnostics import Surface, SurfaceRequest, surface
from engine.session import Session
from engine.spec import LayerSpec
from tests.engine.experiments import experiment


def drawn(session: Session, request: SurfaceRequest) -> tuple[Surface, int]:
    """The surface, and in how many pieces it was computed."""
    work, pieces = session.surface(request), 1
    while True:
        try:
            next(work)
        except StopIteration as end:
            found: Surface = end.value
            return found, pieces
        pieces += 1


@pytest.mark.parametrize("focus", [None, (0, 1), (-1, 1)])
def test_plot_and_pictures_are_what_the_network_answers_at_the_places_of_the_grid(
    focus: tuple[int, int] | None,
) -> None:
    session = Session(experiment())
    found, _ = drawn(session, SurfaceRequest(resolution=20, stride=4, focus=focus))
    x, y = (np.linspace(*ends, 20) for ends in (found.x_range, found.y_range))
    grid = np.stack([np.tile(x, 20), np.repeat(y, 20)], axis=1)
    z = grid @ session.get_weights()[0] + session.get_weights()[1]
    wanted = {None: session.predict(grid), (0, 1): np.tanh(z)[:, 1:2], (-1, 1): grid[:, 1:2]}[focus]
    np.testing.assert_allclose(found.plot[0].ravel(), wanted[:, 0], rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(found.pictures[1][2], np.tanh(z)[:, 2].reshape(20, 20)[::4, ::4], rtol=1e-5, atol=1e-6)
    assert [picture.shape for picture in found.pictures] == [(2, 5, 5), (3, 5, 5), (1, 5, 5)]


@pytest.mark.parametrize("standardize", [False, True])
def test_inputs_that_are_not_plotted_are_held_at_their_training_mean(standardize: bool) -> None:
    layers = LayerSpec(3, "tanh"), LayerSpec(3, "softmax")
    spec = experiment(*layers, data="iris", loss="categorical_crossentropy")
    session = Session(spec.with_data(standardize=standardize))
    data = session.data
    found, _ = drawn(session, SurfaceRequest(x_column=3, y_column=1, resolution=8, stride=4))
    rows = np.repeat(data.raw(data.training).mean(axis=0)[None, :], 64, axis=0)
    rows[:, 3] = np.tile(np.linspace(*found.x_range, 8), 8)
    rows[:, 1] = np.repeat(np.linspace(*found.y_range, 8), 8)
    assert rows[:, [0, 2]].min() > 1.0, "near 0 the mean would not be missed"
    np.testing.assert_allclose(found.plot.reshape(3, 64), session.predict(rows).T, rtol=1e-4, atol=1e-5)


def test_a_curve_over_one_input_has_one_line() -> None:
    found, _ = drawn(
        Session(experiment(LayerSpec(3), LayerSpec(1, "linear"), data="sine", loss="mean_squared_error")),
        SurfaceRequest(y_column=None),
    )
    assert found.plot.shape == (1, 1, 400)
    assert found.pictures[1].shape == (3, 1, 100)


def test_a_wide_network_gets_a_coarser_picture_over_the_same_ground(monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session(experiment())
    fine, _ = drawn(session, SurfaceRequest())
    monkeypatch.setattr(surface, "MOST_WORK", 100_000)
    coarse, _ = drawn(session, SurfaceRequest())
    assert fine.plot.shape == (1, 200, 200)
    assert 8 <= coarse.plot.shape[1] < 60
    assert (coarse.x_range, coarse.y_range) == (fine.x_range, fine.y_range)
    corners = np.ix_([0], [0, -1], [0, -1])
    np.testing.assert_allclose(coarse.plot[corners], fine.plot[corners], rtol=1e-6)


def test_a_million_units_are_pictured_in_many_small_pieces_and_little_room() -> None:
    session = Session(experiment().with_layer(0, units=1_000_000))
    tracemalloc.start()
    try:
        found, pieces = drawn(session, SurfaceRequest())
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    points = found.plot[0].size
    assert points <= 2_000
    assert pieces > points / 4
    assert np.isfinite(found.plot).all()
    assert most < 300e6
