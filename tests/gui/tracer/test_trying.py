"""An example of one's own: typed, answered, explained neuron by neuron, and left again."""

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.session import Session
from engine.trace import Address, Grain, Kind
from gui.theme.current import ThemeSwitch
from gui.tracer.tracer import HEIGHT, Tracer
from gui.tracer.trial import Answer, first_row, neighbour, next_place, typed_number
from gui.tracer.try_row import MOST_FIELDS, TryRow
from gui.view import ViewState
from tests.engine.experiments import finish
from tests.gui.experiments import THREE
from tests.gui.tracer.conftest import Heard

TRYING = ViewState(trying=True)


@pytest.fixture
def session() -> Session:
    made = Session(THREE)
    made.train(updates=3)
    return made


@pytest.fixture
def tracer(qtbot: QtBot, themes: ThemeSwitch, session: Session) -> Iterator[Tracer]:
    made = Tracer(themes)
    qtbot.addWidget(made)
    made.resize(1100, HEIGHT)
    made.show_spec(session.spec, session.data.info)
    made.show_snapshot(session.snapshot())
    made.show()
    yield made
    made.show_playing(True)


def explain(tracer: Tracer, session: Session, address: Address) -> None:
    row = tracer.row_of(address)
    tracer.show_explanation(finish(session.explain(address, None if row is None else np.array(row))))


def type_in(row: TryRow, field: int, text: str) -> None:
    row.fields[field].setFocus()
    row.fields[field].selectAll()
    QTest.keyClicks(row.fields[field], text)
    QTest.keyClick(row.fields[field], Qt.Key.Key_Return)


# The way through the network


def test_the_way_leads_through_every_neuron_once_and_begins_anew() -> None:
    sizes = [4, 2, 1]
    place, seen = (0, 0), []
    for _ in range(7):
        seen.append(place)
        assert neighbour(sizes, neighbour(sizes, place, 1), -1) == place
        place = neighbour(sizes, place, 1)
    assert place == (0, 0)
    assert seen == [(0, 0), (0, 1), (0, 2), (0, 3), (1, 0), (1, 1), (2, 0)]


def test_the_way_begins_at_the_first_neuron_or_goes_on_from_the_one_shown() -> None:
    sizes = [4, 2, 1]
    assert next_place(sizes, None, 1) == (0, 0)
    assert next_place(sizes, None, -1) == (2, 0)
    assert next_place(sizes, Address(Kind.INPUT, split="typed"), 1) == (0, 0)
    assert next_place(sizes, typed_number(Kind.SUM, 3, 1, 0, 1), 1) == (1, 1)
    assert next_place(sizes, typed_number(Kind.ACTIVATION, 3, 1, 0, 1), -1) == (0, 3)


def test_one_begins_with_what_a_field_can_show(session: Session) -> None:
    example = session.snapshot().example
    assert example is not None
    row = first_row(session.snapshot())
    assert row == tuple(float(f"{value:.4g}") for value in example.raw)
    np.testing.assert_allclose(row, example.raw, rtol=1e-3)


# The row of fields


def test_there_is_a_field_for_each_input_and_many_scroll(qtbot: QtBot, themes: ThemeSwitch) -> None:
    row = TryRow(themes)
    qtbot.addWidget(row)
    row.resize(1200, 60)
    row.show()
    widths = []
    for many in (2, MOST_FIELDS, 30):
        row.show_names(tuple(f"x{number}" for number in range(many)))
        row.layout().activate()
        assert len(row.fields) == many
        widths.append(row._area.sizeHint().width())
        row._area.resize(row._area.sizeHint())
        assert (row._area.horizontalScrollBar().maximum() > 0) == (many > MOST_FIELDS)
    assert widths[0] < widths[1]
    assert widths[2] == pytest.approx(widths[1], rel=0.1)
    row.begin()
    assert row.fields[0].hasFocus() or not row.isActiveWindow()


# Trying


def test_the_network_answers_and_its_answer_is_explained(
    tracer: Tracer, session: Session, heard: type[Heard]
) -> None:
    tried, asked = heard().listen(tracer.tried), heard().listen(tracer.asked)
    assert not tracer.findChildren(TryRow), "not made before it is wanted"
    tracer.show_view(TRYING)
    assert tracer.trials.row().isVisibleTo(tracer)
    assert not tracer.rail.isVisibleTo(tracer), "the row takes its place"
    assert tried == [first_row(session.snapshot())]
    tracer.show_answer(Answer(tried[0], "signs agree: P = 0.9", 0))
    assert "0.9" in tracer.trials.row().answer.text()
    explain(tracer, session, asked[0])
    shown = tracer.explanation()
    assert shown is not None
    assert (shown.address.kind, shown.address.layer, shown.address.split) == (Kind.ACTIVATION, 2, "typed")
    assert shown.value == pytest.approx(float(session.forward_example(tried[0])[-1][2][0]), rel=1e-12)


def test_what_is_typed_is_asked_with_its_own_numbers(tracer: Tracer, session: Session, heard: type[Heard]) -> None:
    tried, asked = heard().listen(tracer.tried), heard().listen(tracer.asked)
    tracer.show_view(TRYING)
    for number, text in enumerate(("0.5", "-2", "1e1"), 1):
        type_in(tracer.trials.row(), number % 2, text)
        assert tried[-1][number % 2] == float(text)
        tracer.show_answer(Answer(tried[-1], "so", 0))
        explain(tracer, session, asked[-1])
    assert len({address.example for address in asked}) == 3
    assert [tracer.row_of(address) for address in asked] == tried[1:]
    assert len(tracer.sheet.page().trail) == 2, "one typed after another takes its place on the way"
    assert tracer.row_of(Address(Kind.SUM)) is None
    tracer.show_answer(Answer((9.0, 9.0), "an answer to something else", 0))
    assert tracer.trials.row().answer.text() == "so"


def test_nonsense_is_refused_in_a_sentence(tracer: Tracer, heard: type[Heard]) -> None:
    tracer.show_view(TRYING)
    tried, refused = heard().listen(tracer.tried), heard().listen(tracer.refused)
    type_in(tracer.trials.row(), 0, "much")
    assert "“much” is not a number" in refused[0]
    assert not tried


def test_one_walks_through_its_forward_pass_neuron_by_neuron(
    tracer: Tracer, session: Session, heard: type[Heard]
) -> None:
    tried, asked = heard().listen(tracer.tried), heard().listen(tracer.asked)
    tracer.show_view(TRYING)
    tracer.show_answer(Answer(tried[0], "so", 0))
    explain(tracer, session, asked[-1])
    way = []
    for _ in range(7):
        tracer.trials.row().next.click()
        explain(tracer, session, asked[-1])
        way.append((asked[-1].layer, asked[-1].unit))
    assert way == [(0, 0), (0, 1), (0, 2), (0, 3), (1, 0), (1, 1), (2, 0)]
    tracer.trials.row().before.click()
    assert (asked[-1].layer, asked[-1].unit) == (1, 1)
    explain(tracer, session, asked[-1])
    tracer.ask((0, 2))
    assert (asked[-1].kind, asked[-1].layer, asked[-1].unit, asked[-1].split) == (Kind.ACTIVATION, 0, 2, "typed")
    tracer.ask((-1, 1))
    assert (asked[-1].kind, asked[-1].unit, asked[-1].split) == (Kind.INPUT, 1, "typed")
    tracer.trials.row().answer.click()
    assert (asked[-1].layer, asked[-1].split) == (2, "typed")


def test_the_table_shows_the_numbers_of_the_typed_example(
    tracer: Tracer, session: Session, heard: type[Heard]
) -> None:
    tried, asked = heard().listen(tracer.tried), heard().listen(tracer.asked)
    tracer.show_view(TRYING)
    type_in(tracer.trials.row(), 0, "3")
    tracer.show_answer(Answer(tried[-1], "so", 0))
    explain(tracer, session, asked[-1])
    card = tracer.card.card()
    assert card.title == "Neuron 1 of layer 3, your example"
    _, z, a = session.forward_example(tried[-1])[-1]
    figures = {row.name.partition(" ")[0]: row for row in card.rows}
    for name, value in (("z", z[0]), ("a", a[0])):
        figure = figures[name].value
        assert figure is not None
        assert figure.value == pytest.approx(float(value), rel=1e-12)
    assert all(row.slope is None for row in card.rows)


def test_the_answer_follows_the_run_and_a_step_leads_back(
    tracer: Tracer, session: Session, heard: type[Heard]
) -> None:
    tried, asked = heard().listen(tracer.tried), heard().listen(tracer.asked)
    tracer.show_view(TRYING)
    tracer.show_answer(Answer(tried[0], "so", 0))
    explain(tracer, session, asked[-1])
    session.train(updates=1)
    tracer.show_snapshot(session.snapshot())
    assert len(tried) == 2, "asked anew, as the weights have changed"
    assert tracer.explanation() is None
    tracer.show_answer(Answer(tried[1], "or so", 0))
    assert len(asked) == 1, "the run is looked at; the answer stands beside it"
    assert tracer.trials.row().answer.text() == "or so"
    finish(session.step(Grain.LAYER))
    tracer.show_snapshot(session.snapshot())
    assert tracer.explanation() == session.snapshot().explanation or tracer.explanation() is not None


def test_who_stops_trying_is_back_where_the_step_is(tracer: Tracer, session: Session, heard: type[Heard]) -> None:
    tried, asked = heard().listen(tracer.tried), heard().listen(tracer.asked)
    tracer.show_view(TRYING)
    tracer.show_answer(Answer(tried[0], "so", 0))
    explain(tracer, session, asked[-1])
    tracer.show_view(ViewState())
    assert tracer.explanation() is None
    assert tracer.rail.isVisibleTo(tracer)
    assert not tracer.trials.row().isVisibleTo(tracer)
    tracer.show_view(TRYING)
    assert tried[-1] == tried[0], "what was typed is kept"


def test_other_inputs_are_typed_anew(tracer: Tracer, heard: type[Heard]) -> None:
    from engine.presets import presets

    tried = heard().listen(tracer.tried)
    tracer.show_view(TRYING)
    other = Session(presets()["iris-all"].spec)
    tracer.show_spec(other.spec, other.data.info)
    assert len(tracer.trials.row().fields) == 4
    tracer.show_snapshot(other.snapshot())
    assert tried[-1] == first_row(other.snapshot())
