"""The strip tells the perceptron rule by signs, mistakes and its end, never by probabilities."""

import pytest

from engine.presets import experiment_session
from engine.session import Session
from engine.spec.perceptron import with_perceptron_rule
from engine.trace import Grain, Phase, Snapshot
from gui.editors.segments import plain_text
from gui.editors.step_caption import Caption, caption


def told(session: Session, neuron: int = 0) -> tuple[Snapshot, dict[Phase, Caption]]:
    """The next update's captions by phase, and its last snapshot."""
    said: dict[Phase, Caption] = {}
    snapshot = session.snapshot()
    for _ in range(4):
        for _ in session.step(Grain.LAYER):
            pass
        snapshot = session.snapshot()
        assert snapshot.phase is not None
        said[snapshot.phase] = caption(snapshot, neuron, session.data.info)
    return snapshot, said


def test_a_mistake_is_told_by_its_sign_and_moves_the_weights() -> None:
    session = experiment_session("perceptron-iris")
    _, said = told(session)
    loss, back, update = said[Phase.LOSS], said[Phase.BACKWARD], said[Phase.UPDATE]
    assert plain_text(loss.symbols) == "L = max(0, −t · z)"
    assert plain_text(loss.numbers).startswith("z = 0, t = 1:   L = 0,")
    assert "δ = ∂L/∂z = −t if t · z ≤ 0, otherwise 0" in plain_text(back.symbols)
    assert plain_text(back.numbers) == "t · z = 1 · 0 = 0 ≤ 0: a mistake,   δ = −t = −1"
    assert plain_text(update.numbers).startswith("w from petal length: 0 − 1 · (−1.3) = 1.3")


def test_a_right_answer_moves_nothing() -> None:
    session = experiment_session("perceptron-iris")
    session.train(3)
    snapshot, said = told(session)
    assert snapshot.layers[0].z is not None
    text = plain_text(said[Phase.BACKWARD].numbers)
    assert "> 0: right,   δ = 0" in text
    assert "ln" not in plain_text(said[Phase.LOSS].numbers)


def test_a_target_of_minus_one_is_no_surprise_of_a_probability() -> None:
    session = experiment_session("perceptron-and")
    _, said = told(session)
    assert plain_text(said[Phase.LOSS].numbers).startswith("z = 0, t = −1:   L = 0")
    assert plain_text(said[Phase.BACKWARD].numbers) == "t · z = −1 · 0 = 0 ≤ 0: a mistake,   δ = −t = 1"


def test_at_rest_the_strip_says_what_the_rule_has_come_to() -> None:
    session = experiment_session("perceptron-xor")
    session.train(1)
    snapshot = session.snapshot()
    said = caption(snapshot, 0, session.data.info)
    assert (said.title, said.sentence) == ("Ready", snapshot.notice)
    assert "no straight line parts" in said.sentence
    assert "pause" in caption(snapshot, 0, session.data.info, playing=True).sentence


@pytest.mark.parametrize("neuron", [0, 1, 2])
def test_each_of_several_units_is_judged_on_its_own(neuron: int) -> None:
    session = experiment_session("iris")
    session = Session(with_perceptron_rule(session.spec, session.data.info))
    session.train(updates=30)
    snapshot, said = told(session, neuron)
    assert snapshot.layers[0].z is not None
    assert snapshot.example is not None
    right = snapshot.example.target[neuron] * snapshot.layers[0].z[neuron] > 0
    assert (": right" if right else ": a mistake") in plain_text(said[Phase.BACKWARD].numbers)
    assert plain_text(said[Phase.LOSS].symbols) == "L = sum over outputs of max(0, −t · z)"
