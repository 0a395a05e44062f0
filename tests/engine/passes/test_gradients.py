"""Every gradient of the backward pass against central finite differences."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest

from engine.catalog import activations, losses, regularizers
from engine.passes.network import Network
from engine.passes.objective import Objective, penalty
from engine.passes.update import Batch, update_pass
from engine.spec import LayerSpec, NetworkSpec, PartSpec
from engine.trace import BackwardLayer, LossComputed

SMOOTH = [a.name for a in activations if a.name != "step"]
OUTPUTS = {"one_hot": "softmax", "index": "softmax", "indicators": "sigmoid", "signs": "step"}
STEP_SIZE = 1e-6
INPUTS, ROWS = 3, 5


def sensible_pairs() -> Iterator[tuple[str, str]]:
    for loss in losses:
        for activation in activations:
            if activation.name in loss.fits and (activation.name != "step" or loss.reads_sums):
                yield activation.name, loss.name


def batch_for(loss_name: str, units: int, rng: np.random.Generator, weighted: bool = False) -> Batch:
    kind = losses[loss_name].targets
    if kind == "index":
        target = rng.integers(0, units, (ROWS, 1))
    elif kind == "one_hot":
        target = np.eye(units)[rng.integers(0, units, ROWS)]
    elif kind == "indicators":
        target = rng.integers(0, 2, (ROWS, units)).astype(float)
    elif kind == "signs":
        target = rng.choice([-1.0, 1.0], (ROWS, units))
    else:
        target = rng.normal(size=(ROWS, units))
    weights = rng.uniform(0.2, 3.0, ROWS) if weighted else None
    return Batch(rng.normal(size=(ROWS, INPUTS)), target, weights, np.arange(ROWS))


def batch_loss(network: Network, objective: Objective, batch: Batch) -> float:
    a = batch.x
    z = a
    for layer in network.layers:
        z = a @ layer.kernel + layer.bias
        a = layer.activation.value(z)
    own = objective.example_losses(batch.target, z, a)
    own = own if batch.weights is None else own * batch.weights
    return float(own.mean()) + penalty(network.layers)


def assert_gradients_agree(spec: NetworkSpec, loss: str, weighted: bool = False, seed: int = 0) -> None:
    rng = np.random.default_rng(seed)
    network = Network(spec, INPUTS)
    network.weights[...] = rng.normal(0.0, 0.7, network.weights.size)
    objective = Objective(PartSpec(loss), network.layers[-1].activation)
    batch = batch_for(loss, spec.layers[-1].units, rng, weighted)
    reported = [
        e.loss for e in update_pass(network, objective, batch, lambda: ()) if isinstance(e, LossComputed)
    ]
    assert reported == [pytest.approx(batch_loss(network, objective, batch), rel=1e-12)]
    analytic = network.gradient.copy()
    numeric = np.empty_like(analytic)
    for i in range(analytic.size):
        kept = network.weights[i]
        network.weights[i] = kept + STEP_SIZE
        above = batch_loss(network, objective, batch)
        network.weights[i] = kept - STEP_SIZE
        numeric[i] = (above - batch_loss(network, objective, batch)) / (2 * STEP_SIZE)
        network.weights[i] = kept
    allowed = 1e-6 * np.maximum(np.abs(analytic), np.abs(numeric)) + 1e-9
    assert (np.abs(analytic - numeric) <= allowed).all(), np.abs(analytic - numeric).max()


@pytest.mark.parametrize(("activation", "loss"), list(sensible_pairs()))
def test_every_output_activation_with_every_loss_it_fits(activation: str, loss: str) -> None:
    spec = NetworkSpec((LayerSpec(4, "tanh"), LayerSpec(3, activation)))
    assert_gradients_agree(spec, loss)


@pytest.mark.parametrize("hidden", SMOOTH)
@pytest.mark.parametrize("loss", losses.names())
def test_every_hidden_activation_under_every_loss(hidden: str, loss: str) -> None:
    output = OUTPUTS.get(losses[loss].targets, "linear")
    assert_gradients_agree(NetworkSpec((LayerSpec(4, hidden), LayerSpec(3, output))), loss)


@pytest.mark.parametrize("name", regularizers.names())
@pytest.mark.parametrize("loss", losses.names())
def test_every_regularizer_adds_its_slope_once_a_batch(name: str, loss: str) -> None:
    layers = tuple(LayerSpec(u, a, **{name: 0.3}) for u, a in ((4, "tanh"), (3, "sigmoid")))
    if losses[loss].targets in ("one_hot", "index"):
        layers = (layers[0], LayerSpec(3, "softmax", **{name: 0.3}))
    if losses[loss].reads_sums:
        layers = (layers[0], LayerSpec(3, "step", **{name: 0.3}))
    assert_gradients_agree(NetworkSpec(layers), loss)


@pytest.mark.parametrize("loss", losses.names())
def test_example_weights(loss: str) -> None:
    output = OUTPUTS.get(losses[loss].targets, "linear")
    assert_gradients_agree(NetworkSpec((LayerSpec(4, "tanh"), LayerSpec(3, output))), loss, weighted=True)


def test_the_mean_of_the_examples_shares_is_the_gradient() -> None:
    rng = np.random.default_rng(1)
    network = Network(NetworkSpec((LayerSpec(4, "tanh"), LayerSpec(2, "linear"))), INPUTS)
    network.initialize(5)
    objective = Objective(PartSpec("mean_squared_error"), network.layers[-1].activation)
    batch = batch_for("mean_squared_error", 2, rng)
    events = list(update_pass(network, objective, batch, lambda: ()))
    first = next(e for e in events if isinstance(e, BackwardLayer) and e.layer == 0)
    shares = batch.x[:, :, None] * first.delta[:, None, :]
    np.testing.assert_allclose(shares.mean(axis=0), first.kernel_gradient, rtol=1e-12, atol=1e-15)


def test_what_was_tried(tried: Callable[[str], None]) -> None:
    pairs = list(sensible_pairs())
    reached = {a for a, _ in pairs} | set(SMOOTH)
    assert reached | {"step"} == set(activations.names())
    assert {loss for _, loss in pairs} == set(losses.names())
    tried(
        f"gradients against central differences: {len(pairs)} output pairs, {len(SMOOTH) * len(losses)} "
        f"hidden pairs, {len(regularizers)} regularizers x {len(losses)} losses"
    )
