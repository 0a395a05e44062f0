"""200 updates of a session against 200 updates of Keras: same first weights, same batches, float64."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import cycle, zip_longest

import numpy as np
import pytest

from engine.catalog import activations, losses, optimizers, regularizers, schedules
from engine.catalog.loss import Loss
from engine.catalog.parameter import defaults
from engine.diagnostics import own_gradient
from engine.passes.update import Batch
from engine.run.batches import RunData
from engine.session import Session
from engine.spec import ExperimentSpec, LayerSpec, OptimizerSpec, Parameters, PartSpec
from tests.engine.experiments import experiment
from tests.engine.keras_twin import changed_parameters, keras_model, keras_optimizer, trained_twin

pytestmark = [pytest.mark.xdist_group("keras"), pytest.mark.filterwarnings("ignore::DeprecationWarning")]

RTOL, ATOL = 1e-9, 1e-12
UPDATES = 200
LEFT_OUT = {"step", "perceptron"}
"""Parts without a twin in Keras, as docs/conventions.md says; they have tests of their own."""
DATA = {"values": "iris", "indicators": "circle", "one_hot": "iris", "index": "iris"}
RATES = {"sgd": 0.01, "rmsprop": 0.003, "adagrad": 0.03, "adam": 0.01, "adamw": 0.01, "nadam": 0.01}
PENALTIES = ({}, {"l1": 0.004}, {"l2": 0.006}, {"l1": 0.002, "l2": 0.003})


@dataclass(frozen=True)
class Case:
    """Activations from the first layer to the last, under a loss, with what else takes its turn."""

    activations: tuple[str, ...]
    loss: str
    spec: ExperimentSpec

    def __str__(self) -> str:
        return "-".join((*self.activations, self.loss, self.spec.training.optimizer.name))


def sensible(loss: Loss) -> Iterator[tuple[str, ...]]:
    """Layers in which every activation meets the loss: hidden ones, and each that fits as output."""
    names = [a.name for a in activations if a.name not in LEFT_OUT]
    outputs = cycle([name for name in names if name in loss.fits])
    if loss.targets == "values":
        yield from ((name, name) for name in names)
    else:
        for first, second in zip_longest(names[::2], names[1::2], fillvalue=names[0]):
            yield first, second, next(outputs)


def loss_settings(loss: Loss, turn: int) -> Parameters:
    """Defaults, and every parameter of the loss at another value in turn."""
    return Parameters({p.name: 0.4 * p.default for p in loss.parameters} if turn % 2 else {})


def cases() -> Iterator[Case]:
    """All pairs; optimizers, their parameters, penalties, class weights and epochs without shuffling take turns."""
    settings = {part.name: cycle(changed_parameters(part)) for part in optimizers}
    turn, turns, rates = 0, cycle(optimizers), cycle(schedules)
    for loss in (part for part in losses if part.name not in LEFT_OUT):
        for names in sensible(loss):
            part = next(turns)
            parameters, schedule = Parameters(next(settings[part.name])), PartSpec(next(rates).name)
            if schedule.name != "constant":
                schedule = replace(schedule, parameters=Parameters(decay_steps=60.0 + turn))
            chosen = OptimizerSpec(part.name, RATES[part.name], parameters, schedule)
            units = 1 if DATA[loss.targets] == "circle" else 3
            layers = [LayerSpec(4, name, **PENALTIES[(turn + i) % 4]) for i, name in enumerate(names)]
            layers[-1] = replace(layers[-1], units=units)
            spec = experiment(*layers, data=DATA[loss.targets], loss=loss.name).with_data(standardize=True)
            training = replace(
                spec.training,
                loss=PartSpec(loss.name, loss_settings(loss, turn)),
                optimizer=chosen,
                shuffle=turn % 5 != 0,
                class_weight=(0.5, 2.0, 1.3)[: max(units, 2)] if turn % 3 == 0 else (),
            )
            yield Case(names, loss.name, replace(spec, training=training, seed=turn))
            turn += 1


def of_two_classes() -> Iterator[Case]:
    """Two classes with an output each, under every loss that reads such rows or class numbers."""
    for loss in ("sparse_categorical_crossentropy", "categorical_crossentropy", "mean_squared_error"):
        spec = experiment(LayerSpec(4, "tanh"), LayerSpec(2, "softmax"), loss=loss)
        adam = OptimizerSpec("adam", RATES["adam"], Parameters(changed_parameters(optimizers["adam"])[0]))
        yield Case(("tanh", "softmax"), loss, spec.with_training(class_weight=(0.5, 2.0), optimizer=adam))


CASES = [*cases(), *of_two_classes()]


@pytest.fixture
def batches(monkeypatch: pytest.MonkeyPatch) -> list[Batch]:
    """The batches that sessions train with, in order."""
    used: list[Batch] = []
    take = RunData.batch

    def taken(self: RunData, *args: object) -> Batch:
        used.append(take(self, *args))  # type: ignore[arg-type]
        return used[-1]

    monkeypatch.setattr(RunData, "batch", taken)
    return used


@pytest.mark.parametrize("case", CASES, ids=str)
def test_weights_and_gradients_after_200_updates(
    keras, exact_floats, batches: list[Batch], monkeypatch: pytest.MonkeyPatch, case: Case
) -> None:
    module = sys.modules["engine.catalog.activations"]
    monkeypatch.setattr(module, "LEAKY_SLOPE", float(np.float32(0.2)))  # as TensorFlow keeps it
    session = Session(case.spec)
    start = session.get_weights()
    session.train(updates=UPDATES)
    assert session.updates == UPDATES == len(batches)
    assert len({len(batch.x) for batch in batches}) == 2  # the last of an epoch is smaller
    gradient = gradient_of(session)
    weights, slopes = trained_twin(keras, case.spec, start, batches)
    for ours, theirs in zip(session.get_weights(), weights, strict=True):
        np.testing.assert_allclose(ours, theirs, RTOL, ATOL)
    np.testing.assert_allclose(gradient, np.concatenate([s.ravel() for s in slopes]), RTOL, ATOL)
    assert not np.allclose(session.get_weights()[0], start[0], rtol=1e-4)


def gradient_of(session: Session) -> np.ndarray:
    """The gradient that the next update uses."""
    work = own_gradient(session.gradient_case())
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value.gradient


WHOLE = [case for case in CASES if case.spec.training.class_weight and "leaky_relu" not in case.activations][::6]


@pytest.mark.parametrize("case", WHOLE, ids=str)
def test_a_compiled_model_trained_by_keras_itself(keras, exact_floats, batches: list[Batch], case: Case) -> None:
    """Keras's own train_on_batch with its own class weights, reduction and penalties."""
    session = Session(case.spec)
    model = keras_model(keras, case.spec, session.get_weights())
    session.train(updates=UPDATES)
    loss = losses[case.loss]
    settings = {**defaults(loss.parameters), **case.spec.training.loss.parameters}
    kind = type(keras.losses.get("".join(word.title() for word in case.loss.split("_"))))
    model.compile(keras_optimizer(keras, case.spec), kind(**settings))
    weights = dict(enumerate(case.spec.training.class_weight))
    for batch in batches:
        model.train_on_batch(batch.x, batch.target, class_weight=weights)
    for ours, theirs in zip(session.get_weights(), model.get_weights(), strict=True):
        np.testing.assert_allclose(ours, theirs, RTOL, ATOL)


def test_everything_has_had_its_turn(tried) -> None:
    known_losses = {loss.name for loss in losses} - LEFT_OUT
    known_activations = set(activations.names()) - LEFT_OUT
    pairs = {(name, case.loss) for case in CASES for name in case.activations}
    assert pairs >= {(activation, loss) for activation in known_activations for loss in known_losses}
    outputs = {(case.activations[-1], case.loss) for case in CASES}
    assert outputs == {(output, loss.name) for loss in losses for output in loss.fits if loss.name not in LEFT_OUT}
    steps = {(case.loss, case.spec.training.optimizer.name) for case in CASES}
    assert steps == {(loss, optimizer.name) for loss in known_losses for optimizer in optimizers}
    used = Counter((o.name, o.parameters) for o in (case.spec.training.optimizer for case in CASES))
    wanted = {(part.name, Parameters(given)) for part in optimizers for given in changed_parameters(part)}
    assert set(used) == wanted
    penalties = {name for case in CASES for layer in case.spec.network.layers for name in regularizers.names()
                 if getattr(layer, name)}  # fmt: skip
    assert penalties == set(regularizers.names())
    assert {bool(case.spec.training.class_weight) for case in CASES} == {True, False}
    tried(
        f"{len(CASES)} runs of {UPDATES} updates against Keras: {len(known_activations)} activations with "
        f"{len(known_losses)} losses, {len(steps)} pairs of loss and optimizer, {len(wanted)} sets of optimizer "
        f"parameters, {len(penalties)} regularizers; left out, for Keras has them not: {', '.join(sorted(LEFT_OUT))}"
    )
