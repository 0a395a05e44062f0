"""Weights changed in the window: dragged, typed, by key and by menu, taken back one by one."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from gui.app.workbench import Workbench
from gui.network_view.scene import EdgeRef
from gui.network_view.weight_card import WeightCard
from tests.gui.clicks import double_click

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier



def settle(bench: Workbench, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bench.player.idle)


def weight(bench: Workbench, layer: int = 0, source: int = 0, neuron: int = 0) -> float:
    assert bench.last_snapshot is not None
    return float(bench.last_snapshot.layers[layer].kernel[source, neuron])


def all_weights(bench: Workbench) -> list[np.ndarray]:
    assert bench.last_snapshot is not None
    return [part for numbers in bench.last_snapshot.layers for part in (numbers.kernel, numbers.bias)]


def point_of(bench: Workbench, edge: EdgeRef) -> QPoint:
    """A place on the canvas where just this edge lies."""
    canvas = bench.window.network.canvas
    scene = canvas.scene
    assert scene is not None
    curve = scene.layout.curve(edge.layer, edge.source, edge.target)
    for share in (0.2, 0.3, 0.7, 0.8, 0.4, 0.6):
        x, y = curve.at(share)
        point = QPoint(round(scene.dx + x * scene.scale), round(scene.dy + y * scene.scale))
        QTest.mouseMove(canvas, point + QPoint(0, 60))
        QTest.mouseMove(canvas, point)
        if canvas.weight_at(point.toPointF()) == (edge.layer, edge.source, edge.target):
            return point
    pytest.fail("the edge cannot be pointed at")


def drag(bench: Workbench, start: QPoint, *by: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
    canvas = bench.window.network.canvas
    QTest.mousePress(canvas, LEFT, keys, start)
    for step in by:
        move(bench, start + step, keys)
    QTest.mouseRelease(canvas, LEFT, keys, start + by[-1])


def move(bench: Workbench, to: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent

    canvas = bench.window.network.canvas
    place = QPointF(to)
    event = QMouseEvent(QEvent.Type.MouseMove, place, canvas.mapToGlobal(place), Qt.MouseButton.NoButton, LEFT, keys)
    QApplication.sendEvent(canvas, event)


def test_a_drag_up_raises_a_weight_in_one_step_and_nothing_else(bench: Workbench, qtbot: QtBot) -> None:
    before = all_weights(bench)
    point = point_of(bench, EdgeRef(0, 0, 0))
    canvas = bench.window.network.canvas
    QTest.mousePress(canvas, LEFT, NONE, point)
    seen = []
    for up in (6, 30, 60, 90):
        move(bench, point - QPoint(0, up))
        settle(bench, qtbot)
        seen.append(weight(bench))
    assert seen == sorted(set(seen))
    QTest.mouseRelease(canvas, LEFT, NONE, point - QPoint(0, 90))
    assert weight(bench) == pytest.approx(round(before[0][0, 0], 2) + 0.3)
    others = [(a != b).sum() for a, b in zip(all_weights(bench), before, strict=True)]
    assert others == [1, 0, 0, 0]
    assert bench.undo_stack.count() == 1
    assert bench.undo_stack.undoText() == "Weight x₁ → 1 in layer 1"
    assert bench.document.dirty
    bench.undo_stack.undo()
    settle(bench, qtbot)
    for a, b in zip(all_weights(bench), before, strict=True):
        np.testing.assert_array_equal(a, b)
    assert bench.last_snapshot is not None
    assert bench.last_snapshot.timeline is not None
    assert bench.last_snapshot.timeline.marks == ()
    bench.undo_stack.redo()
    settle(bench, qtbot)
    assert weight(bench) == seen[-1]


def test_a_drag_with_shift_is_larger_and_a_second_one_another_step(bench: Workbench, qtbot: QtBot) -> None:
    start = weight(bench)
    point = point_of(bench, EdgeRef(0, 0, 0))
    drag(bench, point, QPoint(0, 6), QPoint(0, 30), keys=Qt.KeyboardModifier.ShiftModifier)
    settle(bench, qtbot)
    assert weight(bench) == pytest.approx(round(start, 2) - 1.0)
    drag(bench, point_of(bench, EdgeRef(0, 0, 0)), QPoint(0, -6), QPoint(0, -30))
    settle(bench, qtbot)
    assert bench.undo_stack.count() == 2


def test_a_drag_sideways_still_moves_the_picture(bench: Workbench, qtbot: QtBot) -> None:
    point = point_of(bench, EdgeRef(0, 0, 0))
    scene = bench.window.network.canvas.scene
    assert scene is not None
    dx, value = scene.dx, weight(bench)
    drag(bench, point, QPoint(8, 2), QPoint(40, 30))
    settle(bench, qtbot)
    assert bench.window.network.canvas.scene is not None
    assert bench.window.network.canvas.scene.dx != dx
    assert weight(bench) == value
    assert bench.undo_stack.count() == 0


def card_of(bench: Workbench) -> WeightCard:
    card = bench.window.findChild(WeightCard)
    assert card is not None
    assert card.isVisible()
    return card


def test_a_double_click_opens_a_field_that_takes_a_fraction(bench: Workbench, qtbot: QtBot) -> None:
    asked: list[object] = []
    bench.window.network.asked.connect(asked.append)
    point = point_of(bench, EdgeRef(0, 1, 2))
    QTest.mouseClick(bench.window.network.canvas, LEFT, NONE, point)
    assert asked == [(0, 1, 2)], "one click asks where it comes from, as ever"
    double_click(bench.window.network.canvas, point)
    field = card_of(bench).field
    assert field.hasFocus()
    assert field.value() == weight(bench, 0, 1, 2)
    QTest.keyClicks(field, "-1/3")
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle(bench, qtbot)
    assert weight(bench, 0, 1, 2) == -1 / 3
    assert not bench.window.findChild(WeightCard).isVisible()  # type: ignore[union-attr]


def test_what_was_refused_while_it_trains_stays_to_be_mended(bench: Workbench, qtbot: QtBot) -> None:
    bench.player.play()
    bench.window.network.hand.open((0, 1, 2))
    field = card_of(bench).field
    QTest.keyClicks(field, "1/0")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert bench.last_snapshot is not None
    update = bench.last_snapshot.update
    qtbot.waitUntil(lambda: bench.last_snapshot.update > update + 20)
    assert (field.text(), field.refusal() != "") == ("1/0", True)
    assert "not a number" in bench.window.toast.message()
    field.selectAll()
    QTest.keyClicks(field, "1/4")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert bench.undo_stack.undoText() == "Weight x₂ → 3 in layer 1"
    bench.player.pause()
    settle(bench, qtbot)


def test_the_arrows_walk_delete_is_zero_and_one_visit_is_one_step(bench: Workbench, qtbot: QtBot) -> None:
    start = weight(bench, 0, 1, 2)
    QTest.mouseMove(bench.window.network.canvas, point_of(bench, EdgeRef(0, 1, 2)))
    bench.window.actions_by_id["weight_edit"].trigger()
    field = card_of(bench).field
    QTest.keyClick(field, Qt.Key.Key_Up)
    settle(bench, qtbot)
    assert weight(bench, 0, 1, 2) == pytest.approx(round(start, 2) + 0.01)
    QTest.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    settle(bench, qtbot)
    assert weight(bench, 0, 1, 2) == pytest.approx(round(start, 2) - 0.09)
    QTest.keyClick(field, Qt.Key.Key_Delete)
    settle(bench, qtbot)
    assert weight(bench, 0, 1, 2) == 0.0
    assert bench.undo_stack.count() == 1
    QTest.keyClicks(field, "nonsense")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert "is not a number" in bench.window.toast.message()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    settle(bench, qtbot)
    assert (weight(bench, 0, 1, 2), bench.undo_stack.count()) == (0.0, 1)


def test_a_frozen_weight_is_not_changed_and_says_why(bench: Workbench, qtbot: QtBot) -> None:
    bench.document.edit("freeze", bench.document.spec.with_layer(0, frozen_neurons=(0,)))
    settle(bench, qtbot)
    value = weight(bench)
    drag(bench, point_of(bench, EdgeRef(0, 0, 0)), QPoint(0, -6), QPoint(0, -60))
    settle(bench, qtbot)
    assert weight(bench) == value
    said = bench.window.toast.message()
    assert said == "Weight x₁ → 1 in layer 1 keeps its value: neuron 1 is locked. Set it free first."


def test_the_menu_draws_anew_and_sets_to_zero_and_all_of_it_is_undone(bench: Workbench, qtbot: QtBot) -> None:
    before = all_weights(bench)
    groups = bench.hands._entries((0, 1, 2))
    texts = {text: handler for group in groups for text, handler in group}
    for text, handler in texts.items():
        if text.startswith("Change"):
            continue
        kept = all_weights(bench)
        handler()
        settle(bench, qtbot)
        assert any((a != b).any() for a, b in zip(all_weights(bench), kept, strict=True)), text
        bench.undo_stack.undo()
        settle(bench, qtbot)
        for a, b in zip(all_weights(bench), before, strict=True):
            np.testing.assert_array_equal(a, b)
    canvas = bench.window.network.canvas
    bench.window.network.hand.menu_asked.emit(canvas.mapToGlobal(QPoint(5, 5)), (0, 1))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.close()


def test_while_it_trains_a_change_takes_effect_and_undo_keeps_the_rest(bench: Workbench, qtbot: QtBot) -> None:
    hand = bench.window.network.hand
    old = weight(bench)
    bench.player.play()
    qtbot.waitUntil(lambda: bench.last_snapshot is not None and bench.last_snapshot.update > 20)
    hand.give((0, 0, 0), 5.0)
    qtbot.waitUntil(lambda: weight(bench) > 3.0)
    assert bench.player.playing
    bench.player.pause()
    settle(bench, qtbot)
    learned = all_weights(bench)
    assert learned[0][0, 0] != old
    bench.undo_stack.undo()
    settle(bench, qtbot)
    now = all_weights(bench)
    assert now[0][0, 0] < 3.0
    assert [(a != b).sum() for a, b in zip(now, learned, strict=True)] == [1, 0, 0, 0]
