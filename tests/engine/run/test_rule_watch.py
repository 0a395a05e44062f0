"""The perceptron rule's end is noticed when it comes, said as it is, and is no end for who wants to go on."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.data import DataSet, Split, load
from engine.run import rule_watch
from engine.run.live_run import LiveRun
from engine.run.rule_watch import RuleWatch, rule_notice
from engine.run.trainer import Trainer
from engine.session import Session, data_info
from engine.spec import DataInfo, DataSpec, ExperimentSpec
from engine.spec.perceptron import CYCLE, with_perceptron_rule
from engine.trace import Grain


def rule_for(name: str) -> ExperimentSpec:
    data = DataSpec(name, validation_share=0.0)
    return with_perceptron_rule(ExperimentSpec(data=data), data_info(data))


def played(session: Session, rate: float | None = None) -> int:
    """How many updates the run plays before it ends by itself, at most 5,000."""
    before = session.updates
    for _ in session.play(rate):
        if session.updates - before >= 5000:
            break
    return session.updates - before


def points(seed: int) -> DataSet:
    """Six points with whole numbers as coordinates, in two classes that no line parts."""
    rng = np.random.default_rng(seed)
    x, y = rng.integers(-3, 4, (6, 2)).astype(float), (rng.choice([-1, 1], 6) > 0).astype(np.int64)
    info = DataInfo("binary", ("x", "y"), classes=("no", "yes"), training_count=6)
    spec = DataSpec("truth_xor", validation_share=0.0)
    return replace(load(spec), info=info, training=Split(x, y, np.arange(6)), ranges=((-3, 3),) * 2)


def notice(trainer: Trainer) -> str:
    return rule_notice(trainer.spec, trainer.run.data.info, trainer.latest)


def epochs(trainer: Trainer, count: int) -> list[np.ndarray]:
    """The weights at the ends of so many more epochs."""
    ends = []
    for _ in range(count):
        number = trainer.epoch.number
        while trainer.epoch.number == number:
            for _ in trainer.finish():
                pass
        ends.append(trainer.backend.network.weights.copy())
    return ends


@pytest.mark.parametrize("rate", [None, 1000.0, 4.0])
def test_an_epoch_without_a_mistake_ends_playing_and_is_no_problem(rate: float | None) -> None:
    session = Session(rule_for("iris_setosa"))
    assert played(session, rate) == 300
    assert session.history.history["mistakes"] == [5.0, 0.0]
    assert session.notice == session.snapshot().notice
    assert session.notice == (
        "A whole epoch without a mistake: the straight line parts the two classes, "
        "so the rule changes nothing any more."
    )
    assert session.problem == session.snapshot().problem == ""
    before = session.get_weights()
    session.train(3)
    assert all((old == new).all() for old, new in zip(before, session.get_weights(), strict=True))


def test_who_plays_on_is_not_stopped_again() -> None:
    session = Session(rule_for("truth_and"))
    assert played(session) == 9 * 4
    assert session.notice
    assert played(session) == 5000
    assert session.notice


def test_xor_comes_back_to_its_first_weights_and_says_why_that_never_ends() -> None:
    session = Session(rule_for("truth_xor"))
    first = session.get_weights()
    assert session.notice == ""
    assert played(session) == 4
    assert all((old == new).all() for old, new in zip(first, session.get_weights(), strict=True))
    assert session.notice == (
        "After an epoch the weights are back where they were. In the same order the same weights make the same "
        "mistakes, so this repeats for ever: no straight line parts the two classes."
    )


@pytest.mark.parametrize(("seed", "tail", "period"), [(2, 3, 4), (22, 9, 21), (40, 1, 1), (7, 0, 14)])
def test_a_longer_circle_is_noticed_when_it_closes_and_has_that_length(seed: int, tail: int, period: int) -> None:
    trainer = LiveRun(rule_for("truth_xor"), points(seed)).trainer
    epochs(trainer, tail + period - 1)
    assert notice(trainer) == ""
    (here,) = epochs(trainer, 1)
    assert trainer.latest[CYCLE] == period
    said = "After an epoch" if period == 1 else f"After {period} epochs"
    assert notice(trainer).startswith(said)
    later = epochs(trainer, period)
    assert [bool((weights == here).all()) for weights in later] == [False] * (period - 1) + [True]
    assert notice(trainer).startswith(said)


def test_in_changing_order_the_same_weights_prove_nothing() -> None:
    trainer = LiveRun(rule_for("truth_xor").with_training(shuffle=True), points(40)).trainer
    epochs(trainer, 300)
    assert notice(trainer) == ""


def test_in_changing_order_an_epoch_without_mistakes_still_ends_it() -> None:
    session = Session(rule_for("iris_setosa").with_training(shuffle=True))
    assert played(session) % 150 == 0
    assert "without a mistake" in session.notice


def test_several_units_and_other_numbers_of_inputs_are_spoken_of_as_they_are() -> None:
    three, one, two = rule_for("iris"), rule_for("iris_setosa"), rule_for("iris_petals")
    figures = {"mistakes": 0.0, CYCLE: 1.0}
    assert "each plane parts its class from the others" in rule_notice(three, load(three.data).info, figures)
    circle = {"mistakes": 3.0, CYCLE: 2.0}
    said = rule_notice(two, load(two.data).info, circle)
    assert "no straight line parts one of the classes from the others" in said
    single = DataInfo("binary", ("x",), classes=("no", "yes"))
    assert "the point parts the two classes" in rule_notice(one, single, figures)
    assert rule_notice(one.with_optimizer(name="adam"), single, figures) == ""
    assert rule_notice(one, single, {"mistakes": 0.0}) == ""


def test_an_edit_or_other_weights_take_the_notice_back_until_it_is_true_again() -> None:
    session = Session(rule_for("iris_setosa"))
    played(session)
    session.edit(session.spec.with_optimizer(learning_rate=0.5))
    assert session.notice == ""
    assert session.snapshot().latest["mistakes"] == 0.0
    assert played(session) == 150
    assert session.notice
    session.set_weights([np.array([[1.0], [1.0]]), np.array([0.0])])
    assert session.notice == ""
    played(session)
    assert session.notice


def test_weights_set_within_an_epoch_do_not_make_a_circle_of_what_is_none() -> None:
    session = Session(rule_for("truth_xor"))
    zeros = session.get_weights()
    for _ in range(3):
        session.train(updates=3)
        session.set_weights([w + 0.25 for w in zeros])
        session.train(updates=1)
        assert session.notice == ""


def test_an_epoch_begun_with_other_weights_is_no_proof_of_a_line() -> None:
    """Without a mistake in it, but half of it judged by other weights: those at its end do not part the classes."""
    session = Session(rule_for("truth_and"))
    session.set_weights([np.array([[1.0], [1.0]]), np.array([-5.0])])  # right but for the last example
    session.train(updates=3)
    session.set_weights([np.array([[1.0], [1.0]]), np.array([1.0])])  # right for the last example alone
    session.train(updates=1)
    assert session.history.history["mistakes"] == [0.0]
    assert session.notice == ""


def test_a_run_that_is_opened_again_says_it_again(tmp_path: Path) -> None:
    for name in ("iris_setosa", "truth_xor"):
        session = Session(rule_for(name))
        played(session)
        session.save(tmp_path / f"{name}.chainrule")
        opened = Session.open(tmp_path / f"{name}.chainrule")
        assert opened.notice == session.notice != ""
        opened.train(1)
        assert opened.notice == session.notice


@pytest.mark.parametrize("grain", [Grain.LAYER, Grain.PASS, Grain.BATCH, Grain.EPOCH])
def test_steps_of_every_grain_come_to_the_same_notice(grain: Grain) -> None:
    session = Session(rule_for("truth_xor"))
    while session.epochs == 0:
        assert session.notice == ""
        for _ in session.step(grain):
            pass
    assert session.notice.startswith("After an epoch the weights are back")


def test_the_same_weights_walked_again_from_a_state_inside_the_epoch_are_known() -> None:
    trainer = LiveRun(rule_for("truth_xor"), load(rule_for("truth_xor").data)).trainer
    for _ in range(2):
        for _ in trainer.finish():
            pass
    trainer.restore(trainer.state())
    for _ in range(2):
        for _ in trainer.finish():
            pass
    assert notice(trainer)


def test_a_long_run_forgets_rather_than_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule_watch, "MOST_EPOCHS", 30)
    trainer = LiveRun(rule_for("truth_xor"), points(22)).trainer
    epochs(trainer, 29)
    assert notice(trainer) == ""
    epochs(trainer, 40)
    assert trainer.latest[CYCLE] == 21
    assert len(trainer.watch._ends) <= 31


def test_other_training_is_not_watched() -> None:
    session = Session(rule_for("iris_setosa").with_optimizer(name="adam", learning_rate=0.1))
    session.train(30)
    assert min(session.history.history["mistakes"]) == 0.0
    assert session.notice == ""
    assert RuleWatch(session.spec).take_news() is False


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -3.0, 0.5, 1e300])
def test_a_circle_that_cannot_be_is_none(value: float) -> None:
    spec = rule_for("truth_xor")
    assert rule_notice(spec, load(spec.data).info, {"mistakes": 4.0, CYCLE: value}) == ""


def test_with_a_validation_part_it_speaks_of_the_training_part() -> None:
    session = Session(rule_for("iris_setosa").with_data(validation_share=0.4))
    played(session)
    assert "parts the two classes of the training part, so" in session.notice


def notices(session: Session, updates: range) -> list[str]:
    """What is said after so many updates, asked by going there."""
    said = []
    for update in updates:
        for _ in session.seek(update):
            pass
        said.append(session.snapshot().notice)
    return said


@pytest.mark.parametrize(("name", "first"), [("truth_xor", 4), ("truth_and", 36)])
def test_going_back_takes_the_notice_back_and_going_there_again_brings_it(name: str, first: int) -> None:
    session = Session(rule_for(name))
    said = []
    for _ in range(12 * 4):
        said.append(session.notice)
        session.train(updates=1)
    assert [bool(text) for text in said] == [update >= first for update in range(48)]
    assert notices(session, range(47, -1, -1)) == said[::-1]
    assert notices(session, range(0, 48, 5)) == said[::5]


def test_stepping_back_over_the_end_of_the_epoch_and_forth_again() -> None:
    session = Session(rule_for("truth_xor"))
    for _ in range(4):
        for _ in session.step(Grain.BATCH):
            pass
    assert session.notice
    for _ in session.back(Grain.BATCH):
        pass
    assert session.notice == ""
    for _ in session.step(Grain.BATCH):
        pass
    assert session.notice
    for _ in session.back(Grain.EPOCH):
        pass
    assert session.notice == ""
    assert played(session) == 4, "the same end ends it again"
    assert session.notice


def test_a_branch_has_notices_of_its_own_and_the_old_course_keeps_its_own() -> None:
    session = Session(rule_for("iris_setosa"))
    played(session)
    for _ in session.seek(20):
        pass
    assert session.notice == ""
    session.set_weights([np.array([[-9.0], [4.0]]), np.array([0.5])])
    session.train(updates=130)
    assert session.history.history["mistakes"][0] > 0
    assert session.notice == ""
    branch = session.timeline.branches[0]
    for _ in session.switch(branch.id):
        pass
    for _ in session.seek(300):
        pass
    assert session.notice
    for _ in session.seek(299):
        pass
    assert session.notice == ""
