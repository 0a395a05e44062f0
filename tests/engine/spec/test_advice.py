"""What is said not to fit is so, what fits is left alone, and every way out works."""

import itertools
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest

from engine.catalog import activations, losses
from engine.catalog.arrays import Array
from engine.catalog.datasets import Targets, datasets
from engine.data import load
from engine.data.facts import data_facts
from engine.presets import presets
from engine.session import Session
from engine.spec import DataInfo, DataSpec, ExperimentSpec, LayerSpec, Parameters, PartSpec, problems
from engine.spec.advice import Advice, advice
from engine.spec.advice.linear import linear_runs
from engine.spec.data_facts import DataFacts
from engine.spec.edits import with_dataset
from tests.engine.experiments import experiment

ZEROS, ONES = PartSpec("zeros"), PartSpec("ones")
SETS = ("circle", "iris", "sine", "two_labels")


@lru_cache
def known(data: DataSpec) -> tuple[DataInfo, DataFacts]:
    return load(data).info, data_facts(load(data))


def advised(spec: ExperimentSpec) -> tuple[Advice, ...]:
    info, facts = known(spec.data)
    assert problems(spec, info) == ()
    return advice(spec, info, facts)


def kinds(spec: ExperimentSpec) -> list[str]:
    return [each.kind for each in advised(spec)]


def on(name: str, *hidden: LayerSpec, output: str = "", loss: str = "") -> ExperimentSpec:
    """The usual experiment on a data set, with another output activation or loss if they are named."""
    start = experiment(*(hidden or (LayerSpec(3, "tanh"),)), LayerSpec(1, "sigmoid"))
    spec = with_dataset(start, name, load(DataSpec(name, samples=60)).info)
    if loss:
        spec = spec.with_training(loss=PartSpec(loss))
    return spec.with_layer(len(spec.network.layers) - 1, activation=output) if output else spec


FROZEN = on("circle", LayerSpec(3, "tanh", trainable=False)).with_layer(1, frozen_neurons=(0,))
ALIKE = LayerSpec(4, "tanh", kernel_initializer=ONES)
BARE = on("circle", LayerSpec(2, "tanh", dropout=0.5))


@pytest.mark.parametrize("name", presets().names())
def test_no_preset_is_objected_to(name: str) -> None:
    assert kinds(presets()[name].spec) == []


def combinations() -> list[ExperimentSpec]:
    """All output activations with all losses that the engine takes, for each task, with poor hidden layers."""
    hidden = (
        LayerSpec(3, "tanh"),
        LayerSpec(3, "step"),
        LayerSpec(1, "softmax"),
        LayerSpec(3, "linear"),
        LayerSpec(3, "relu", kernel_initializer=ZEROS),
        LayerSpec(3, "tanh", kernel_initializer=ONES),
    )
    found = [
        on(name, layer, output=output, loss=loss).with_layer(1, kernel_initializer=start)
        for name, output, loss in itertools.product(SETS, activations.names(), losses.names())
        for layer, start in zip(hidden, (PartSpec("glorot_uniform"),) * 5 + (ONES,), strict=True)
    ]
    return [spec for spec in found if not problems(spec, load(spec.data).info)]


def test_every_way_out_works_and_leads_out() -> None:
    tried = combinations()
    assert len(tried) > 500
    for spec in tried:
        for each in advised(spec):
            assert each.fixes, each
            for fix in each.fixes:
                again = [(a.kind, a.place) for a in advised(fix.spec)]
                assert (each.kind, each.place) not in again, (str(each), fix.text)


def test_taking_the_first_way_out_again_and_again_ends_without_advice() -> None:
    for spec in combinations():
        now = spec
        for _ in range(6):
            found = advised(now)
            if not found:
                break
            now = found[0].fixes[0].spec
        assert kinds(now) == [], spec


@pytest.mark.parametrize(
    ("spec", "kind", "words", "fix"),
    [
        (on("circle", output="step"), "steps", "slope of the step function is 0", "Use Sigmoid"),
        (on("circle", LayerSpec(3, "step")), "steps", "through layer 1", "Use Sigmoid"),
        (on("circle", output="softmax"), "lone_softmax", "always 1", "Use Sigmoid"),
        (on("circle", output="linear"), "loss_and_output", "Linear gives any number", "Use Sigmoid"),
        (on("circle", output="relu"), "loss_and_output", "numbers from 0 on", "Use Sigmoid"),
        (on("circle", output="tanh"), "loss_and_output", "numbers from −1 to 1", "Use Sigmoid"),
        (on("iris", output="sigmoid"), "loss_and_output", "only one class can be true", "Use Softmax"),
        (on("two_labels", output="softmax"), "loss_and_output", "shares one whole", "Use Sigmoid"),
        (on("two_labels", output="softmax", loss="huber"), "loss_and_output", "yes at once", "Use Sigmoid"),
        (on("sine", output="relu"), "target_range", "none below 0", "Use Linear"),
        (on("sine", output="softplus"), "target_range", "none below 0", "Use Linear"),
        (on("sine", output="sigmoid"), "target_range", "none below 0 and none above 1", "Use Linear"),
        (FROZEN, "frozen", "all 2 layers are frozen", "Unfreeze"),
        (BARE, "bare_dropout", "none of its 2 neurons in 25% of the cases", "No dropout in layer 1"),
        (on("circle", LayerSpec(3, "linear")), "linear_stack", "layer 1 is linear: with layer 2 it is", "Use ReLU"),
    ],
)
def test_what_does_not_fit_is_said_first_with_its_way_out(
    spec: ExperimentSpec, kind: str, words: str, fix: str
) -> None:
    first = advised(spec)[0]
    assert (first.kind, first.fixes[0].text) == (kind, fix)
    assert words in first.reason
    assert first.reason.endswith(".")


@pytest.mark.parametrize(
    "spec",
    [
        on("circle", output="tanh", loss="mean_squared_error"),
        on("iris", output="sigmoid", loss="mean_squared_error"),
        on("multi_gauss", output="tanh"),
        on("circle", LayerSpec(5, "tanh", dropout=0.5)),
        on("circle", LayerSpec(3, "tanh", trainable=False)),
        on("circle", replace(ALIKE, dropout=0.2)).with_layer(1, kernel_initializer=ONES),
        on("circle", LayerSpec(3, "tanh", kernel_initializer=ZEROS)),
        on("circle", LayerSpec(1, "tanh", kernel_initializer=ONES)).with_layer(1, kernel_initializer=ONES),
    ],
)
def test_what_is_merely_unusual_is_left_alone(spec: ExperimentSpec) -> None:
    assert kinds(spec) == []


def trained(spec: ExperimentSpec) -> tuple[list[Array], list[Array]]:
    session = Session(spec)
    before = session.get_weights()
    session.train(updates=40)
    return before, session.get_weights()


def test_neurons_said_to_stay_alike_stay_alike_and_are_freed_by_the_way_out() -> None:
    spec = on("circle", LayerSpec(4, "tanh", kernel_initializer=ONES)).with_layer(1, kernel_initializer=ONES)
    (found,) = advised(spec)
    assert (found.kind, found.layers) == ("alike", (0,))
    _, after = trained(spec)
    assert np.ptp(after[0], axis=1).max() < 1e-12
    assert np.ptp(after[0], axis=0).max() > 0.01
    _, freed = trained(found.fixes[0].spec)
    assert np.ptp(freed[0], axis=1).min() > 0.01


def test_neurons_alike_only_before_them_grow_apart_and_are_not_spoken_of() -> None:
    spec = on("circle", LayerSpec(4, "tanh", kernel_initializer=ONES))
    assert kinds(spec) == []
    assert np.ptp(trained(spec)[1][0], axis=1).min() > 1e-3


def test_a_layer_said_to_be_silent_never_changes() -> None:
    spec = on("circle", LayerSpec(4, "relu", kernel_initializer=ZEROS))
    (found,) = advised(spec)
    assert (found.kind, found.layers) == ("silent", (0,))
    before, after = trained(spec)
    assert np.array_equal(before[0], after[0])
    assert not np.array_equal(trained(found.fixes[0].spec)[0][0], trained(found.fixes[0].spec)[1][0])


def test_a_lone_softmax_never_changes_anything() -> None:
    before, after = trained(on("circle", output="softmax"))
    assert all(np.array_equal(a, b) for a, b in zip(before, after, strict=True))


@pytest.mark.parametrize("name", ["plane", "multi_gauss"])
def test_the_rate_beyond_which_a_linear_layer_overshoots_is_exact(name: str) -> None:
    """Whole batches at the rate just below it come to rest, just above it they run away."""
    spec = experiment(LayerSpec(1, "linear"), data=name, loss="mean_squared_error").with_training(batch_size=1000)
    curvature = data_facts(load(spec.data)).curvature
    assert curvature is not None
    errors = {}
    for factor in (0.98, 1.02):
        tried = spec.with_optimizer(learning_rate=factor / curvature)
        assert ("overshooting" in kinds(tried)) == (factor > 1.0)
        losses_seen = Session(tried).train(epochs=400).history["loss"]
        errors[factor] = losses_seen[-1] / losses_seen[200]
    assert errors[0.98] <= 1.0
    assert errors[1.02] > 100.0


def test_wide_inputs_are_offered_to_be_standardised(monkeypatch: pytest.MonkeyPatch) -> None:
    source = datasets["gauss"]

    def draw(rng: np.random.Generator, samples: int, noise: float) -> tuple[Array, Targets]:
        x, y = source.draw(rng, samples, noise)
        return x * [1.0, 50.0], y

    monkeypatch.setitem(datasets._parts, "gauss", replace(source, draw=draw))
    load.cache_clear()
    known.cache_clear()
    (found,) = advised(on("gauss"))
    assert (found.kind, found.place) == ("wide_inputs", "Inputs")
    assert '"x₂" goes up to' in found.reason
    assert found.fixes[0].spec == on("gauss").with_data(standardize=True)
    assert kinds(on("gauss").with_data(standardize=True)) == []
    info, facts = known(on("gauss").data)
    narrow = replace(facts, inputs=((0.0, 1.0), (0.0, 0.01)))
    assert [each.kind for each in advice(on("gauss"), info, narrow)] == ["wide_inputs"]
    assert not advice(on("gauss"), replace(info, image=(1, 2)), narrow), "a pixel may be dark in nearly all pictures"
    load.cache_clear()
    known.cache_clear()


def test_the_runs_of_linear_layers() -> None:
    def runs(*names: str) -> tuple[tuple[int, int], ...]:
        return linear_runs(experiment(*(LayerSpec(2, name) for name in names)).network)

    assert runs("tanh", "sigmoid") == ()
    assert runs("tanh", "linear") == ()
    assert runs("linear", "linear", "linear") == ((0, 2),)
    assert runs("linear", "relu", "linear", "tanh", "linear") == ((0, 1), (2, 3))
    assert runs("relu", "linear", "linear", "sigmoid") == ((1, 3),)


def test_a_constant_of_any_kind_is_alike() -> None:
    even = PartSpec("random_uniform", Parameters(minval=0.1, maxval=0.1))
    spec = on("circle", LayerSpec(3, "tanh", kernel_initializer=even)).with_layer(1, kernel_initializer=even)
    assert kinds(spec) == ["alike"]
