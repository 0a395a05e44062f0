"""A whole window on a real session, off screen."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from engine.session import Session
from engine.spec import ExperimentSpec
from gui.app.start import make_bench
from gui.app.workbench import Workbench
from gui.editors.leave_sheet import LeaveSheet
from gui.theme.current import ThemeSwitch
from tests.engine.experiments import experiment

MakeBench = Callable[[ExperimentSpec | Session], Workbench]


def leave(bench: Workbench) -> None:
    """Close the window, whatever is in no file."""
    bench.window.close()
    for sheet in bench.window.findChildren(LeaveSheet):
        sheet.leave.click()


@pytest.fixture
def open_bench(qtbot: QtBot, themes: ThemeSwitch) -> Iterator[MakeBench]:
    """Opens the window on an experiment and waits until it shows its numbers."""
    benches: list[Workbench] = []

    def opened(spec: ExperimentSpec | Session) -> Workbench:
        bench = make_bench(spec if isinstance(spec, Session) else Session(spec), themes)
        benches.append(bench)
        bench.window.show()
        bench.window.activateWindow()
        qtbot.waitUntil(lambda: bench.player.idle)
        return bench

    yield opened
    for bench in benches:
        leave(bench)
        bench.window.deleteLater()
        bench.deleteLater()


@pytest.fixture
def bench(open_bench: MakeBench) -> Workbench:
    """A network 2-3-1 on 60 points of a circle, at rest."""
    return open_bench(experiment())
