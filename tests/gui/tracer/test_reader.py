"""The reader knows what is shown: the step, or the way through the numbers asked."""

from collections.abc import Callable

import pytest

from engine.session import Session
from engine.spec import ExperimentSpec
from engine.trace import Address, Explanation, Grain, Kind
from gui.tracer.reader import Reader
from gui.view import NO_LIGHT, ViewState
from tests.gui.experiments import THREE
from tests.gui.tracer.conftest import Heard


def number(address: Address) -> Explanation:
    return Explanation(address, str(address.kind), "", "", 0.0)


@pytest.fixture
def session() -> Session:
    found = Session(THREE)
    found.train(updates=3)
    return found


@pytest.fixture
def reader(session: Session) -> Reader:
    made = Reader()
    made.show_snapshot(session.snapshot())
    return made


def step(session: Session, grain: Grain = Grain.LAYER) -> None:
    for _ in session.step(grain):
        pass


def asked(reader: Reader, place: Address) -> Explanation:
    """Ask, and give the answer."""
    heard = Heard().listen(reader.asked)
    reader.ask_at(place)
    found = number(heard[-1])
    reader.show_explanation(found)
    return found


A, W = Address(Kind.ACTIVATION, layer=1), Address(Kind.WEIGHT, layer=0, source=1)


def test_a_question_names_the_moment(reader: Reader, heard: type[Heard]) -> None:
    said = heard().listen(reader.asked)
    reader.ask_at(A)
    assert said == [Address(Kind.ACTIVATION, 3, 1, example=0)]


def test_an_answer_is_shown_and_back_leads_to_the_step(reader: Reader, session: Session) -> None:
    first, second = asked(reader, A), asked(reader, W)
    assert reader.explanation == second
    reader.back()
    assert reader.explanation == first
    reader.go_to(0)
    assert reader.explanation is None
    step(session)
    reader.show_snapshot(session.snapshot())
    assert reader.explanation == session.snapshot().explanation


def test_an_answer_to_an_older_question_is_dropped(reader: Reader, heard: type[Heard]) -> None:
    said = heard().listen(reader.asked)
    reader.ask_at(A)
    reader.ask_at(W)
    reader.show_explanation(number(said[0]))
    assert reader.explanation is None
    assert reader.waits
    reader.show_explanation(number(said[1]))
    assert (reader.explanation, reader.waits) == (number(said[1]), False)


def test_a_refusal_leaves_what_was_shown(reader: Reader, heard: type[Heard]) -> None:
    first, said = asked(reader, A), heard().listen(reader.asked)
    reader.ask_at(W)
    reader.show_refusal(said[-1])
    assert (reader.explanation, reader.waits) == (first, False)


def other_step(reader: Reader, session: Session) -> None:
    step(session)
    reader.show_snapshot(session.snapshot())


def play(reader: Reader, _session: Session) -> None:
    reader.show_playing(True)


def other_experiment(reader: Reader, _session: Session) -> None:
    reader.show_spec(THREE.with_layer(0, units=3))


@pytest.mark.parametrize("happens", [other_step, play, other_experiment])
def test_what_moves_the_run_leads_back_to_the_step(
    happens: Callable[[Reader, Session], None], reader: Reader, session: Session
) -> None:
    asked(reader, A)
    happens(reader, session)
    assert reader.walk.trail == ()


def test_the_same_moment_again_leads_nowhere(reader: Reader, session: Session) -> None:
    found = asked(reader, W)
    reader.show_snapshot(session.snapshot())
    assert reader.explanation == found


def test_an_answer_that_comes_after_a_step_is_dropped(reader: Reader, session: Session, heard: type[Heard]) -> None:
    said = heard().listen(reader.asked)
    reader.ask_at(A)
    other_step(reader, session)
    reader.show_explanation(number(said[0]))
    assert reader.walk.trail == ()


def test_another_example_is_asked_for_the_same_number(reader: Reader, session: Session, heard: type[Heard]) -> None:
    asked(reader, W)
    asked(reader, A)
    said = heard().listen(reader.asked)
    reader.show_snapshot(session.snapshot(7))
    assert said == [Address(Kind.ACTIVATION, 3, 1, example=7)]
    reader.show_explanation(number(said[0]))
    assert [each.address.kind for each in reader.walk.trail] == [Kind.WEIGHT, Kind.ACTIVATION]
    reader.back()
    reader.show_snapshot(session.snapshot(8))
    assert len(said) == 1, "a weight belongs to no example"


def test_nothing_is_asked_while_it_plays(reader: Reader, heard: type[Heard]) -> None:
    said = heard().listen(reader.asked)
    reader.show_playing(True)
    reader.ask_at(A)
    assert said == []


def test_it_turns_only_for_what_it_shows(reader: Reader, heard: type[Heard]) -> None:
    said = heard().listen(reader.turned)
    reader.show_view(ViewState(example=3, log_loss=True))
    assert said == []
    reader.show_view(ViewState(digits=5))
    reader.show_view(ViewState(digits=5, selected=(0, 1)))
    assert said == [False, False]
    assert reader.style.digits == 5


# What lights up


def test_a_layers_step_dims_nothing_a_neurons_step_does(session: Session, heard: type[Heard]) -> None:
    reader = Reader()
    said = heard().listen(reader.lit)
    step(session)
    reader.show_snapshot(session.snapshot())
    assert said == []
    reader.show_grain(Grain.NEURON)
    step(session, Grain.NEURON)
    reader.show_snapshot(session.snapshot())
    assert said[-1].strongest == {(1, 0)}
    assert said[-1].neurons > {(0, 0), (0, 1)}


def test_pointing_at_a_number_lights_its_place(session: Session, heard: type[Heard]) -> None:
    reader = Reader()
    step(session)
    reader.show_snapshot(session.snapshot())
    said = heard().listen(reader.lit)
    reader.point_at(Address(Kind.WEIGHT, 3, 0, 0, 1))
    assert said[-1].strongest == {(0, 1, 0)}
    reader.point_at(None)
    assert said[-1] == NO_LIGHT


def test_nothing_lights_up_while_it_plays(session: Session, heard: type[Heard]) -> None:
    reader = Reader()
    reader.show_grain(Grain.TERM)
    step(session, Grain.TERM)
    reader.show_snapshot(session.snapshot())
    said = heard().listen(reader.lit)
    reader.show_playing(True)
    assert said == [NO_LIGHT]


def test_a_stopped_run_shows_no_step() -> None:
    spec: ExperimentSpec = THREE
    from dataclasses import replace

    session = Session(spec)
    step(session)
    reader = Reader()
    reader.show_snapshot(replace(session.snapshot(), problem="It stopped."))
    assert reader.explanation is None
