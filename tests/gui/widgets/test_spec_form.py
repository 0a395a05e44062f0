"""Forms: every described field gets the input that suits it, and says what was changed to what."""

from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from engine.catalog import activations, initializers
from engine.spec import LayerSpec, Parameters, PartSpec
from engine.spec.fields import FieldInfo, described, field_infos
from gui.widgets.check import Check
from gui.widgets.choice import Choice
from gui.widgets.number_field import NumberField
from gui.widgets.spec_form import SpecForm, changed
from gui.widgets.text_field import TextField

LAYER = LayerSpec(kernel_initializer=PartSpec("random_normal", Parameters(stddev=0.5)))


class Shown:
    """A form on a layer that follows its own edits, as a panel does."""

    def __init__(self, qtbot: QtBot, layer: LayerSpec = LAYER, **more: Any) -> None:
        self.layer, self.more = layer, more
        self.edits: list[str] = []
        self.refusals: list[str] = []
        self.form = SpecForm()
        qtbot.addWidget(self.form)
        self.form.edited.connect(self.on_edited)
        self.form.refused.connect(self.refusals.append)
        self.form.show_spec(layer, **more)
        self.form.show()

    def on_edited(self, key: str, value: Any) -> None:
        self.edits.append(self.form.said(key, value))
        self.layer = changed(self.layer, key, value)
        self.form.show_spec(self.layer, **self.more)

    def type(self, key: str, text: str) -> None:
        field = self.form.field(key)
        assert isinstance(field, QLineEdit)
        field.setFocus()
        field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_Backspace)
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)

    def choose(self, key: str, entry: str) -> None:
        field = self.form.field(key)
        assert isinstance(field, Choice)
        field.setCurrentIndex(field.findData(entry))
        field.activated.emit(field.currentIndex())


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    return Shown(qtbot)


def test_every_described_field_of_a_layer_has_its_input(shown: Shown) -> None:
    kinds = {int: NumberField, float: NumberField, bool: Check, str: TextField, PartSpec: Choice}
    infos = field_infos(LayerSpec)
    assert len(infos) > 8
    for name, info in infos.items():
        wanted = Choice if info.catalog else kinds[type(getattr(LAYER, name))]
        assert isinstance(shown.form.field(name), wanted), name
        assert shown.form.field(name).accessibleName() == info.label
        assert shown.form.field(name).accessibleDescription() == info.sentence
    assert shown.edits == []


def test_what_is_typed_stays_and_fractions_are_numbers(shown: Shown) -> None:
    shown.type("l2", "1/3")
    assert shown.layer.l2 == 1 / 3
    assert shown.edits == ["L2 0.333333"]
    field = shown.form.field("l2")
    assert isinstance(field, NumberField)
    assert field.text() == "1/3"


def test_each_kind_says_its_edit(shown: Shown) -> None:
    shown.type("units", "1200")
    shown.type("name", "  edges ")
    shown.choose("activation", "relu")
    shown.form.field("use_bias").click()  # type: ignore[union-attr]
    shown.type("kernel_initializer.stddev", "2")
    assert shown.edits == [
        "Units 1,200", "Name “edges”", "Activation: ReLU", "Bias off", "Standard deviation 2",
    ]  # fmt: skip
    part = PartSpec("random_normal", Parameters(stddev=2))
    assert shown.layer == LayerSpec(1200, "relu", part, name="edges", use_bias=False)
    shown.type("name", "")
    assert shown.edits[-1] == "No name"
    assert type(shown.layer.units) is int


def test_another_part_brings_its_own_parameters_and_the_choice_keeps_the_focus(shown: Shown) -> None:
    for entry in initializers:
        before = shown.form.field("kernel_initializer")
        shown.choose("kernel_initializer", entry.name)
        assert shown.form.field("kernel_initializer") is before
        for parameter in entry.parameters:
            field = shown.form.field(f"kernel_initializer.{parameter.name}")
            assert isinstance(field, NumberField)
            assert field.value() == parameter.default
    assert shown.layer.kernel_initializer == PartSpec(list(initializers)[-1].name)
    with pytest.raises(KeyError):
        shown.form.field("kernel_initializer.stddev")


def test_a_parameter_set_to_its_default_is_left_out(shown: Shown) -> None:
    shown.type("kernel_initializer.stddev", "0.05")
    assert shown.layer.kernel_initializer == PartSpec("random_normal")


def test_what_cannot_be_is_refused_by_its_label(shown: Shown) -> None:
    shown.type("dropout", "1.5")
    assert shown.edits == []
    assert shown.refusals == ["Dropout must be between 0 and 0.99, not 1.5."]


def test_what_is_fixed_is_shown_with_the_reason(qtbot: QtBot) -> None:
    shown = Shown(qtbot, fixed={"units": "The data fixes them."}, hint="Layer 1")
    field = shown.form.field("units")
    assert not field.isEnabled()
    labels = [label for label in shown.form.findChildren(QLabel) if label.text() == "Units"]
    assert [label.toolTip() for label in labels] == ["The data fixes them."]
    name = shown.form.field("name")
    assert isinstance(name, TextField)
    assert name.placeholderText() == "Layer 1"


def test_escape_gives_up_what_was_typed(shown: Shown) -> None:
    field = shown.form.field("name")
    assert isinstance(field, TextField)
    field.setFocus()
    QTest.keyClicks(field, "abc")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    assert shown.edits == []


def test_the_rows_are_in_the_order_of_the_spec_and_so_is_tab(shown: Shown) -> None:
    wanted = [shown.form.field(name) for name in field_infos(LayerSpec)]
    tops = [field.mapTo(shown.form, field.rect().topLeft()).y() for field in wanted]
    assert tops == sorted(tops)
    assert len(list(activations)) == shown.form.field("activation").count()  # type: ignore[union-attr]


@dataclass(frozen=True)
class Odd:
    """A spec with a field that no form knows."""

    several: tuple[int, ...] = described((), FieldInfo("Several", "More than one number."))


def test_a_field_without_an_input_is_told_to_who_writes_it(qtbot: QtBot) -> None:
    form = SpecForm()
    qtbot.addWidget(form)
    with pytest.raises(TypeError, match=r"Odd\.several"):
        form.show_spec(Odd())
