"""Every initializer of the catalogue: bounds, variances, shapes and streams."""

import inspect
import math

import numpy as np
import pytest

from engine.catalog import initializers
from engine.catalog.initializers import Initializer
from engine.catalog.parameter import defaults

SHAPE = (200, 300)
VARIANCES = {
    "glorot_uniform": 2 / 500, "glorot_normal": 2 / 500,
    "he_uniform": 2 / 200, "he_normal": 2 / 200,
    "lecun_uniform": 1 / 200, "lecun_normal": 1 / 200,
    "random_uniform": 0.1**2 / 12, "random_normal": 0.05**2,
    "zeros": 0.0, "ones": 0.0, "constant": 0.0,
}  # fmt: skip


def test_the_catalogue_holds_the_agreed_initializers() -> None:
    assert set(initializers.names()) == set(VARIANCES)


@pytest.mark.parametrize("initializer", initializers, ids=lambda initializer: initializer.name)
def test_variance_mean_shape_and_stream(initializer: Initializer) -> None:
    drawn = initializer.draw(np.random.default_rng(7), SHAPE)
    assert drawn.shape == SHAPE
    assert drawn.dtype == np.float64
    assert drawn.var() == pytest.approx(VARIANCES[initializer.name], rel=0.02, abs=1e-30)
    assert drawn.mean() == pytest.approx(1.0 if initializer.name == "ones" else 0.0, abs=0.002)
    again = initializer.draw(np.random.default_rng(7), SHAPE)
    assert np.array_equal(drawn, again)
    assert initializer.draw(np.random.default_rng(7), (5,)).shape == (5,)


def test_bounds_are_kept_and_nearly_reached(tried) -> None:
    done = 0
    for name, variance in VARIANCES.items():
        if name.endswith("_uniform") and name != "random_uniform":
            bound = math.sqrt(3 * variance)
        elif name.endswith("_normal") and name != "random_normal":
            bound = 2 * math.sqrt(variance) / 0.87962566103423978
        else:
            continue
        drawn = np.abs(initializers[name].draw(np.random.default_rng(1), SHAPE))
        assert drawn.max() <= bound
        assert drawn.max() > 0.99 * bound
        done += 1
    assert done == 6
    tried(f"{done} bounded initializers, {len(VARIANCES)} variances")


def test_random_normal_is_not_cut_off() -> None:
    drawn = initializers["random_normal"].draw(np.random.default_rng(1), SHAPE, mean=1.0, stddev=0.5)
    assert drawn.mean() == pytest.approx(1.0, abs=0.01)
    assert drawn.std() == pytest.approx(0.5, rel=0.02)
    assert np.abs(drawn - 1.0).max() > 3.5 * 0.5


def test_parameters_reach_the_draw() -> None:
    rng = np.random.default_rng(2)
    uniform = initializers["random_uniform"].draw(rng, SHAPE, minval=2.0, maxval=3.0)
    assert 2.0 <= uniform.min() < 2.01
    assert 2.99 < uniform.max() <= 3.0
    assert np.array_equal(initializers["constant"].draw(rng, (2, 2), value=-1.5), np.full((2, 2), -1.5))


def test_swapped_limits_meet_an_objection_in_words() -> None:
    found = initializers["random_uniform"].objection(minval=1.0, maxval=-1.0)
    assert found == ("random_uniform's minval, 1, is above its maxval, -1.", "Swap the two.")
    assert initializers["random_uniform"].objection(minval=1.0, maxval=1.0) is None


def test_the_draws_own_defaults_are_those_of_the_entry() -> None:
    for initializer in initializers:
        signature = inspect.signature(initializer.numbers).parameters
        own = {name: signature[name].default for name in list(signature)[3:]}
        assert own == defaults(initializer.parameters), initializer.name
        assert initializer.formula
        assert initializer.sentence.endswith(".")
