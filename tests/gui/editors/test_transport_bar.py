"""The transport bar asks, shows where the run is, and never moves its numbers about."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.session import Session
from engine.spec import ExperimentSpec
from engine.trace import Grain
from gui.editors.speed import FASTEST, RATES, position_of, rate_at, rate_text
from gui.editors.transport_bar import GRAINS, TransportBar
from gui.theme.current import ThemeSwitch


@pytest.fixture
def bar(qtbot: QtBot, themes: ThemeSwitch) -> TransportBar:
    made = TransportBar(themes)
    qtbot.addWidget(made)
    return made


def test_rates_rise_from_one_a_second_to_flat_out() -> None:
    rates = [rate_at(position) for position in range(FASTEST + 1)]
    assert rates[0] == 1
    assert rates[-1] is None
    known = [rate for rate in rates if rate is not None]
    assert len(known) == len(rates) - 1
    assert all(slow < fast for slow, fast in pairwise(known))
    assert (rate_at(-5), rate_at(99)) == (1, None)


def test_every_rate_has_its_own_place() -> None:
    assert [position_of(rate) for rate in RATES] == list(range(FASTEST + 1))
    assert position_of(10**6) == FASTEST
    assert position_of(0.1) == 0
    assert [rate_text(rate) for rate in (1, 4, 1000, None)] == [
        "1 update/s",
        "4 updates/s",
        "1,000 updates/s",
        "flat out",
    ]


def test_buttons_ask(bar: TransportBar, heard: Any) -> None:
    said = heard()
    for name in ("play_toggled", "reset_asked", "seed_asked"):
        getattr(bar, name).connect(lambda name=name: said.append(name))
    steps = heard().listen(bar.step_asked)
    for button in (bar.play_button, bar.reset_button, bar.seed_button, bar.step_button):
        button.click()
    assert said == ["play_toggled", "reset_asked", "seed_asked"]
    assert steps == [Grain.LAYER]


@pytest.mark.parametrize("grain", GRAINS)
def test_a_grain_is_chosen_and_stepped_by(bar: TransportBar, heard: Any, grain: Grain) -> None:
    other = GRAINS[GRAINS.index(grain) - 1]
    bar.show_grain(other)
    chosen, steps = heard().listen(bar.grain_changed), heard().listen(bar.step_asked)
    bar.grains._group.button(GRAINS.index(grain)).click()
    bar.choose_grain(grain)
    bar.step_button.click()
    assert bar.grain is grain
    assert chosen == [grain], "choosing what is chosen says nothing"
    assert steps == [grain]
    bar.choose_grain(other)
    assert chosen == [grain, other]


def test_speed_is_asked_for_in_updates_a_second(bar: TransportBar, heard: Any) -> None:
    rates = heard().listen(bar.rate_changed)
    assert bar.rate is None
    bar.faster()
    assert rates == []
    bar.slower()
    bar.speed.slider.setValue(0)
    bar.slower()
    bar.speed.slider.setValue(FASTEST)
    assert rates == [1000, 1, None]
    bar.show_rate(30)
    assert len(rates) == 3
    assert bar.rate == 30


def test_play_becomes_pause(bar: TransportBar, heard: Any) -> None:
    asked = heard()
    bar.play_toggled.connect(lambda: asked.append(1))
    assert bar.play_button.accessibleName() == "Play"
    bar.show_playing(True)
    assert bar.play_button.accessibleName() == "Pause"
    bar.show_playing(False)
    assert bar.play_button.accessibleName() == "Play"
    assert asked == []


def place(bar: TransportBar, session: Session) -> tuple[str, str, str]:
    bar.show_snapshot(session.snapshot())
    return bar.epoch.text(), bar.batch.text(), bar.update_number.text()


def test_at_rest_the_batches_that_are_done_are_counted_within_a_step_the_one_under_way(bar: TransportBar) -> None:
    session = Session(ExperimentSpec())
    assert place(bar, session) == ("1", "0 / 25", "0")
    list(session.step(Grain.LAYER))
    assert place(bar, session) == ("1", "1 / 25", "0")
    session.train(updates=1)
    assert place(bar, session) == ("1", "1 / 25", "1")
    session.train(updates=23)
    assert place(bar, session) == ("1", "24 / 25", "24")
    list(session.step(Grain.BATCH))
    assert place(bar, session) == ("1", "25 / 25", "25")
    session.train(updates=25 + 3)
    assert place(bar, session) == ("3", "3 / 25", "53")
    session.train(epochs=1)
    assert place(bar, session) == ("4", "0 / 25", "75")


def test_an_epoch_that_is_still_being_judged_has_no_batch_too_many(bar: TransportBar) -> None:
    snapshot = Session(ExperimentSpec()).snapshot()
    bar.show_snapshot(replace(snapshot, batch=25, update=25))
    assert (bar.epoch.text(), bar.batch.text(), bar.update_number.text()) == ("1", "25 / 25", "25")


def test_nothing_jumps_while_numbers_grow(bar: TransportBar) -> None:
    bar.show_snapshot(Session(ExperimentSpec()).snapshot())
    bar.resize(1400, 52)
    bar.show()
    QApplication.processEvents()
    before = [part.geometry() for part in (bar.epoch, bar.batch, bar.update_number, bar.speed)]
    bar.epoch.show_text("12,345")
    bar.batch.show_text("1,234 / 5,678")
    bar.update_number.show_text("12,345,678")
    bar.speed.show_rate(1)
    bar.show_playing(True)
    QApplication.processEvents()
    after = [part.geometry() for part in (bar.epoch, bar.batch, bar.update_number, bar.speed)]
    assert before == after


def test_the_bar_fits_the_smallest_window(bar: TransportBar) -> None:
    assert bar.minimumSizeHint().width() <= 1000


def test_every_control_says_what_it_is(bar: TransportBar) -> None:
    for control in (bar.reset_button, bar.seed_button, bar.play_button, bar.step_button, bar.speed.slider):
        assert control.accessibleName()
        assert control.toolTip()
