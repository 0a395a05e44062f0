"""The learning rate's sheet: slider, usual rates, the schedule with its parameters, and its curve."""

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.catalog import schedules
from engine.spec import ExperimentSpec, OptimizerSpec
from engine.spec.fields import field_infos
from gui.editors.formula_lines import formula_lines
from gui.editors.learning_rates import USUAL_RATES
from gui.editors.merging import Control, merge_key
from gui.editors.rate_curve import RateCurve
from gui.editors.usual_rates import UsualRates
from gui.theme.current import ThemeSwitch
from gui.widgets.form import Value
from gui.widgets.label import Label
from gui.widgets.labeled_slider import LabeledSlider
from gui.widgets.numbers import NumberRule, SliderScale
from gui.widgets.popover import Popover
from gui.widgets.spec_form import SpecForm, changed

_WIDTH, _MARGIN = 330, 16


class RatePopover(Popover):
    """Emits edits of the experiment: edited(undo text, spec, merge key); refused(sentence)."""

    edited = Signal(str, object, int)
    refused = Signal(str)

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec = ExperimentSpec()
        info = field_infos(OptimizerSpec)["learning_rate"]
        assert info.low is not None
        assert info.high is not None
        self.setAccessibleName("Learning rate and schedule")
        rule = NumberRule(info.label, info.low, info.high)
        self.slider = LabeledSlider(info.label, SliderScale(USUAL_RATES[0], USUAL_RATES[-1], "log"), rule)
        self.slider.explain(f"{info.sentence} Too small learns slowly, too large jumps about.")
        self.usual = UsualRates()
        self.form = SpecForm(("schedule",))
        self.curve = RateCurve(themes)
        self._formula = Label("", "muted")
        self._sentence = Label("", "small")
        self._sentence.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 14, _MARGIN, 14)
        column.setSpacing(10)
        for widget in (self.slider, self.usual, self.form, self._formula, self.curve, self._sentence):
            column.addWidget(widget)
        self.slider.edited.connect(self._on_rate)
        self.usual.chosen.connect(self._on_usual)
        self.form.edited.connect(self._on_schedule)
        self.slider.refused.connect(self.refused)
        self.form.refused.connect(self.refused)

    def show_spec(self, spec: ExperimentSpec) -> None:
        """Show an experiment's rate and schedule; emits nothing."""
        self._spec, optimizer = spec, spec.training.optimizer
        schedule = schedules[optimizer.schedule.name]
        self.slider.show_value(optimizer.learning_rate)
        self.usual.show_rate(optimizer.learning_rate)
        self.form.show_spec(optimizer)
        self.curve.show_spec(optimizer)
        self._formula.setText(f"{formula_lines(schedule.formula)}\nk counts the updates so far")
        self._formula.setVisible(bool(schedule.parameters))
        self._sentence.setText(schedule.sentence)
        wide = self._formula.sizeHint().width() if schedule.parameters else 0
        self.setFixedWidth(max(_WIDTH, wide + 2 * _MARGIN))
        if self.isVisible():
            self.fit()

    @Slot(float)
    def _on_rate(self, value: float) -> None:
        spec = self._spec.with_optimizer(learning_rate=value)
        self.edited.emit(f"Learning rate {value:g}", spec, merge_key(Control.RATE, self.slider))

    @Slot(float)
    def _on_usual(self, value: float) -> None:
        self.edited.emit(f"Learning rate {value:g}", self._spec.with_optimizer(learning_rate=value), -1)

    @Slot(str, object)
    def _on_schedule(self, key: str, value: Value) -> None:
        optimizer = changed(self._spec.training.optimizer, key, value)
        said = self.form.said(key, value)
        self.edited.emit(said, self._spec.with_training(optimizer=replace(optimizer)), -1)
