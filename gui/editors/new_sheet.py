"""The sheet for a new experiment: choose the data, look at what is proposed, change it, begin."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from engine.catalog import activations, losses
from engine.catalog.activations import Activation
from engine.catalog.data_source import DataMissing
from engine.catalog.loss import Loss
from engine.session import DataProblem
from engine.spec import DataSpec, source_of
from engine.spec.data_facts import DataFacts
from engine.spec.edits import all_of
from engine.spec.shapes import shape_text, with_shape
from gui.editors.dataset_grid import DatasetGrid
from gui.editors.dataset_tile import Points
from gui.editors.new_draft import Draft, draft_of
from gui.editors.own_sets import OwnSets
from gui.editors.shape_picture import ShapePicture
from gui.theme.current import ThemeSwitch
from gui.widgets.choice import Choice
from gui.widgets.eliding_choice import ElidingChoice
from gui.widgets.items import Item
from gui.widgets.label import Label
from gui.widgets.section import Section
from gui.widgets.segmented import Segmented
from gui.widgets.sheet import Sheet
from gui.widgets.tips import in_lines
from gui.widgets.tool_button import ToolButton

DESCENT, RULE = "descent", "rule"
_LEFT, _RIGHT, _WORDS = 250, 500, 158
_ROOMY = 800
_WAYS = (
    Item(DESCENT, "Gradient descent", "Every weight takes a small step against the slope of the loss."),
    Item(RULE, "Perceptron rule", "Rosenblatt's rule of 1957: one layer of steps, only mistakes change weights."),
)


class NewSheet(Sheet):
    """begun(spec) when somebody wants to begin; data_chosen(DataSpec) asks for its facts; table_asked().

    missing(name): a set was chosen that is not on this machine. Escape, or a click beside it, leaves all as it was.
    """

    begun = Signal(object)
    data_chosen = Signal(object)
    table_asked = Signal()
    missing = Signal(str)

    def __init__(self, themes: ThemeSwitch, window: QWidget, data: DataSpec, tables: bool) -> None:
        """`data`: the data to begin with; tables: whether somebody answers `table_asked`."""
        super().__init__("New experiment", themes, window)
        self._draft: Draft = draft_of(data)
        self.grid = DatasetGrid(themes)
        self.grid.show_compact(window.height() < _ROOMY)
        self._own = OwnSets(self.grid)
        self._own.show_spec(data, source_of(data))
        self.table = QPushButton("Open table…")
        self.way = Segmented("Learn by", _WAYS)
        self.picture = ShapePicture(themes)
        self.hidden = QLineEdit()
        self.activation = Choice("Hidden activation", _items(activations, activations.names()))
        self.output = ElidingChoice("Output activation", _items(activations, activations.names()))
        self.loss = ElidingChoice("Loss", _items(losses, losses.names()))
        self._name, self._about = Label("", "strong"), Label("", "muted")
        self._words = [Label("", "muted") for _ in range(5)]
        self._note = Label("")
        self.begin = QPushButton("Begin")
        self.cancel = QPushButton("Cancel")
        self._close = ToolButton("close", "Close", themes, "Esc")
        self.table.setVisible(tables)
        self._compose()
        self._connect()
        self.show_name(data.name)
        self.grid.tile(self._draft.data.name).setFocus()

    def _compose(self) -> None:
        self._close.clicked.connect(self.reject)
        head = QHBoxLayout()
        head.addWidget(Label("New experiment", "title"), 1)
        head.addWidget(self._close)
        columns = QHBoxLayout()
        columns.setSpacing(36)
        columns.addWidget(self._data_column())
        columns.addWidget(self._network_column(), 1)
        self._note.setWordWrap(True)
        self._note.setProperty("kind", "bad")
        self.cancel.setToolTip("Keep the experiment on screen (Esc).")
        self.begin.setDefault(True)
        self.begin.setProperty("primary", True)
        self.begin.setToolTip("Replace the experiment on screen; what is not saved is asked about first.")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._note, 1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.begin)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(28, 20, 24, 22)
        whole.setSpacing(16)
        for part in (head, columns, buttons):
            whole.addLayout(part)

    def _data_column(self) -> QWidget:
        data = Section("Data")
        for label in (self._name, self._about):
            label.setWordWrap(True)
        self._about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._about.setMinimumHeight(96)
        self.table.setToolTip("Take a table of your own, a CSV or TSV file; which columns to use is asked then.")
        self.table.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for part in (self.grid, self.table, self._name, self._about):
            data.add(part)
        data.content.addStretch(1)
        data.setFixedWidth(_LEFT)
        return data

    def _network_column(self) -> QWidget:
        proposed = Section("Proposed")
        self.hidden.setAccessibleName("Hidden layers")
        form = QGridLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(4)
        rows = (
            ("Hidden layers", "The units of each, such as 16-8; none for a single layer.", self.hidden, 0, 0),
            ("Hidden activation", "ReLU is the usual one, SELU for deep networks.", self.activation, 0, 1),
            ("Output activation", "It fixes what numbers can come out.", self.output, 2, 0),
            ("Loss", "What is made small: how far outputs are from targets.", self.loss, 2, 1),
        )
        for title, sentence, field, row, column in rows:
            label = Label(title, "small")
            label.setBuddy(field)
            for part in (label, field):
                part.setToolTip(in_lines(sentence))
            form.addWidget(label, row, column)
            form.addWidget(field, row + 1, column)
            form.setColumnStretch(column, 1)
        proposed.add(self.way)
        proposed.add(self.picture)
        proposed.content.addLayout(form)
        words = QWidget()
        words.setMinimumHeight(_WORDS)
        lines = QVBoxLayout(words)
        lines.setContentsMargins(0, 4, 0, 0)
        lines.setSpacing(6)
        for line in self._words:
            line.setWordWrap(True)
            lines.addWidget(line)
        lines.addStretch(1)
        proposed.add(words)
        proposed.content.addStretch(1)
        proposed.setFixedWidth(_RIGHT)
        return proposed

    def _connect(self) -> None:
        self.grid.edited.connect(self.show_name)
        self.table.clicked.connect(self._on_table)
        self.way.edited.connect(lambda key: self._take(replace(self._draft, rule=key == RULE)))
        self.hidden.textEdited.connect(self._on_hidden)
        self.activation.edited.connect(lambda name: self._take(self._draft.with_choices(activation=name)))
        self.output.edited.connect(lambda name: self._take(self._draft.with_choices(output=name)))
        self.loss.edited.connect(lambda name: self._take(self._draft.with_choices(loss=name)))
        self.cancel.clicked.connect(self.reject)
        self.begin.clicked.connect(self._on_begin)

    # What is shown

    @Slot(str)
    def show_name(self, name: str) -> None:
        """Propose for another data set; a shape and an activation that somebody chose stay."""
        try:
            fresh = draft_of(self._own.data(name, self._draft.data) or all_of(name))
        except (DataProblem, ValueError) as error:
            self.grid.show_name(self._draft.data.name)
            self._say(str(error))
            if isinstance(error, DataMissing):
                self.missing.emit(error.name)
            return
        kept = replace(fresh.choices, hidden=self._draft.choices.hidden, activation=self._draft.choices.activation)
        self.grid.show_name(name)
        self._take(replace(fresh, choices=kept, rule=self._draft.rule and fresh.can_use_rule))
        self.data_chosen.emit(self._draft.data)

    def show_thumbnails(self, points: Mapping[str, Points]) -> None:
        """Real points by data set."""
        self.grid.show_thumbnails(points)

    def show_facts(self, data: object, facts: DataFacts) -> None:
        """What the numbers of a data set are like; of another than the chosen one it is dropped."""
        if data == self._draft.data:
            self._take(replace(self._draft, facts=facts))

    def draft(self) -> Draft:
        """What it has come to."""
        return self._draft

    def note(self) -> str:
        """What is objected to, or ""."""
        return self._note.text()

    def _take(self, draft: Draft) -> None:
        self._draft = draft
        source, spec = draft.source, draft.spec
        self._name.setText(source.label)
        about, *words = draft.words()
        self._about.setText(f"{source.sentence}\n\n{about}")
        for label, text in zip(self._words, words, strict=True):
            label.setText(text)
        layers = [(layer.units, activations[layer.activation].label) for layer in spec.network.layers]
        inputs = len(draft.info.inputs)
        self.picture.show_columns([(inputs, "inputs" if inputs > 1 else "input"), *layers])
        self.way.show_key(RULE if draft.rule else DESCENT)
        self.way.setVisible(draft.can_use_rule)
        for field in (self.hidden, self.activation, self.output, self.loss):
            field.setEnabled(not draft.rule)
        if not self.hidden.hasFocus():
            self.hidden.setText(shape_text(spec))
        self.activation.show_key(draft.choices.activation)
        self.output.show_items(_items(activations, draft.outputs()))
        self.loss.show_items(_items(losses, draft.losses()))
        self.output.show_key(draft.output)
        self.loss.show_key(draft.loss)
        problem = draft.problem()
        self.begin.setEnabled(not problem)
        self._say(problem or draft.objection())

        self._make_room()

    def _make_room(self) -> None:
        """Longer sentences make the sheet higher, rather than press the pictures together."""
        layout = self.layout()
        needed = layout.totalHeightForWidth(self.width()) if layout is not None and self.isVisible() else 0
        if needed > self.height():
            self.resize(self.width(), needed)

    def _say(self, sentence: str) -> None:
        self._note.setText(sentence)

    @Slot(str)
    def _on_hidden(self, text: str) -> None:
        try:
            hidden = with_shape(self._draft.spec, text).network.layers[:-1]
        except ValueError as error:
            self.begin.setEnabled(False)
            self._say(f"Hidden layers: {error}")
            return
        self._take(self._draft.with_choices(hidden=tuple(layer.units for layer in hidden)))

    @Slot()
    def _on_begin(self) -> None:
        self.accept()
        self.begun.emit(self._draft.spec)

    @Slot()
    def _on_table(self) -> None:
        self.accept()
        self.table_asked.emit()


def _items(parts: Iterable[Activation] | Iterable[Loss], names: Iterable[str]) -> list[Item]:
    """Parts of the catalogue to choose from, in the order of their names."""
    known = {part.name: Item(part.name, part.label, part.sentence) for part in parts}
    return [known[name] for name in names]
