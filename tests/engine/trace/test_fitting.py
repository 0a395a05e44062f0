"""Wide layers are walked in the next grain that fits, and that is said."""

import pytest

from engine.session import Session
from engine.spec import LayerSpec
from engine.trace import Cursor, Grain, Place, fitting_grain, fitting_step, update_shape
from tests.engine.experiments import experiment

WIDE = experiment(LayerSpec(units=500, activation="tanh"), LayerSpec(units=1, activation="sigmoid"))
SHAPE = update_shape(WIDE.network, 2)


@pytest.mark.parametrize(
    ("event", "asked", "fits", "why"),
    [
        (0, Grain.TERM, Grain.LAYER, "500 neurons"),
        (0, Grain.NEURON, Grain.LAYER, "500 neurons"),
        (1, Grain.TERM, Grain.NEURON, "502 terms"),
        (1, Grain.NEURON, Grain.NEURON, ""),
        (2, Grain.TERM, Grain.TERM, ""),
        (0, Grain.LAYER, Grain.LAYER, ""),
        (0, Grain.EPOCH, Grain.EPOCH, ""),
    ],
)
def test_the_next_grain_that_fits(event: int, asked: Grain, fits: Grain, why: str) -> None:
    found, sentence = fitting_grain(SHAPE, event, asked)
    assert found is fits
    assert (why in sentence) if why else sentence == ""


def test_the_event_is_that_of_the_step_forward_or_back() -> None:
    last = SHAPE.events - 1
    assert fitting_step(SHAPE, Place(0, 0), Grain.TERM)[0] is Grain.LAYER  # into layer 1
    assert fitting_step(SHAPE, Place(0, 1), Grain.TERM)[0] is Grain.NEURON  # into layer 2
    assert fitting_step(SHAPE, Place(0, 2, Cursor(0)), Grain.TERM)[0] is Grain.NEURON  # on in layer 2
    assert fitting_step(SHAPE, Place(0, 1), Grain.TERM, back=True)[0] is Grain.LAYER  # back over layer 1
    assert fitting_step(SHAPE, Place(1, 0), Grain.TERM, back=True) == fitting_grain(SHAPE, last, Grain.TERM)


def test_a_session_says_why_it_took_a_coarser_step() -> None:
    session = Session(WIDE)
    for _ in session.step(Grain.TERM):
        pass
    shown = session.snapshot()
    assert (shown.events_done, shown.cursor) == (1, None)
    assert "500 neurons" in shown.remark
    assert shown.explanation is not None
    for _ in session.step(Grain.LAYER):
        pass
    assert session.snapshot().remark == ""
