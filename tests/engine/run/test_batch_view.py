"""A batch as matrices: its own arrays, cut to what a screen shows, with the whole sizes."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from engine.passes.network import Network
from engine.run.batch_view import MOST_COLUMNS, MOST_EXAMPLES
from engine.session import Session
from engine.spec import ExperimentSpec, LayerSpec
from engine.trace import BIAS, BatchView, Grain, Phase, some_of
from tests.engine.experiments import experiment


def view_of(session: Session, example: int = 0, unit: int = 0, source: int = 0) -> BatchView | None:
    work = session.batch_view(example, unit, source)
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]


def views(spec: ExperimentSpec, grain: Grain = Grain.LAYER, **wanted: int) -> Iterator[tuple[Session, BatchView]]:
    session = Session(spec)
    session.train(updates=3)
    while session.updates == 3:
        for _ in session.step(grain):
            pass
        view = view_of(session, **wanted)
        assert view is not None
        yield session, view


SMALL = experiment(LayerSpec(3, "tanh", l2=0.1), LayerSpec(1, "sigmoid"))


def test_at_rest_there_is_no_batch() -> None:
    assert view_of(Session(SMALL)) is None


def test_forward_the_matrices_multiply_out() -> None:
    for _, view in views(SMALL):
        if view.phase is Phase.FORWARD:
            assert view.z is not None
            assert view.examples.all
            assert view.sources.all
            assert view.units.all
            np.testing.assert_allclose(view.inputs @ view.kernel + view.bias, view.z, rtol=1e-12)
            assert view.z.shape == (7, view.units.of)


def test_the_mean_of_the_losses_is_the_loss_of_the_batch() -> None:
    view = next(view for _, view in views(SMALL) if view.phase is Phase.LOSS)
    assert view.losses is not None
    assert view.target is not None
    assert view.loss == pytest.approx(view.losses.mean() + view.penalty)
    assert view.penalty > 0
    assert set(view.target.ravel()) <= {0.0, 1.0}


@pytest.mark.parametrize("source", [0, 1, BIAS])
def test_each_examples_share_their_mean_and_the_penalty_make_the_gradient(source: int) -> None:
    for _, view in views(SMALL, unit=2, source=source):
        if view.phase is not Phase.BACKWARD or view.layer:
            continue
        assert view.delta is not None
        assert view.shares is not None
        assert view.kernel_gradient is not None
        fed = np.ones(7) if source == BIAS else view.inputs[:, source]
        np.testing.assert_array_equal(view.shares, fed * view.delta[:, 2])
        assert view.mean == pytest.approx(view.shares.mean())
        slope = 0.0 if source == BIAS else 2 * 0.1 * view.kernel[source, 2]
        assert view.gradient == pytest.approx(view.mean + slope)
        whole = view.inputs.T @ view.delta / 7 + 2 * 0.1 * view.kernel
        np.testing.assert_allclose(view.kernel_gradient, whole, rtol=1e-12)


def test_an_update_shows_the_weights_before_and_after() -> None:
    for session, view in views(SMALL):
        if view.phase is Phase.UPDATE:
            assert view.kernel_after is not None
            assert view.kernel_gradient is not None
            np.testing.assert_allclose(view.kernel - 0.05 * view.kernel_gradient, view.kernel_after, rtol=1e-12)
            np.testing.assert_array_equal(view.kernel_after, session.get_weights()[2 * view.layer])


def test_rows_are_those_of_the_training_part() -> None:
    for session, view in views(SMALL):
        if view.phase is Phase.FORWARD and view.layer == 0:
            np.testing.assert_array_equal(view.inputs, session.data.training.x[view.rows])


def test_of_a_large_layer_a_part_is_shown_with_what_is_looked_at() -> None:
    spec = experiment(LayerSpec(40), LayerSpec(30), LayerSpec(1, "sigmoid"))
    spec = replace(spec, training=replace(spec.training, batch_size=15))
    order = next(views(spec))[0]._trainer.record
    assert order is not None
    last = int(order.rows[-1])
    for _, view in views(spec, example=last, unit=29, source=37):
        assert len(view.examples.places) == MOST_EXAMPLES
        assert (view.examples.of, view.examples.places[-1], view.rows[-1]) == (15, 14, last)
        if view.layer == 1:
            assert (view.units.of, view.sources.of) == (30, 40)
            assert (len(view.units.places), view.units.places[-1]) == (MOST_COLUMNS, 29)
            assert (len(view.sources.places), view.sources.places[-1]) == (MOST_COLUMNS, 37)
            assert view.z is not None
            assert view.z.shape == (MOST_EXAMPLES, MOST_COLUMNS)
        if view.phase is Phase.BACKWARD and view.layer == 1:
            assert view.mean == pytest.approx(view.gradient), "over all examples, not only those shown"


def test_neuron_by_neuron_more_is_known() -> None:
    for phase in (Phase.FORWARD, Phase.BACKWARD, Phase.UPDATE):
        known = [v.known for _, v in views(SMALL, Grain.NEURON) if v.phase is phase and v.layer == 0]
        assert known == [1, 2, 3]


def test_what_is_shown_is_nobody_elses() -> None:
    kept: list[tuple[BatchView, list[np.ndarray]]] = []
    for _, view in views(SMALL):
        arrays = [a for name in view.__slots__ if isinstance(a := getattr(view, name), np.ndarray)]
        assert not any(array.flags.writeable for array in arrays)
        kept.append((view, [array.copy() for array in arrays]))
    for view, copies in kept:
        arrays = [a for name in view.__slots__ if isinstance(a := getattr(view, name), np.ndarray)]
        for array, copy in zip(arrays, copies, strict=True):
            np.testing.assert_array_equal(array, copy)


def test_class_numbers_are_targets_of_one_output_each() -> None:
    from engine.presets import presets

    view = next(view for _, view in views(presets()["iris"].spec) if view.phase is Phase.LOSS)
    assert view.target is not None
    assert view.target.shape[1] == 3
    np.testing.assert_array_equal(view.target.sum(axis=1), 1.0)


def test_the_wanted_one_takes_the_last_place() -> None:
    assert some_of(5, 8, 4).places == (0, 1, 2, 3, 4)
    assert some_of(20, 4, 2).places == (0, 1, 2, 3)
    assert some_of(20, 4, 17).places == (0, 1, 2, 17)
    assert not some_of(20, 4).all


def test_the_network_is_that_of_the_update() -> None:
    for session, view in views(SMALL):
        network = Network(session.spec.network, 2)
        assert session._trainer.before is not None
        network.weights[...] = session._trainer.before.weights
        np.testing.assert_array_equal(view.kernel, network.layers[view.layer].kernel)
