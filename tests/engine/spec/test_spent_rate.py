"""A schedule that has come to its end is said, with ways out by which the run learns again."""

from collections.abc import Mapping

import pytest

from engine.catalog import schedules
from engine.session import Session
from engine.spec import ExperimentSpec, PartSpec, problems
from engine.spec.advice import spent_rate
from engine.spec.parameters import Parameters
from engine.spec.rates import rate_after
from tests.engine.experiments import experiment


def scheduled(name: str, **parameters: float) -> ExperimentSpec:
    return experiment().with_optimizer(learning_rate=0.3, schedule=PartSpec(name, Parameters(parameters)))


def test_the_end_of_a_schedule_is_said_in_the_moment_it_comes() -> None:
    cosine = scheduled("cosine_decay", decay_steps=1000)
    assert not list(spent_rate(cosine, 900))
    (said,) = spent_rate(cosine, 1000)
    assert str(said) == (
        "Training: cosine decay has brought the learning rate down to 0: next to nothing is learned any more."
    )
    assert [fix.text for fix in said.fixes] == ["Stretch it to T = 2,000", "Constant rate"]
    assert said.fixes[1].spec.training.optimizer.schedule == PartSpec("constant")
    assert not list(spent_rate(scheduled("cosine_decay", decay_steps=1000, alpha=0.01), 10**6))


def test_a_constant_rate_is_never_spent_however_small() -> None:
    assert not list(spent_rate(experiment().with_optimizer(learning_rate=1e-9), 10**9))


@pytest.mark.parametrize("name", [name for name in schedules.names() if name != "constant"])
@pytest.mark.parametrize(
    "extreme",
    [{}, {"decay_rate": 0.0}, {"decay_rate": 1e-6}, {"decay_rate": 1e6}],
    ids=["usual", "none left", "little left", "a large divisor"],
)
@pytest.mark.parametrize("made", [3, 1_234, 10**7, 10**9])
def test_every_way_out_gives_back_a_rate_to_learn_by(name: str, extreme: Mapping[str, float], made: int) -> None:
    known = {each.name: each for each in schedules[name].parameters}
    fitting = {key: value for key, value in extreme.items() if key in known and value <= known[key].high}
    spec = scheduled(name, decay_steps=1.0, **fitting)
    if problems(spec):
        pytest.skip("no such parameters")
    for said in spent_rate(spec, made):
        for fix in said.fixes:
            assert not problems(fix.spec)
            assert rate_after(fix.spec.training.optimizer, made) >= 0.03
            assert not list(spent_rate(fix.spec, made))


def test_steps_that_cannot_be_longer_leave_the_constant_rate() -> None:
    (said,) = spent_rate(scheduled("cosine_decay", decay_steps=1000), 10**9)
    assert [fix.text for fix in said.fixes] == ["Constant rate"]


def test_a_plan_is_warned_of_where_half_of_it_is_in_vain() -> None:
    cosine = scheduled("cosine_decay", decay_steps=1000)
    assert not list(spent_rate(cosine, 0, planned=1_900))
    (said,) = spent_rate(cosine, 0, planned=2_400)
    assert said.reason.startswith("in the first half of these 2,400 updates cosine decay brings the learning rate")
    assert said.fixes[0].text == "Stretch it to T = 3,000"
    assert rate_after(said.fixes[0].spec.training.optimizer, 2_400) > 0.0


def test_the_way_out_lets_a_run_that_stood_still_learn_again() -> None:
    session = Session(scheduled("cosine_decay", decay_steps=5))
    session.train(updates=6)
    still = session.get_weights()
    session.train(updates=1)
    moved = session.get_weights()
    assert all((one == other).all() for one, other in zip(still, moved, strict=True))
    (said,) = spent_rate(session.spec, session.state().iterations)
    session.edit(said.fixes[0].spec)
    session.train(updates=1)
    assert any((one != other).any() for one, other in zip(moved, session.get_weights(), strict=True))
