"""Every optimizer of the catalogue: slots, first steps known by hand, and changes in the middle of a run."""

import inspect

import numpy as np
import pytest

from engine.catalog import optimizers
from engine.catalog.optimizers import Optimizer
from engine.catalog.parameter import defaults

EACH = pytest.mark.parametrize("optimizer", optimizers, ids=lambda optimizer: optimizer.name)


def run(optimizer: Optimizer, steps: int, learning_rate: float, **params: float) -> np.ndarray:
    """Weights after some steps down the bowl (w - 1)² / 2, from w = 3 and w = -2."""
    weights = np.array([3.0, -2.0])
    slots = optimizer.create_slots(2, **params)
    for step in range(1, steps + 1):
        optimizer.update(weights, weights - 1.0, slots, step, learning_rate, **params)
    return weights


def test_the_catalogue_holds_the_six_agreed_optimizers() -> None:
    assert list(optimizers.names()) == ["sgd", "rmsprop", "adagrad", "adam", "adamw", "nadam"]


@EACH
def test_slots_are_created_as_declared_and_updated_in_place(optimizer: Optimizer) -> None:
    params = defaults(optimizer.parameters)
    slots = optimizer.create_slots(3, **params)
    assert tuple(slots) == optimizer.slots
    weights, gradient = np.array([1.0, -2.0, 3.0]), np.array([0.5, 0.0, -1.0])
    kept, gradient_before = dict(slots), gradient.copy()
    for name, slot in slots.items():
        assert slot.dtype == np.float64
        assert slot.shape == ((1,) if name == "u_product" else (3,))
    result = optimizer.update(weights, gradient, slots, 1, 0.1, **params)
    assert result is None
    assert all(slots[name] is kept[name] for name in optimizer.slots)
    assert np.array_equal(gradient, gradient_before)
    assert weights[0] < 1.0
    assert weights[2] > 3.0 - 0.1 * 0.004 * 3.0


@EACH
def test_the_rules_own_defaults_are_those_of_the_entry(optimizer: Optimizer) -> None:
    signature = inspect.signature(optimizer.update).parameters
    assert list(signature)[:5] == ["weights", "gradient", "slots", "step", "learning_rate"]
    assert {name: signature[name].default for name in list(signature)[5:]} == defaults(optimizer.parameters)
    for parameter in optimizer.parameters:
        assert parameter.low <= parameter.default <= parameter.high
        assert parameter.kind == "number" or (parameter.low, parameter.high) == (0.0, 1.0)


@EACH
def test_each_finds_the_bottom_of_a_bowl(optimizer: Optimizer) -> None:
    rate = 2.0 if optimizer.name == "adagrad" else 0.05
    weights = run(optimizer, 600, rate)
    np.testing.assert_allclose(weights, [1.0, 1.0], atol=0.06)


def test_first_steps_known_by_hand() -> None:
    g, rate = np.array([2.0, -3.0]), 0.1
    expected = {
        "sgd": -rate * g,
        "rmsprop": -rate * g / np.sqrt(0.1 * g**2 + 1e-7),
        "adagrad": -rate * g / np.sqrt(0.1 + g**2 + 1e-7),
        "adam": -rate * np.sign(g),
        "adamw": -rate * np.sign(g),
    }
    for name, change in expected.items():
        weights, optimizer = np.zeros(2), optimizers[name]
        optimizer.update(weights, g, optimizer.create_slots(2), 1, rate)
        np.testing.assert_allclose(weights, change, rtol=2e-6, err_msg=name)


def test_nesterov_looks_one_momentum_further_than_plain_momentum() -> None:
    weights, ahead, g = np.zeros(1), np.zeros(1), np.array([1.0])
    sgd = optimizers["sgd"]
    sgd.update(weights, g, sgd.create_slots(1), 1, 0.1, momentum=0.9)
    sgd.update(ahead, g, sgd.create_slots(1), 1, 0.1, momentum=0.9, nesterov=1.0)
    assert weights[0] == pytest.approx(-0.1)
    assert ahead[0] == pytest.approx(-0.1 * 1.9)


def test_adamw_shrinks_weights_that_have_no_gradient() -> None:
    weights, adamw = np.array([2.0]), optimizers["adamw"]
    adamw.update(weights, np.zeros(1), adamw.create_slots(1), 1, 0.5, weight_decay=0.1)
    assert weights[0] == pytest.approx(2.0 * (1 - 0.5 * 0.1))


def test_adagrad_starts_where_its_parameter_says() -> None:
    slots = optimizers["adagrad"].create_slots(2, initial_accumulator_value=0.7, epsilon=1e-7)
    np.testing.assert_array_equal(slots["accumulator"], [0.7, 0.7])


def test_momentum_switched_off_and_on_again_starts_from_the_last_step() -> None:
    sgd, weights = optimizers["sgd"], np.zeros(1)
    slots = sgd.create_slots(1)
    for step in range(1, 51):
        sgd.update(weights, np.array([1.0]), slots, step, 0.1, momentum=0.9)
    assert slots["momentum"][0] < -0.9
    sgd.update(weights, np.array([1.0]), slots, 51, 0.1, momentum=0.0)
    assert slots["momentum"][0] == -0.1


def test_centered_rmsprop_switched_on_late_never_takes_the_root_of_a_negative_number() -> None:
    rmsprop, weights, rng = optimizers["rmsprop"], np.zeros(4), np.random.default_rng(0)
    slots = rmsprop.create_slots(4)
    with np.errstate(all="raise", under="ignore"):
        for step in range(1, 301):
            size = 1e3 if step < 100 else 1e-3
            gradient = size * (1.0 + 1e-3 * rng.normal(size=4))
            rmsprop.update(weights, gradient, slots, step, 0.01, centered=float(step < 100 or step > 200))
    assert np.isfinite(weights).all()


def test_formulas_are_written_down_and_every_rule_states_itself() -> None:
    for optimizer in optimizers:
        assert optimizer.formula
        assert optimizer.textbook_note
        assert optimizer.sentence.endswith(".")
        assert "w" in (optimizer.update.__doc__ or "")
