"""Shortcuts work from wherever the mouse has been; a control reached by Tab keeps the keys that operate it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QSlider, QWidget
from pytestqt.qtbot import QtBot

from engine.spec import LayerSpec
from engine.trace import Grain, Snapshot
from gui.app.workbench import Workbench
from tests.engine.experiments import experiment
from tests.gui.app.conftest import MakeBench

Key = Qt.Key
DATA = ("Open a table of your own…", "Columns the network sees", "Validation share")
PLOT = ("Larger plot", "Other inputs", "Input plotted across", "Input plotted up", "Decision boundary")


def press(bench: Workbench, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press keys as they reach the window: at the widget with the focus, shortcuts first."""
    for key in keys:
        QTest.keyClick(QApplication.focusWidget() or bench.window, key, modifier)


def named(bench: Workbench, name: str, kind: type[QWidget] = QWidget) -> QWidget:
    return next(w for w in bench.window.findChildren(kind) if w.accessibleName() == name and w.isVisible())


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(widget.width() // 2, widget.height() // 2))


def walk_to(bench: Workbench, widget: QWidget) -> None:
    for _ in range(100):
        if QApplication.focusWidget() is widget:
            return
        press(bench, Key.Key_Tab)
    pytest.fail(f"Tab does not lead to {widget.accessibleName()}")


def neighbour(snapshot: Snapshot) -> int:
    """The example after the shown one in the batch that is stepped through."""
    assert snapshot.batch_rows is not None
    rows = snapshot.batch_rows.tolist()
    return rows[(rows.index(snapshot.example.index) + 1) % len(rows)]


def shortcuts_work(bench: Workbench, qtbot: QtBot) -> None:
    """Step, next and previous example, slower, faster, grain, play, pause, reset: each key does its work."""
    window, events = bench.window, bench.last_snapshot.events_done
    press(bench, Key.Key_3, Key.Key_Right)
    qtbot.waitUntil(lambda: bench.last_snapshot.events_done == events + 1)
    press(bench, Key.Key_Down, Key.Key_Down, Key.Key_Up)
    assert bench.view.state.example == neighbour(bench.last_snapshot)
    rate = window.transport.rate
    press(bench, Key.Key_Minus)
    assert window.transport.rate != rate
    press(bench, Key.Key_Plus)
    assert window.transport.rate == rate
    press(bench, Key.Key_5)
    assert bench.stepping.grain is Grain.BATCH
    press(bench, Key.Key_Space)
    assert bench.player.playing
    qtbot.waitUntil(lambda: bench.last_snapshot.update > 2)
    press(bench, Key.Key_Space)
    assert not bench.player.playing
    press(bench, Key.Key_R)
    qtbot.waitUntil(lambda: bench.last_snapshot.update == 0 and bench.player.idle)


def test_shortcuts_work_in_a_fresh_window(bench: Workbench, qtbot: QtBot) -> None:
    shortcuts_work(bench, qtbot)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Step by: Pass", QAbstractButton),
        ("Speed", QSlider),
        ("Noise", QSlider),
        ("Standardise", QAbstractButton),
        ("XOR clouds", QAbstractButton),
        ("Layer 1: one unit more", QAbstractButton),
        ("Play", QAbstractButton),
        ("Decision boundary", QWidget),
        ("Loss over the epochs", QWidget),
        ("Network", QWidget),
    ],
)
def test_shortcuts_work_after_a_click_on(name: str, kind: type[QWidget], bench: Workbench, qtbot: QtBot) -> None:
    click(named(bench, name, kind))
    bench.player.pause()
    qtbot.waitUntil(lambda: bench.player.idle)
    shortcuts_work(bench, qtbot)


def test_shortcuts_work_when_what_was_typed_is_taken(bench: Workbench, qtbot: QtBot) -> None:
    click(named(bench, "Learning rate", QLineEdit))
    press(bench, Key.Key_End, Key.Key_1, Key.Key_Space, Key.Key_Return)
    assert not bench.player.playing
    assert bench.document.spec.training.optimizer.learning_rate == 0.051
    shortcuts_work(bench, qtbot)


def test_a_click_elsewhere_takes_what_was_typed(bench: Workbench) -> None:
    field = named(bench, "Units of layer 1", QLineEdit)
    click(field)
    press(bench, Key.Key_End, Key.Key_Backspace, Key.Key_8)
    click(bench.window.network.canvas)
    assert bench.document.spec.network.layers[0].units == 8


def test_escape_gives_up_what_was_typed_then_leaves_then_closes_the_message(bench: Workbench) -> None:
    field = named(bench, "Learning rate", QLineEdit)
    click(field)
    press(bench, Key.Key_A, Key.Key_Return)
    assert QApplication.focusWidget() is field
    press(bench, Key.Key_Escape)
    assert (field.text(), QApplication.focusWidget()) == ("0.05", field)  # type: ignore[attr-defined]
    press(bench, Key.Key_Escape)
    assert QApplication.focusWidget() is bench.window
    assert bench.window.toast.message()
    press(bench, Key.Key_Escape)
    assert not bench.window.toast.message()


def test_undo_in_a_field_is_the_texts_only_while_it_is_typed(bench: Workbench) -> None:
    bench.document.edit("Noise 0.2", bench.document.spec.with_data(noise=0.2))
    field = named(bench, "Learning rate", QLineEdit)
    click(field)
    press(bench, Key.Key_7)
    press(bench, Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert (field.text(), bench.document.spec.data.noise) == ("0.05", 0.2)  # type: ignore[attr-defined]
    press(bench, Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert bench.document.spec.data.noise == 0.1
    assert QApplication.focusWidget() is field


def test_a_slider_reached_by_tab_slides(bench: Workbench, qtbot: QtBot) -> None:
    walk_to(bench, named(bench, "Speed", QSlider))
    press(bench, Key.Key_Left, Key.Key_Left, Key.Key_Right)
    assert bench.window.transport.rate == 1000
    assert bench.last_snapshot.events_done == 0
    press(bench, Key.Key_Down, Key.Key_Space)
    assert bench.view.state.example == 1
    assert bench.player.playing
    press(bench, Key.Key_Escape, Key.Key_Space, Key.Key_Right)
    assert QApplication.focusWidget() is bench.window
    assert bench.window.transport.rate == 1000


def test_segments_pictures_checks_and_lists_reached_by_tab_are_operated(bench: Workbench) -> None:
    walk_to(bench, named(bench, "Step by: Layer", QAbstractButton))
    press(bench, Key.Key_Right, Key.Key_Right)
    assert bench.stepping.grain is Grain.BATCH
    walk_to(bench, named(bench, "Circle", QAbstractButton))
    press(bench, Key.Key_Right)
    assert bench.document.spec.data.name == "xor"
    walk_to(bench, named(bench, "Standardise", QAbstractButton))
    press(bench, Key.Key_Space)
    assert bench.document.spec.data.standardize
    walk_to(bench, named(bench, "Optimizer"))
    press(bench, Key.Key_Down)
    assert bench.document.spec.training.optimizer.name == "rmsprop"
    walk_to(bench, named(bench, "Learning rate", QLineEdit))
    press(bench, Key.Key_Up)
    assert bench.document.spec.training.optimizer.learning_rate == 0.1
    assert bench.view.state.example == 0
    assert not bench.player.playing
    assert bench.last_snapshot.update == 0


def test_a_button_reached_by_tab_is_pressed_by_space(bench: Workbench) -> None:
    walk_to(bench, named(bench, "Layer 1: one unit more", QAbstractButton))
    press(bench, Key.Key_Space)
    assert bench.document.spec.network.layers[0].units == 4
    assert not bench.player.playing


def test_tab_visits_what_stands_there_for_many_inputs_in_the_order_of_the_eye(
    qtbot: QtBot, open_bench: MakeBench
) -> None:
    bench = open_bench(experiment(LayerSpec(3, "softmax"), data="iris", loss="sparse_categorical_crossentropy"))
    bench.document.edit("Iris petals", bench.document.spec.with_data(inputs=("petal length (cm)",)))
    bench.document.undo_stack.undo()  # the choices of what is plotted are made anew
    qtbot.waitUntil(named(bench, "Other inputs").isEnabled)
    for column in (DATA, PLOT):
        walk_to(bench, named(bench, column[0]))
        for name in column[1:]:
            press(bench, Key.Key_Tab)
            assert QApplication.focusWidget().accessibleName() == name
