"""The gradient check: honest gradients pass with room to spare, wrong ones are found and placed, kinks set aside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from engine.catalog import activations, losses
from engine.diagnostics import (
    Agreement,
    GradientCase,
    NothingToCompare,
    OwnGradient,
    Tolerance,
    check_differences,
    own_gradient,
)
from engine.passes.update import Batch
from engine.session import Session
from engine.spec import ExperimentSpec, LayerSpec, Parameters, PartSpec
from engine.trace import BIAS, BackwardLayer, Grain
from tests.engine.experiments import experiment, finish, forget_penalties

PARTLY = experiment(
    LayerSpec(4, "tanh", l2=0.03, dropout=0.5, trainable=False),
    LayerSpec(3, "softmax", l1=0.01, dropout=0.3, use_bias=False),
    LayerSpec(5, "relu", dropout=0.2, frozen_neurons=(1,)),
    LayerSpec(3, "softmax", use_bias=False),
    data="iris",
    loss="sparse_categorical_crossentropy",
).with_data(standardize=True)
"""Dropout before every kind of layer, layers without biases, frozen parts."""
MARGIN = 5e-7  # half of what conventions.md allows
DATA = {"values": "iris", "indicators": "circle", "one_hot": "iris", "index": "iris"}


def checked(case: GradientCase) -> Agreement:
    return finish(check_differences(case, finish(own_gradient(case))))


def at_kink(*layers: LayerSpec, loss: str, x: list[float], target: float, weights: list[float]) -> Agreement:
    """A network of one input on one example, at weights w1, b1, ..."""
    spec = experiment(*layers, data="sine", loss=loss)
    session = Session(spec)
    case = session.gradient_case()
    case.backend.network.weights[...] = weights
    batch = Batch(np.array([x]), np.array([[target]]), None, np.arange(1))
    return checked(replace(case, batch=batch))


def pairs() -> Iterator[ExperimentSpec]:
    """Every activation, hidden and as output where it fits, under every loss, with penalties and class weights."""
    for loss in (part for part in losses if part.targets in DATA):
        for hidden in activations.names():
            data = DATA[loss.targets]
            usual = "sigmoid" if data == "circle" else "softmax"
            output = hidden if loss.targets == "values" and hidden in loss.fits else usual
            layers = LayerSpec(5, hidden, l1=0.01), LayerSpec(1 if data == "circle" else 3, output, l2=0.02)
            spec = experiment(*layers, data=data, loss=loss.name).with_data(standardize=True)
            weights = (0.4, 1.7) if data == "circle" else (0.4, 1.7, 1.0)
            yield spec.with_training(class_weight=weights)


def names(spec: ExperimentSpec) -> str:
    return f"{spec.network.layers[0].activation}-{spec.training.loss.name}"


@pytest.mark.parametrize("spec", list(pairs()), ids=names)
def test_honest_gradients_pass_with_room_to_spare(spec: ExperimentSpec) -> None:
    session = Session(spec)
    for updates, whole in ((0, False), (25, False), (25, True)):
        session.train(updates=updates - session.updates)
        found = checked(session.gradient_case(whole))
        assert found.agrees
        assert found.total.compared + found.total.set_aside == found.total.parameters
        if found.total.largest is not None:
            assert found.total.largest.relative < MARGIN
        assert found.total.set_aside <= 0.1 * found.total.parameters


def test_a_penalty_that_is_forgotten_is_found_in_every_weight(monkeypatch: pytest.MonkeyPatch) -> None:
    forget_penalties(monkeypatch)
    spec = experiment(LayerSpec(3, "tanh"), LayerSpec(1, "sigmoid", l2=0.01))
    found = checked(Session(spec).gradient_case())
    assert not found.agrees
    assert [layer.failing for layer in found.layers] == [0, 3]
    assert found.total.failing == 3
    assert found.total.largest is not None
    assert (found.total.largest.layer, found.total.largest.source == BIAS) == (1, False)


@pytest.mark.parametrize(("place", "where"), [(4, (0, 1, 1)), (7, (0, BIAS, 1)), (11, (1, 2, 0)), (12, (1, BIAS, 0))])
def test_one_wrong_number_is_found_and_placed(place: int, where: tuple[int, int, int]) -> None:
    case = Session(experiment(LayerSpec(3, "tanh"), LayerSpec(1, "sigmoid"))).gradient_case()
    own = finish(own_gradient(case))
    wrong = own.gradient.copy()
    wrong[place] += 1e-5 * abs(wrong[place]) + 1e-8
    found = finish(check_differences(case, OwnGradient(own.loss, wrong)))
    assert (found.total.failing, found.layers[where[0]].failing) == (1, 1)
    largest = found.total.largest
    assert largest is not None
    assert (largest.layer, largest.source, largest.unit) == where
    assert (largest.own, largest.reference) == (wrong[place], pytest.approx(own.gradient[place], abs=1e-9))


# Kinks


def test_relu_at_zero_is_set_aside_and_elu_is_not() -> None:
    one = LayerSpec(1, "linear")
    relu = at_kink(LayerSpec(1, "relu"), one, loss="mean_squared_error", x=[2.0], target=1.0, weights=[0, 0, 3, 0.5])
    assert [layer.set_aside for layer in relu.layers] == [2, 0]
    assert relu.agrees
    elu = at_kink(LayerSpec(1, "elu"), one, loss="mean_squared_error", x=[2.0], target=1.0, weights=[0, 0, 3, 0.5])
    assert (elu.total.set_aside, elu.agrees) == (0, True)


def test_relu_near_zero_is_compared_with_a_smaller_step() -> None:
    layers = LayerSpec(1, "relu"), LayerSpec(1, "linear")
    near = at_kink(*layers, loss="mean_squared_error", x=[2.0], target=1.0, weights=[0.0005, 0, 3, 0.5])
    assert (near.total.set_aside, near.agrees) == (0, True)


def test_kinks_of_two_examples_that_cancel_are_still_seen() -> None:
    """With relu at 0 and examples at 1 and -1 the loss may look smooth although both examples stand at a kink."""
    layers = LayerSpec(1, "relu"), LayerSpec(1, "linear")
    case = Session(experiment(*layers, data="sine", loss="mean_squared_error")).gradient_case()
    case.backend.network.weights[...] = [0.0, 0.0, 1.0, 0.0]
    batch = Batch(np.array([[1.0], [-1.0]]), np.array([[1.0], [-1.0]]), None, np.arange(2))
    found = checked(replace(case, batch=batch))
    assert found.agrees
    assert found.layers[0].set_aside == 2


@pytest.mark.parametrize("loss", ["mean_absolute_error", "huber"])
def test_an_absolute_error_of_zero_is_set_aside_and_huber_at_delta_is_not(loss: str) -> None:
    target = 1.0 if loss == "mean_absolute_error" else 2.0  # the output is 1, Huber's delta 1
    found = at_kink(LayerSpec(1, "linear"), loss=loss, x=[2.0], target=target, weights=[0.25, 0.5])
    assert found.total.set_aside == (2 if loss == "mean_absolute_error" else 0)
    assert found.agrees


def test_a_weight_of_zero_under_l1_is_set_aside() -> None:
    layer = LayerSpec(1, "linear", l1=0.1)
    found = at_kink(layer, loss="mean_squared_error", x=[2.0], target=1.0, weights=[0.0, 0.5])
    assert (found.total.set_aside, found.total.compared, found.agrees) == (1, 1, True)


def test_a_step_is_compared_beside_its_jump_and_set_aside_at_it() -> None:
    layers = LayerSpec(1, "step"), LayerSpec(1, "linear")
    for bias, aside in ((0.0, 2), (0.3, 0)):
        weights = [0.0, bias, 3.0, 0.5]
        found = at_kink(*layers, loss="mean_squared_error", x=[2.0], target=1.0, weights=weights)
        assert (found.layers[0].set_aside, found.agrees) == (aside, True)


# Which loss, which weights


def test_a_run_is_not_disturbed() -> None:
    session, twin = Session(experiment()), Session(experiment())
    for run in (session, twin):
        run.train(updates=3)
    checked(session.gradient_case())
    session.train(updates=5)
    twin.train(updates=5)
    assert all(np.array_equal(a, b) for a, b in zip(session.get_weights(), twin.get_weights(), strict=True))


def test_inside_an_update_it_is_that_update() -> None:
    session = Session(experiment())
    session.train(updates=3)
    weights = np.concatenate([w.ravel() for w in session.get_weights()])
    expected = [event for event in Session.trace(other_at(3)) if isinstance(event, BackwardLayer)]
    for grain in (Grain.LAYER, Grain.PASS, Grain.PASS, Grain.PASS):
        for _ in session.step(grain):
            pass
        case = session.gradient_case()
        assert case.update == 3
        assert np.array_equal(case.backend.network.weights, weights)
        own = finish(own_gradient(case)).gradient
        assert np.array_equal(own[-4:-1], expected[0].kernel_gradient.ravel())
        assert np.array_equal(own[-1:], expected[0].bias_gradient)


def other_at(updates: int) -> Session:
    session = Session(experiment())
    session.train(updates=updates)
    return session


def test_the_whole_training_part_is_what_evaluate_measures() -> None:
    session = Session(experiment(LayerSpec(3, "tanh", l2=0.1), LayerSpec(1, "sigmoid")))
    case = session.gradient_case(whole=True)
    assert len(case.batch.x) == 30
    assert finish(own_gradient(case)).loss == pytest.approx(session.evaluate("training")["loss"], rel=1e-14)


def test_numbers_that_are_not_finite_are_refused_in_a_sentence() -> None:
    spec = experiment(LayerSpec(1, "linear"), data="plane", loss="mean_squared_error")
    session = Session(spec.with_optimizer(learning_rate=1e6))
    session.train(updates=400)
    assert session.problem
    with pytest.raises(NothingToCompare, match="no longer a finite number"):
        finish(own_gradient(session.gradient_case()))


def test_a_loss_with_parameters_is_checked_with_them() -> None:
    spec = experiment(LayerSpec(3, "tanh"), LayerSpec(1, "linear"), data="sine", loss="huber")
    for delta in (0.05, 3.0):
        training = replace(spec.training, loss=PartSpec("huber", Parameters(delta=delta)))
        assert checked(Session(replace(spec, training=training)).gradient_case()).agrees


# Large networks, progress, tolerance


def test_of_a_large_network_a_sample_is_drawn_from_the_seed() -> None:
    layers = LayerSpec(100, "tanh"), LayerSpec(100, "tanh"), LayerSpec(1, "sigmoid")
    spec = experiment(*layers).with_training(batch_size=2)
    found = checked(Session(spec).gradient_case())
    assert found.sampled
    assert (found.total.compared + found.total.set_aside, found.total.parameters) == (2_000, 10_501)
    assert all(layer.compared >= 51 for layer in found.layers)
    assert found.agrees
    assert found.total == checked(Session(spec).gradient_case()).total
    assert found.total != checked(Session(replace(spec, seed=4)).gradient_case()).total


def test_it_yields_how_far_it_is_and_can_be_given_up() -> None:
    case = Session(experiment()).gradient_case()
    shares = list(check_differences(case, finish(own_gradient(case))))
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (pytest.approx(0.0, abs=0.1), 1.0)
    work = check_differences(case, finish(own_gradient(case)))
    next(work)
    work.close()


def test_the_difference_says_by_itself_whether_the_convention_is_met() -> None:
    rng = np.random.default_rng(0)
    own = rng.normal(size=4000) * 10.0 ** rng.integers(-12, 3, 4000)
    reference = own * (1 + rng.normal(size=4000) * 1e-6) + rng.normal(size=4000) * 1e-9
    met = np.abs(own - reference) <= 1e-6 * np.maximum(np.abs(own), np.abs(reference)) + 1e-9
    difference = Tolerance(1e-6, 1e-9).difference(own, reference)
    assert 0.1 < met.mean() < 0.9
    assert np.array_equal(met, difference <= 1e-6)


@pytest.mark.parametrize("whole", [False, True])
def test_dropout_is_the_same_on_both_sides_and_what_is_frozen_is_checked_too(whole: bool) -> None:
    session = Session(PARTLY)
    session.train(updates=20)
    case = session.gradient_case(whole)
    found = checked(case)
    assert found.agrees
    assert [layer.parameters for layer in found.layers] == [20, 12, 20, 15]
    assert not found.sampled
    assert found.total.largest is not None
    assert found.total.largest.relative < MARGIN
    assert found.total.compared > 0.9 * case.parameters == 0.9 * 67
    own = finish(own_gradient(case))
    free = finish(own_gradient(replace(case, batch=replace(case.batch, draw=None))))
    assert not np.allclose(own.gradient, free.gradient, rtol=1e-3)


def test_a_gradient_that_forgets_dropout_is_found() -> None:
    session = Session(PARTLY)
    session.train(updates=20)
    case = session.gradient_case()
    wrong = finish(own_gradient(replace(case, batch=replace(case.batch, draw=None))))
    assert not finish(check_differences(case, wrong)).agrees


def test_a_sample_has_no_biases_of_a_layer_that_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.diagnostics.gradient_check.ALL_UP_TO", 10)
    monkeypatch.setattr("engine.diagnostics.gradient_check.LEAST_OF_EACH", 2)
    monkeypatch.setattr("engine.diagnostics.gradient_check.SAMPLE", 30)
    found = checked(Session(PARTLY).gradient_case())
    assert found.sampled
    assert found.total.compared + found.total.set_aside == 30
    assert found.agrees
