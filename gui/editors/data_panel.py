"""The column on the left: which examples there are, how many, how noisy, how they are split."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from engine.catalog import features
from engine.catalog.data_source import DataMissing
from engine.catalog.datasets import DataSource
from engine.formula import counted
from engine.session import DataProblem, data_info
from engine.spec import DataInfo, DataSpec, ExperimentSpec, TrainingSpec, choosable_columns, source_of
from engine.spec.edits import other_data, with_data
from engine.spec.fields import FieldInfo, field_infos
from engine.spec.specs import MAX_SEED
from gui.editors.dataset_grid import DatasetGrid
from gui.editors.dataset_tile import Points
from gui.editors.inputs_choice import InputsChoice
from gui.editors.labels_part import LabelsPart
from gui.editors.merging import Control, merge_key
from gui.editors.order_check import OrderCheck
from gui.editors.own_sets import OwnSets
from gui.editors.pictures_part import PicturesPart
from gui.editors.test_part import TestPart
from gui.theme.current import ThemeSwitch
from gui.widgets.check import Check
from gui.widgets.label import Label
from gui.widgets.labeled_slider import LabeledSlider
from gui.widgets.number_field import NumberField
from gui.widgets.numbers import NumberRule, SliderScale
from gui.widgets.section import Section
from gui.widgets.tips import in_lines
from gui.widgets.tool_button import ToolButton

WIDTH = 230
_SENTENCE_LINES = 3
_ROOMY = 600


class DataPanel(QWidget):
    """Shows the experiment's data and emits edits of it: edited(undo text, spec, merge key).

    refused(sentence) when what was typed cannot be. missing(name): a set was chosen that is not on this machine.
    """

    edited = Signal(str, object, int)
    refused = Signal(str)
    missing = Signal(str)

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec = ExperimentSpec()
        self.setAccessibleName("Data")
        self.grid = DatasetGrid(themes, opens=True)
        self._own = OwnSets(self.grid)
        self.inputs = InputsChoice(themes)
        self._count = Label("", "small")
        self._name = Label("", "strong")
        self._name.setWordWrap(True)
        self._sentence = Label("", "small")
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._sentence.setMinimumHeight(_SENTENCE_LINES * round(themes.theme.small_px * 1.25))
        self.pictures = PicturesPart()
        self._make_sliders()
        self._batch_note = Label("", "small")
        self._batch_note.setWordWrap(True)
        scaling = field_infos(DataSpec)["standardize"]
        self.standardize = Check(scaling.label, scaling.sentence)
        self.shuffled, self.labels = OrderCheck(), LabelsPart()
        self.seed = NumberField(NumberRule("Data seed", 0, MAX_SEED, integer=True), quiet=True)
        self.seed.setFixedWidth(84)
        self.new_points = ToolButton("new-seed", "New points", themes)
        self._lay_out()
        self._connect()

    def _make_sliders(self) -> None:
        data, training = field_infos(DataSpec), field_infos(TrainingSpec)
        self.points = _slider(data["samples"], SliderScale(10, 5000, "log"), whole=True)
        self.noise = _slider(data["noise"], SliderScale(0.0, 1.0, step=0.01))
        self.validation = LabeledSlider(
            "Validation", SliderScale(0, 90, step=1), NumberRule("Validation share", 0, 90, suffix=" %")
        )
        self.test = TestPart()
        self.batch = _slider(training["batch_size"], SliderScale(1, 128), whole=True)
        self._tips = {
            self.points: data["samples"].sentence,
            self.noise: data["noise"].sentence,
            self.validation: data["validation_share"].sentence,
            self.test.share: data["test_share"].sentence,
            self.batch: training["batch_size"].sentence,
        }
        for slider, tip in self._tips.items():
            slider.explain(tip)

    def _lay_out(self) -> None:
        sets = Section("Data")
        sets.add_to_header(self._count)
        parts: tuple[QWidget, ...] = (self.grid, self._name, self._sentence, self.pictures)
        for part in parts:
            sets.add(part)
        sets.content.setSpacing(4)
        seeds = QHBoxLayout()
        seeds.setSpacing(4)
        label = Label("Data seed", "muted")
        label.setBuddy(self.seed)
        seeds.addWidget(label, 1)
        seeds.addWidget(self.seed)
        seeds.addWidget(self.new_points)
        column = QVBoxLayout()
        column.setContentsMargins(14, 10, 14, 8)
        column.setSpacing(5)
        parts = (sets, self.inputs, self.points, self.noise, self.validation, self.test, self.batch, self._batch_note)
        for part in (*parts, self.labels, self.standardize, self.shuffled):
            column.addWidget(part)
        column.addLayout(seeds)
        column.addStretch(1)
        inner = QWidget()
        inner.setLayout(column)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self.setMinimumWidth(WIDTH)

    def _connect(self) -> None:
        self.grid.edited.connect(self.choose)
        self.inputs.features_chosen.connect(self._on_features)
        self.inputs.columns_chosen.connect(self._on_columns)
        self.inputs.refused.connect(self.refused)
        self.points.edited.connect(self._on_points)
        self.noise.edited.connect(self._on_noise)
        self.validation.edited.connect(self._on_validation)
        self.test.share.edited.connect(self._on_test)
        self.batch.edited.connect(self._on_batch)
        self.standardize.edited.connect(self._on_standardize)
        for edited in (self.shuffled.changed, self.labels.edited):
            edited.connect(self.edited)
        self.seed.edited.connect(self._on_seed)
        self.new_points.clicked.connect(self._on_new_points)
        for slider in self._tips:
            slider.refused.connect(self.refused)
        self.seed.refused.connect(self.refused)

    def show_spec(self, spec: ExperimentSpec, info: DataInfo) -> None:
        """Show the data of an experiment; emits nothing."""
        self._spec = spec
        data, source = spec.data, source_of(spec.data)
        self._own.show_spec(data, source)
        self.pictures.show_source(source)
        self.grid.show_name(data.name)
        self.inputs.show_spec(spec, info)
        self._name.setText(source.label)
        self._sentence.setText(source.sentence)
        count = info.training_count + info.validation_count + info.test_count
        self._count.setText(counted(count, "example"))
        parts = f"{info.training_count:,} for training, {info.validation_count:,} for validation"
        self._count.setToolTip(f"{parts}, {info.test_count:,} for the test." if info.test_count else f"{parts}.")
        self.points.show_value(info.training_count if source.pictures else data.samples if source.sized else count)
        self.noise.show_value(data.noise if source.noisy else 0.0)
        shares = (0.0, 0.0) if source.complete else (data.validation_share, data.test_share)
        if source.pictures is not None:
            shares = info.validation_count / count, info.test_count / count
        self.validation.show_value(round(100 * shares[0], 6 if source.pictures is None else 1))
        self.test.share.show_value(round(100 * shares[1], 6 if source.pictures is None else 1))
        self.test.show_count(info.test_count)
        self.batch.show_value(spec.training.batch_size)
        self.standardize.show_checked(data.standardize)
        self.labels.show_spec(spec, info)
        self.seed.show_value(data.seed)
        too_large = 0 < info.training_count < spec.training.batch_size
        self._batch_note.setText(f"A batch is the whole training part: {counted(info.training_count, 'example')}.")
        self._batch_note.setVisible(too_large)
        self._show_what_applies(source, count)

    def _show_what_applies(self, source: DataSource, count: int) -> None:
        what = f"{source.label} has exactly {count:,} examples"
        self._enable(self.points, "" if source.sized else f"{what}: their number is given.")
        self._enable(self.noise, "" if source.noisy else f"{source.label} is shown as it is, without noise.")
        whole = f"{what}: all that can be, so none is kept out of training." if source.complete else ""
        if source.pictures is not None:
            whole = f"{source.label} comes dealt out: {self._count.toolTip()}"
        for slider in (self.validation, self.test.share):
            self._enable(slider, whole)
        self.shuffled.show_spec(self._spec, source, whole)
        reason = f"{what}: there is nothing to draw." if source.complete else ""
        if source.pictures is not None:
            reason = f"{source.label} keeps the order of its files, from which nothing is drawn."
        tip = "Draw other points of the same kind." if source.sized else "Split the examples another way."
        for widget in (self.seed, self.new_points):
            widget.setEnabled(not reason)
            widget.setToolTip(in_lines(reason or tip))

    def _enable(self, slider: LabeledSlider, reason: str) -> None:
        slider.setEnabled(not reason)
        slider.explain(reason or self._tips[slider])

    def show_thumbnails(self, points: Mapping[str, Points]) -> None:
        """Real points by data set: x (n, inputs) and y as the engine's previews give them."""
        self.grid.show_thumbnails(points)

    @Slot(str)
    def choose(self, name: str) -> None:
        """Take that data set, as a click on its picture does."""
        try:
            data = self._own.data(name, self._spec.data) or other_data(self._spec.data, name)
            info = data_info(data)
        except DataProblem as problem:
            self.grid.show_name(self._spec.data.name)
            if isinstance(problem, DataMissing):
                self.missing.emit(problem.name)
            else:
                self.refused.emit(str(problem))
            return
        label = source_of(data).label
        spec = replace(with_data(self._spec, data, info), name=label)  # its old name spoke of the old data
        self.edited.emit(f"Data: {label}", spec, -1)

    @Slot(tuple)
    def _on_features(self, names: tuple[str, ...]) -> None:
        what = ", ".join(features[name].label(("x₁", "x₂")) for name in names) or "as they are"
        self._edit_inputs(f"Inputs {what}", replace(self._spec.data, features=names))

    @Slot(tuple)
    def _on_columns(self, names: tuple[str, ...]) -> None:
        what, data = names[0] if len(names) == 1 else f"{len(names):,} columns", self._spec.data
        if data.table is None and names == choosable_columns(data):
            names = ()  # all of a set: written as if nobody had chosen
        features = data.features if len(names) == 2 else ()
        self._edit_inputs(f"Inputs: {what}", replace(data, inputs=names, features=features))

    def _edit_inputs(self, text: str, data: DataSpec) -> None:
        try:
            self.edited.emit(text, with_data(self._spec, data, data_info(data)), -1)
        except DataProblem as problem:
            self.refused.emit(str(problem))
            self.inputs.show_spec(self._spec, data_info(self._spec.data))

    @Slot(float)
    def _on_points(self, value: float) -> None:
        spec = self._spec.with_data(samples=int(value))
        self.edited.emit(f"{int(value):,} points", spec, merge_key(Control.POINTS, self.points))

    @Slot(float)
    def _on_noise(self, value: float) -> None:
        spec = self._spec.with_data(noise=value)
        self.edited.emit(f"Noise {value:g}", spec, merge_key(Control.NOISE, self.noise))

    @Slot(float)
    def _on_validation(self, value: float) -> None:
        spec = self._spec.with_data(validation_share=value / 100)
        self.edited.emit(f"Validation {value:g} %", spec, merge_key(Control.VALIDATION, self.validation))

    @Slot(float)
    def _on_test(self, value: float) -> None:
        spec = self._spec.with_data(test_share=value / 100)
        self.edited.emit(f"Test part {value:g} %", spec, merge_key(Control.TEST, self.test.share))

    @Slot(float)
    def _on_batch(self, value: float) -> None:
        spec = self._spec.with_training(batch_size=int(value))
        self.edited.emit(f"Batch size {int(value):,}", spec, merge_key(Control.BATCH, self.batch))

    @Slot(bool)
    def _on_standardize(self, checked: bool) -> None:
        spec = self._spec.with_data(standardize=checked)
        self.edited.emit("Standardise inputs" if checked else "Inputs as they are", spec, -1)

    @Slot(float)
    def _on_seed(self, value: float) -> None:
        self.edited.emit(f"Data seed {int(value)}", self._spec.with_data(seed=int(value)), -1)

    @Slot()
    def _on_new_points(self) -> None:
        seed = (self._spec.data.seed + 1) % (MAX_SEED + 1)
        self.edited.emit("New points", self._spec.with_data(seed=seed), -1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.grid.show_compact(self.height() < _ROOMY)
        super().resizeEvent(event)


def _slider(info: FieldInfo, scale: SliderScale, whole: bool = False) -> LabeledSlider:
    """A slider over the usual values of a field; all that the field allows may be typed."""
    assert info.low is not None
    assert info.high is not None
    return LabeledSlider(info.label, scale, NumberRule(info.label, info.low, info.high, integer=whole))
