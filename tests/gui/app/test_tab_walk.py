"""Tab alone leads through the whole window, part by part as the eye goes, to everything that can be reached."""

import gc
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from engine.presets import experiment_session
from gui.app.workbench import Workbench
from gui.widgets.borders import Border
from gui.widgets.tab_order import first_stop
from tests.gui.app.conftest import MakeBench
from tests.gui.app.doors import DOORS, behind
from tests.gui.app.test_keys import press

KINDS = ("xor", "iris-all", "sine", "digits", "wine")
BORDERS = (
    "Border between data and network", "Border between network and plots", "Border between output and loss",
    "Border over the foot",
)  # fmt: skip
PAGES = ("examples", "weights", "history", "try", "batch", "points")


def walked(bench: Workbench) -> list[QWidget]:
    """All that Tab visits in the window, once around."""
    bench.window.setFocus()
    return once_around(bench)


def once_around(bench: Workbench) -> list[QWidget]:
    """All that Tab visits from where the focus is."""
    seen: list[QWidget] = []
    while len(seen) < 200:
        press(bench, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        if focused in seen:
            assert focused is seen[0]
            return seen
        seen.append(focused)
    pytest.fail("Tab does not come round")


def left_out(root: QWidget, seen: list[QWidget]) -> list[str]:
    """What takes Tab in a window and can be seen, but is not visited; of a group one is enough."""
    groups = {each.group() for each in seen if isinstance(each, QAbstractButton)} - {None}
    return [
        each.accessibleName()
        for each in root.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible() and each.isEnabled()
        if each.window() is root and each.focusProxy() is None and each not in seen
        if not (isinstance(each, QAbstractButton) and each.group() in groups)
    ]


def check_walk(bench: Workbench) -> None:
    window, seen = bench.window, walked(bench)
    assert left_out(window, seen) == []
    parts = (window.menuBar(), window.transport, window.data, window.training, window.network)
    parts += (window.output_card, window.loss, window.foot, window.time_line)
    inside = [each for each in seen if not isinstance(each, Border)]
    met = [next(place for place, part in enumerate(parts) if part.isAncestorOf(each)) for each in inside]
    assert met == sorted(met)
    borders = [each.accessibleName() for each in seen if isinstance(each, Border)]
    assert borders == [name for name in BORDERS if name in borders]
    for part in (window.transport, window.training, window.time_line):
        places = [each.mapTo(window, QPoint(0, 0)).x() for each in seen if part.isAncestorOf(each)]
        assert places == sorted(places)


def test_what_tab_has_visited_outlives_the_collector(bench: Workbench, qtbot: QtBot) -> None:
    walked(bench)
    gc.collect()
    gone = [part for part in parts_of(bench.window.data) if not shiboken6.isValid(part)]
    assert not gone
    before = bench.document.spec
    bench.document.edit("Units", before.with_layer(0, units=5))
    qtbot.waitUntil(lambda: bench.player.idle and bench.last_snapshot.spec == bench.document.spec)
    assert bench.document.spec.network.layers[0].units == 5


def parts_of(panel: QWidget) -> list[QWidget]:
    """The widgets that a panel knows by name."""
    return [part for part in vars(panel).values() if isinstance(part, QWidget)]


@pytest.mark.parametrize("kind", KINDS)
def test_tab_visits_every_control_in_the_order_of_the_parts(kind: str, open_bench: MakeBench) -> None:
    check_walk(open_bench(experiment_session(kind)))


@pytest.mark.parametrize("page", PAGES)
def test_what_is_built_late_is_visited_where_it_stands(page: str, bench: Workbench, qtbot: QtBot) -> None:
    bench.window.actions_by_id[page].trigger()
    qtbot.waitUntil(lambda: bench.player.idle)
    QApplication.processEvents()
    check_walk(bench)


def test_the_data_set_there_is_is_where_tab_enters_the_grid(open_bench: MakeBench) -> None:
    bench = open_bench(experiment_session("xor"))
    names = [each.accessibleName() for each in walked(bench)]
    assert "XOR clouds" in names
    assert "Circle" not in names


@pytest.mark.parametrize("name", DOORS)
def test_tab_visits_every_control_of_a_popover_or_sheet(
    name: str, open_bench: MakeBench, qtbot: QtBot, tmp_path: Path
) -> None:
    with behind(name, open_bench, qtbot, tmp_path) as (bench, sheet):
        qtbot.waitUntil(lambda: first_stop(sheet) is not None)
        stop = first_stop(sheet)
        assert stop is not None
        sheet.activateWindow()
        stop.setFocus()
        qtbot.waitUntil(stop.hasFocus)
        assert left_out(sheet, once_around(bench)) == []
