"""Neurons that are said to be identical stay so whatever they learn; nothing else is said to be."""

import numpy as np
import pytest

from engine.diagnostics.twins import Twins
from engine.diagnostics.twins_advice import counted, twins_advice
from engine.session import Session
from engine.spec import ExperimentSpec, LayerSpec, PartSpec
from tests.engine.experiments import experiment, finish

ONES = PartSpec("ones")
ALIKE = experiment(LayerSpec(5, "tanh"), LayerSpec(3, "relu"), LayerSpec(1, "sigmoid"), optimizer="adam")


def twins_of(session: Session) -> Twins:
    return finish(session.twins())


def planted(spec: ExperimentSpec = ALIKE) -> Session:
    """Neurons 2 and 4 (from 1) of layer 1 with equal weights before and behind them; 1 and 3 before them only."""
    session = Session(spec)
    weights = session.get_weights()
    weights[0][:, 3], weights[2][3] = weights[0][:, 1], weights[2][1]
    weights[0][:, 2] = weights[0][:, 0]
    session.set_weights(weights)
    return session


@pytest.mark.parametrize("optimizer", ["sgd", "adam", "nadam"])
def test_twins_are_found_and_stay_twins_for_ever(optimizer: str) -> None:
    session = planted(ALIKE.with_optimizer(name=optimizer, learning_rate=0.01))
    assert twins_of(session).groups == (((1, 3),), (), ())
    assert twins_of(session).others(0, 3) == (1,)
    assert twins_of(session).others(0, 0) == ()
    session.train(epochs=20)
    assert twins_of(session).groups == (((1, 3),), (), ())
    kernel = session.get_weights()[0]
    assert np.allclose(kernel[:, 1], kernel[:, 3], rtol=1e-12)
    assert not np.allclose(kernel[:, 0], kernel[:, 2], rtol=1e-3)


def test_other_memories_of_the_optimizer_make_others_of_them() -> None:
    session = Session(ALIKE)
    session.train(updates=3)
    weights = session.get_weights()
    weights[0][:, 3], weights[1][3], weights[2][3] = weights[0][:, 1], weights[1][1], weights[2][1]
    session.set_weights(weights)
    assert session.state().slots["momentum"].any()
    assert not twins_of(session)


def test_constant_first_weights_make_all_alike_layer_by_layer() -> None:
    spec = ALIKE
    for index in range(3):
        spec = spec.with_layer(index, kernel_initializer=ONES)
    session = Session(spec)
    assert twins_of(session).groups == ((tuple(range(5)),), ((0, 1, 2),), ())
    session.train(epochs=3)
    assert twins_of(session).groups == ((tuple(range(5)),), ((0, 1, 2),), ())


def test_dropout_and_unlike_freezing_tell_neurons_apart() -> None:
    session = planted()
    for changes in ({"dropout": 0.3}, {"frozen_neurons": (1,)}, {"frozen_weights": ((0, 3),)}):
        session.edit(session.spec.with_layer(0, **changes))
        assert not twins_of(session), changes
        session.edit(ALIKE)
    session.edit(ALIKE.with_layer(1, frozen_weights=((1, 0),)))
    assert not twins_of(session)
    session.edit(ALIKE.with_layer(0, frozen_neurons=(1, 3)))
    assert twins_of(session).groups[0] == ((1, 3),)


def test_random_weights_have_none_and_outputs_never_count() -> None:
    assert not twins_of(Session(ALIKE))
    layers = LayerSpec(2, "tanh"), LayerSpec(3, "softmax", kernel_initializer=ONES)
    assert not twins_of(Session(experiment(*layers, data="iris", loss="sparse_categorical_crossentropy")))


def test_a_wide_layer_is_searched_quickly_enough_to_be_exact() -> None:
    session = Session(experiment(LayerSpec(3000, "tanh"), LayerSpec(1, "sigmoid")))
    weights = session.get_weights()
    for unit in (7, 2999, 1500):
        weights[0][:, unit], weights[2][unit] = weights[0][:, 3], weights[2][3]
    session.set_weights(weights)
    assert twins_of(session).groups[0] == ((3, 7, 1500, 2999),)


def test_the_advice_names_them_and_its_way_out_ends_it() -> None:
    session = planted()
    (found,) = twins_advice(twins_of(session), session.spec)
    assert str(found).startswith("Layer 1: neurons 2 and 4 have equal weights before and behind them.")
    session.edit(found.fixes[0].spec)
    assert not twins_of(session)


@pytest.mark.parametrize(
    ("group", "words"),
    [
        ((0, 1), "1 and 2"),
        ((0, 1, 3), "1, 2 and 4"),
        ((2, 3, 4), "3 to 5"),
        ((0, 2, 4, 6, 8, 10, 12), "1, 3, 5 and 4 others"),
    ],
)
def test_groups_are_counted_in_words(group: tuple[int, ...], words: str) -> None:
    assert counted(group) == words
