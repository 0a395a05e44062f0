"""A schedule that has used its rate up is said over the network, wherever in time that is, and mended by a button."""

from pytestqt.qtbot import QtBot

from engine.spec import PartSpec
from engine.spec.parameters import Parameters
from engine.trace import Grain
from gui.app.advising import Advising
from gui.app.workbench import Workbench
from gui.editors.advice_line import AdviceLine
from tests.engine.experiments import experiment
from tests.gui.app.conftest import MakeBench
from tests.gui.app.test_advising import press, settled

SPENT = "Training: cosine decay has brought the learning rate down to 0"


def opened(open_bench: MakeBench, qtbot: QtBot, schedule: PartSpec) -> tuple[Workbench, AdviceLine]:
    """A window after ten updates under a schedule."""
    bench = open_bench(experiment().with_optimizer(schedule=schedule))
    qtbot.waitUntil(lambda: bool(bench.findChildren(Advising)) and bench.player.idle)
    for made in range(1, 11):
        bench.player.step(Grain.BATCH)
        qtbot.waitUntil(lambda made=made: bench.player.idle and bench.last_snapshot.update == made)
    bench.player.seek(10)  # at rest behind the last of them
    qtbot.waitUntil(lambda: bench.player.idle and bench.last_snapshot.iterations == 10)
    return bench, bench.findChildren(Advising)[0].line


def test_a_schedule_chosen_too_late_is_said_at_once_and_stretched(open_bench: MakeBench, qtbot: QtBot) -> None:
    bench, line = opened(open_bench, qtbot, PartSpec("constant"))
    late = PartSpec("cosine_decay", Parameters(decay_steps=8))
    bench.document.edit("Schedule: Cosine decay", bench.document.spec.with_optimizer(schedule=late))
    assert line.text().startswith(SPENT)
    settled(bench, qtbot)
    press(line, "Stretch it to T = 20", qtbot)
    assert bench.undo_stack.undoText() == "Stretch it to T = 20"
    assert line.isHidden()
    settled(bench, qtbot)
    assert bench.last_snapshot.learning_rate > 0.0
    bench.undo_stack.undo()
    assert line.text().startswith(SPENT)
    settled(bench, qtbot)


def test_it_comes_with_the_update_that_ends_the_schedule_and_goes_with_time(
    open_bench: MakeBench, qtbot: QtBot
) -> None:
    bench, line = opened(open_bench, qtbot, PartSpec("cosine_decay", Parameters(decay_steps=10)))
    assert line.text().startswith(SPENT)
    bench.player.seek(4)
    qtbot.waitUntil(lambda: bench.player.idle and bench.last_snapshot.update == 4)
    assert line.isHidden()
    bench.player.seek(10)
    qtbot.waitUntil(lambda: bench.player.idle and bench.last_snapshot.update == 10)
    assert line.text().startswith(SPENT)


def test_another_optimizer_begins_its_schedule_anew(open_bench: MakeBench, qtbot: QtBot) -> None:
    bench, line = opened(open_bench, qtbot, PartSpec("cosine_decay", Parameters(decay_steps=10)))
    assert line.text().startswith(SPENT)
    bench.document.edit("Optimizer: Adam", bench.document.spec.with_optimizer(name="adam", parameters=Parameters()))
    assert line.isHidden()
    settled(bench, qtbot)
    assert line.isHidden()
