"""Points by hand in the real window, by real mouse events: drawn, trained on, moved, deleted, all of it undone."""

import sys
from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.spec import OWN_POINTS, ExperimentSpec, LayerSpec, OwnPoints
from gui.app.workbench import Workbench
from gui.bridge.process import SWITCH_SECONDS
from gui.plots.hand.edits import COPIED
from gui.plots.hint_item import HintItem
from tests.engine.experiments import experiment
from tests.gui.app.conftest import MakeBench
from tests.gui.plots.planted import spot

LEFT = Qt.MouseButton.LeftButton
CORNERS = ((-3.0, -3.0), (-3.0, 3.0), (3.0, -3.0), (3.0, 3.0))


@pytest.fixture(autouse=True)
def _as_in_the_program() -> Iterator[None]:
    """The window gets its turn while the engine trains flat out, as the program sees to it when it starts."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_SECONDS)
    yield
    sys.setswitchinterval(before)


def points_of(bench: Workbench) -> OwnPoints:
    return OwnPoints.of(bench.document.spec.data)


def hint_of(bench: Workbench) -> str:
    found = [i for i in bench.window.boundary.canvas.view.childGroup.childItems() if isinstance(i, HintItem)]
    return found[0].sentence() if found else ""


def on(bench: Workbench, place: tuple[float, float]) -> QPoint:
    return spot(bench.window.boundary, *place)


def click(bench: Workbench, place: tuple[float, float]) -> None:
    QTest.mouseClick(bench.window.boundary.canvas.viewport(), LEFT, pos=on(bench, place))


def drag(bench: Workbench, way: Sequence[tuple[float, float]], let_go: bool = True) -> None:
    viewport = bench.window.boundary.canvas.viewport()
    QTest.mousePress(viewport, LEFT, pos=on(bench, way[0]))
    for place in way[1:]:
        QTest.mouseMove(viewport, on(bench, place))
    if let_go:
        QTest.mouseRelease(viewport, LEFT, pos=on(bench, way[-1]))


def hand(bench: Workbench, tool: str) -> None:
    bench.window.actions_by_id[f"points_{tool}"].trigger()
    QTest.qWait(1)


def chip(bench: Workbench, index: int) -> None:
    found = bench.plotting.hands.hand
    assert found is not None
    QTest.mouseClick(found.bar.labels._group.buttons()[index], LEFT)


def settle(qtbot: QtBot, bench: Workbench) -> None:
    qtbot.waitUntil(lambda: bench.player.idle)


def test_xor_drawn_by_hand_is_learned_moved_and_undone(qtbot: QtBot, open_bench: MakeBench) -> None:
    spec = experiment(LayerSpec(6, "tanh"), LayerSpec(1, "sigmoid"), optimizer="adam")
    bench = open_bench(spec)
    hand(bench, "add")
    weights = bench.last_snapshot.layers[0].kernel.copy()
    bench.plotting.hands.hand.bar.clear.click()
    assert (len(points_of(bench)), bench.undo_stack.undoText()) == (0, "Delete all points")
    assert hint_of(bench) == "There are no points yet. Add some, and training can begin."
    bench.window.actions_by_id["play"].trigger()
    assert not bench.player.playing
    assert bench.window.toast.message() == hint_of(bench)
    for index, place in enumerate(CORNERS):
        chip(bench, int(place[0] * place[1] > 0))
        click(bench, place)
        assert len(points_of(bench)) == index + 1
        if index == 0:
            assert "All points are “disc” so far" in hint_of(bench)
    assert hint_of(bench) == ""
    np.testing.assert_allclose(points_of(bench).x, CORNERS, atol=0.1)
    assert points_of(bench).y.tolist() == [1, 0, 0, 1]
    settle(qtbot, bench)
    np.testing.assert_array_equal(bench.last_snapshot.layers[0].kernel, weights)
    bench.window.actions_by_id["play"].trigger()
    qtbot.waitUntil(lambda: bench.last_snapshot.latest.get("accuracy") == 1.0, timeout=20_000)
    qtbot.waitUntil(lambda: bench.last_snapshot.latest.get("loss", 9.0) < 0.05, timeout=20_000)
    bench.window.actions_by_id["play"].trigger()
    settle(qtbot, bench)
    hand(bench, "move")
    drag(bench, [CORNERS[3], (2.0, 2.0), (1.0, 4.0)])
    np.testing.assert_allclose(points_of(bench).x[3], (1.0, 4.0), atol=0.1)
    assert bench.undo_stack.undoText() == "Move a point"
    while bench.undo_stack.canUndo():
        bench.undo_stack.undo()
        settle(qtbot, bench)
    assert bench.document.spec == spec
    settle(qtbot, bench)
    assert bench.last_snapshot.spec == spec


def test_the_first_touch_copies_the_set_and_keeps_the_run(qtbot: QtBot, bench: Workbench) -> None:
    bench.window.actions_by_id["grain_batch"].trigger()
    bench.window.actions_by_id["step"].trigger()
    settle(qtbot, bench)
    before = bench.last_snapshot
    hand(bench, "add")
    click(bench, (0.0, 5.5))
    settle(qtbot, bench)
    after = bench.last_snapshot
    assert (bench.document.spec.data.name, len(points_of(bench))) == (OWN_POINTS, 61)
    assert after.update == before.update > 0
    np.testing.assert_array_equal(after.layers[0].kernel, before.layers[0].kernel)
    assert bench.window.toast.message() == COPIED
    bench.window.toast.close_message()
    click(bench, (0.5, 5.5))
    assert bench.window.toast.message() != COPIED, "it is said once"
    assert bench.undo_stack.count() == 2


def test_a_stroke_of_the_brush_is_one_step(qtbot: QtBot, bench: Workbench) -> None:
    hand(bench, "brush")
    found = bench.plotting.hands.hand
    found.bar.rate.edited.emit(200.0)
    found.bar.rate.show_value(200.0)
    drag(bench, [(0.0, 5.0), (1.0, 5.0)], let_go=False)
    qtbot.waitUntil(lambda: bench.document.spec.data.name == OWN_POINTS and len(points_of(bench)) > 75)
    assert found.busy
    QTest.mouseRelease(bench.window.boundary.canvas.viewport(), LEFT, pos=on(bench, (1.0, 5.0)))
    count = len(points_of(bench)) - 60
    assert bench.undo_stack.undoText() == f"Brush {count} points"
    assert bench.undo_stack.count() == 1
    near = np.hypot(*(points_of(bench).x[60:] - [0.5, 5.0]).T)
    assert near.max() < 3.0
    bench.undo_stack.undo()
    assert bench.document.spec.data.name == "circle"


def test_what_a_lasso_holds_is_moved_and_deleted(qtbot: QtBot, open_bench: MakeBench) -> None:
    bench = open_bench(experiment(data="truth_xor"))
    hand(bench, "move")
    drag(bench, [(-0.3, -0.3), (-0.3, 1.3), (0.4, 1.3), (0.4, -0.3)])
    drag(bench, [(0.0, 0.0), (0.2, 0.1), (0.4, 0.1)])
    moved = points_of(bench)
    np.testing.assert_allclose(moved.x, [[0.4, 0.1], [0.4, 1.1], [1.0, 0.0], [1.0, 1.0]], atol=0.03)
    assert bench.undo_stack.undoText() == "Move 2 points"
    bench.window.actions_by_id["points_remove"].trigger()
    assert points_of(bench).y.tolist() == [1, 0]
    bench.undo_stack.undo()
    hand(bench, "erase")
    click(bench, (1.0, 1.0))
    assert (points_of(bench).y.tolist(), bench.undo_stack.undoText()) == ([0, 1, 1], "Delete a point")
    drag(bench, [(0.4, 0.1), (0.4, 0.6), (0.4, 1.1)])
    assert (points_of(bench).y.tolist(), bench.undo_stack.undoText()) == ([1], "Delete 2 points")
    assert "All points are" in hint_of(bench)
    bench.undo_stack.undo()
    assert hint_of(bench) == ""


def test_a_third_class_makes_the_output_follow(qtbot: QtBot, bench: Workbench) -> None:
    hand(bench, "add")
    bench.plotting.hands.hand.bar.class_asked.emit()
    spec = bench.document.spec
    assert (spec.network.layers[-1].units, spec.network.layers[-1].activation) == (3, "softmax")
    click(bench, (5.0, 5.0))
    assert points_of(bench).y[-1] == 2, "what is drawn next is of the new class"
    settle(qtbot, bench)
    assert len(bench.last_snapshot.layers[-1].bias) == 3
    bench.undo_stack.undo()
    bench.undo_stack.undo()
    assert bench.document.spec == experiment()


def test_training_waits_and_goes_on(qtbot: QtBot, bench: Workbench) -> None:
    hand(bench, "add")
    bench.window.actions_by_id["play"].trigger()
    qtbot.waitUntil(lambda: bench.last_snapshot.update > 3)
    bench.plotting.hands.hand.bar.clear.click()
    assert not bench.player.playing
    click(bench, (1.0, 1.0))
    assert not bench.player.playing
    chip(bench, 1)
    click(bench, (-1.0, 1.0))
    assert bench.player.playing
    qtbot.waitUntil(lambda: bench.last_snapshot.spec == bench.document.spec)
    bench.window.actions_by_id["play"].trigger()


@pytest.mark.parametrize("data", ["sine", "plane"])
def test_numbers_by_hand(data: str, qtbot: QtBot, open_bench: MakeBench) -> None:
    spec = experiment(LayerSpec(3, "tanh"), LayerSpec(1, "linear"), data=data, loss="mean_squared_error")
    bench = open_bench(spec)
    hand(bench, "add")
    if data == "sine":
        click(bench, (1.0, 0.25))
        assert (points_of(bench).x[-1, 0], points_of(bench).y[-1, 0]) == pytest.approx((1.0, 0.25), abs=0.03)
        drag(bench, [(-2.0, 0.0), (-1.0, 0.5)])
        assert (points_of(bench).x[-1, 0], points_of(bench).y[-1, 0]) == pytest.approx((-1.0, 0.5), abs=0.03)
    else:
        bench.plotting.hands.hand.bar.labels.show_value(0.4)
        click(bench, (2.0, 5.0))
        np.testing.assert_allclose(points_of(bench).x[-1], (2.0, 5.0), atol=0.1)
        assert points_of(bench).y[-1, 0] == 0.4
        drag(bench, [(2.0, -5.0), (2.0, -3.0)])
        np.testing.assert_allclose(points_of(bench).x[-1], (2.0, -5.0), atol=0.1)
        assert points_of(bench).y[-1, 0] > 0.5, "the way upwards is its value"
        wheel(bench, (2.0, -5.0))
        assert points_of(bench).y[-1, 0] > 0.5
        assert bench.undo_stack.undoText() == "Another value for a point"


def wheel(bench: Workbench, place: tuple[float, float]) -> None:
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    viewport, at = bench.window.boundary.canvas.viewport(), on(bench, place)
    nothing, none = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.NoButton
    event = QWheelEvent(QPointF(at), QPointF(viewport.mapToGlobal(at)), QPoint(), QPoint(0, 120), none, nothing,
                        Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(viewport, event)


def test_escape_lets_go_of_the_tool_and_then_of_the_tools(bench: Workbench) -> None:
    hand(bench, "brush")
    QTest.keyClick(bench.window, Qt.Key.Key_Escape)
    assert (bench.plotting.hands.on, bench.plotting.hands.hand.tool) == (True, "look")
    asked: list[tuple[float, float]] = []
    bench.window.boundary.pointed.connect(lambda x, y: asked.append((x, y)))
    click(bench, (0.0, 0.0))
    assert len(asked) == 1
    QTest.keyClick(bench.window, Qt.Key.Key_Escape)
    assert not bench.plotting.hands.on


def test_points_of_four_inputs_are_set_in_the_slice(qtbot: QtBot, open_bench: MakeBench) -> None:
    spec: ExperimentSpec = experiment(LayerSpec(3), LayerSpec(3, "softmax"), data="iris",
                                      loss="categorical_crossentropy")  # fmt: skip
    bench = open_bench(spec)
    bench.view.update(held=((0, 5.5),))
    settle(qtbot, bench)
    mean = bench.window.boundary.points.means[1]
    hand(bench, "add")
    settle(qtbot, bench)
    click(bench, (4.0, 1.5))
    np.testing.assert_allclose(points_of(bench).x[-1], (5.5, mean, 4.0, 1.5), atol=0.1)


def test_a_point_is_added_without_a_mouse(qtbot: QtBot, bench: Workbench) -> None:
    hand(bench, "add")
    canvas = bench.window.boundary.canvas
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert bench.document.spec.data.name == "circle", "there is no mark yet"
    for _ in range(4):
        QTest.keyClick(canvas, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
        settle(qtbot, bench)
    mark = bench.window.boundary.asked.prediction
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    np.testing.assert_allclose(points_of(bench).x[-1], (mark.x, mark.y), atol=0.05)


def test_a_run_that_waits_does_not_travel_and_goes_on_when_all_is_undone(qtbot: QtBot, bench: Workbench) -> None:
    hand(bench, "add")
    bench.window.actions_by_id["play"].trigger()
    qtbot.waitUntil(lambda: bench.last_snapshot.update > 5)
    bench.plotting.hands.hand.bar.clear.click()
    settle(qtbot, bench)
    for action in ("step", "back", "reset", "play"):
        bench.window.toast.close_message()
        bench.window.actions_by_id[action].trigger()
        assert bench.window.toast.message() == hint_of(bench) != ""
    bench.window.actions_by_id["undo"].trigger()
    assert (hint_of(bench), bench.document.spec, bench.player.playing) == ("", experiment(), True)
    bench.window.actions_by_id["play"].trigger()
    settle(qtbot, bench)
