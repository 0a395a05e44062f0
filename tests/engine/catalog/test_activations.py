"""Every activation of the catalogue: slopes, kinks, bounds, extremes and precision."""

import dataclasses
import math
import warnings

import numpy as np
import pytest

from engine.catalog import activations
from engine.catalog.activations import softmax

NAMES = [
    "linear", "step", "sigmoid", "tanh", "relu", "leaky_relu",
    "elu", "selu", "gelu", "silu", "softplus", "softmax",
]  # fmt: skip
SMOOTH_Z = np.random.default_rng(3).uniform(-6.0, 6.0, (40, 4))
SMOOTH_Z[np.abs(SMOOTH_Z) < 1e-3] = 0.5
EXTREMES = np.array([[-1e6, -1e4, -750.0, -90.0], [-1.0, 0.0, 1.0, 90.0], [750.0, 1e4, 1e6, 1e6]])

HAND_KNOWN_KINKS = {
    "step": (1.0, 0.0), "relu": (0.0, 0.0), "leaky_relu": (0.0, 0.2), "selu": (0.0, 1.0507009873554805)
}  # fmt: skip


def test_the_catalogue_holds_the_twelve_agreed_activations() -> None:
    assert list(activations.names()) == NAMES


def test_slopes_equal_central_differences(numeric_slope, assert_slopes_agree, tried) -> None:
    done = 0
    for activation in activations:
        a = activation.value(SMOOTH_Z)
        assert_slopes_agree(
            activation.slope(SMOOTH_Z, a), numeric_slope(activation.value, SMOOTH_Z), activation.name
        )
        done += 1
    assert done == len(activations)
    tried(f"{done} activations against central differences")


def test_backward_equals_central_differences_of_a_weighted_sum(numeric_slope, assert_slopes_agree) -> None:
    upstream = np.random.default_rng(4).normal(size=SMOOTH_Z.shape)
    for activation in activations:
        f = lambda z, value=activation.value: (value(z) * upstream).sum(axis=-1)  # noqa: E731
        backward = activation.backward(SMOOTH_Z, activation.value(SMOOTH_Z), upstream)
        assert_slopes_agree(backward, numeric_slope(f, SMOOTH_Z), activation.name)


def test_softmax_backward_is_its_full_jacobian() -> None:
    z = np.array([[0.3, -1.2, 2.0]])
    a = softmax(z)
    jacobian = np.diag(a[0]) - np.outer(a[0], a[0])
    for j in range(3):
        upstream = np.eye(3)[[j]]
        np.testing.assert_allclose(
            activations["softmax"].backward(z, a, upstream)[0], jacobian[j], rtol=0, atol=1e-15
        )
    assert [activation.name for activation in activations if activation.couples] == ["softmax"]


def test_kinks_are_declared_and_take_the_agreed_side() -> None:
    assert {activation.name for activation in activations if activation.kinks} == set(HAND_KNOWN_KINKS)
    for name, (value, slope) in HAND_KNOWN_KINKS.items():
        for zero in (0.0, -0.0):
            z = np.array([[zero]])
            a = activations[name].value(z)
            assert a[0, 0] == value, name
            assert activations[name].slope(z, a)[0, 0] == pytest.approx(slope, rel=1e-15, abs=0), name
        assert "z = 0" in activations[name].slope_formula, name


def test_hand_known_values() -> None:
    known = {
        "linear": (-2.0, -2.0),
        "step": (-1e-9, 0.0),
        "sigmoid": (0.0, 0.5),
        "tanh": (0.5, 0.46211715726000975),
        "relu": (3.0, 3.0),
        "leaky_relu": (-5.0, -1.0),
        "elu": (-1.0, math.exp(-1) - 1),
        "selu": (-1.0, 1.0507009873554805 * 1.6732632423543772 * (math.exp(-1) - 1)),
        "gelu": (1.0, 0.5 * (1 + math.erf(1 / math.sqrt(2)))),
        "silu": (1.0, 1 / (1 + math.exp(-1))),
        "softplus": (0.0, math.log(2)),
        "softmax": (7.0, 1.0),
    }
    assert set(known) == set(activations.names())
    for name, (z, a) in known.items():
        assert activations[name].value(np.array([[z]]))[0, 0] == pytest.approx(a, rel=1e-15, abs=0), name


def test_gelu_is_exact_by_the_error_function() -> None:
    z = np.linspace(-8.0, 8.0, 401)[:, None]
    expected = [[0.5 * x * math.erfc(-x / math.sqrt(2))] for x in z[:, 0]]
    np.testing.assert_allclose(activations["gelu"].value(z), expected, rtol=1e-13, atol=0)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name", NAMES)
def test_extremes_are_finite_silent_and_keep_the_precision(name: str, dtype: type) -> None:
    activation = activations[name]
    z = EXTREMES.astype(dtype)
    before = z.copy()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        a = activation.value(z)
        slope = activation.slope(z, a)
        backward = activation.backward(z, a, np.ones_like(z))
    for array in (a, slope, backward):
        assert array.dtype == dtype
        assert array.shape == z.shape
        assert np.isfinite(array).all()
    assert np.array_equal(z, before)
    assert not np.shares_memory(a, z)


@pytest.mark.parametrize("name", NAMES)
def test_values_stay_within_the_declared_bounds_and_reach_them(name: str) -> None:
    activation = activations[name]
    z = np.concatenate([np.linspace(-30, 30, 60_001), [-1e4, 1e4]])[:, None]
    if activation.couples:
        z = np.hstack([z, np.zeros_like(z)])
    a = activation.value(z)[:, 0]
    assert a.min() >= activation.low
    assert a.max() <= activation.high
    for reached, bound in ((a.min(), activation.low), (a.max(), activation.high)):
        assert reached == pytest.approx(bound, abs=1e-6) or (math.isinf(bound) and abs(reached) > 1e3)
    assert activation.low <= activation.neutral <= activation.high


def test_nan_is_passed_on_and_not_hidden() -> None:
    for activation in activations:
        assert np.isnan(activation.value(np.array([[math.nan, 1.0]]))[0, 0]), activation.name


def test_entries_are_frozen_and_say_what_they_are() -> None:
    for activation in activations:
        with pytest.raises(dataclasses.FrozenInstanceError):
            activation.name = "other"  # type: ignore[misc]
        for text in (activation.label, activation.formula, activation.slope_formula):
            assert text
        assert activation.sentence.endswith("."), activation.name
