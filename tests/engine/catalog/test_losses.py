"""Every loss of the catalogue: slopes, logit forms, parameters, extremes and precision."""

import warnings
from functools import partial

import numpy as np
import pytest

from engine.catalog import activations, losses
from engine.catalog.losses import Loss

BATCH, UNITS = 12, 3


def targets_for(loss: Loss, rng: np.random.Generator, units: int = UNITS) -> np.ndarray:
    """Targets of the loss's kind for BATCH examples."""
    index = rng.integers(0, units, (BATCH, 1))
    return {
        "values": rng.normal(size=(BATCH, units)),
        "indicators": rng.integers(0, 2, (BATCH, units)).astype(np.float64),
        "one_hot": np.eye(units)[index[:, 0]],
        "index": index,
        "signs": rng.choice([-1.0, 1.0], (BATCH, units)),
    }[loss.targets]


def outputs_for(loss: Loss, target: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Outputs away from kinks and clips: probabilities where needed, otherwise any numbers."""
    if loss.needs_probabilities:
        return rng.uniform(0.02, 0.98, (BATCH, UNITS))
    if loss.reads_sums:
        return rng.choice([-1.0, 1.0], target.shape) * rng.uniform(0.01, 4.0, target.shape)
    return target + rng.choice([-1.0, 1.0], target.shape) * rng.uniform(0.01, 4.0, target.shape)


def parameter_sets(loss: Loss) -> list[dict[str, float]]:
    """The defaults, and each parameter at half and three times its default."""
    given = {parameter.name: parameter.default for parameter in loss.parameters}
    changed = [{**given, name: value * factor} for name, value in given.items() for factor in (0.5, 3.0)]
    return [given, *changed]


def test_slopes_equal_central_differences_for_every_loss_and_parameter(
    numeric_slope, assert_slopes_agree, tried
) -> None:
    rng, seen, done = np.random.default_rng(1), set(), 0
    for loss in losses:
        for params in parameter_sets(loss):
            target = targets_for(loss, rng)
            output = outputs_for(loss, target, rng)
            f = lambda o, loss=loss, target=target, params=params: loss.value(target, o, **params)  # noqa: E731
            assert f(output).shape == (BATCH,)
            assert_slopes_agree(
                loss.slope(target, output, **params), numeric_slope(f, output), f"{loss.name} {params}"
            )
            seen.add(loss.name)
            done += 1
    assert seen == set(losses.names())
    tried(f"{len(seen)} losses with {done} sets of parameters against central differences")


def test_every_fitting_activation_and_loss_agree_by_the_chain_rule(
    numeric_slope, assert_slopes_agree, tried
) -> None:
    rng, done = np.random.default_rng(2), 0
    for loss in losses:
        for name in sorted(loss.fits):
            activation = activations[name]
            target, z = targets_for(loss, rng), rng.uniform(-3.0, 3.0, (BATCH, UNITS))
            z[np.abs(z) < 1e-2] = 0.5
            a = activation.value(z)
            if loss.reads_sums:  # nothing comes back through the step: the slope is taken at z itself
                f, backward = partial(loss.logit_forms[name].value, target), loss.logit_forms[name].slope(target, z)
            else:
                f = lambda z, loss=loss, t=target, value=activation.value: loss.value(t, value(z))  # noqa: E731
                backward = activation.backward(z, a, loss.slope(target, a))
            assert_slopes_agree(backward, numeric_slope(f, z), f"{loss.name} after {name}")
            done += 1
    assert done == sum(len(loss.fits) for loss in losses)
    tried(f"{done} pairs of activation and loss against central differences")


def test_logit_forms_equal_the_way_through_the_activation(numeric_slope, assert_slopes_agree, tried) -> None:
    rng, done = np.random.default_rng(5), 0
    for loss in losses:
        for name, form in loss.logit_forms.items():
            activation = activations[name]
            target, z = targets_for(loss, rng), rng.uniform(-6.0, 6.0, (BATCH, UNITS))
            a = activation.value(z)
            read = z if loss.reads_sums else a
            backward = loss.slope(target, read)
            backward = backward if loss.reads_sums else activation.backward(z, a, backward)
            np.testing.assert_allclose(form.value(target, z), loss.value(target, read), rtol=1e-12, atol=1e-14)
            np.testing.assert_allclose(form.slope(target, z), backward, rtol=1e-9, atol=1e-13)
            f = lambda z, form=form, target=target: form.value(target, z)  # noqa: E731
            assert_slopes_agree(form.slope(target, z), numeric_slope(f, z), f"{loss.name} from logits")
            done += 1
    assert done == 4
    tried(f"{done} logit forms against their activation and central differences")


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("size", [90.0, 1e4, 1e6])
def test_logit_forms_are_exact_where_probabilities_saturate(size: float, dtype: type) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        binary = losses["binary_crossentropy"].logit_forms["sigmoid"]
        z = np.array([[size], [size], [-size], [-size]], dtype)
        target = np.array([[0], [1], [0], [1]], dtype)
        np.testing.assert_allclose(binary.value(target, z), [size, 0, 0, size], rtol=1e-6, atol=1e-30)
        np.testing.assert_allclose(binary.slope(target, z)[:, 0], [1, 0, 0, -1], atol=1e-30)
        z = np.array([[size, 0.0, -size], [size, 0.0, -size]], dtype)
        one_hot, index = np.eye(3)[[0, 2]].astype(dtype), np.array([[0], [2]])
        for name, target in (("categorical", one_hot), ("sparse_categorical", index)):
            form = losses[f"{name}_crossentropy"].logit_forms["softmax"]
            np.testing.assert_allclose(form.value(target, z), [0, 2 * size], rtol=1e-6, atol=1e-30)
            np.testing.assert_allclose(form.slope(target, z), [[0, 0, 0], [1, 0, -1]], atol=1e-30)
            assert form.value(target, z).dtype == form.slope(target, z).dtype == dtype


def test_absolute_error_has_slope_zero_where_the_answer_is_right() -> None:
    target = np.array([[1.0, -2.0]])
    np.testing.assert_array_equal(losses["mean_absolute_error"].slope(target, target), [[0.0, 0.0]])


def test_huber_at_delta_is_on_the_quadratic_side() -> None:
    target, output = np.zeros((2, 1)), np.array([[2.0], [-2.0]])
    huber = losses["huber"]
    np.testing.assert_array_equal(huber.value(target, output, delta=2.0), [2.0, 2.0])
    np.testing.assert_array_equal(huber.slope(target, output, delta=2.0), [[2.0], [-2.0]])
    np.testing.assert_allclose(huber.value(target, 3 * output, delta=2.0), [10.0, 10.0])
    np.testing.assert_allclose(huber.slope(target, 3 * output, delta=2.0), [[2.0], [-2.0]])


def test_the_perceptron_loss_is_a_sum_over_outputs_that_are_wrong() -> None:
    target, z = np.array([[1.0, -1.0, -1.0, 1.0]]), np.array([[-2.0, 0.5, -3.0, 4.0]])
    loss = losses["perceptron"]
    assert loss.value(target, z)[0] == 2.0 + 0.5
    np.testing.assert_array_equal(loss.slope(target, z), [[-1.0, 1.0, 0.0, 0.0]])


@pytest.mark.parametrize("target", [1.0, -1.0])
def test_a_perceptron_on_its_own_line_is_mistaken_though_it_costs_nothing(target: float) -> None:
    t, z, loss = np.array([[target]]), np.zeros((1, 1)), losses["perceptron"]
    assert str(loss.value(t, z)[0]) == "0.0", "not −0"
    assert loss.slope(t, z)[0, 0] == -target
    assert "counts as a mistake" in loss.slope_formula


def test_hand_known_values_are_means_over_outputs() -> None:
    target, output = np.array([[1.0, 0.0]]), np.array([[0.5, 0.25]])
    assert losses["mean_squared_error"].value(target, output)[0] == (0.25 + 0.0625) / 2
    assert losses["mean_absolute_error"].value(target, output)[0] == (0.5 + 0.25) / 2
    assert losses["binary_crossentropy"].value(target, output)[0] == pytest.approx(
        -np.log([0.5, 0.75]).mean()
    )
    assert losses["categorical_crossentropy"].value(target, output)[0] == pytest.approx(-np.log(0.5 / 0.75))


def test_clipped_outputs_have_finite_values_and_no_slope() -> None:
    output, rng = np.array([[0.0, 1.0, 0.0]] * BATCH), np.random.default_rng(8)
    for loss in losses:
        if loss.needs_probabilities:
            target = targets_for(loss, rng)
            assert np.isfinite(loss.value(target, output)).all(), loss.name
            np.testing.assert_array_equal(loss.slope(target, output), np.zeros_like(output))


@pytest.mark.parametrize("loss", losses, ids=lambda loss: loss.name)
def test_arguments_are_left_alone_and_float32_stays_float32(loss: Loss) -> None:
    rng = np.random.default_rng(9)
    target = targets_for(loss, rng)
    output = outputs_for(loss, target, rng)
    for kind in (np.float64, np.float32):
        t, o = (target if loss.targets == "index" else target.astype(kind)), output.astype(kind)
        copies = t.copy(), o.copy()
        assert loss.value(t, o).dtype == loss.slope(t, o).dtype == kind
        for form in loss.logit_forms.values():
            form.value(t, o), form.slope(t, o)
        assert np.array_equal(t, copies[0])
        assert np.array_equal(o, copies[1])


def test_entries_name_existing_activations_and_say_how_tasks_are_encoded() -> None:
    for loss in losses:
        assert loss.fits <= set(activations.names())
        assert set(loss.logit_forms) <= loss.fits
        if loss.needs_probabilities:  # where Keras's fit goes to the logits, so must a pair that fits
            assert set(loss.logit_forms) == loss.fits
        assert loss.sentence.endswith(".")
        assert loss.formula
        assert loss.slope_formula
    assert "step" not in losses["mean_squared_error"].fits
    assert losses["mean_squared_error"].encoding("multiclass") == "one_hot"
    assert losses["mean_squared_error"].encoding("binary") == "indicators"
    assert losses["mean_squared_error"].encoding("regression") == "values"
    assert losses["sparse_categorical_crossentropy"].encoding("multiclass") == "index"
    assert losses["perceptron"].encoding("binary") == losses["perceptron"].encoding("multiclass") == "signs"
    assert losses["perceptron"].fits == {"step"}
