"""The figures and the time left of a long run, by a clock of the test's own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from engine.spec import StopSpec
from engine.trace import Address, Kind, Snapshot
from gui.app.long_runs import LongRuns, left_until
from gui.theme.current import ThemeSwitch

if TYPE_CHECKING:
    from gui.app.workbench import Workbench


class Clock:
    """Seconds that the test counts."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def runs(bench: Workbench, themes: ThemeSwitch, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> LongRuns:
    found = LongRuns(bench, themes, clock)
    monkeypatch.setattr(type(bench.player), "playing", property(lambda _: True))
    return found


def moment(bench: Workbench, update: int) -> Snapshot:
    last = bench.last_snapshot
    assert last is not None
    running = {"loss": 0.5, "accuracy": 0.834}
    return replace(last, update=update, epoch=2, batch=update - 1000, batches=1000, running=running)


def play(runs: LongRuns, bench: Workbench, clock: Clock, seconds: int, pace: int) -> None:
    for second in range(seconds):
        clock.now += 1.0
        runs._on_snapshot(moment(bench, 1000 + pace * second))


def test_a_long_epoch_tells_its_accuracy_and_the_time_left(bench: Workbench, runs: LongRuns, clock: Clock) -> None:
    play(runs, bench, clock, seconds=5, pace=50)
    assert runs.strip.text() == "accuracy so far 83.4 %, 20 s left of epoch 3"
    assert not runs.strip.isHidden()
    clock.now += 0.2
    runs._on_snapshot(moment(bench, 1900))
    assert "20 s" in runs.strip.text(), "words change no more often than they can be read"


def test_a_short_epoch_tells_nothing(bench: Workbench, runs: LongRuns, clock: Clock) -> None:
    play(runs, bench, clock, seconds=5, pace=200)
    clock.now += 1.0
    runs._on_snapshot(replace(moment(bench, 2000), batches=500))
    assert runs.strip.isHidden()


def test_at_rest_the_figures_stay_and_the_time_goes(
    bench: Workbench, runs: LongRuns, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    play(runs, bench, clock, seconds=5, pace=50)
    monkeypatch.setattr(type(bench.player), "playing", property(lambda _: False))
    runs._on_snapshot(moment(bench, 1250))
    assert runs.strip.text() == "accuracy so far 83.4 %"
    asked: list[Address] = []
    monkeypatch.setattr(bench.window.tracer, "ask", asked.append)
    runs.strip.asked.emit(runs.strip.entries()[0].number)
    assert [(each.kind, each.name) for each in asked] == [(Kind.RUNNING_FIGURE, "accuracy")]


def test_where_the_run_stops_by_itself_the_time_is_that_until_then(bench: Workbench) -> None:
    now = moment(bench, 1400)
    training = replace(now.spec.training, epochs=4, stop=StopSpec(after_epochs=True))
    stopping = replace(now, spec=replace(now.spec, training=training))
    assert left_until(stopping) == (600 + 1000, "to the end of epoch 4")
    assert left_until(replace(stopping, epoch=4)) == (600 + 3000, "to the end of epoch 8")
    assert left_until(now) == (600, "of epoch 3")
