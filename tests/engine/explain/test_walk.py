"""Every number of a run leads back to data, seed or setting, and every formula on the way is true."""

import math
import random
from dataclasses import replace

import pytest

from engine.catalog import schedules
from engine.data import data_info
from engine.explain import Book, explain
from engine.formula import evaluate
from engine.spec import DataSpec, ExperimentSpec, LayerSpec, NetworkSpec, OptimizerSpec, PartSpec, TrainingSpec
from engine.spec.parameters import Parameters
from engine.spec.perceptron import with_perceptron_rule
from engine.trace import BIAS, Address, Explanation, Kind, Origin
from tests.engine.explain.rerun import Rerun

UPDATES = 7


def experiment(
    data: str, hidden: str, output: str, units: int, loss: PartSpec, optimizer: OptimizerSpec, **more: object
) -> ExperimentSpec:
    layers = (
        LayerSpec(units=3, activation=hidden, l1=0.01, l2=0.02),
        LayerSpec(units=2, activation="tanh"),
        LayerSpec(units=units, activation=output),
    )
    return ExperimentSpec(
        data=DataSpec(name=data, samples=24, standardize=data == "iris", validation_share=0.5),
        network=NetworkSpec(layers),
        training=TrainingSpec(loss=loss, optimizer=optimizer, batch_size=5, **more),  # type: ignore[arg-type]
    )


def optimizer(name: str, **parameters: float) -> OptimizerSpec:
    return OptimizerSpec(name, 0.05, Parameters(parameters))


def rule(data: str) -> ExperimentSpec:
    spec = ExperimentSpec(data=DataSpec(data, standardize=True))
    return with_perceptron_rule(spec, data_info(spec.data)).with_training(batch_size=20)


BINARY, SPARSE = PartSpec("binary_crossentropy"), PartSpec("sparse_categorical_crossentropy")
SCHEDULES = [PartSpec(s.name, Parameters(decay_steps=4.0)) for s in schedules if s.parameters]
STATES = [
    experiment("xor", "tanh", "sigmoid", 1, BINARY, optimizer("sgd")),
    experiment("circle", "relu", "sigmoid", 1, BINARY, optimizer("sgd", momentum=0.8), class_weight=(1.0, 3.0)),
    experiment("moons", "leaky_relu", "sigmoid", 1, BINARY, optimizer("sgd", momentum=0.8, nesterov=1.0)),
    *(
        experiment("moons", "tanh", "sigmoid", 1, BINARY, replace(optimizer("adam"), schedule=schedule))
        for schedule in SCHEDULES
    ),
    experiment("gauss", "elu", "sigmoid", 1, PartSpec("mean_squared_error"), optimizer("rmsprop")),
    experiment("spiral", "selu", "tanh", 1, PartSpec("huber", Parameters({"delta": 0.3})), optimizer("adam")),
    experiment("plane", "gelu", "linear", 1, PartSpec("mean_absolute_error"), optimizer("adagrad")),
    experiment("sine", "silu", "linear", 1, PartSpec("huber"), optimizer("nadam")),
    experiment("iris", "softplus", "softmax", 3, SPARSE, optimizer("adam", amsgrad=1.0)),
    experiment("iris", "softmax", "softmax", 3, PartSpec("categorical_crossentropy"), optimizer("adamw")),
    experiment(
        "iris", "sigmoid", "sigmoid", 3, PartSpec("categorical_crossentropy"), optimizer("rmsprop", centered=1.0)
    ),
    experiment("iris", "linear", "sigmoid", 3, SPARSE, optimizer("rmsprop", momentum=0.5)),
    experiment("iris", "tanh", "softmax", 3, PartSpec("mean_squared_error"), optimizer("sgd")),
    experiment("two_labels", "tanh", "sigmoid", 2, BINARY, optimizer("adam")),
    experiment("two_labels", "relu", "sigmoid", 2, PartSpec("huber"), optimizer("sgd")),
    experiment(
        "two_labels", "tanh", "sigmoid", 2, BINARY, optimizer("sgd"),
        metrics=("precision", "recall", "f1_score", "accuracy", "false_negatives"),
    ),
    experiment(
        "plane", "tanh", "linear", 1, PartSpec("mean_squared_error"), optimizer("sgd"), metrics=("rmse", "r2_score")
    ),
    rule("iris_setosa"),
    rule("iris_petals"),
]
BY_HAND = [
    STATES[1].with_layer(0, dropout=0.5).with_layer(1, dropout=0.25, use_bias=False),
    experiment("two_labels", "relu", "sigmoid", 2, BINARY, optimizer("rmsprop", momentum=0.5))
    .with_layer(0, dropout=0.4, frozen_neurons=(1,)),
    experiment("sine", "softmax", "linear", 1, PartSpec("huber"), optimizer("nadam"))
    .with_layer(0, dropout=0.5, trainable=False)
    .with_layer(1, use_bias=False, frozen_neurons=(0,)),
    experiment("iris", "tanh", "softmax", 3, SPARSE, optimizer("adam", amsgrad=1.0))
    .with_layer(0, use_bias=False, frozen_weights=((0, 1), (1, 0)))
    .with_layer(1, frozen_weights=((-1, 0), (0, 1))),
]
"""With dropout, without biases, and partly frozen."""
STATES += BY_HAND
TWENTY = [(STATES[i % len(STATES)], seed) for i, seed in enumerate(range(len(STATES)))]


def on_the_screen(run: Rerun, update: int, rng: random.Random) -> list[Address]:
    """What a window shows after so many updates, all numbers of the update that follows included."""
    spec, rows = run.spec(update), run.record(update).events.rows  # type: ignore[union-attr]
    inputs = len(run.run(update).data.info.inputs)
    example = int(rng.choice(list(rows)))
    found = [Address(Kind.INPUT, update, unit=i, example=example) for i in range(inputs)]
    found += [Address(Kind.RAW, update, unit=i, example=example) for i in range(inputs)]
    for layer, (fed, units) in enumerate(spec.network.shapes(inputs)):
        for unit in range(units):
            for kind in (Kind.SUM, Kind.ACTIVATION, Kind.DELTA):
                found.append(Address(kind, update, layer, unit, example=example))
            if spec.network.layers[layer].use_bias:
                found.append(Address(Kind.BIAS, update + 1, layer, unit))
                found.append(Address(Kind.GRADIENT, update, layer, unit, BIAS))
            if spec.network.layers[layer].dropout:
                found.append(Address(Kind.DROPOUT, update, layer, unit, example=example))
            for source in range(fed):
                found.append(Address(Kind.WEIGHT, update + 1, layer, unit, source))
                found.append(Address(Kind.GRADIENT, update, layer, unit, source))
    outputs = spec.network.layers[-1].units
    found += [Address(Kind.TARGET, update, unit=unit, example=example) for unit in range(outputs)]
    found += [Address(Kind.EXAMPLE_LOSS, update, example=example), Address(Kind.BATCH_LOSS, update)]
    return found + [Address(Kind.EPOCH_FIGURE, 0, name=name) for name in run.history.history]


def check_formulas(found: Explanation) -> None:
    for step in found.steps:
        if step.formula is not None and not math.isinf(step.result.value):
            assert evaluate(step.formula) == pytest.approx(step.result.value, rel=1e-9, abs=1e-12), found.title
    assert (
        found.steps[-1].result.value == pytest.approx(found.value, rel=1e-9, abs=1e-12) or found.origin is Origin.SEED
    )


def walk(book: Book, starts: list[Address]) -> dict[Address, Explanation]:
    """Everything reached from the starts by clicking every operand."""
    known: dict[Address, Explanation] = {}
    waiting = list(starts)
    while waiting:
        address = waiting.pop()
        if address in known:
            continue
        found = known[address] = explain(book, address)
        check_formulas(found)
        assert (found.origin is not Origin.COMPUTED) == (not found.operands), found.title
        waiting += [quantity.address for quantity in found.operands]  # type: ignore[misc]
    return known


@pytest.mark.parametrize(("spec", "seed"), TWENTY, ids=[str(seed) for _, seed in TWENTY])
def test_every_number_leads_back_to_data_seed_or_setting(spec: ExperimentSpec, seed: int) -> None:
    rng = random.Random(seed)
    run = Rerun(replace(spec, seed=seed), UPDATES)
    book = Book(run)
    update = rng.randrange(UPDATES)
    known = walk(book, on_the_screen(run, update, rng))
    for found in known.values():
        for quantity in found.operands:
            asked = known[quantity.address]  # type: ignore[index]
            assert quantity.value == pytest.approx(asked.value, rel=1e-12, abs=1e-300), (found.title, asked.title)
    origins = {found.origin for found in known.values()}
    assert origins >= {Origin.COMPUTED, Origin.DATA, Origin.SEED, Origin.SETTING}


def test_weights_of_the_first_update_come_from_the_seed_and_later_ones_do_not() -> None:
    book = Book(Rerun(STATES[0], 3))
    first, later = Address(Kind.WEIGHT, 0, 0, 1, 1), Address(Kind.WEIGHT, 3, 0, 1, 1)
    assert explain(book, first).origin is Origin.SEED
    assert explain(book, later).origin is Origin.COMPUTED


def test_a_number_that_is_not_there_is_refused_in_a_sentence() -> None:
    book = Book(Rerun(STATES[0], 2))
    with pytest.raises(ValueError, match="There is no such number"):
        explain(book, Address(Kind.WEIGHT, 1, 7, 0, 0))
    with pytest.raises(ValueError, match="was not completed"):
        explain(book, Address(Kind.BATCH_LOSS, 5))
    outside = next(e for e in range(12) if e not in book.record(0).events.rows)
    with pytest.raises(ValueError, match="was not in the batch"):
        explain(book, Address(Kind.DELTA, 0, 0, 0, example=outside))


def test_a_frozen_weight_says_what_is_frozen_and_its_memory_too() -> None:
    spec = STATES[0].with_optimizer(name="nadam")
    spec = spec.with_layer(0, trainable=False).with_layer(1, frozen_neurons=(0,), frozen_weights=((2, 1), (-1, 1)))
    book = Book(Rerun(spec, 4))
    said = {
        (0, 1, 2): "Its whole layer is frozen: its gradient is computed",
        (1, 2, 0): "Its neuron is frozen: ",
        (1, 2, 1): "It is frozen: ",
        (1, 1, 1): "Nadam moved it",
    }
    for (layer, source, unit), sentence in said.items():
        found = explain(book, Address(Kind.WEIGHT, 3, layer, unit, source))
        assert found.sentence.startswith(sentence)
        check_formulas(found)
        assert (len(found.steps) == 1) == ("frozen" in sentence)
        for name in ("momentum", "velocity", "u_product"):
            slot = explain(book, Address(Kind.SLOT, 3, layer, unit, source, name=name))
            check_formulas(slot)
            assert ("the memory stays" in slot.sentence) == ("frozen" in sentence and name != "u_product"), name
    bias = explain(book, Address(Kind.BIAS, 3, 1, 1))
    assert bias.sentence.startswith("It is frozen")
    assert "Its gradient would be" in bias.notes[0]


def test_what_is_left_out_says_so_in_every_formula_it_is_part_of() -> None:
    book = Book(Rerun(BY_HAND[0], 3))
    events = book.record(2).events
    factors = events.forward[0].dropout
    assert factors is not None
    row, unit = next((r, u) for r in range(5) for u in range(3) if factors[r, u] == 0.0)
    example = int(events.rows[row])
    found = explain(book, Address(Kind.DROPOUT, 2, 0, unit, example=example))
    assert (found.value, found.origin) == (0.0, Origin.SEED)
    assert "Dropout leaves it out" in explain(book, Address(Kind.ACTIVATION, 2, 0, unit, example=example)).notes[-1]
    above = explain(book, Address(Kind.SUM, 2, 1, 0, example=example))
    assert Address(Kind.DROPOUT, 2, 0, unit, example=example) in [q.address for q in above.operands]
    assert "no biases" in above.sentence
    delta = explain(book, Address(Kind.DELTA, 2, 0, unit, example=example))
    assert [step.label for step in delta.steps][:2] == ["errors that come back", "through the dropout"]
    assert delta.value == 0.0
    assert explain(book, Address(Kind.SENT, 2, 0, unit, example=example)).value == 0.0
    outside = next(e for e in range(12) if e not in events.rows)
    with pytest.raises(ValueError, match="passed layer 1 without dropout"):
        explain(book, Address(Kind.DROPOUT, 2, 0, unit, example=outside))
    with pytest.raises(ValueError, match="passed layer 3 without dropout"):
        explain(book, Address(Kind.DROPOUT, 2, 2, 0, example=example))


def test_a_bias_that_is_not_there_is_refused() -> None:
    book = Book(Rerun(BY_HAND[0], 3))
    for kind in (Kind.BIAS, Kind.GRADIENT, Kind.SHARE):
        with pytest.raises(ValueError, match="Layer 2 has no biases"):
            explain(book, Address(kind, 1, 1, 0, BIAS))
