"""A run that stops by itself names the update, the layer whose numbers ran away, and what to try."""

from dataclasses import replace

import numpy as np
import pytest

from engine.formula import NumberStyle, number_text
from engine.run.divergence import divergence_sentence
from engine.session import Session, with_own_points
from engine.spec import ExperimentSpec, LayerSpec, OwnPoints
from engine.trace import BackwardLayer, ForwardLayer, LossComputed, PassRecord, WeightsUpdated
from tests.engine.experiments import experiment


def regression(*activations: str, rate: float = 10.0) -> ExperimentSpec:
    layers = (*(LayerSpec(3, name) for name in activations), LayerSpec(1, "linear"))
    return experiment(*layers, data="plane", loss="mean_squared_error").with_optimizer(learning_rate=rate)


@pytest.mark.parametrize(
    ("activations", "layer"), [(("linear",), 1), (("relu", "relu"), 1), (("tanh",), 2), (("tanh", "tanh"), 3)]
)
def test_the_layer_whose_sums_ran_away_is_named_when_the_loss_overflows(
    activations: tuple[str, ...], layer: int
) -> None:
    session = Session(regression(*activations, rate=9.0))
    session.train(200)
    record = session._trainer.record
    assert record is not None
    assert not np.isfinite(record.loss.loss)  # type: ignore[union-attr]
    start = f"Stopped at update {session.updates + 1}: the weighted sums of layer {layer} have grown to "
    assert session.problem.startswith(start)
    assert session.problem.endswith(
        ", and the loss is no longer finite. Try a smaller learning rate (now 9) or standardised inputs, then reset."
    )
    largest = max(float(np.abs(record.forward[i].z).max()) for i in range(layer))
    assert session.problem.removeprefix(start).startswith(f"{number_text(largest, NumberStyle(digits=1))}, ")
    assert all(np.abs(record.forward[i].z).max() < 1e12 for i in range(layer - 1))


ONE, MANY = np.ones((2, 3)), np.full((2, 3), np.inf)
FORWARD = ForwardLayer(0, ONE, ONE, ONE)
LOST = LossComputed(ONE, np.ones(2), 0.0, float("inf"), 1)
WON = replace(LOST, loss=1.0)
EVENTS = {
    "the weighted sums of layer 1 are": (ForwardLayer(0, ONE, MANY, ONE),),
    "the activations of layer 1 are": (ForwardLayer(0, ONE, ONE, MANY),),
    "the weighted sums of layer 2 are": (FORWARD, ForwardLayer(1, ONE, -MANY, ONE)),
    "the loss of layer 2, the output, is": (FORWARD, FORWARD, LOST),
    "the errors of layer 2 are": (FORWARD, WON, BackwardLayer(1, MANY, ONE, ONE)),
    "the gradients of layer 2 are": (FORWARD, WON, BackwardLayer(1, ONE, MANY, ONE)),
    "the gradients of layer 1 are": (FORWARD, WON, BackwardLayer(0, ONE, ONE, MANY)),
    "the weights of layer 2 are": (FORWARD, WON, WeightsUpdated(0, ONE, ONE), WeightsUpdated(1, MANY, ONE)),
    "the biases of layer 2 are": (FORWARD, WON, WeightsUpdated(0, ONE, ONE), WeightsUpdated(1, ONE, MANY)),
}


@pytest.mark.parametrize("subject", EVENTS)
def test_the_first_number_that_is_not_finite_is_named_by_its_layer(subject: str) -> None:
    record = PassRecord(np.arange(2))
    for event in EVENTS[subject]:
        record.add(event)
    sentence = divergence_sentence(regression("tanh", rate=1e-4), record, 1233)
    assert sentence.startswith(f"Stopped at update 1,234: {subject} no longer finite. Try standardised inputs or ")


def test_a_validation_loss_beyond_all_numbers_stops_the_run_and_says_so() -> None:
    session = Session(regression("linear", rate=1e-3))
    points = OwnPoints.of(with_own_points(session.spec).data)
    far = int(np.argmax(points.order))
    spec = points.moved([far], [3e155, 1e155]).put_into(with_own_points(session.spec))
    session.edit(spec.with_data(validation_share=0.02))
    assert session.data.info.validation_count == 1
    session.train(epochs=1)
    assert session.history.history["val_loss"] == [np.inf]
    assert session.problem == (
        f"Stopped at update {session.updates}: the loss over the validation examples is no longer finite. "
        "Try standardised inputs or smaller initial weights, then reset."
    )
    assert np.isfinite(session.state().weights).all()
