"""How fast a run goes and how long the rest takes, by a clock of the test's own."""

import pytest

from engine.diagnostics.pace import Pace, time_words


def test_the_time_is_told_from_the_last_seconds() -> None:
    pace = Pace()
    assert pace.seconds_for(100) is None
    pace.note(0.0, 0)
    pace.note(0.5, 50)
    assert pace.seconds_for(100) is None, "half a second says little"
    for second in range(1, 11):
        pace.note(float(second), 100 * second)
    assert pace.seconds_for(1000) == pytest.approx(10.0)
    for second in range(11, 31):
        pace.note(float(second), 1000 + 10 * (second - 10))
    assert pace.seconds_for(100) == pytest.approx(10.0), "what was long ago is forgotten"


def test_a_run_that_went_back_or_rested_is_measured_anew() -> None:
    pace = Pace()
    pace.note(0.0, 0)
    pace.note(2.0, 200)
    pace.note(3.0, 10)
    assert pace.seconds_for(100) is None
    pace.note(5.0, 30)
    assert pace.seconds_for(100) == pytest.approx(10.0)
    pace.forget()
    assert pace.seconds_for(100) is None
    pace.note(6.0, 30)
    pace.note(9.0, 30)
    assert pace.seconds_for(100) is None, "it stands still"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "5 s"), (31.0, "35 s"), (59.0, "1 min"), (61.0, "1 min 30 s"), (120.0, "2 min"), (700.0, "12 min"),
     (3590.0, "1 h"), (4700.0, "1 h 19 min"), (360000.0, "100 h")],
)  # fmt: skip
def test_times_are_told_calmly(seconds: float, words: str) -> None:
    assert time_words(seconds) == words
