"""The data panel edits the data, says why something does not apply, and is silent when shown."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from engine.catalog.datasets import datasets
from engine.session import data_info
from engine.spec import DataSpec, ExperimentSpec
from engine.spec.edits import with_dataset
from gui.editors.data_panel import WIDTH, DataPanel
from gui.editors.dataset_grid import GROUPS, group_of
from gui.editors.dataset_tile import DatasetTile
from gui.theme.current import ThemeSwitch
from gui.theme.scale import class_color
from gui.widgets.label import Label
from gui.widgets.labeled_slider import LabeledSlider
from gui.widgets.number_field import NumberField
from gui.widgets.tips import LETTERS


def on(name: str) -> ExperimentSpec:
    return with_dataset(ExperimentSpec(), name, data_info(DataSpec(name)))


def show(panel: DataPanel, spec: ExperimentSpec) -> None:
    panel.show_spec(spec, data_info(spec.data))


@pytest.fixture
def panel(qtbot: QtBot, themes: ThemeSwitch) -> DataPanel:
    made = DataPanel(themes)
    qtbot.addWidget(made)
    show(made, ExperimentSpec())
    return made


def type_into(slider: LabeledSlider | NumberField, text: str) -> None:
    field = slider if isinstance(slider, NumberField) else slider.findChild(NumberField)
    assert field is not None
    field.setText(text)
    field.setModified(True)
    field.editingFinished.emit()


def test_every_data_set_has_its_picture_in_a_group(panel: DataPanel) -> None:
    for source in datasets:
        tile = panel.grid.tile(source.name)
        assert tile.accessibleName() == source.label
        assert source.sentence in tile.toolTip().replace("\n", " ")
        assert max(map(len, tile.toolTip().split("\n"))) <= LETTERS
        assert group_of(source) in GROUPS
    groups = {group_of(datasets[name]) for name in ("circle", "sine", "two_labels", "truth_or", "iris", "digits")}
    assert groups | {"Yours"} == set(GROUPS)


def test_choosing_a_data_set_emits_a_whole_experiment(panel: DataPanel, heard: Any) -> None:
    edits = heard().listen(panel.edited)
    panel.grid.tile("iris").click()
    label = "Iris: three species, four measurements"
    assert edits == [(f"Data: {label}", replace(on("iris"), name=label), -1)]
    panel.grid.tile("iris").click()
    assert len(edits) == 1, "the chosen one is no edit"


def test_arrow_keys_choose_the_next_data_set(panel: DataPanel, heard: Any, qtbot: QtBot) -> None:
    edits = heard().listen(panel.edited)
    with qtbot.waitActive(panel):
        panel.show()
        panel.activateWindow()
    panel.grid.tile("circle").setFocus()
    qtbot.keyClick(panel.grid.tile("circle"), Qt.Key.Key_Right)
    assert [spec.data.name for _, spec, _ in edits] == ["xor"]


def test_showing_emits_nothing(panel: DataPanel, heard: Any) -> None:
    edits, refusals = heard().listen(panel.edited), heard().listen(panel.refused)
    for source in datasets:
        show(panel, on(source.name).with_data(samples=77, noise=0.3, standardize=True, seed=9))
    assert edits == []
    assert refusals == []


def test_shown_values_are_the_experiment_s(panel: DataPanel) -> None:
    spec = ExperimentSpec().with_data(samples=90, noise=0.25, validation_share=0.2, seed=3, standardize=True)
    show(panel, spec.with_training(batch_size=300))
    assert (panel.points.value(), panel.noise.value(), panel.validation.value()) == (90, 0.25, 20)
    assert (panel.batch.value(), panel.seed.value(), panel.standardize.isChecked()) == (300, 3, True)
    assert "72 examples" in panel._batch_note.text()
    assert not panel._batch_note.isHidden()


@pytest.mark.parametrize(
    ("control", "text", "undo", "changed"),
    [
        ("points", "123", "123 points", ExperimentSpec().with_data(samples=123)),
        ("noise", "0.4", "Noise 0.4", ExperimentSpec().with_data(noise=0.4)),
        ("validation", "20 %", "Validation 20 %", ExperimentSpec().with_data(validation_share=0.2)),
        ("batch", "32", "Batch size 32", ExperimentSpec().with_training(batch_size=32)),
        ("seed", "7", "Data seed 7", ExperimentSpec().with_data(seed=7)),
    ],
)
def test_typing_edits(
    panel: DataPanel, heard: Any, control: str, text: str, undo: str, changed: ExperimentSpec
) -> None:
    edits = heard().listen(panel.edited)
    type_into(getattr(panel, control), text)
    assert edits == [(undo, changed, -1)]


@pytest.mark.parametrize(
    ("control", "text", "word"),
    [
        ("points", "abc", "Points"),
        ("points", "3", "at least|between"),
        ("batch", "0", "Batch size"),
        ("batch", "2.5", "whole"),
        ("noise", "nan", "Noise"),
        ("validation", "95", "between"),
    ],
)
def test_nonsense_is_refused_and_changes_nothing(
    panel: DataPanel, heard: Any, control: str, text: str, word: str
) -> None:
    edits, refusals = heard().listen(panel.edited), heard().listen(panel.refused)
    before = getattr(panel, control).value()
    type_into(getattr(panel, control), text)
    assert edits == []
    assert any(part in refusals[0] for part in word.split("|"))
    assert getattr(panel, control).value() == before


def test_one_drag_is_one_undo_step(panel: DataPanel, heard: Any, qtbot: QtBot) -> None:
    edits = heard().listen(panel.edited)
    panel.resize(WIDTH, 620)
    panel.show()
    slider = panel.noise._slider
    for x in (60, 120):
        qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(x, 10))
        qtbot.mouseMove(slider, QPoint(x + 10, 10))
        qtbot.mouseMove(slider, QPoint(x + 20, 10))
        slider.setValue(slider.value() + 1)
        qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(x + 20, 10))
    keys = [key for _, _, key in edits]
    dragged = [key for key in keys if key != -1]
    assert len(set(dragged)) == 2, keys
    assert min(dragged) > 0
    assert max(dragged) < 2**31, "Qt keeps the key in 32 bits"


def test_new_points_draw_from_the_next_seed(panel: DataPanel, heard: Any) -> None:
    edits = heard().listen(panel.edited)
    panel.new_points.click()
    assert edits == [("New points", ExperimentSpec().with_data(seed=1), -1)]


@pytest.mark.parametrize(
    ("name", "control", "reason"),
    [
        ("iris", "points", "exactly 150 examples"),
        ("iris", "noise", "without noise"),
        ("truth_xor", "points", "exactly 4 examples"),
        ("truth_xor", "validation", "none is kept"),
        ("truth_xor", "new_points", "nothing to draw"),
    ],
)
def test_what_does_not_apply_says_why(panel: DataPanel, name: str, control: str, reason: str) -> None:
    widget = getattr(panel, control)
    assert widget.isEnabled()
    show(panel, on(name))
    assert not widget.isEnabled()
    spoken = widget.accessibleDescription() if isinstance(widget, LabeledSlider) else widget.toolTip()
    assert reason in spoken
    show(panel, ExperimentSpec())
    assert widget.isEnabled()


def test_a_thumbnail_shows_points_in_the_colours_of_their_classes(panel: DataPanel, themes: ThemeSwitch) -> None:
    tile = panel.grid.tile("gauss")
    x = np.array([[0.0, 0.0], [1.0, 1.0]])
    panel.show_thumbnails({"gauss": (x, np.array([0, 1])), "unknown": (x, np.array([0, 1]))})
    image = tile.grab().toImage()
    ratio = image.width() / tile.width()
    lower_left, upper_right = (image.pixelColor(int(a * ratio), int(b * ratio)) for a, b in ((5, 30), (31, 5)))
    assert lower_left == QColor(themes.theme.negative)
    assert upper_right == QColor(themes.theme.positive)


def test_a_thumbnail_of_several_questions_has_a_colour_for_each_set_of_answers(
    panel: DataPanel, themes: ThemeSwitch
) -> None:
    tile = panel.grid.tile("two_labels")
    x = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    panel.show_thumbnails({"two_labels": (x, x)})
    image = tile.grab().toImage()
    ratio = image.width() / tile.width()
    seen = [image.pixelColor(int(a * ratio), int(b * ratio)) for b in (30, 5) for a in (5, 31)]
    assert seen == [class_color(themes.theme, index) for index in range(4)]


def test_a_group_stands_beside_another_where_there_is_room(panel: DataPanel) -> None:
    panel.resize(WIDTH, 620)
    panel.show()
    QApplication.processEvents()
    gates, multilabel = panel.grid.tile("truth_and"), panel.grid.tile("two_labels")
    assert gates.y() == multilabel.y()
    assert multilabel.x() > panel.grid.tile("truth_xor").x()
    headings = {label.text(): label.geometry() for label in panel.grid.findChildren(Label) if label.isVisible()}
    assert headings["Multilabel"].left() == multilabel.x()
    assert headings["Truth tables"].right() < headings["Multilabel"].left()
    assert headings["Multilabel"].width() >= QFontMetrics(panel.font()).horizontalAdvance("Multi")
    assert headings["Yours"].y() == headings["Pictures"].y()
    assert headings["Yours"].left() > headings["Pictures"].left()
    alone = [name for name in headings if name not in ("Multilabel", "Yours")]
    assert len({headings[name].y() for name in alone}) == len(alone)
    tiles = [tile.geometry() for tile in panel.grid.findChildren(DatasetTile)]
    assert not any(heading.intersects(tile) for heading in headings.values() for tile in tiles)


def test_the_column_fits_230_pixels_without_a_horizontal_bar(panel: DataPanel) -> None:
    panel.resize(WIDTH, 620)
    panel.show()
    area = panel.findChild(QScrollArea)
    assert area is not None
    assert panel.minimumSizeHint().width() <= WIDTH
    inner = area.widget()
    assert inner is not None
    for source in datasets:
        show(panel, on(source.name))
        QApplication.processEvents()
        assert inner.minimumSizeHint().width() <= WIDTH, source.name


def test_where_height_is_scarce_the_headings_go(panel: DataPanel) -> None:
    heights = {}
    for height in (620, 440, 620):
        panel.resize(WIDTH, height)
        panel.show()
        QApplication.processEvents()
        heights[height] = panel.grid.height()
        spots = {tile.pos().toTuple() for tile in panel.grid.findChildren(DatasetTile)}
        assert len(spots) == len(datasets), "no two pictures in one place"
    assert heights[440] <= -(-len(datasets) // 5) * 40
    assert heights[620] > heights[440] + 40


def test_the_test_share_is_an_edit_and_the_button_is_there_while_there_is_a_test_part(
    panel: DataPanel, qtbot: QtBot
) -> None:
    spec = on("circle")
    show(panel, spec)
    assert panel.test.button is None
    with qtbot.waitSignal(panel.edited) as told:
        panel.test.share.edited.emit(20.0)
    assert told.args == ["Test part 20 %", spec.with_data(test_share=0.2), -1]
    panel.show()
    show(panel, told.args[1])
    assert panel.test.button is not None
    assert panel.test.button.isVisible()
    show(panel, on("truth_xor"))
    assert not panel.test.button.isVisible()
    assert not panel.test.share.isEnabled()
