"""TensorFlow's gradients beside the program's own, and what is said where there are none."""

from __future__ import annotations

import os
import sys
from dataclasses import replace

import numpy as np
import pytest

from engine.catalog import activations, losses
from engine.diagnostics import compare_with_automatic, own_gradient
from engine.keras_io.autodiff import (
    SPELT_OUT,
    NoReference,
    activation,
    automatic_gradient,
    imported,
    precision,
    spelt_out,
)
from engine.session import Session
from engine.spec import ExperimentSpec, LayerSpec, NetworkSpec, Parameters, PartSpec
from tests.engine.experiments import experiment, finish, forget_penalties

pytestmark = [pytest.mark.xdist_group("keras"), pytest.mark.filterwarnings("ignore::DeprecationWarning")]

DATA = {"values": "iris", "indicators": "circle", "one_hot": "iris", "index": "iris"}
HIDDEN = [name for name in activations.names() if name != "step"]


def compared(spec: ExperimentSpec, updates: int = 3):
    session = Session(spec)
    session.train(updates=updates)
    case = session.gradient_case()
    own = finish(own_gradient(case))
    loss, gradients = automatic_gradient(spec.network, spec.training.loss, session.get_weights(), case.batch)
    assert loss == pytest.approx(own.loss, rel=1e-12)
    return compare_with_automatic(case, own, gradients)


@pytest.mark.parametrize("loss", [part.name for part in losses if part.targets in DATA])
def test_every_activation_under_every_loss(keras, loss: str) -> None:
    part = losses[loss]
    outputs = [name for name in HIDDEN if name in part.fits]
    for hidden in HIDDEN:
        output = hidden if part.targets == "values" else outputs[HIDDEN.index(hidden) % len(outputs)]
        units = 1 if DATA[part.targets] == "circle" else 3
        layers = LayerSpec(4, hidden, l1=0.003, l2=0.07), LayerSpec(units, output, l2=0.01)
        spec = experiment(*layers, data=DATA[part.targets], loss=loss).with_data(standardize=True)
        weights = (0.3, 2.1, 1.1)[: max(units, 2)]
        changed = PartSpec(loss, Parameters({p.name: 0.3 for p in part.parameters}))
        found = compared(replace(spec, training=replace(spec.training, loss=changed, class_weight=weights)))
        assert found.agrees, (hidden, output, found.total)
        assert (found.total.compared, found.total.set_aside) == (found.total.parameters, 0)


def test_kinks_are_taken_as_keras_takes_them(keras) -> None:
    """A neuron at exactly 0, a weight of 0 under L1, an output on its target."""
    for hidden in HIDDEN:
        for loss in ("mean_absolute_error", "mean_squared_error", "huber"):
            spec = experiment(LayerSpec(1, hidden, l1=0.25), LayerSpec(1, "linear"), data="sine", loss=loss)
            case = Session(spec).gradient_case()
            network = case.backend.network
            network.weights[...] = [0.0, 0.0, 2.0, 0.5]
            output = 2.0 * network.layers[0].activation.value(np.zeros((1, 1))) + 0.5
            case = replace(case, batch=replace(case.batch, target=np.full_like(case.batch.target, output[0, 0])))
            own = finish(own_gradient(case))
            _, slopes = automatic_gradient(spec.network, spec.training.loss, network.get_weights(), case.batch)
            assert compare_with_automatic(case, own, slopes).agrees, (hidden, loss)


def test_a_wrong_gradient_is_found(keras, monkeypatch: pytest.MonkeyPatch) -> None:
    forget_penalties(monkeypatch)
    found = compared(experiment(LayerSpec(3, "tanh", l1=1e-5), LayerSpec(1, "sigmoid")))
    assert (found.agrees, [layer.failing for layer in found.layers]) == (False, [6, 0])


def test_keras_is_left_as_it_was(keras) -> None:
    before = os.environ.get("KERAS_BACKEND")
    for floatx in ("float32", "float64"):
        with precision(keras, floatx):
            compared(experiment())
            with pytest.raises(NoReference):
                refused()
            assert (keras.config.floatx(), keras.config.dtype_policy().name) == (floatx, floatx)
            assert os.environ.get("KERAS_BACKEND") == before


def refused() -> None:
    """Ask for a network that Keras cannot build."""
    session = Session(experiment())
    network = NetworkSpec((LayerSpec(3, "step"), LayerSpec(1, "sigmoid")))
    batch = session.gradient_case().batch
    automatic_gradient(network, PartSpec("binary_crossentropy"), session.get_weights(), batch)


def test_activations_that_are_put_together_are_keras_s_own_to_single_precision(keras) -> None:
    z = np.concatenate([np.linspace(-20, 20, 401), [-1e4, 1e4]])
    for name in SPELT_OUT:
        own, theirs = np.asarray(activation(keras, name)(z)), np.asarray(keras.activations.get(name)(z))
        np.testing.assert_allclose(own, theirs, rtol=2e-6, atol=1e-7)
        assert np.abs(own - theirs).max() > 0  # else it need not be put together
    network = NetworkSpec((LayerSpec(2, "gelu"), LayerSpec(2, "gelu"), LayerSpec(1, "sigmoid")))
    assert len(spelt_out(network)) == 1
    assert "gelu" in spelt_out(network)[0]


def test_what_keras_has_not_is_said_in_a_sentence(keras) -> None:
    with pytest.raises(NoReference, match=r"^Keras has no step activation, .*\.$"):
        refused()


def test_without_tensorflow_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tensorflow", None)
    with pytest.raises(NoReference, match=r"^TensorFlow cannot .*tensorflow.* Install it .*\.$"):
        imported()


@pytest.mark.parametrize("hidden", ["tanh", "softmax", "relu"])
def test_dropout_is_shared_and_biases_that_are_not_there_are_left_out(keras, hidden: str) -> None:
    """Frozen layers pay no penalty with Keras either, and their gradients are compared all the same."""
    spec = experiment(
        LayerSpec(4, hidden, l1=0.02, l2=0.03, dropout=0.4, trainable=False),
        LayerSpec(5, "tanh", l2=0.01, dropout=0.3, use_bias=False, frozen_neurons=(1,)),
        LayerSpec(1, "sigmoid", use_bias=False),
    )
    found = compared(spec, updates=9)
    assert found.agrees, found.total
    assert (found.total.compared, found.total.parameters) == (12 + 20 + 5, 12 + 20 + 5)
