"""The training bar edits how the network learns, refuses nonsense in a sentence, and names what does not fit."""

from typing import Any

import pytest
from PySide6.QtGui import QStandardItemModel
from pytestqt.qtbot import QtBot

from engine.catalog import losses, optimizers
from engine.session import data_info
from engine.spec import DataSpec, ExperimentSpec, Parameters, PartSpec
from engine.spec.edits import with_dataset, with_penalty
from gui.editors.learning_rates import USUAL_RATES
from gui.editors.training_bar import TrainingBar
from gui.editors.usual_rates import UsualRates
from gui.editors.value_field import ValueField
from gui.theme.current import ThemeSwitch
from gui.widgets.check import Check
from gui.widgets.number_field import NumberField

SPEC = ExperimentSpec()


def show(bar: TrainingBar, spec: ExperimentSpec) -> None:
    bar.show_spec(spec, data_info(spec.data))


@pytest.fixture
def bar(qtbot: QtBot, themes: ThemeSwitch) -> TrainingBar:
    made = TrainingBar(themes)
    qtbot.addWidget(made)
    show(made, SPEC)
    return made


def type_into(field: NumberField, text: str) -> None:
    field.setText(text)
    field.setModified(True)
    field.editingFinished.emit()


def test_an_optimizer_is_chosen_with_its_defaults(bar: TrainingBar, heard: Any) -> None:
    show(bar, SPEC.with_optimizer(parameters=Parameters(momentum=0.9)))
    edits = heard().listen(bar.edited)
    bar.optimizer.activated.emit(optimizers.names().index("adam"))
    assert edits == [("Optimizer: Adam", SPEC.with_optimizer(name="adam"), -1)]


def test_a_typed_learning_rate_is_an_edit(bar: TrainingBar, heard: Any) -> None:
    edits = heard().listen(bar.edited)
    type_into(bar.learning_rate.field, "1e-3")
    assert edits == [("Learning rate 0.001", SPEC.with_optimizer(learning_rate=0.001), -1)]


@pytest.mark.parametrize("text", ["abc", "nan", "-1", "", "1e999", "0"])
def test_a_learning_rate_that_cannot_be_is_refused_and_the_old_one_kept(
    bar: TrainingBar, heard: Any, text: str
) -> None:
    edits, refusals = heard().listen(bar.edited), heard().listen(bar.refused)
    type_into(bar.learning_rate.field, text)
    assert edits == []
    assert len(refusals) == 1
    assert refusals[0].startswith("Learning rate")
    assert bar.learning_rate.field.value() == 0.03


def test_a_usual_value_is_taken_from_the_list_or_by_arrow_keys(
    bar: TrainingBar, heard: Any, qtbot: QtBot
) -> None:
    from PySide6.QtCore import Qt

    edits = heard().listen(bar.edited)
    bar.l2.menu.actions()[1].trigger()
    assert edits[-1][1].network.layers[0].l2 == 0.0001
    show(bar, SPEC)
    qtbot.keyClick(bar.learning_rate, Qt.Key.Key_Up)
    qtbot.keyClick(bar.learning_rate, Qt.Key.Key_Down)
    assert [spec.training.optimizer.learning_rate for _, spec, _ in edits[1:]] == [0.1, 0.03]


def test_arrow_keys_and_buttons_have_the_same_usual_rates(bar: TrainingBar, heard: Any, qtbot: QtBot) -> None:
    from PySide6.QtCore import Qt

    edits = heard().listen(bar.edited)
    show(bar, SPEC.with_optimizer(learning_rate=USUAL_RATES[0]))
    for _ in USUAL_RATES:
        qtbot.keyClick(bar.learning_rate, Qt.Key.Key_Up)
    assert [spec.training.optimizer.learning_rate for _, spec, _ in edits] == list(USUAL_RATES[1:])
    buttons = UsualRates()
    qtbot.addWidget(buttons)
    assert len(buttons.buttons) == len(USUAL_RATES)


def test_a_choice_from_the_list_clears_a_refusal(bar: TrainingBar, heard: Any) -> None:
    type_into(bar.l1.field, "abc")
    bar.l1.menu.actions()[5].trigger()
    assert bar.l1.field.refusal() == ""
    assert bar.l1.field.text() == "0.01"


@pytest.mark.parametrize("name", ["circle", "iris", "sine"])
def test_only_losses_that_fit_the_task_can_be_chosen(bar: TrainingBar, heard: Any, name: str) -> None:
    info = data_info(DataSpec(name))
    spec = with_dataset(SPEC, name, info)
    show(bar, spec)
    edits, refusals = heard().listen(bar.edited), heard().listen(bar.refused)
    model = bar.loss.model()
    assert isinstance(model, QStandardItemModel)
    for index, loss in enumerate(losses):
        item = model.item(index)
        assert item.isEnabled() == (info.task in loss.tasks)
        if not item.isEnabled():
            assert "does not suit this data" in item.toolTip()
            bar.loss.activated.emit(index)
            assert refusals.pop() == item.toolTip().replace("\n", " ")
            assert bar.loss.key() == spec.training.loss.name
    assert edits == []


def test_a_loss_brings_an_output_that_fits_and_says_so(bar: TrainingBar, heard: Any) -> None:
    show(bar, SPEC.with_layer(1, activation="tanh").with_training(loss=PartSpec("mean_squared_error")))
    edits = heard().listen(bar.edited)
    bar.loss.activated.emit(losses.names().index("binary_crossentropy"))
    assert edits == [("Loss: Binary cross-entropy with sigmoid output", SPEC, -1)]


@pytest.mark.parametrize("kind", ["l1", "l2"])
def test_a_penalty_goes_to_all_layers(bar: TrainingBar, heard: Any, kind: str) -> None:
    edits = heard().listen(bar.edited)
    field: ValueField = getattr(bar, kind)
    type_into(field.field, "0.01")
    assert edits == [(f"{kind.upper()} 0.01", with_penalty(SPEC, **{kind: 0.01}), -1)]


@pytest.mark.parametrize("name", optimizers.names())
def test_the_sheet_grows_from_the_catalogue(bar: TrainingBar, heard: Any, name: str) -> None:
    show(bar, SPEC.with_optimizer(name=name))
    edits = heard().listen(bar.edited)
    sheet = bar.optimizer_settings.popover
    for parameter in optimizers[name].parameters:
        field = sheet.field(parameter.name)
        if isinstance(field, Check):
            assert parameter.kind == "switch"
            assert field.isChecked() == bool(parameter.default)
            field.click()
            wanted = 1.0 - parameter.default
        else:
            assert field.value() == parameter.default
            wanted = (parameter.low + parameter.high) / 2
            type_into(field, repr(wanted))
        text, spec, key = edits.pop()
        assert text.startswith(parameter.label)
        assert key == -1
        assert spec == SPEC.with_optimizer(name=name, parameters=Parameters({parameter.name: wanted}))


def test_a_parameter_set_back_to_its_default_is_left_out(bar: TrainingBar, heard: Any) -> None:
    show(bar, SPEC.with_optimizer(parameters=Parameters(momentum=0.9, nesterov=1)))
    edits = heard().listen(bar.edited)
    field = bar.optimizer_settings.popover.field("momentum")
    assert isinstance(field, NumberField)
    type_into(field, "0")
    assert edits == [("Momentum 0", SPEC.with_optimizer(parameters=Parameters(nesterov=1)), -1)]


def test_a_loss_with_a_parameter_offers_it(bar: TrainingBar, heard: Any) -> None:
    assert bar.loss_settings.isHidden()
    spec = SPEC.with_training(loss=PartSpec("huber"))
    show(bar, spec)
    assert not bar.loss_settings.isHidden()
    edits = heard().listen(bar.edited)
    field = bar.loss_settings.popover.field("delta")
    assert isinstance(field, NumberField)
    type_into(field, "2")
    assert edits == [("Delta 2", SPEC.with_training(loss=PartSpec("huber", Parameters(delta=2))), -1)]


def test_showing_emits_nothing(bar: TrainingBar, heard: Any) -> None:
    edits, refusals = heard().listen(bar.edited), heard().listen(bar.refused)
    for name in optimizers.names():
        for data in ("circle", "iris", "sine"):
            spec = with_dataset(SPEC.with_optimizer(name=name, learning_rate=0.5), data, data_info(DataSpec(data)))
            show(bar, with_penalty(spec, l1=0.1, l2=0.2))
            assert bar.optimizer.key() == name
            assert bar.loss.key() == spec.training.loss.name
            assert (bar.l1.field.value(), bar.l2.field.value()) == (0.1, 0.2)
    assert edits == []
    assert refusals == []


def test_the_bar_fits_the_middle_of_the_smallest_window(bar: TrainingBar) -> None:
    assert bar.minimumSizeHint().width() <= 600
    show(bar, SPEC.with_optimizer(name="adagrad"))
    assert bar.minimumSizeHint().width() <= 610
