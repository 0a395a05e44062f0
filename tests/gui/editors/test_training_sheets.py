"""The sheets of the training bar: rate and schedule, batches, stops and metrics, each an edit of the experiment."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.catalog import schedules
from engine.session import Session, data_info
from engine.spec import DataSpec, ExperimentSpec, Parameters, PartSpec, StopSpec, problems
from engine.spec.edits import with_dataset
from gui.editors.training_bar import TrainingBar
from gui.theme.current import ThemeSwitch
from gui.widgets.form import Form
from gui.widgets.number_field import NumberField

SPEC = ExperimentSpec()
INFO = data_info(SPEC.data)


@pytest.fixture
def bar(qtbot: QtBot, themes: ThemeSwitch) -> TrainingBar:
    made = TrainingBar(themes)
    qtbot.addWidget(made)
    made.show_spec(SPEC, INFO)
    return made


def choose(form: Form, key: str, value: object) -> None:
    """Set an input as a hand would."""
    field = form.field(key)
    if isinstance(field, NumberField):
        field.setText(str(value))
        field.setModified(True)
        field.editingFinished.emit()
    else:
        field.edited.emit(value)


def test_every_schedule_is_chosen_and_set_and_its_curve_is_what_it_will_do(bar: TrainingBar, heard: Any) -> None:
    sheet = bar.rate_settings.popover
    edits = heard().listen(bar.edited)
    for schedule in schedules:
        choose(sheet.form, "schedule", schedule.name)
        wanted = SPEC.with_optimizer(schedule=PartSpec(schedule.name))
        assert edits[-1] == (f"Schedule: {schedule.label}", wanted, -1)
        bar.show_spec(wanted, INFO)
        for parameter in schedule.parameters:
            choose(sheet.form, f"schedule.{parameter.name}", parameter.high)
            given = PartSpec(schedule.name, Parameters({parameter.name: parameter.high}))
            assert edits[-1][1] == SPEC.with_optimizer(schedule=given) or parameter.high == parameter.default
        for iterations in (0, 500, 1000, 2000):
            assert sheet.curve.rate_at(iterations) == schedule.at(0.03, iterations, {})
        assert sheet.curve.reach >= 2000
        sheet.curve.grab()


def test_the_rate_slider_goes_over_decades_and_a_drag_is_one_step(bar: TrainingBar, heard: Any) -> None:
    sheet = bar.rate_settings.popover
    edits = heard().listen(bar.edited)
    slider = sheet.slider._slider
    slider.setSliderDown(True)
    slider.sliderPressed.emit()
    for position in (10, 40, 90):
        slider.setValue(position)
    slider.setSliderDown(False)
    rates = [spec.training.optimizer.learning_rate for _, spec, _ in edits]
    assert rates == pytest.approx([2.2e-5, 2.2e-4, 1e-2], 0.05)
    assert len({key for _, _, key in edits}) == 1 != edits[0][2]


def test_a_usual_rate_is_one_click_away_and_arrows_go_through_them(
    bar: TrainingBar, qtbot: QtBot, heard: Any
) -> None:
    usual = bar.rate_settings.popover.usual
    edits = heard().listen(bar.edited)
    bar.rate_settings.popover.show()
    stops = [button for button in usual.buttons if button.focusPolicy() == Qt.FocusPolicy.TabFocus]
    assert [button.text() for button in stops] == ["0.03"]
    assert stops[0].isChecked()
    QTest.mouseClick(usual.buttons[0], Qt.MouseButton.LeftButton)
    assert edits[-1] == ("Learning rate 1e-05", SPEC.with_optimizer(learning_rate=1e-5), -1)
    assert [button.text() for button in usual.buttons if button.isChecked()] == ["0.00001"]
    usual.buttons[0].setFocus()
    QTest.keyClick(usual.buttons[0], Qt.Key.Key_Right)
    QTest.keyClick(usual.buttons[1], Qt.Key.Key_Space)
    assert edits[-1][1] == SPEC.with_optimizer(learning_rate=1e-4)
    assert usual.buttons[-1].text() == "10"
    bar.show_spec(SPEC.with_optimizer(learning_rate=0.02), INFO)
    assert not any(button.isChecked() for button in usual.buttons)


def test_the_bar_says_what_a_schedule_has_made_of_the_rate(bar: TrainingBar) -> None:
    spec = SPEC.with_optimizer(schedule=PartSpec("step_decay", Parameters(decay_steps=2)))
    session = Session(spec)
    bar.show_spec(spec, INFO)
    for updates, rate in ((0, "0.03"), (2, "0.015"), (2, "0.0075")):
        if updates:
            session.train(updates=updates)
        bar.show_snapshot(session.snapshot())
        assert bar._rate.text() == f"Rate, now {rate}"
    bar.show_spec(SPEC, INFO)
    assert bar._rate.text() == "Learning rate"


def test_the_bar_stands_still_while_a_schedule_changes_the_rate(qapp: QApplication, bar: TrainingBar) -> None:
    session = Session(SPEC.with_optimizer(schedule=PartSpec("exponential_decay", Parameters(decay_steps=100))))
    snapshot = session.snapshot()
    widths = set()
    bar.show()
    for rate in (0.03, 0.02729, 0.0271, 1.234e-10):
        bar.show_snapshot(replace(snapshot, learning_rate=rate))
        qapp.processEvents()
        widths.add(bar.sizeHint().width())
    assert len(widths) == 1
    bar.show_snapshot(Session(SPEC).snapshot())
    qapp.processEvents()
    assert bar.sizeHint().width() < min(widths)


def test_batches_go_from_one_to_all(bar: TrainingBar, heard: Any) -> None:
    sheet = bar.run_settings.popover
    edits = heard().listen(bar.edited)
    choose(sheet.batches, "all", True)
    whole = SPEC.with_training(batch_size=INFO.training_count)
    assert edits[-1] == ("All examples in one batch", whole, -1)
    bar.show_spec(whole, INFO)
    assert sheet.batches.field("all").isChecked()  # type: ignore[union-attr]
    choose(sheet.batches, "batch_size", 1)
    assert edits[-1] == ("Batch size 1", SPEC.with_training(batch_size=1), -1)
    choose(sheet.batches, "shuffle", False)
    assert edits[-1] == ("Shuffle off", whole.with_training(shuffle=False), -1)


def test_large_data_is_measured_again_where_that_is_wanted(bar: TrainingBar, heard: Any) -> None:
    sheet = bar.run_settings.popover
    assert sheet.again.isHidden(), "small data always is, and there is nothing to choose"
    wide = SPEC.with_data(samples=100_000).with_layer(0, units=2_000)
    bar.show_spec(wide, replace(INFO, training_count=50_000))
    assert not sheet.again.isHidden()
    edits = heard().listen(bar.edited)
    choose(sheet.again, "measure_again", True)
    assert edits[-1] == ("Training again on", wide.with_training(measure_again=True), -1)


def test_every_stop_rule_can_be_set_and_early_stopping_shows_its_own(bar: TrainingBar, heard: Any) -> None:
    sheet = bar.run_settings.popover
    edits = heard().listen(bar.edited)
    choose(sheet.stops, "after_epochs", True)
    choose(sheet.stops, "epochs", 12)
    choose(sheet.stops, "loss_below", 0.1)
    with pytest.raises(KeyError):
        sheet.stops.field("patience")
    choose(sheet.stops, "early_stopping", True)
    stops = [spec.training.stop for _, spec, _ in edits]
    assert stops == [
        StopSpec(after_epochs=True), StopSpec(), StopSpec(loss_below=0.1), StopSpec(early_stopping=True)
    ]  # fmt: skip
    assert edits[1][1].training.epochs == 12
    bar.show_spec(edits[-1][1], INFO)
    for key, value in (("monitor", "val_accuracy"), ("patience", 3), ("min_delta", 0.01)):
        choose(sheet.stops, key, value)
        assert edits[-1][1].training.stop == replace(StopSpec(early_stopping=True), **{key: value})
        assert not problems(edits[-1][1], INFO)


def test_metrics_are_chosen_among_those_that_suit(bar: TrainingBar, heard: Any) -> None:
    sheet = bar.run_settings.popover
    edits = heard().listen(bar.edited)
    choose(sheet.metrics[1], "recall", True)
    assert edits[-1] == ("Recall shown", SPEC.with_training(metrics=("accuracy", "recall")), -1)
    watching = edits[-1][1].with_training(stop=StopSpec(early_stopping=True, monitor="val_recall"))
    bar.show_spec(watching, INFO)
    choose(sheet.metrics[1], "recall", False)
    assert edits[-1][1].training.stop.monitor == "val_loss", "what is gone is watched no more"
    assert not problems(edits[-1][1], INFO)
    plane = data_info(DataSpec("plane"))
    bar.show_spec(with_dataset(SPEC, "plane", plane), plane)
    names = {name for form in sheet.metrics for name in form._inputs}
    assert {"mae", "mse", "rmse", "r2_score"} == names


def test_the_last_metric_that_is_shown_stays_and_says_why(bar: TrainingBar, heard: Any) -> None:
    edits, refusals = heard().listen(bar.edited), heard().listen(bar.refused)
    sheet = bar.run_settings.popover
    box = sheet.metrics[0].field("accuracy")
    box.click()
    assert not edits
    assert refusals == ["Accuracy is what is shown where no other metric is. Choose another first."]
    assert box.isChecked()


def test_the_settings_of_another_optimizer_have_their_own_height(
    qtbot: QtBot, themes: ThemeSwitch, bar: TrainingBar
) -> None:
    fresh = TrainingBar(themes)
    qtbot.addWidget(fresh)
    found = dict[TrainingBar, int]()
    for each, names in ((bar, ("rmsprop", "adamw", "nadam")), (fresh, ("nadam",))):
        each.show()
        for name in names:
            each.show_spec(SPEC.with_optimizer(name=name), INFO)
            each.optimizer_settings.click()
            sheet = each.optimizer_settings.popover
            qtbot.waitUntil(sheet.isVisible)
            qtbot.wait(20)
            found[each] = sheet.height()
            sheet.close()
    assert found[bar] == found[fresh]
