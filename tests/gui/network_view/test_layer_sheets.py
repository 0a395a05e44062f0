"""The sheets of the headers: a layer's settings and the shape of the network."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from engine.catalog import initializers
from engine.spec import ExperimentSpec, LayerSpec, Parameters, PartSpec, estimated_bytes, problems
from engine.spec.fields import field_infos
from engine.spec.layer_moves import matched_layers
from gui.network_view.layer_sheet import FIELDS, LayerSheet
from gui.network_view.memory import memory_text
from gui.network_view.shape_sheet import ShapeSheet
from gui.network_view.view import NetworkView
from gui.theme.current import ThemeSwitch
from gui.widgets.choice import Choice
from gui.widgets.tool_button import ToolButton
from tests.gui.network_view.scenes import info_of, spec_of


class Panel:
    """A network view that follows its own edits, as the window does."""

    def __init__(self, qtbot: QtBot, themes: ThemeSwitch, spec: ExperimentSpec) -> None:
        self.view, self.spec = NetworkView(themes), spec
        qtbot.addWidget(self.view)
        self.edits: list[str] = []
        self.view.edited.connect(self.on_edited)
        self.view.resize(860, 560)
        self.view.show_spec(spec, info_of(spec))
        self.view.show()

    def on_edited(self, text: str, spec: ExperimentSpec, _key: int) -> None:
        self.edits.append(text)
        assert problems(spec, info_of(spec)) == ()
        self.spec = spec
        self.view.show_spec(spec, info_of(spec))

    def sheet(self, layer: int) -> LayerSheet:
        self.view.headers.open_settings(layer)
        found = self.view.headers.sheets.settings
        assert found is not None
        return found

    def shape(self) -> ShapeSheet:
        self.view.headers.shape.click()
        found = self.view.headers.sheets.shape
        assert found is not None
        return found


@pytest.fixture
def panel(qtbot: QtBot, themes: ThemeSwitch) -> Panel:
    return Panel(qtbot, themes, spec_of(hidden=(4, 2)))


def type_into(field: Any, text: str) -> None:
    assert isinstance(field, QLineEdit)
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def press(sheet: LayerSheet, name: str) -> None:
    next(b for b in sheet.findChildren(ToolButton) if b.accessibleName() == name).click()


def test_a_sheet_has_all_that_a_layer_is_described_by() -> None:
    assert set(FIELDS) == set(field_infos(LayerSpec))


def test_settings_change_the_layer_and_say_so(panel: Panel) -> None:
    sheet = panel.sheet(0)
    for key, text in (("name", "edges"), ("units", "6"), ("dropout", "1/4"), ("l2", "0.01")):
        type_into(sheet.form.field(key), text)
    initial = sheet.form.field("kernel_initializer")
    initial.edited.emit("constant")
    type_into(sheet.form.field("kernel_initializer.value"), "0.5")
    sheet.form.field("use_bias").click()  # type: ignore[union-attr]
    assert panel.edits == [
        "Layer 1: Name “edges”", "edges to 6 units", "edges: Dropout 0.25", "edges: L2 0.01",
        "edges: Initial weights: Constant", "edges: Value 0.5", "edges: Bias off",
    ]  # fmt: skip
    assert panel.spec.network.layers[0] == LayerSpec(
        6, "tanh", PartSpec("constant", Parameters(value=0.5)), l2=0.01, name="edges", use_bias=False, dropout=0.25
    )
    assert sheet.accessibleName() == "Settings of edges"


def test_the_sheet_moves_with_its_layer_and_goes_with_it(panel: Panel) -> None:
    sheet = panel.sheet(0)
    press(sheet, "Move towards the output")
    assert [layer.units for layer in panel.spec.network.layers] == [2, 4, 1]
    assert sheet.layer == 1
    press(sheet, "Duplicate, with the same weights")
    assert [layer.name for layer in panel.spec.network.layers] == ["", "", "Layer 2 copy", ""]
    press(sheet, "Remove this layer")
    assert not sheet.isVisible()
    assert panel.edits == ["Move layer 1 to place 2", "Duplicate layer 2", "Remove layer 2"]


def test_what_cannot_be_is_said_in_the_sheet(panel: Panel, qtbot: QtBot, themes: ThemeSwitch) -> None:
    wide = Panel(qtbot, themes, spec_of(hidden=(4, 1000)))
    sheet = wide.sheet(0)
    type_into(sheet.form.field("units"), "1000000")
    assert wide.edits == []
    assert sheet.form.field("units").text() == "4"  # type: ignore[union-attr]
    assert "GiB" in sheet.said()


def test_a_layer_moves_past_one_that_is_set_alike(qtbot: QtBot, themes: ThemeSwitch) -> None:
    alike = Panel(qtbot, themes, spec_of(hidden=(3, 3)))
    before, sheet = alike.spec, alike.sheet(0)
    press(sheet, "Move towards the output")
    assert (alike.edits, sheet.layer) == (["Move layer 1 to place 2"], 1)
    assert matched_layers(before.network, alike.spec.network) == {0: 1, 1: 0, 2: 2}
    alike.view.show_spec(before, info_of(before))
    assert sheet.layer == 0  # the move was taken back


def test_only_what_can_start_biases_can_be_chosen_for_them(panel: Panel) -> None:
    sheet = panel.sheet(0)
    choice = sheet.form.field("bias_initializer")
    assert isinstance(choice, Choice)
    model = choice.model()
    assert isinstance(model, QStandardItemModel)
    able = [entry.name for index, entry in enumerate(initializers) if model.item(index).isEnabled()]
    assert able == ["random_uniform", "random_normal", "zeros", "ones", "constant"]
    choice.edited.emit("ones")
    assert panel.spec.network.layers[0].bias_initializer == PartSpec("ones")
    assert "until they are drawn anew" in sheet.said()


def test_what_the_data_fix_cannot_be_typed(panel: Panel) -> None:
    sheet = panel.sheet(2)
    assert sheet.form.field("units").isEnabled(), "two classes may have one output or two"
    type_into(sheet.form.field("units"), "2")
    assert panel.spec.network.layers[-1].activation == "softmax"
    type_into(sheet.form.field("units"), "3")
    assert "the data needs 2" in sheet.said()
    iris = spec_of("iris")
    sheet.show_layer(iris, info_of(iris), 2)
    assert not sheet.form.field("units").isEnabled()
    assert not sheet.form.field("dropout").isEnabled()
    assert sheet.form.field("l1").isEnabled()


def test_a_shape_is_typed_with_its_size_before_it_is_built(panel: Panel) -> None:
    sheet = panel.shape()
    assert sheet.field.text() == "4-2"
    sheet.field.setText("8-4-2")
    wanted = replace(panel.spec, network=spec_of(hidden=(8, 4, 2)).network)
    assert sheet.sentence() == f"2 inputs, 8, 4, 2, output 1: {memory_text(wanted, info_of(wanted))}."
    assert "73 weights and biases" in sheet.sentence()
    type_into(sheet.field, "8-4-2")
    assert panel.edits == ["Hidden layers: 8-4-2"]
    assert panel.spec == wanted
    assert not sheet.isVisible()
    assert panel.view.headers.shape.text() == "8-4-2"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("8-x", "“8-x” is no shape: write the units of the hidden layers"),
        ("", "is no shape"),
        ("0-3", "1 to 1,000,000 each"),
        ("-".join("2" * 101), "at most 100"),
        ("100000-100000", "10,000,500,001 weights and need about"),
    ],
)
def test_a_shape_that_cannot_be_is_refused_in_a_sentence_and_stays_to_be_mended(
    panel: Panel, text: str, words: str
) -> None:
    sheet = panel.shape()
    sheet.field.setText(text)
    QTest.keyClick(sheet.field, Qt.Key.Key_Return)
    assert words in sheet.sentence()
    assert panel.edits == []
    assert sheet.isVisible()


def test_the_memory_is_the_one_that_the_limit_is_about() -> None:
    spec = spec_of(hidden=(1000, 1000))
    need = estimated_bytes(spec, 2) / 2**20
    said = f"1,005,001 weights and biases, all trainable; about {need:,.3g} MiB of 2 GiB"
    assert memory_text(spec, info_of(spec)) == said
