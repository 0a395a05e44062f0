"""Runs with dropout, without biases and with frozen parts: in time, through edits and files, to the bit."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.passes import blocks, network
from engine.session import InvalidExperiment, Session
from engine.spec import ExperimentSpec, LayerSpec, NetworkSpec
from engine.trace import ForwardLayer, Grain, Place
from tests.engine.experiments import experiment
from tests.engine.run.moments import assert_same_drawing, assert_same_state, at, go

LAYERS = (
    LayerSpec(5, "tanh", dropout=0.4, l2=0.01, frozen_neurons=(1,), frozen_weights=((-1, 0), (1, 3))),
    LayerSpec(4, "relu", dropout=0.2, use_bias=False),
    LayerSpec(1, "sigmoid", frozen_weights=((2, 0),)),
)
SPEC = experiment(*LAYERS, optimizer="adam")


def flat(session: Session) -> np.ndarray:
    return np.concatenate([part.ravel() for part in session.get_weights()])


def masks(session: Session) -> list[np.ndarray]:
    """What dropout leaves out of the next update, layer by layer."""
    return [e.dropout for e in session.trace() if isinstance(e, ForwardLayer) and e.dropout is not None]


@pytest.mark.parametrize("grain", list(Grain))
def test_steps_pass_the_same_screens_there_and_back(grain: Grain) -> None:
    session = Session(SPEC)
    session.train(updates=20)
    screens = [session.snapshot()]
    for _ in range(60 if grain < Grain.BATCH else 3):
        go(session.back(grain))
        screens.append(session.snapshot())
    for screen in reversed(screens[:-1]):
        go(session.step(grain))
        assert_same_drawing(session.snapshot(), screen)


def test_stepping_comes_to_what_playing_comes_to() -> None:
    stepped, played = Session(SPEC), Session(SPEC)
    while stepped.updates < 12:
        go(stepped.step(Grain.TERM))
    played.train(updates=12)
    assert_same_state(stepped.state(), played.state())


def test_a_moment_of_the_past_leaves_out_the_same_outputs() -> None:
    session = Session(SPEC)
    session.train(updates=70)
    there = Session(SPEC)
    there.train(updates=33)
    at(session, 33)
    assert_same_state(session.state(), there.state())
    for ours, theirs in zip(masks(session), masks(there), strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_every_batch_leaves_out_others() -> None:
    session = Session(SPEC)
    drawn = [masks(session)[0][:3].tobytes() for _ in range(15)]
    assert len(set(drawn)) == 15


@pytest.mark.parametrize("events", [0, 2, 6])
def test_an_opened_run_goes_on_to_the_bit(events: int, tmp_path: Path) -> None:
    session = Session(SPEC)
    session.train(updates=13)
    for _ in range(events):
        go(session.step(Grain.LAYER))
    session.save(tmp_path / "run.chainrule")
    opened = Session.open(tmp_path / "run.chainrule")
    assert opened.spec == SPEC
    assert_same_drawing(opened.snapshot(), session.snapshot())
    session.train(updates=100)
    opened.train(updates=100)
    assert_same_state(opened.state(), session.state())


@pytest.mark.parametrize("optimizer", ["sgd", "adam", "nadam"])
def test_a_large_network_does_the_same(optimizer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = SPEC.with_optimizer(name=optimizer)
    small = Session(spec)
    small.train(3)
    monkeypatch.setattr(network, "IN_PLACE", 3)
    large = Session(spec)
    large.train(3)
    assert_same_state(large.state(), small.state())
    monkeypatch.setattr(blocks, "WORK_PER_BLOCK", 60)
    pieces = Session(spec)
    pieces.train(3)
    np.testing.assert_allclose(flat(pieces), flat(small), rtol=1e-9)


def test_the_step_shows_what_is_left_out_and_the_rest_does_not() -> None:
    session = Session(SPEC)
    assert [layer.dropout for layer in session.snapshot().layers] == [None] * 3
    go(session.step(Grain.LAYER))
    shown = session.snapshot()
    factors = shown.layers[0].dropout
    assert factors is not None
    assert set(factors) <= {0.0, 1.0 / 0.6}
    assert not factors.flags.writeable
    assert shown.layers[1].dropout is None, "the pass has not come there"
    go(session.step(Grain.BATCH))
    go(session.step(Grain.EPOCH))
    session.train(updates=1)
    assert session.snapshot().layers[0].dropout is None


def test_what_judges_uses_all_outputs() -> None:
    session, free = Session(SPEC), Session(experiment(*(replace(layer, dropout=0.0) for layer in LAYERS)))
    session.train(3)
    free.set_weights(session.get_weights())
    assert session.evaluate() == free.evaluate()
    x = session.data.cells(session.data.validation)
    np.testing.assert_array_equal(session.predict(x), free.predict(x))


def test_a_frozen_weight_and_its_memory_stay_and_go_on_from_there_when_it_is_freed() -> None:
    free = SPEC.with_layer(0, frozen_neurons=(), frozen_weights=()).with_layer(2, frozen_weights=())
    session = Session(free)
    session.train(updates=5)
    before = session.state()
    session.edit(SPEC)
    session.train(updates=5)
    frozen = session._trainer.backend.network.frozen
    assert frozen is not None
    after = session.state()
    assert after.iterations == 10
    slots = [(after.slots[name], before.slots[name]) for name in ("momentum", "velocity")]
    for now, then in ((after.weights, before.weights), *slots):
        assert (now[frozen] == then[frozen]).all()
        assert (now[~frozen] != then[~frozen]).mean() > 0.9
    assert before.slots["velocity"][frozen].any()
    session.edit(free)
    session.train(updates=1)
    bias_less = np.concatenate([np.zeros(15), np.zeros(20), np.ones(4), np.zeros(5)]).astype(bool)
    assert (session.state().weights != after.weights)[~bias_less].mean() > 0.9


def test_biases_taken_away_are_nought_and_come_back_as_they_were() -> None:
    spec = experiment(optimizer="adam")
    session = Session(spec)
    session.train(updates=20)
    kernel, bias = session.get_weights()[:2]
    without = spec.with_layer(0, use_bias=False)
    session.edit(without)
    arrays = session.get_weights()
    assert [array.shape for array in arrays] == [(2, 3), (3, 1), (1,)]
    np.testing.assert_array_equal(arrays[0], kernel)
    assert not session.snapshot().layers[0].bias.any()
    session.edit(spec)
    np.testing.assert_array_equal(session.get_weights()[1], bias)
    session.edit(without)
    session.train(updates=20)
    assert not session.snapshot().layers[0].bias.any()
    session.edit(without.with_layer(0, use_bias=True))
    assert (session.get_weights()[1] == bias).all()


def test_weights_are_given_and_taken_as_keras_has_them() -> None:
    session = Session(SPEC)
    arrays = session.get_weights()
    assert [array.shape for array in arrays] == [(2, 5), (5,), (5, 4), (4, 1), (1,)]
    halved = [array / 2 for array in arrays]
    session.set_weights(halved)
    for ours, given in zip(session.get_weights(), halved, strict=True):
        np.testing.assert_array_equal(ours, given)
    with pytest.raises(ValueError, match=r"Expected 5 arrays .*kernel of layer 2, kernel of layer 3"):
        session.set_weights([*arrays, arrays[-1]])
    with pytest.raises(ValueError, match=r"Kernel of layer 3 has shape \(4, 1\), got \(1,\)"):
        session.set_weights([*arrays[:3], arrays[4], arrays[3]])


def test_the_walk_term_by_term_has_no_bias_where_there_is_none() -> None:
    session = Session(SPEC)
    shape = session._trainer.shape
    assert [shape.parts(event, 0) for event in (0, 1)] == [4, 7]  # products, sum, activation
    assert [shape.parts(event, 0) for event in (5, 6)] == [1 + 1 + 5, 4 + 1 + 2 + 1]
    assert [shape.parts(event, 0) for event in (7, 8, 9)] == [3, 5, 5]


def test_layers_that_cannot_be_are_refused_and_leave_the_run_alone() -> None:
    session = Session(SPEC)
    session.train(updates=3)
    before = session.state()
    wrong = NetworkSpec((*LAYERS[:2], replace(LAYERS[2], dropout=0.5)))
    with pytest.raises(InvalidExperiment, match="the output layer has a dropout"):
        session.edit(replace(SPEC, network=wrong))
    with pytest.raises(InvalidExperiment, match="input 3 to neuron 1 is frozen, but there are 1 to 2"):
        session.edit(_with_first(frozen_weights=((2, 0),)))
    assert_same_state(session.state(), before)


def _with_first(**changes: object) -> ExperimentSpec:
    first = replace(LAYERS[0], **changes)  # type: ignore[arg-type]
    return replace(SPEC, network=NetworkSpec((first, *LAYERS[1:])))


def test_dropout_changed_inside_an_epoch_takes_effect_at_once_and_is_recorded() -> None:
    session = Session(experiment())
    session.train(updates=3)
    session.edit(session.spec.with_layer(0, dropout=0.5))
    session.train(updates=20)
    after = session.state()
    go(session.seek(2))
    go(session.seek(23))
    assert session.timeline.position == Place(23)
    assert_same_state(session.state(), after)
