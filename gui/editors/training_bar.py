"""The bar that says how the network learns: optimizer, learning rate, loss, penalties."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from engine.catalog import losses, optimizers
from engine.catalog.schedules import CONSTANT
from engine.spec import DataInfo, ExperimentSpec, LayerSpec, OptimizerSpec, Parameters, PartSpec
from engine.spec.edits import loss_suits, with_loss, with_penalty
from engine.spec.fields import FieldInfo, field_infos
from engine.trace import Snapshot
from gui.editors.learning_rates import USUAL_RATES
from gui.editors.rate_button import RateButton
from gui.editors.run_button import RunButton
from gui.editors.settings_popover import SettingsButton
from gui.editors.value_field import ValueField
from gui.theme.current import ThemeSwitch
from gui.widgets.choice import Choice
from gui.widgets.eliding_choice import ElidingChoice
from gui.widgets.items import Item
from gui.widgets.label import Label
from gui.widgets.numbers import NumberRule
from gui.widgets.spec_form import changed_parameters, said
from gui.widgets.tips import in_lines

USUAL_PENALTIES = (0.0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1)
_HEIGHT = 30
_RATE = "Learning rate"
_WIDEST_RATE = 8.888e-88  # as it reads: the bar is not to move while a schedule is at work
_ROUNDING = 2  # pixels by which a label is wider than its text
_WIDEST_LOSS = 290
_TASKS = {
    "regression": "predicts numbers",
    "binary": "tells two classes apart",
    "multiclass": "tells several classes apart",
    "multilabel": "gives several yes-or-no answers",
}


class TrainingBar(QWidget):
    """Shows how the experiment trains and emits edits of it: edited(undo text, spec, merge key).

    None of them touches the learned weights. refused(sentence) when what was typed cannot be.
    """

    edited = Signal(str, object, int)
    refused = Signal(str)

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec = ExperimentSpec()
        self._info = DataInfo("binary", ("x₁", "x₂"), classes=("0", "1"))
        self.setAccessibleName("Training")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.optimizer = Choice("Optimizer", [Item(o.name, o.label, o.sentence) for o in optimizers])
        self.optimizer_settings = SettingsButton("Optimizer's settings", themes)
        self.loss = ElidingChoice("Loss", [Item(each.name, each.label, each.sentence, each.short) for each in losses])
        self.loss_settings = SettingsButton("Loss's settings", themes)
        rate, layer = field_infos(OptimizerSpec)["learning_rate"], field_infos(LayerSpec)
        self.learning_rate_rule = _rule(rate)
        self.learning_rate = ValueField(self.learning_rate_rule, USUAL_RATES, themes, listed=False)
        self.rate_settings, self.run_settings = RateButton(themes), RunButton(themes)
        self.l1 = ValueField(_rule(layer["l1"]), USUAL_PENALTIES, themes, width=46)
        self.l2 = ValueField(_rule(layer["l2"]), USUAL_PENALTIES, themes, width=46)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(6)
        row.addWidget(_titled("Optimizer", "", self.optimizer, self.optimizer_settings))
        self._rate = Label(rate.label, "small")
        self._rate.setToolTip(in_lines(rate.sentence))
        self.learning_rate.explain(rate.sentence)
        row.addWidget(_titled(self._rate, "", self.learning_rate, self.rate_settings))
        judge = _titled("Loss", "", self.loss, self.loss_settings)
        judge.setMaximumWidth(_WIDEST_LOSS)
        row.addWidget(judge, 100)
        for name, field in (("l1", self.l1), ("l2", self.l2)):
            sentence = f"{layer[name].sentence} In all layers."
            field.explain(sentence)
            row.addWidget(_titled(layer[name].label, sentence, field))
        row.addWidget(_titled("Run", "", self.run_settings))
        row.addStretch(1)
        self._connect()

    def _connect(self) -> None:
        self.optimizer.edited.connect(self._on_optimizer)
        self.optimizer_settings.edited.connect(self._on_optimizer_parameter)
        self.learning_rate.edited.connect(self._on_learning_rate)
        self.loss.edited.connect(self._on_loss)
        self.loss_settings.edited.connect(self._on_loss_parameter)
        self.l1.edited.connect(self._on_l1)
        self.l2.edited.connect(self._on_l2)
        for button in (self.rate_settings, self.run_settings):
            button.edited.connect(self.edited)
            button.refused.connect(self.refused)
        for part in (self.optimizer_settings, self.loss_settings, self.learning_rate, self.l1, self.l2):
            part.refused.connect(self.refused)

    def show_spec(self, spec: ExperimentSpec, info: DataInfo) -> None:
        """Show how an experiment trains; emits nothing."""
        self._spec, self._info = spec, info
        chosen, training = spec.training.optimizer, spec.training
        optimizer, loss = optimizers[chosen.name], losses[training.loss.name]
        self.optimizer.show_key(chosen.name)
        self.optimizer.setToolTip(in_lines(optimizer.sentence))
        self.optimizer_settings.show_part(
            optimizer.label, optimizer.sentence, optimizer.formula, optimizer.parameters, chosen.parameters
        )
        self.learning_rate.show_value(chosen.learning_rate)
        self.rate_settings.show_spec(spec)
        self.run_settings.show_spec(spec, info)
        if chosen.schedule.name == CONSTANT:
            self._rate.setText(_RATE)
        self.loss.show_key(training.loss.name)
        self.loss.setToolTip(in_lines(f"{loss.label}: {loss.sentence}"))
        self.loss_settings.setVisible(bool(loss.parameters))
        self.loss_settings.show_part(
            loss.label, loss.sentence, loss.formula, loss.parameters, training.loss.parameters
        )
        self._show_losses_that_fit()
        # Layers may differ in a file; the strongest penalty stands for all until it is edited here.
        self.l1.show_value(max(layer.l1 for layer in spec.network.layers))
        self.l2.show_value(max(layer.l2 for layer in spec.network.layers))

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Say which learning rate a schedule has come to."""
        self.rate_settings.show_now(snapshot.iterations)
        scheduled = snapshot.spec.training.optimizer.schedule.name != CONSTANT
        self._rate.setText(self._rate_now(snapshot.learning_rate) if scheduled else _RATE)
        widest = self._rate.fontMetrics().horizontalAdvance(self._rate_now(_WIDEST_RATE))
        self._rate.setMinimumWidth(widest + _ROUNDING if scheduled else 0)

    def _rate_now(self, rate: float) -> str:
        return f"Rate, now {self.learning_rate_rule.format(rate)}"

    def _show_losses_that_fit(self) -> None:
        model = self.loss.model()
        assert isinstance(model, QStandardItemModel)
        for index, loss in enumerate(losses):
            fits = loss_suits(loss, self._info.task)
            item = model.item(index)
            item.setEnabled(fits)
            item.setToolTip(in_lines(loss.sentence if fits else self._reason(loss.label)))

    def _reason(self, label: str) -> str:
        return f"{label} does not suit this data: here the network {_TASKS[self._info.task]}."

    @Slot(str)
    def _on_optimizer(self, name: str) -> None:
        spec = self._spec.with_optimizer(name=name, parameters=Parameters())
        self.edited.emit(f"Optimizer: {optimizers[name].label}", spec, -1)

    @Slot(str, float)
    def _on_optimizer_parameter(self, name: str, value: float) -> None:
        now = self._spec.training.optimizer
        parameters = optimizers[now.name].parameters
        spec = self._spec.with_optimizer(parameters=changed_parameters(now.parameters, parameters, name, value))
        self.edited.emit(said(parameters, name, value), spec, -1)

    @Slot(float)
    def _on_learning_rate(self, value: float) -> None:
        self.edited.emit(f"Learning rate {value:g}", self._spec.with_optimizer(learning_rate=value), -1)

    @Slot(str)
    def _on_loss(self, name: str) -> None:
        if not loss_suits(losses[name], self._info.task):
            self.loss.show_key(self._spec.training.loss.name)
            self.refused.emit(self._reason(losses[name].label))
            return
        spec = with_loss(self._spec, name, self._info)
        now, before = spec.network.layers[-1].activation, self._spec.network.layers[-1].activation
        joined = f" with {now} output" if now != before else ""
        self.edited.emit(f"Loss: {losses[name].label}{joined}", spec, -1)

    @Slot(str, float)
    def _on_loss_parameter(self, name: str, value: float) -> None:
        now = self._spec.training.loss
        parameters = losses[now.name].parameters
        part = PartSpec(now.name, changed_parameters(now.parameters, parameters, name, value))
        self.edited.emit(said(parameters, name, value), self._spec.with_training(loss=part), -1)

    @Slot(float)
    def _on_l1(self, value: float) -> None:
        self.edited.emit(f"L1 {value:g}", with_penalty(self._spec, l1=value), -1)

    @Slot(float)
    def _on_l2(self, value: float) -> None:
        self.edited.emit(f"L2 {value:g}", with_penalty(self._spec, l2=value), -1)


def _rule(info: FieldInfo) -> NumberRule:
    assert info.low is not None
    assert info.high is not None
    return NumberRule(info.label, info.low, info.high)


def _titled(title: str | Label, tooltip: str, *parts: QWidget) -> QWidget:
    """Controls side by side under their name."""
    whole = QWidget()
    label = Label(title, "small") if isinstance(title, str) else title
    if tooltip:
        label.setToolTip(in_lines(tooltip))
    row = QHBoxLayout()
    row.setSpacing(2)
    for part in parts:
        part.setFixedHeight(_HEIGHT)
        row.addWidget(part)
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(label)
    column.addLayout(row)
    return whole
