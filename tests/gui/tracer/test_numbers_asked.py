"""From each number on the panel to its origin and back; in the digits one chooses."""


from pytestqt.qtbot import QtBot

from engine.formula import NumberStyle, number_text
from engine.session import Session
from engine.trace import Address, Grain, Kind, Snapshot
from engine.writing import explanation_text
from gui.tracer.ink import ExampleRow
from gui.tracer.tracer import Tracer
from gui.view import ViewState
from tests.engine.experiments import finish
from tests.gui.experiments import THREE
from tests.gui.tracer.conftest import Heard, Run, button, words

# Walking


def ask(tracer: Tracer, run: Run, target: Address) -> None:
    """Click a number, and give the answer."""
    spot = next(each for each in (*tracer.sheet.spots(), *tracer.card.spots()) if each.target == target)
    heard = Heard().listen(tracer.asked)
    (tracer.sheet if spot in tracer.sheet.spots() else tracer.card).asked.emit(spot.target)
    assert heard == [target]
    tracer.show_explanation(run.explain(target))


def shown(tracer: Tracer, run: Run, update: int = 3) -> Snapshot:
    """The panel at the first step of an update of the run."""
    session = Session(run.moments.spec(0))
    session.train(updates=update)
    for _ in session.step(Grain.LAYER):
        pass
    tracer.show_spec(session.spec, session.data.info)
    tracer.show_snapshot(session.snapshot())
    return session.snapshot()


def test_each_number_leads_to_its_origin_and_the_way_back(tracer: Tracer, xor: Run) -> None:
    row = xor.row()
    shown(tracer, xor)
    step = tracer.explanation()
    way = [Address(Kind.WEIGHT, 3, 0, 0, 0), Address(Kind.GRADIENT, 2, 0, 0, 0)]
    for target in way:
        ask(tracer, xor, target)
        assert tracer.explanation() == xor.explain(target)
    assert row >= 0
    assert len(tracer.sheet.page().trail) == 3
    assert words(tracer).startswith("step›")
    tracer.back()
    assert tracer.explanation() == xor.explain(way[0])
    tracer.sheet.asked.emit(0)  # the first crumb
    assert tracer.explanation() == step
    tracer.forward()
    tracer.forward()
    assert tracer.explanation() == xor.explain(way[1])
    tracer.home()
    assert (tracer.explanation(), tracer.sheet.page().trail) == (step, ())


def test_the_buttons_know_which_ways_there_are(tracer: Tracer, xor: Run) -> None:
    shown(tracer, xor)
    names = ("Back to the number before", "Forward again", "Where the step is")
    back, forward, home = (button(tracer, name) for name in names)
    assert [each.isEnabled() for each in (back, forward, home)] == [False, False, False]
    ask(tracer, xor, Address(Kind.WEIGHT, 3, 0, 0, 0))
    assert [each.isEnabled() for each in (back, forward, home)] == [True, False, True]
    back.click()
    assert [each.isEnabled() for each in (back, forward, home)] == [False, True, False]
    forward.click()
    home.click()
    assert tracer.sheet.page().trail == ()


def test_the_end_of_the_walk_says_so(tracer: Tracer, xor: Run) -> None:
    shown(tracer, xor)
    ask(tracer, xor, Address(Kind.INPUT, 3, unit=0, example=xor.row()))
    assert "here the data begin" in words(tracer)


def test_the_table_asks_too(tracer: Tracer, xor: Run) -> None:
    shown(tracer, xor)
    bias = next(each.target for each in tracer.card.spots() if getattr(each.target, "kind", "") is Kind.BIAS)
    assert isinstance(bias, Address)
    ask(tracer, xor, bias)
    assert tracer.explanation() == xor.explain(bias)


def test_what_takes_long_says_that_it_is_being_worked_out(tracer: Tracer, xor: Run, qtbot: QtBot) -> None:
    shown(tracer, xor)
    before = tracer.sheet.page().sentence
    tracer.sheet.asked.emit(Address(Kind.WEIGHT, 3, 0, 0, 0))
    assert tracer.sheet.page().sentence == before
    qtbot.waitUntil(lambda: tracer.sheet.page().sentence == "Working it out …")
    tracer.show_refusal(Address(Kind.WEIGHT, 3, 0, 0, 0))
    assert tracer.sheet.page().sentence == before


def test_a_number_says_what_it_is_in_full(tracer: Tracer, xor: Run) -> None:
    shown(tracer, xor)
    spot = next(each for each in tracer.sheet.spots() if each.target == Address(Kind.WEIGHT, 3, 0, 0, 0))
    said = tracer.sheet.words_of(spot)
    assert said.startswith("Weight from x₁ to neuron 1 of layer 1, after 3 updates: ")
    assert number_text(spot.value, NumberStyle(12)) in said
    ask(tracer, xor, Address(Kind.WEIGHT, 3, 0, 0, 0))
    crumb = next(each for each in tracer.sheet.spots() if each.target == 0)
    assert tracer.sheet.words_of(crumb) == "Where the step is"


# Numbers


def test_digits_are_chosen_between_three_and_twelve(tracer: Tracer, xor: Run, heard: type[Heard]) -> None:
    shown(tracer, xor)
    said = heard().listen(tracer.viewed)
    button(tracer, "More digits").click()
    assert said == [{"digits": 4}]
    for digits in (4, 12):
        tracer.show_view(ViewState(digits=digits))
        found = tracer.explanation()
        assert found is not None
        assert number_text(found.value, NumberStyle(digits)) in words(tracer)
        assert f"{digits} digits" in {label.text() for label in tracer.tools.findChildren(type(tracer.tools._digits))}
    assert not button(tracer, "More digits").isEnabled()
    tracer.choices.change_digits(1)
    assert said[-1] == {"digits": 12}
    tracer.show_view(ViewState(digits=3))
    assert not button(tracer, "Fewer digits").isEnabled()


def test_fractions_are_written_where_they_are_exact(tracer: Tracer, xor: Run, heard: type[Heard]) -> None:
    shown(tracer, xor)
    said = heard().listen(tracer.viewed)
    button(tracer, "Exact fractions where they are short").click()
    tracer.choices.flip("fractions")
    assert said == [{"fractions": True}, {"fractions": True}]
    tracer.show_view(ViewState(fractions=True))
    ask(tracer, xor, Address(Kind.WEIGHT, 3, 0, 0, 0))
    assert "1/10" in words(tracer)  # the learning rate
    tracer.choices.flip("fractions")
    assert said[-1] == {"fractions": False}


def test_what_is_shown_can_be_copied(tracer: Tracer, xor: Run) -> None:
    shown(tracer, xor)
    found = tracer.explanation()
    assert found is not None
    tracer.show_view(ViewState(digits=5))
    assert tracer.text() == explanation_text(found, NumberStyle(5))
    tracer.show_snapshot(Session(xor.moments.spec(0)).snapshot())
    assert tracer.text().startswith("Ready · first weights")


# The whole batch


def test_the_whole_batch_is_one_click_away(tracer: Tracer, heard: type[Heard]) -> None:
    session = Session(THREE)
    session.train(updates=3)
    tracer.show_spec(session.spec, session.data.info)
    tracer.show_snapshot(session.snapshot())
    said, asked = heard().listen(tracer.viewed), heard().listen(tracer.batch_asked)
    button(tracer, "The whole batch as matrices").click()
    tracer.choices.flip("batch")
    assert said == [{"batch": True}, {"batch": True}]
    tracer.show_view(ViewState(batch=True))
    assert "whole batch as matrices" in tracer.text(), "at rest it says what to do"
    for _ in range(2):
        finish(session.step(Grain.LAYER))
        tracer.show_snapshot(session.snapshot())
        example, unit, source = asked[-1]
        tracer.show_batch(finish(session.batch_view(example, unit, source)))
        assert tracer.sheet.shows_batch
    assert len(asked) == 2
    assert "The whole batch in layer 2" in words(tracer)
    others = [spot for spot in tracer.sheet.spots() if isinstance(spot.target, ExampleRow)]
    row = next(spot for spot in others if spot.target != ExampleRow(asked[0][0]))
    assert isinstance(row.target, ExampleRow)
    assert "numbers of this example" in tracer.sheet.words_of(row)
    tracer.sheet.asked.emit(row.target)
    assert said[-1] == {"example": row.target.example}
    number = next(spot for spot in tracer.sheet.spots() if isinstance(spot.target, Address))
    assert isinstance(number.target, Address)
    tracer.sheet.asked.emit(number.target)
    tracer.show_explanation(finish(session.explain(number.target)))
    assert not tracer.sheet.shows_batch
    tracer.home()
    assert tracer.sheet.shows_batch, "the way back leads to the batch"
    tracer.show_view(ViewState())
    assert not tracer.sheet.shows_batch


def test_the_batch_before_stands_until_the_next_is_there(tracer: Tracer, heard: type[Heard]) -> None:
    session = Session(THREE)
    asked = heard().listen(tracer.batch_asked)
    tracer.show_spec(session.spec, session.data.info)
    tracer.show_view(ViewState(batch=True))
    pages = []
    for _ in range(2):
        finish(session.step(Grain.LAYER))
        tracer.show_snapshot(session.snapshot())
        pages.append(words(tracer))
        tracer.show_batch(finish(session.batch_view(*asked[-1])))
        pages.append(words(tracer))
    assert pages[1] == pages[2] != pages[3]
