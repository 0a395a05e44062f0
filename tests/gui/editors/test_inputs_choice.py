"""What the network sees of the data is chosen in the panel; sets of one's own stay within reach."""

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from engine.session import data_info
from engine.spec import DataSpec, ExperimentSpec
from engine.spec.edits import with_data, with_dataset
from engine.spec.table import Column, Table, TableRef
from gui.editors.data_panel import WIDTH, DataPanel
from gui.theme.current import ThemeSwitch
from gui.widgets.label import Label


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


def own_table(rows: int = 40) -> ExperimentSpec:
    rng = np.random.default_rng(0)
    columns = [Column(name, rng.normal(size=rows)) for name in ("a", "b", "c")]
    table = Table([*columns, Column("kind", np.arange(rows) % 2.0, ("no", "yes"))], "mine.csv")
    data = DataSpec("table", table=TableRef(table), targets=("kind",))
    return with_data(ExperimentSpec(), data, data_info(data))


def test_a_table_of_ones_own_has_a_picture_that_stays_within_reach(panel: DataPanel, heard: Any) -> None:
    panel.resize(WIDTH, 700)
    panel.show()
    edits = heard().listen(panel.edited)
    spec = own_table()
    show(panel, spec)
    tile = panel.grid.tile("table")
    assert (tile.isChecked(), tile.accessibleName()) == (True, "mine.csv")
    assert "Yours" in [label.text() for label in panel.grid.findChildren(Label) if not label.isHidden()]
    show(panel, on("circle"))
    panel.grid.tile("table").click()
    assert edits[-1][0] == "Data: mine.csv"
    assert edits[-1][1].data == spec.data
    assert edits[-1][1].name == "mine.csv"


def test_features_of_a_plane_are_switched_by_their_pictures(panel: DataPanel, heard: Any) -> None:
    edits, refusals = heard().listen(panel.edited), heard().listen(panel.refused)
    row = panel.inputs.features
    assert row is not None
    assert row.names() == ("x1", "x2")
    row.buttons["x1*x2"].click()
    text, spec, _ = edits[-1]
    assert (text, spec.data.features) == ("Inputs x₁, x₂, x₁ · x₂", ("x1", "x2", "x1*x2"))
    show(panel, spec)
    row.buttons["x1*x2"].click()
    assert edits[-1][1].data.features == ()
    show(panel, edits[-1][1])
    row.buttons["x1"].click()
    show(panel, edits[-1][1])
    count = len(edits)
    row.buttons["x2"].click()
    assert (len(edits), row.names()) == (count, ("x2",))
    assert refusals == ["The network must see something: at least one input stays."]
    show(panel, on("digits"))
    assert panel.inputs.isHidden()


def test_the_columns_of_a_table_are_chosen_one_by_one(panel: DataPanel, heard: Any, qtbot: QtBot) -> None:
    edits, refusals = heard().listen(panel.edited), heard().listen(panel.refused)
    panel.show()
    spec = own_table()
    show(panel, spec)
    assert panel.inputs.button is not None
    assert panel.inputs.button.text() == "3 of 3 columns…"
    panel.inputs.button.click()
    popover = panel.inputs.popover
    assert popover is not None
    qtbot.addWidget(popover)
    checked = Qt.ItemDataRole.CheckStateRole
    for name, left in (("b", ("a", "c")), ("a", ("c",))):
        row = [popover.columns.index(place).data() for place in range(3)].index(name)
        popover.columns.setData(popover.columns.index(row), Qt.CheckState.Unchecked, checked)
        assert edits[-1][1].data.inputs == left
        show(panel, edits[-1][1])
    popover.columns.setData(popover.columns.index(2), Qt.CheckState.Unchecked, checked)
    assert refusals == ["The network must see something: at least one column stays."]
    assert edits[-1][1].data.inputs == ("c",)
    popover.hide()


def test_pixels_are_drawn_as_little_pictures(panel: DataPanel) -> None:
    x = np.zeros((8, 64))
    x[0] = 16.0  # the first digit is all ink, the others are bare paper
    panel.show_thumbnails({"digits": (x, np.arange(8))})
    tile = panel.grid.tile("digits")
    image = tile.grab().toImage()
    ratio = image.width() / tile.width()
    first, second = (image.pixelColor(round(a * ratio), round(10 * ratio)).lightness() for a in (10, 26))
    assert (first < 80, second > 200) == (True, True)


def test_columns_of_a_measured_set_are_chosen_one_by_one(panel: DataPanel, heard: Any) -> None:
    edits = heard().listen(panel.edited)
    show(panel, on("wine"))
    button = panel.inputs.button
    assert button is not None
    assert (button.text(), button.isHidden()) == ("13 of 13 columns…", False)
    button.click()
    popover = panel.inputs.popover
    assert popover is not None
    assert popover.more.isHidden(), "texts and empty cells are a table's"
    model = popover.columns
    model.setData(model.index(6), 0, Qt.ItemDataRole.CheckStateRole)
    spec = edits[-1][1]
    assert edits[-1][0] == "Inputs: 12 columns"
    assert data_info(spec.data).columns == tuple(n for n in data_info(on("wine").data).columns if n != "flavanoids")
    show(panel, spec)
    assert button.text() == "12 of 13 columns…"
    model.setData(model.index(6), 2, Qt.ItemDataRole.CheckStateRole)
    assert edits[-1][1].data == on("wine").data, "all of them are written as if nobody had chosen"
    popover.hide()
