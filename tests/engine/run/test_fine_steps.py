"""Steps by neuron and by term: views into the layer's computed result, never another computation."""

import numpy as np
import pytest

from engine.session import Session
from engine.spec import LayerSpec
from engine.trace import Cursor, Grain, Phase, Snapshot
from tests.engine.experiments import experiment


def flat(session: Session) -> np.ndarray:
    return np.concatenate([w.ravel() for w in session.get_weights()])


def step(session: Session, grain: Grain, times: int = 1) -> Snapshot:
    for _ in range(times):
        for _ in session.step(grain):
            pass
    return session.snapshot()


@pytest.mark.parametrize("grain", [Grain.TERM, Grain.NEURON])
def test_300_updates_stepped_and_played_leave_the_same_weights_to_the_bit(grain: Grain) -> None:
    spec = experiment(optimizer="adam")
    stepped, played = Session(spec), Session(spec)
    while stepped.updates < 300:
        step(stepped, grain)
    play = played.play()
    while played.updates < 300:
        next(play)
    assert (flat(stepped) == flat(played)).all()
    assert (stepped.curves.view().y == played.curves.view().y).all()


def test_by_neuron_the_sums_and_activations_become_known_one_after_the_other() -> None:
    session = Session(experiment())
    layers = [step(session, Grain.NEURON).layers[0] for _ in range(3)]
    known = [(layer.sums_known, layer.activations_known) for layer in layers]
    assert known == [(1, 1), (2, 2), (None, None)]
    snapshot = session.snapshot()
    assert (snapshot.events_done, snapshot.cursor) == (1, None)


def test_by_term_a_sum_is_known_when_its_bias_is_added_and_its_activation_one_step_later() -> None:
    session = Session(experiment())
    known = []
    for _ in range(4):
        snapshot = step(session, Grain.TERM)
        known.append((snapshot.cursor, snapshot.layers[0].sums_known, snapshot.layers[0].activations_known))
    assert known == [(Cursor(0, 0), 0, 0), (Cursor(0, 1), 0, 0), (Cursor(0, 2), 1, 0), (Cursor(0), 1, 1)]


def test_a_softmax_layer_shows_all_sums_before_the_first_activation() -> None:
    layers = LayerSpec(2, "tanh"), LayerSpec(3, "softmax")
    session = Session(experiment(*layers, data="iris_petals", loss="sparse_categorical_crossentropy"))
    step(session, Grain.LAYER)
    shown = [step(session, Grain.NEURON).layers[1] for _ in range(6)]
    known = [(layer.sums_known, layer.activations_known) for layer in shown]
    assert known == [(1, 0), (2, 0), (3, 0), (None, 1), (None, 2), (None, None)]


def test_the_loss_of_the_example_is_shown_before_that_of_the_batch() -> None:
    session = Session(experiment())
    step(session, Grain.LAYER, 2)
    first, second = step(session, Grain.NEURON), step(session, Grain.NEURON)
    assert (first.phase, first.batch_loss, second.phase) == (Phase.LOSS, None, Phase.LOSS)
    assert first.example is not None
    assert second.example is not None
    assert first.example.loss == second.example.loss is not None
    assert second.batch_loss is not None


def test_errors_become_known_neuron_by_neuron() -> None:
    session = Session(experiment())
    step(session, Grain.LAYER, 4)
    known = [s.layers[0].errors_known for s in (step(session, Grain.NEURON) for _ in range(3))]
    assert known == [1, 2, None]


def test_in_an_update_shown_in_part_weights_up_to_the_cursor_are_new_and_the_others_as_before() -> None:
    session = Session(experiment())
    before = session.get_weights()
    whole = Session(experiment())
    step(whole, Grain.LAYER, 6)
    after = whole.snapshot().layers[0]
    step(session, Grain.LAYER, 5)
    one = step(session, Grain.NEURON).layers[0]
    assert (one.kernel[:, 0] == after.kernel[:, 0]).all()
    assert (one.kernel[:, 1:] == before[0][:, 1:]).all()
    assert one.bias.tolist() == [after.bias[0], *before[1][1:]]
    term = step(session, Grain.TERM).layers[0]
    assert term.kernel[:, 1].tolist() == [after.kernel[0, 1], before[0][1, 1]]
    assert term.bias.tolist() == [after.bias[0], *before[1][1:]]
    assert (after.kernel != before[0]).all()
    assert one.kernel_before is not None
    assert (one.kernel_before == before[0]).all()


def test_a_coarser_step_out_of_a_partly_shown_event_ends_with_it() -> None:
    session = Session(experiment())
    step(session, Grain.TERM)
    assert step(session, Grain.LAYER).events_done == 1
    step(session, Grain.TERM, 2)
    assert (step(session, Grain.PASS).events_done, session.snapshot().cursor) == (2, None)
    step(session, Grain.TERM)
    assert (step(session, Grain.BATCH).update, session.snapshot().events_done) == (1, 7)


def test_a_state_taken_within_an_event_is_shown_as_it_was() -> None:
    one = Session(experiment())
    for _ in range(60):
        drawn = step(one, Grain.TERM)
        two = Session(one.spec)
        two.restore(one.state())
        other = two.snapshot()
        if one._trainer.in_update:
            assert (other.events_done, other.cursor) == (drawn.events_done, drawn.cursor)
            assert [a.sums_known for a in other.layers] == [a.sums_known for a in drawn.layers]
            assert all((a.kernel == b.kernel).all() for a, b in zip(other.layers, drawn.layers, strict=True))
