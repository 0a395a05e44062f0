"""Classes of points by hand are renamed and removed from the sheet beside their chips."""

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.spec import LayerSpec, OwnPoints, PartSpec
from gui.plots.hand.class_button import ClassButton, ClassSheet
from gui.plots.hand.labels import Labels
from tests.engine.experiments import experiment
from tests.gui.app.conftest import MakeBench
from tests.gui.app.test_hand_points import chip, hand, points_of, settle


def test_a_class_is_renamed_and_removed_from_its_sheet_and_the_colours_stay(
    qtbot: QtBot, open_bench: MakeBench
) -> None:
    rng = np.random.default_rng(0)
    points = OwnPoints.new(rng.normal(size=(45, 2)), np.arange(45) % 4, classes=("a", "b", "c", "d"))
    spec = points.put_into(experiment(LayerSpec(4, "tanh"), LayerSpec(4, "softmax"))).with_training(
        loss=PartSpec("sparse_categorical_crossentropy")
    )
    bench = open_bench(spec)
    hand(bench, "add")
    chip(bench, 0)
    labels = bench.plotting.hands.hand.bar.labels  # type: ignore[union-attr]
    before = labels._group.buttons()[1].icon().pixmap(12).toImage()  # type: ignore[union-attr]
    sheet = button(labels)
    sheet.name.setText("sea")
    sheet.name.setModified(True)
    QTest.keyClick(sheet.name, Qt.Key.Key_Return)
    assert bench.undo_stack.undoText() == "Class “sea”"
    assert points_of(bench).classes == ("sea", "b", "c", "d")
    button(labels).remove.click()
    assert bench.undo_stack.undoText() == "Remove class “sea”"
    assert (points_of(bench).classes, len(points_of(bench))) == (("b", "c", "d"), 33)
    assert bench.document.spec.network.layers[-1].units == 3
    assert labels._group.buttons()[0].icon().pixmap(12).toImage() == before  # type: ignore[union-attr]
    button(labels).remove.click()
    assert not button(labels).remove.isEnabled(), "two classes stay at least"
    labels.findChildren(ClassButton)[-1].sheet.hide()
    for _ in range(3):
        bench.undo_stack.undo()
    assert bench.document.spec == spec
    settle(qtbot, bench)


def button(labels: Labels) -> ClassSheet:
    """The sheet of the chosen class, opened."""
    found = labels.findChildren(ClassButton)[-1]
    found.click()
    return found.sheet
