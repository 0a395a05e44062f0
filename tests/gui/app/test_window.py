"""What is looked at: theme, keys, the hovered neuron in the big plot; and what is told when something goes wrong."""

import logging
import sys
import threading

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from engine.data import load
from engine.diagnostics import Surface
from gui.actions import ACTIONS, key_table
from gui.app import errors
from gui.app.workbench import Workbench
from gui.editors.keys_sheet import KeysSheet
from gui.theme.current import ThemeSwitch


def test_every_action_has_a_handler_and_a_key_of_its_own(bench: Workbench) -> None:
    assert set(bench.window.actions_by_id) == {row.id for row in ACTIONS}
    keys = [key for row in ACTIONS for key in row.keys]
    assert len(keys) == len(set(keys))
    for row in ACTIONS:
        shortcuts = [shortcut.toString() for shortcut in bench.window.actions_by_id[row.id].shortcuts()]
        assert shortcuts == list(row.keys)


def test_the_theme_changes_at_once_and_everywhere(bench: Workbench, themes: ThemeSwitch, qapp: QApplication) -> None:
    window, dark = bench.window, bench.window.actions_by_id["dark"]
    assert (themes.theme.dark, dark.isChecked(), window.theme_button.accessibleName()) == (False, False, "Dark theme")
    before = grounds(bench)
    window.theme_button.click()
    assert (themes.theme.dark, dark.isChecked(), window.theme_button.accessibleName()) == (True, True, "Light theme")
    after = grounds(bench)
    assert all(ground > 200 for ground in before.values())
    assert all(ground < 60 for ground in after.values())
    dark.trigger()
    assert grounds(bench) == before


def grounds(bench: Workbench) -> dict[str, int]:
    """How light the lower left corner of each panel is."""
    window = bench.window
    image = window.grab().toImage()
    found = {}
    parts = (window.transport, window.data, window.network, window.boundary, window.loss, window.tracer)
    for panel in (*parts, window.boundary._canvas, window.loss._canvas):
        corner = panel.mapTo(window, QPoint(1, panel.height() - 2))
        found[type(panel).__name__] = image.pixelColor(corner).lightness()
    return found


def points_shown(bench: Workbench) -> np.ndarray | None:
    points = bench.window.boundary.points
    return None if points is None else points.training_x


def test_the_points_are_those_of_the_data_on_screen(bench: Workbench, qtbot: QtBot) -> None:
    first = points_shown(bench)
    assert first is not None
    bench.document.edit("Other points", bench.document.spec.with_data(seed=5))
    qtbot.waitUntil(lambda: points_shown(bench) is not first)
    data = load(bench.document.spec.data)
    np.testing.assert_array_equal(points_shown(bench), data.raw(data.training))
    assert (points_shown(bench) != first).any()


def test_the_points_come_back_with_a_data_set_that_is_left_for_a_moment(bench: Workbench, qtbot: QtBot) -> None:
    bench.document.edit("Data", bench.document.spec.with_data(name="xor"))
    bench.undo_stack.undo()
    assert points_shown(bench) is None
    qtbot.waitUntil(lambda: points_shown(bench) is not None)


def test_the_question_mark_opens_one_sheet_of_all_keys(bench: Workbench, qtbot: QtBot) -> None:
    qtbot.keyClick(bench.window, "?")
    qtbot.keyClick(bench.window, Qt.Key.Key_F1)
    sheets = bench.window.findChildren(KeysSheet)
    assert len(sheets) == 1
    texts = [label.text() for label in sheets[0].findChildren(QLabel)]
    assert sheets[0].isVisible()
    assert all(text in texts for _, text, _ in key_table())
    with qtbot.waitSignal(sheets[0].destroyed):
        qtbot.keyClick(sheets[0], Qt.Key.Key_Escape)


def test_a_hovered_neuron_brings_its_picture_to_the_big_plot(bench: Workbench, qtbot: QtBot) -> None:
    canvas, surfaces = bench.window.network.canvas, list[Surface]()
    bench.player.surface_ready.connect(surfaces.append)
    scene = canvas.scene
    assert scene is not None
    node = scene.layout.node(1, 2)  # the third neuron of the first layer
    x = scene.dx + (node.left + node.width / 2) * scene.scale
    y = scene.dy + (node.top + node.height / 2) * scene.scale
    qtbot.mouseMove(canvas, QPoint(2, 2))
    qtbot.mouseMove(canvas, QPoint(round(x), round(y)))
    assert bench.view.state.hovered == (0, 2)
    qtbot.waitUntil(lambda: bool(surfaces) and surfaces[-1].request.focus == (0, 2))
    wanted = surfaces[-1].plot
    assert wanted.shape == (1, 200, 200)
    stride = surfaces[-1].request.stride
    np.testing.assert_allclose(wanted[0, ::stride, ::stride], surfaces[-1].pictures[1][2])
    assert "NEURON 3 OF LAYER 1" in [label.text() for label in bench.window.boundary.findChildren(QLabel)]
    qtbot.mouseMove(canvas, QPoint(2, 2))
    qtbot.waitUntil(lambda: surfaces[-1].request.focus is None)


def test_the_selected_one_of_several_answers_stays_in_the_big_plot(bench: Workbench, qtbot: QtBot) -> None:
    surfaces, window = list[Surface](), bench.window
    bench.player.surface_ready.connect(surfaces.append)

    def shows(focus: tuple[int, int] | None, heading: str) -> bool:
        said = [label.text() for label in window.boundary.findChildren(QLabel)]
        return bool(surfaces) and surfaces[-1].request.focus == focus and heading in said

    window.data.grid.tile("two_labels").click()
    output = len(bench.document.spec.network.layers) - 1
    qtbot.waitUntil(lambda: shows(None, "OUTPUT: INSIDE THE CIRCLE"))
    bench.view.update(selected=(output, 1))
    qtbot.waitUntil(lambda: shows((output, 1), "OUTPUT: ABOVE THE LINE"))
    bench.view.update(hovered=(0, 0))
    qtbot.waitUntil(lambda: shows((0, 0), "NEURON 1 OF LAYER 1"))
    bench.view.update(hovered=None)
    qtbot.waitUntil(lambda: shows((output, 1), "OUTPUT: ABOVE THE LINE"))
    bench.view.update(selected=(0, 0))
    qtbot.waitUntil(lambda: shows(None, "OUTPUT: INSIDE THE CIRCLE"))
    bench.view.update(selected=(output, 0))
    qtbot.waitUntil(lambda: shows((output, 0), "OUTPUT: INSIDE THE CIRCLE"))
    window.data.grid.tile("xor").click()
    qtbot.waitUntil(lambda: shows(None, "OUTPUT"))


def test_examples_are_walked_through_round_and_round(bench: Workbench, qtbot: QtBot) -> None:
    bench.window.actions_by_id["previous_example"].trigger()
    last = bench.view.state.example
    assert last == 29  # half of 60 points train
    qtbot.waitUntil(lambda: bench.last_snapshot.example.index == last)
    bench.window.actions_by_id["next_example"].trigger()
    assert bench.view.state.example == 0


def test_marks_follow_what_they_speak_of(bench: Workbench) -> None:
    actions = bench.window.actions_by_id
    for name in ("bias_nodes", "log_loss"):
        actions[name].trigger()
        assert getattr(bench.view.state, name)
        assert actions[name].isChecked()
        bench.view.update(**{name: False})
        assert not actions[name].isChecked()


# Errors


def test_what_goes_wrong_in_a_slot_or_thread_is_told_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    told: list[str] = []
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    with errors.told(told.append), caplog.at_level(logging.ERROR, "chainrule"):
        error = KeyError("lost")
        sys.excepthook(KeyError, error, None)
        threading.excepthook(threading.ExceptHookArgs((ValueError, ValueError("odd"), None, None)))
    assert [sentence.split(". ")[0] for sentence in told] == [
        "Something unexpected happened (KeyError: 'lost')",
        "Something unexpected happened (ValueError: odd)",
    ]
    assert all("save it." in sentence for sentence in told)
    assert [record.exc_info[0] for record in caplog.records if record.exc_info] == [KeyError, ValueError]
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == hooks


def test_what_the_engine_did_not_expect_is_told_and_the_window_lives_on(bench: Workbench, qtbot: QtBot) -> None:
    def fail(_: object) -> None:
        raise ZeroDivisionError("by nothing")

    bench.player.command(fail, lambda _: None)
    qtbot.waitUntil(lambda: "by nothing" in bench.window.toast.message())
    bench.player.play()
    qtbot.waitUntil(lambda: bench.last_snapshot.update > 3)


def test_within_a_step_the_examples_are_those_of_the_batch(bench: Workbench, qtbot: QtBot) -> None:
    bench.stepping.step()
    qtbot.waitUntil(lambda: bench.last_snapshot.batch_rows is not None and bench.player.idle)
    rows = bench.last_snapshot.batch_rows.tolist()
    seen = []
    for _ in rows:
        seen.append(bench.last_snapshot.example.index)
        bench.move_example(1)
        wanted = rows[len(seen) % len(rows)]
        qtbot.waitUntil(lambda wanted=wanted: bench.last_snapshot.example.index == wanted)
    assert seen == rows
