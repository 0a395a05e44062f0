"""Every schedule against Keras's class of it, and its formula against what it computes."""

import math
from types import ModuleType

import pytest

from engine.catalog import schedules
from engine.catalog.parameter import defaults
from engine.explain.letters import symbol_of
from engine.formula import Constant, Expr, Quantity, evaluate, parse

STEPS = (0, 1, 9, 10, 11, 25, 40, 41, 1000)
CHANGES = {"decay_steps": 10.0, "decay_rate": 0.25, "alpha": 0.125}  # exact in float32 too, as which Keras reads them


def settings(name: str) -> list[dict[str, float]]:
    """Short enough to end within the steps, with each other parameter as usual and changed."""
    known = defaults(schedules[name].parameters)
    short = known | {key: CHANGES[key] for key in known if key == "decay_steps"}
    return [short, {key: CHANGES[key] for key in known}]


@pytest.mark.parametrize("name", [s.name for s in schedules if s.keras_name])
def test_a_schedule_is_keras_one_at_every_update(name: str, keras: ModuleType) -> None:
    schedule = schedules[name]
    first = keras.ops.convert_to_tensor(0.3, "float64")  # a plain number it would take as float32
    for given in settings(name):
        theirs = getattr(keras.optimizers.schedules, schedule.keras_name)(first, **given, **schedule.keras_settings)
        for step in STEPS:
            assert schedule.at(0.3, step, given) == pytest.approx(float(theirs(step)), rel=1e-12, abs=1e-15), step


@pytest.mark.parametrize("name", schedules.names())
def test_a_schedules_formula_is_what_it_computes(name: str) -> None:
    schedule = schedules[name]
    for given in settings(name):
        for step in STEPS:
            letters: dict[str, Quantity | Expr] = {
                key: Quantity(symbol_of(key), value)
                for key, value in {**given, "eta_0": 0.3, "k": float(step)}.items()
            }
            line = parse(schedule.expression, {**letters, "pi": Constant(math.pi, "π")})
            assert evaluate(line) == pytest.approx(schedule.at(0.3, step, given), rel=1e-15)


def test_only_the_constant_schedule_never_changes_the_rate() -> None:
    for schedule in schedules:
        moves = schedule.at(0.3, 0, {}) != schedule.at(0.3, 5000, {})
        assert moves == (schedule.name != "constant")
