"""Weights given by hand: exactly those change, exactly those come back, and one moment is one place in time."""


import numpy as np
import pytest

from engine.catalog import initializers
from engine.formula import NumberStyle, number_text
from engine.session import Session
from engine.spec import LayerSpec, PartSpec
from engine.trace import BIAS, Address, Kind, Origin
from engine.trace.weight_change import NewDraw, Nought, WeightBlock, WeightChange, WeightScope, one_weight
from tests.engine.experiments import experiment, finish
from tests.engine.run.moments import assert_same_state


def trained(updates: int = 12, optimizer: str = "adam") -> Session:
    session = Session(experiment(optimizer=optimizer))
    session.train(updates=updates)
    return session


def test_one_weight_and_one_bias_change_and_come_back() -> None:
    session = trained()
    before = session.get_weights()
    old = session.change_weights((one_weight(0, 1, 2, -1 / 3), one_weight(1, BIAS, 0, 4.0)))
    kernel, bias, _, last = session.get_weights()
    assert (kernel[1, 2], last[0]) == (-1 / 3, 4.0)
    kernel[1, 2] = before[0][1, 2]
    np.testing.assert_array_equal(kernel, before[0])
    np.testing.assert_array_equal(bias, before[1])
    session.train(updates=5)
    learned = session.get_weights()
    session.change_weights(old, again=True)
    mine = session.get_weights()
    assert (mine[0][1, 2], mine[3][0]) == (before[0][1, 2], before[3][0])
    mine[0][1, 2], mine[3][0] = learned[0][1, 2], learned[3][0]
    for one, other in zip(mine, learned, strict=True):
        np.testing.assert_array_equal(one, other)


def test_places_that_overlap_in_one_change_come_back_too() -> None:
    session = trained()
    before = session.get_weights()
    old = session.change_weights((one_weight(0, 0, 0, 1.0), one_weight(0, 0, 0, 2.0)))
    assert session.get_weights()[0][0, 0] == 2.0
    session.change_weights(old)
    np.testing.assert_array_equal(session.get_weights()[0], before[0])


SCOPES = {
    "all": (WeightScope(), lambda w: [*w]),
    "a layer": (WeightScope(0), lambda w: [w[0], w[1]]),
    "a neuron": (WeightScope(0, neurons=(1,)), lambda w: [w[0][:, 1], w[1][1:2]]),
    "a weight": (WeightScope(0, (1,), (2,)), lambda w: [w[0][1, 2:]]),
    "biases": (WeightScope(0, (BIAS,)), lambda w: [w[1]]),
}


@pytest.mark.parametrize("name", SCOPES)
def test_a_scope_is_set_to_zero_or_drawn_anew_and_nothing_else(name: str) -> None:
    scope, meant = SCOPES[name]
    drawn = LayerSpec(3, "tanh", bias_initializer=PartSpec("random_uniform"))
    session = Session(experiment(drawn, LayerSpec(1, "sigmoid")))
    session.train(updates=9)
    before = session.get_weights()
    session.change_weights(Nought((scope,)))
    zeroed = session.get_weights()
    assert all((part == 0).all() for part in meant(zeroed))
    changed = sum(int((a != b).sum()) for a, b in zip(zeroed, before, strict=True))
    assert changed <= sum(part.size for part in meant(before))
    session.change_weights(NewDraw((scope,), 1))
    first = session.get_weights()
    session.change_weights(NewDraw((scope,), 2))
    second = session.get_weights()
    session.change_weights(NewDraw((scope,), 1))
    for a, b in zip(session.get_weights(), first, strict=True):
        np.testing.assert_array_equal(a, b)
    if name != "biases":
        assert any((a != b).any() for a, b in zip(meant(first), meant(second), strict=True))
    touched = sum(int((a != b).sum()) for a, b in zip(first, second, strict=True))
    assert touched <= sum(part.size for part in meant(first))


@pytest.mark.parametrize("entry", list(initializers), ids=lambda entry: entry.name)
def test_a_new_draw_is_one_of_the_layers_own_initializer(entry: object) -> None:
    name = entry.name  # type: ignore[attr-defined]
    layers = LayerSpec(40, "tanh", kernel_initializer=PartSpec(name)), LayerSpec(1, "sigmoid")
    session = Session(experiment(*layers))
    first = session.get_weights()[0]
    session.change_weights(NewDraw((WeightScope(0),), 5))
    assert session.get_weights()[0].std() == pytest.approx(first.std(), rel=0.35, abs=1e-12)


WRONG: dict[str, tuple[WeightChange, str]] = {
    "layer": ((one_weight(2, 0, 0, 1.0),), "There is no layer 3. The network has 2."),
    "neuron": ((one_weight(0, 0, 3, 1.0),), "There is no neuron 4 in layer 1. It has 3."),
    "source": ((one_weight(0, 2, 0, 1.0),), "There is no source 3 in layer 1. It has 2 and the bias."),
    "value": ((one_weight(1, 1, 0, np.nan),), "The weight from neuron 2 to neuron 1 in layer 2 is not a finite"),
    "bias": ((one_weight(1, BIAS, 0, np.inf),), "The bias of neuron 1 in layer 2 is not a finite"),
    "shape": ((WeightBlock(0, np.array([0]), np.array([0, 1]), np.zeros((1, 1))),), "have shape"),
    "scope": (Nought((WeightScope(7),)), "There is no layer 8."),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_has_no_place_or_no_value_is_refused_in_a_sentence(name: str) -> None:
    session = trained()
    change, sentence = WRONG[name]
    state, timeline = session.state(), session.timeline
    with pytest.raises(ValueError, match=sentence.replace(".", r"\.")):
        session.change_weights(change)
    assert_same_state(session.state(), state)
    assert session.timeline == timeline


def test_taken_back_in_a_network_that_has_shrunk_the_rest_comes_back() -> None:
    session = trained()
    first = session.get_weights()[0]
    old = session.change_weights(Nought((WeightScope(0),)))
    session.edit(session.spec.with_layer(0, units=2))
    session.change_weights(old, again=True)
    np.testing.assert_array_equal(session.get_weights()[0], first[:, :2])


def test_zero_and_new_draws_leave_frozen_weights_alone_and_know_no_bias_that_is_not_there() -> None:
    partly_frozen = LayerSpec(3, "tanh", frozen_neurons=(1,), frozen_weights=((0, 0),))
    session = Session(experiment(partly_frozen, LayerSpec(1, "sigmoid", use_bias=False)))
    kernel = session.get_weights()[0]
    session.change_weights(Nought())
    zeroed = session.get_weights()
    assert len(zeroed) == 3
    assert (zeroed[2] == 0).all()
    assert np.flatnonzero(zeroed[0]).tolist() == [0, 1, 4]
    session.change_weights(NewDraw((WeightScope(0),), 1))
    drawn = session.get_weights()[0]
    np.testing.assert_array_equal(drawn[:, 1], kernel[:, 1])
    assert (drawn[:, 2] != 0).all()
    with pytest.raises(ValueError, match="The neurons of layer 2 have no bias"):
        session.change_weights((one_weight(1, BIAS, 0, 1.0),))
    session.set_weights([np.ones_like(part) for part in session.get_weights()])
    assert session.evaluate()


def test_a_bias_that_is_gone_is_left_out_when_a_change_is_taken_back() -> None:
    session = trained()
    old = session.change_weights(Nought((WeightScope(1),)))
    session.edit(session.spec.with_layer(1, use_bias=False))
    session.change_weights(old, again=True)
    assert session.get_weights()[2].any()


# Where it comes from


@pytest.mark.parametrize("updates", [0, 12])
def test_a_weight_set_by_hand_says_so_and_what_it_was(updates: int) -> None:
    session = trained(updates)
    was = session.get_weights()[0][1, 2]
    session.change_weights((one_weight(0, 1, 2, 0.5), one_weight(0, BIAS, 1, 0.25)))
    found = finish(session.explain(Address(Kind.WEIGHT, updates, layer=0, source=1, unit=2)))
    assert (found.value, found.origin) == (0.5, Origin.SETTING)
    assert "by hand" in found.sentence
    assert [note for note in found.notes if number_text(was, NumberStyle(6)) in note]
    bias = finish(session.explain(Address(Kind.BIAS, updates, layer=0, unit=1)))
    assert (bias.value, bias.origin) == (0.25, Origin.SETTING)
    other = finish(session.explain(Address(Kind.WEIGHT, updates, layer=0, source=0, unit=2)))
    assert other.origin == (Origin.SEED if updates == 0 else Origin.COMPUTED)
    session.change_weights((one_weight(0, BIAS, 1, 0.0),))
    zero = finish(session.explain(Address(Kind.BIAS, updates, layer=0, unit=1)))
    assert zero.origin == (Origin.SEED if updates == 0 else Origin.SETTING)
    session.train(updates=1)
    after = finish(session.explain(Address(Kind.WEIGHT, updates + 1, layer=0, source=1, unit=2)))
    assert after.origin == Origin.COMPUTED
