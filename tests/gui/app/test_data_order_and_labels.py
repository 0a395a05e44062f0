"""The order in which examples are dealt out, and the form of their labels, chosen in the data panel."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from engine.presets import preset
from engine.session import Session
from engine.spec import StopSpec
from engine.spec.edits import with_loss
from gui.app.workbench import Workbench
from gui.editors.labels_part import NUMBERS, ROWS, LabelsPart
from tests.gui.app.conftest import MakeBench
from tests.gui.app.test_edits import kernels, shown, trained

IRIS = preset("iris").spec


def choose(part: LabelsPart, key: str) -> None:
    assert part.form is not None
    place = (NUMBERS, ROWS).index(key)
    part.form.findChildren(QPushButton)[place].click()


def told(part: LabelsPart) -> tuple[str, str]:
    assert part.form is not None
    assert part.text is not None
    return part.form.key(), part.text.text()


def test_labels_are_converted_both_ways_by_a_click_and_undo(open_bench: MakeBench, qtbot: QtBot) -> None:
    bench = open_bench(IRIS)
    part = bench.window.data.labels
    assert part.isVisibleTo(bench.window.data)
    assert told(part) == (NUMBERS, "Class numbers 0 to 2, so the cross-entropy is the sparse one.")
    before = trained(bench, qtbot)
    choose(part, ROWS)
    after = shown(bench, qtbot, IRIS.with_training(loss=replace(IRIS.training.loss, name="categorical_crossentropy")))
    assert after.update == before.update
    np.testing.assert_array_equal(kernels(after)[0], kernels(before)[0])
    assert told(part) == (ROWS, "One-hot rows of 3, so the cross-entropy is the plain one.")
    assert bench.undo_stack.undoText() == "Labels as one-hot rows"
    choose(part, NUMBERS)
    shown(bench, qtbot, IRIS)
    bench.undo_stack.undo()
    bench.undo_stack.undo()
    shown(bench, qtbot, IRIS)
    assert told(part)[0] == NUMBERS


def test_a_loss_that_leaves_no_choice_says_so_and_two_classes_have_none(open_bench: MakeBench, qtbot: QtBot) -> None:
    bench = open_bench(IRIS)
    data, info = bench.window.data, Session(IRIS).data.info
    bench.document.edit("Huber", with_loss(IRIS, "huber", info))
    assert data.labels.form is not None
    assert not data.labels.form.isEnabled()
    assert "Class numbers are for the sparse cross-entropy" in data.labels.form.toolTip().replace("\n", " ")
    data.choose("xor")
    assert not data.labels.isVisibleTo(data)


def test_off_the_last_are_kept_out_in_their_order(open_bench: MakeBench, qtbot: QtBot) -> None:
    spec = preset("iris-all").spec.with_training(stop=StopSpec())
    bench = open_bench(spec)
    check = bench.window.data.shuffled
    assert check.isChecked()
    assert "validation_split" in check.toolTip().replace("\n", " ")
    check.click()
    in_order = spec.with_data(shuffled=False)
    shown(bench, qtbot, in_order)
    rows = Session(in_order).data
    assert rows.training.rows.tolist() == list(range(len(rows.training)))
    assert rows.validation.rows.tolist() == list(range(len(rows.training), 150))
    bench.undo_stack.undo()
    shown(bench, qtbot, spec)
    assert check.isChecked()


def test_a_split_that_cannot_be_learned_from_is_said_and_taken_back(open_bench: MakeBench, qtbot: QtBot) -> None:
    """In their order the first third of the irises is all of one species."""
    spec = IRIS.with_data(validation_share=0.7)
    bench = open_bench(spec)
    bench.window.data.shuffled.click()
    qtbot.waitUntil(lambda: bench.window.data.shuffled.isChecked())
    assert bench.document.spec == spec
    assert "tell apart" in bench.window.toast.message()


def test_where_order_makes_no_difference_the_check_says_why(open_bench: MakeBench) -> None:
    check = _bench_on_gate(open_bench).window.data.shuffled
    assert not check.isEnabled()
    assert "exactly 4 examples" in check.toolTip().replace("\n", " ")


def _bench_on_gate(open_bench: MakeBench) -> Workbench:
    return open_bench(preset("xor-gate").spec)
