"""The catalogue against Keras 3 in float64: names, values, slopes, updates and distributions."""

from __future__ import annotations

import math
from types import ModuleType

import numpy as np
import pytest

from engine.catalog import activations, initializers, losses, metrics, optimizers, regularizers
from engine.catalog.initializers import Initializer
from engine.catalog.losses import Loss
from engine.catalog.optimizers import Optimizer
from engine.catalog.parameter import defaults
from tests.engine.keras_twin import as_keras, changed_parameters

pytestmark = [pytest.mark.xdist_group("keras"), pytest.mark.filterwarnings("ignore::DeprecationWarning")]

RTOL, ATOL = 1e-9, 1e-12
WITHOUT_TWIN = ("step", "perceptron")
"""Rosenblatt's: Keras has neither; scikit-learn's Perceptron is their reference, in run/test_perceptron.py."""

FLOAT32_CONSTANTS = {"leaky_relu": (2e-8, 0.0), "gelu": (RTOL, 2e-8)}
"""TensorFlow keeps leaky_relu's 0.2 and gelu's square root of 2 as float32, whatever the input."""


def with_gradient(f, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """f(x) and the gradient of its sum, by TensorFlow."""
    import tensorflow as tf

    tensor = tf.constant(x)
    with tf.GradientTape() as tape:
        tape.watch(tensor)
        y = f(tensor)
        total = tf.reduce_sum(y)
    return y.numpy(), tape.gradient(total, tensor).numpy()


def keras_initializer(keras: ModuleType, initializer: Initializer, **config: float):
    """Keras's initializer of that name; its constant cannot be made from the name alone."""
    config = {**defaults(initializer.parameters), **config}
    return keras.initializers.get({"class_name": initializer.name, "config": config})


def test_names_are_those_of_keras(keras, tried) -> None:
    checked = 0
    for registry, get in (
        (activations, keras.activations.get),
        (losses, keras.losses.get),
        (optimizers, keras.optimizers.get),
        (regularizers, keras.regularizers.get),
    ):
        for part in registry:
            if part.name not in WITHOUT_TWIN:
                assert get(part.name) is not None, part.name
                checked += 1
    for initializer in initializers:
        twin = keras_initializer(keras, initializer)
        assert defaults(initializer.parameters).items() <= twin.get_config().items()
        checked += 1
    for metric in metrics:
        for name in metric.keras_names.values():
            assert keras.metrics.get(name) is not None
            checked += 1
    tried(f"{checked} names against Keras (all but {' and '.join(WITHOUT_TWIN)})")


def test_activations_and_their_slopes(keras, tried) -> None:
    line = np.concatenate([np.linspace(-40, 40, 2001), [-1e4, -750, -100, 0.0, 100, 750, 1e4]])
    z = np.stack([line, np.roll(line, 3), np.full_like(line, 0.25)], axis=1)
    done = 0
    for activation in activations:
        if activation.name in WITHOUT_TWIN:
            continue
        a, gradient = with_gradient(keras.activations.get(activation.name), z)
        ours = activation.value(z)
        rtol, atol = FLOAT32_CONSTANTS.get(activation.name, (RTOL, ATOL))
        np.testing.assert_allclose(ours, a, rtol, atol, err_msg=activation.name)
        if not activation.couples:
            slope = activation.slope(z, ours)
            np.testing.assert_allclose(slope, gradient, rtol, atol, err_msg=activation.name)
        done += 1
    assert done == len(activations) - 1
    tried(f"{done} activations against Keras, kinks included")


def test_softmax_backward(keras) -> None:
    rng = np.random.default_rng(0)
    z, upstream = rng.normal(size=(2, 20, 5)) * 3
    a, gradient = with_gradient(lambda t: keras.activations.softmax(t) * upstream, z)
    softmax = activations["softmax"]
    np.testing.assert_allclose(
        softmax.backward(z, softmax.value(z), upstream), gradient, rtol=RTOL, atol=ATOL
    )
    np.testing.assert_allclose(softmax.value(z) * upstream, a, rtol=RTOL, atol=ATOL)


def loss_case(loss: Loss) -> tuple[np.ndarray, np.ndarray]:
    """Targets and outputs; for probabilities also at, near and beyond the clips."""
    rng = np.random.default_rng(11)
    outputs = rng.uniform(0.0, 1.0, (60, 3))
    outputs[:24] = rng.choice([0.0, 1e-9, 9e-8, 1e-7, 2e-7, 0.5, 1 - 2e-7, 1 - 1e-7, 1 - 1e-9, 1.0], (24, 3))
    outputs[:24, 1] = 0.25
    outputs[24:30] += np.array([-0.5, 0.9, 0.3])
    index = rng.integers(0, 3, (60, 1))
    targets = {
        "values": rng.normal(size=(60, 3)),
        "indicators": rng.integers(0, 2, (60, 3)).astype(np.float64),
        "one_hot": np.eye(3)[index[:, 0]],
        "index": index,
    }[loss.targets]
    return targets, outputs


def test_losses_and_their_slopes_clips_included(keras, tried) -> None:
    done = 0
    for loss in losses:
        if loss.name in WITHOUT_TWIN:
            continue
        targets, outputs = loss_case(loss)
        params = defaults(loss.parameters)
        for changed in [params] + [{**params, name: 0.3} for name in params]:
            function = keras.losses.get(loss.name)
            value, gradient = with_gradient(lambda o, f=function, t=targets, p=changed: f(t, o, **p), outputs)
            ours = loss.value(targets, outputs, **changed)
            np.testing.assert_allclose(ours, value, rtol=RTOL, atol=ATOL, err_msg=loss.name)
            slope = loss.slope(targets, outputs, **changed)
            np.testing.assert_allclose(slope, gradient, rtol=RTOL, atol=ATOL, err_msg=loss.name)
        done += 1
    assert done == len(losses) - 1
    tried(f"{done} losses against Keras, clipped outputs included")


def test_losses_from_logits(keras, tried) -> None:
    rng, done = np.random.default_rng(12), 0
    z = np.concatenate([rng.normal(size=(40, 3)) * 4, [[1e4, -1e4, 0.0], [-1e4, 50.0, 1e4]]])
    index = rng.integers(0, 3, (42, 1))
    for loss in losses:
        for form in () if loss.name in WITHOUT_TWIN else loss.logit_forms.values():
            target = index if loss.targets == "index" else np.eye(3)[index[:, 0]]
            function = keras.losses.get(loss.name)
            value, gradient = with_gradient(lambda t, f=function, y=target: f(y, t, from_logits=True), z)
            np.testing.assert_allclose(form.value(target, z), value, rtol=RTOL, atol=ATOL)
            np.testing.assert_allclose(form.slope(target, z), gradient, rtol=RTOL, atol=ATOL)
            done += 1
    assert done == 3
    tried(f"{done} logit forms against Keras")


def gradients(kernel: np.ndarray, bias: np.ndarray, step: int) -> tuple[np.ndarray, np.ndarray]:
    """A gradient that depends on the weights and varies in size from step to step."""
    noise = np.random.default_rng(step).normal(size=8) * (1.0 + math.sin(step))
    return np.tanh(kernel) + noise[:6].reshape(3, 2), np.tanh(bias) + noise[6:]


@pytest.mark.parametrize("optimizer", optimizers, ids=lambda optimizer: optimizer.name)
def test_weights_after_200_updates(keras, exact_floats, tried, optimizer: Optimizer) -> None:
    start = np.random.default_rng(5).normal(size=8)
    tuples = changed_parameters(optimizer)
    for params in tuples:
        twin = type(keras.optimizers.get(optimizer.name))(learning_rate=0.03, **as_keras(optimizer, params))
        variables = [keras.Variable(start[:6].reshape(3, 2)), keras.Variable(start[6:])]
        flat, slots = start.copy(), optimizer.create_slots(8, **params)
        for step in range(1, 201):
            theirs = gradients(*(v.numpy() for v in variables), step)
            twin.apply([keras.ops.convert_to_tensor(g) for g in theirs], variables)
            ours = np.concatenate([g.ravel() for g in gradients(flat[:6].reshape(3, 2), flat[6:], step)])
            optimizer.update(flat, ours, slots, step, 0.03, **params)
        expected = np.concatenate([v.numpy().ravel() for v in variables])
        assert variables[0].dtype == "float64"
        np.testing.assert_allclose(flat, expected, rtol=RTOL, atol=ATOL, err_msg=str(params))
    tried(f"{optimizer.name} with {len(tuples)} sets of parameters against Keras for 200 updates")


def test_optimizer_defaults(keras) -> None:
    for optimizer in optimizers:
        config = keras.optimizers.get(optimizer.name).get_config()
        assert optimizer.learning_rate == pytest.approx(config["learning_rate"], rel=1e-7)
        for parameter in optimizer.parameters:
            assert parameter.default == float(config[parameter.name]), (optimizer.name, parameter.name)


def test_initializers_draw_from_the_same_distribution(keras, tried) -> None:
    from scipy.stats import ks_2samp

    done = 0
    for initializer in initializers:
        for shape in ((40, 300), (3000,)):
            seed = {} if initializer.name in ("zeros", "ones", "constant") else {"seed": 3}
            twin = keras_initializer(keras, initializer, **seed)
            theirs = np.asarray(twin(shape, dtype="float64")).ravel()
            ours = initializer.draw(np.random.default_rng(3), shape).ravel()
            if theirs.std() == 0.0:
                assert np.array_equal(ours, theirs)
            else:
                assert ks_2samp(ours, theirs).pvalue > 0.01, (initializer.name, shape)
                assert ours.var() == pytest.approx(theirs.var(), rel=0.1)
        done += 1
    assert done == len(initializers)
    tried(f"{done} initializers against Keras by distribution")


def test_regularizers(keras) -> None:
    w = np.random.default_rng(6).normal(size=(4, 3))
    w[0, 0] = 0.0
    for regularizer in regularizers:
        twin = type(keras.regularizers.get(regularizer.name))(
            0.25
        )  # a power of 2: Keras keeps it as a float32
        value, gradient = with_gradient(twin, w)
        assert regularizer.penalty(w, 0.25) == pytest.approx(float(value), rel=RTOL)
        np.testing.assert_allclose(regularizer.slope(w, 0.25), gradient, rtol=RTOL, atol=ATOL)


def test_metrics(keras, tried) -> None:
    rng, done = np.random.default_rng(7), 0
    output = rng.uniform(size=(50, 3))
    output[:5] = 0.5
    index = rng.integers(0, 3, (50, 1))
    targets = {
        "values": rng.normal(size=(50, 3)),
        "indicators": rng.integers(0, 2, (50, 3)).astype(np.float64),
        "one_hot": np.eye(3)[index[:, 0]],
        "index": index,
    }
    for metric in metrics:
        for kind, name in metric.keras_names.items():
            theirs = np.asarray(getattr(keras.metrics, name)(targets[kind], output))
            ours = metric.value[kind](targets[kind], output)
            assert ours.shape == (50,)
            per_example = theirs.reshape(50, -1).mean(axis=1)
            np.testing.assert_allclose(ours, per_example, rtol=RTOL, err_msg=f"{metric.name} {kind}")
            done += 1
    tried(f"{done} metrics by kind of target against Keras")
