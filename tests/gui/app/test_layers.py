"""Layers edited in the window with keys and clicks alone: settings, shape, locks, moves, each taken back by name."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from engine.spec.edits import with_layer_after, without_layer
from engine.spec.layer_moves import with_layer_duplicated, with_layer_moved
from engine.trace import Grain
from gui.app.workbench import Workbench
from gui.network_view.header import LayerHeader
from gui.network_view.layer_sheet import LayerSheet
from gui.network_view.scene import EdgeRef
from gui.widgets.tool_button import ToolButton
from tests.gui.app.test_hands import point_of

LEFT = Qt.MouseButton.LeftButton


def units(bench: Workbench) -> list[int]:
    return [layer.units for layer in bench.document.spec.network.layers]


def header(bench: Workbench, layer: int) -> LayerHeader:
    found = bench.window.network.headers.headers[layer + 1]
    assert isinstance(found, LayerHeader)
    return found


def sheet(bench: Workbench, layer: int) -> LayerSheet:
    name = f"Settings of {'Output' if layer == len(units(bench)) - 1 else f'Layer {layer + 1}'}"
    button = next(b for b in header(bench, layer).findChildren(ToolButton) if b.accessibleName() == name)
    QTest.mouseClick(button, LEFT)
    found = bench.window.network.headers.sheets.settings
    assert found is not None
    assert found.isVisible()
    return found


def settle(bench: Workbench, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bench.player.idle)
    assert bench.last_snapshot is not None
    assert bench.last_snapshot.spec == bench.document.spec
    assert bench.last_snapshot.problem == ""


def type_here(text: str) -> None:
    """Type into what has the focus, over what stands there."""
    focused = QApplication.focusWidget()
    QTest.keyClick(focused, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(focused, text)
    QTest.keyClick(focused, Qt.Key.Key_Return)


def key(bench: Workbench, name: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(bench.window, name, modifier)


def popped() -> QMenu:
    menus = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible()]
    assert menus
    return menus[-1]


CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_a_shape_is_typed_by_key_trained_and_taken_back(bench: Workbench, qtbot: QtBot) -> None:
    before = bench.document.spec
    key(bench, Qt.Key.Key_L, CONTROL)
    shape = bench.window.network.headers.sheets.shape
    assert shape is not None
    QTest.keyClicks(shape.field, "5-3")
    QTest.keyClick(shape.field, Qt.Key.Key_Return)
    assert units(bench)[:-1] == [5, 3]
    assert bench.undo_stack.undoText() == "Hidden layers: 5-3"
    settle(bench, qtbot)
    key(bench, Qt.Key.Key_Right)
    settle(bench, qtbot)
    bench.undo_stack.undo()
    assert bench.document.spec == before
    settle(bench, qtbot)


def test_settings_are_changed_in_the_sheet_and_taken_back_one_by_one(bench: Workbench, qtbot: QtBot) -> None:
    first = bench.document.spec
    shown = sheet(bench, 0)
    for name, text in (("units", "6"), ("dropout", "1/2"), ("l1", "0.001")):
        field = shown.form.field(name)
        QTest.mouseClick(field, LEFT)
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_A, CONTROL)
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)
        settle(bench, qtbot)
    layer = bench.document.spec.network.layers[0]
    assert (layer.units, layer.dropout, layer.l1) == (6, 0.5, 0.001)
    names = []
    while bench.undo_stack.canUndo():
        names.append(bench.undo_stack.undoText())
        bench.undo_stack.undo()
    assert names == ["Layer 1: L1 0.001", "Layer 1: Dropout 0.5", "Layer 1 to 6 units"]
    assert bench.document.spec == first
    settle(bench, qtbot)
    shown.close()


def test_a_weight_and_a_neuron_are_locked_by_key_and_stay_in_training(bench: Workbench, qtbot: QtBot) -> None:
    point_of(bench, EdgeRef(0, 0, 0))
    key(bench, Qt.Key.Key_K)
    assert bench.document.spec.network.layers[0].frozen_weights == ((0, 0),)
    settle(bench, qtbot)
    assert bench.last_snapshot is not None
    held = bench.last_snapshot.layers[0].kernel.copy()
    key(bench, Qt.Key.Key_5)
    key(bench, Qt.Key.Key_Right)
    settle(bench, qtbot)
    now = bench.last_snapshot.layers[0].kernel
    assert now[0, 0] == held[0, 0]
    assert (now != held).any()
    QTest.mouseMove(bench.window.network.canvas, QPoint(2, 2))
    bench.view.update(hovered=None, selected=(0, 1))
    key(bench, Qt.Key.Key_K)
    assert bench.document.spec.network.layers[0].frozen_neurons == (1,)
    key(bench, Qt.Key.Key_K, CONTROL)
    assert bench.document.spec.network.layers[0].learns_all
    assert bench.undo_stack.undoText() == "Unlock all"
    key(bench, Qt.Key.Key_K, CONTROL)
    assert "Nothing is locked" in bench.window.toast.message()
    settle(bench, qtbot)


def test_the_menu_of_a_neuron_opens_by_key_and_locks_its_layer(bench: Workbench, qtbot: QtBot) -> None:
    bench.view.update(selected=(0, 0))
    key(bench, Qt.Key.Key_F10, SHIFT)
    menu = popped()
    texts = [action.text() for action in menu.actions()]
    assert {"Lock neuron 1 of layer 1", "Lock layer 1", "Settings of layer 1…"} <= set(texts)
    next(action for action in menu.actions() if action.text() == "Lock layer 1").trigger()
    menu.close()
    bench.window.activateWindow()
    bench.window.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is bench.window)
    assert not bench.document.spec.network.layers[0].trainable
    point_of(bench, EdgeRef(0, 0, 0))
    key(bench, Qt.Key.Key_K)
    assert "All of layer 1 is locked" in bench.window.toast.message()
    settle(bench, qtbot)


def test_where_a_header_has_the_focus_keys_mean_its_layer(bench: Workbench, qtbot: QtBot) -> None:
    title = header(bench, 0).grip
    title.setFocus()
    QTest.keyClick(title, Qt.Key.Key_K)
    assert not bench.document.spec.network.layers[0].trainable
    QTest.keyClick(title, Qt.Key.Key_F10, SHIFT)
    menu = popped()
    assert "Unlock this layer" in [action.text() for action in menu.actions()]
    menu.close()
    settle(bench, qtbot)


def test_a_layer_is_duplicated_and_moved_with_its_weights_from_its_header(bench: Workbench, qtbot: QtBot) -> None:
    settle(bench, qtbot)
    assert bench.last_snapshot is not None
    kernel = bench.last_snapshot.layers[0].kernel.copy()
    title = next(b for b in header(bench, 0).findChildren(QWidget) if b.accessibleName() == "Layer 1: edit")
    title.setFocus()
    QTest.keyClick(title, Qt.Key.Key_Space)
    menu = popped()
    next(action for action in menu.actions() if action.text().startswith("Duplicate")).trigger()
    menu.close()
    settle(bench, qtbot)
    assert units(bench)[0] == units(bench)[1]
    assert bench.document.spec.network.layers[1].name == "Layer 1 copy"
    assert bench.last_snapshot.layers[0].kernel == pytest.approx(kernel)
    menu = header(bench, 1).menu()
    next(action for action in menu.actions() if action.text() == "Move towards the inputs").trigger()
    assert bench.document.spec.network.layers[0].name == "Layer 1 copy"
    assert bench.undo_stack.undoText() == "Move “Layer 1 copy” to place 1"
    settle(bench, qtbot)


@pytest.mark.parametrize("field", ["kernel_initializer", "bias_initializer"])
def test_other_first_weights_are_said_to_wait_and_drawn_with_one_click(
    field: str, bench: Workbench, qtbot: QtBot
) -> None:
    bench.player.step(Grain.EPOCH)
    settle(bench, qtbot)
    assert bench.last_snapshot is not None
    before = bench.last_snapshot.layers[0]
    open_sheet = sheet(bench, 0)
    open_sheet.form.field(field).edited.emit("ones")  # type: ignore[union-attr]
    settle(bench, qtbot)
    np.testing.assert_array_equal(bench.last_snapshot.layers[0].kernel, before.kernel)
    assert "stay as they are until they are drawn anew" in open_sheet.said()
    button = next(each for each in open_sheet.findChildren(QPushButton) if "anew" in each.text())
    QTest.mouseClick(button, LEFT)
    settle(bench, qtbot)
    drawn, kernel = bench.last_snapshot.layers[0], field.startswith("kernel")
    assert (drawn.kernel == 1.0).all() == kernel
    assert (drawn.bias == 1.0).all() != kernel
    stays = (drawn.bias, before.bias) if kernel else (drawn.kernel, before.kernel)
    np.testing.assert_array_equal(*stays)
    assert not button.isVisible()
    word = "Weights" if kernel else "Biases"
    assert bench.undo_stack.undoText() == f"{word} of layer 1 drawn anew"
    for _ in range(2):
        bench.undo_stack.undo()
    settle(bench, qtbot)
    np.testing.assert_array_equal(bench.last_snapshot.layers[0].kernel, before.kernel)
    np.testing.assert_array_equal(bench.last_snapshot.layers[0].bias, before.bias)


def test_a_selected_neuron_goes_with_its_layer_and_comes_back(bench: Workbench, qtbot: QtBot) -> None:
    bench.document.edit("two", with_layer_duplicated(bench.document.spec, 0))
    bench.view.update(selected=(0, 2))
    spec = bench.document.spec
    bench.document.edit("move", with_layer_moved(spec, 0, 1))
    assert bench.view.state.selected == (1, 2)
    settle(bench, qtbot)
    bench.document.edit("first", with_layer_after(bench.document.spec, -1))
    assert bench.view.state.selected == (2, 2)
    for _ in range(2):
        bench.undo_stack.undo()
    assert bench.view.state.selected == (0, 2)
    bench.document.edit("less", without_layer(spec, 0))
    assert bench.view.state.selected is None
    settle(bench, qtbot)
