"""What one reference says of the gradient: a verdict, a number for each layer, the largest difference and where."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QProgressBar, QVBoxLayout, QWidget

from engine.diagnostics import Agreement, LayerAgreement, agreement_text
from engine.formula import NumberStyle, number_text
from engine.spec import LayerSpec
from gui.widgets.label import Label, Role

WIDTH = 232
_EXACT, _ROUGH = NumberStyle(12), NumberStyle(2)
_FULL = 1000


class GradientColumn:
    """The cells of one column of the sheet; they stand in the sheet's grid, in the order of its rows."""

    def __init__(self, title: str, method: str) -> None:
        self._title = title
        self.heading = Label(title, "strong")
        self.method = _wrapped(method)
        self.verdict = Label("", "verdict")
        self.verdict.setAccessibleName(f"{title}: verdict")
        self.progress = QProgressBar()
        self.progress.setRange(0, _FULL)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(f"{title}: progress")
        self.total, self.allowed = _number("strong"), _number("muted")
        self.place = _wrapped("")
        self.place.setMinimumHeight(2 * self.place.fontMetrics().lineSpacing() + 2)  # no jump when it is known
        self.own, self.reference = _number("body"), _number("body")
        self._layers: list[Label] = []

    def head(self) -> QWidget:
        """Verdict and progress, one in the place of the other."""
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(6)
        column.addWidget(self.verdict, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.progress)
        column.addStretch(1)
        return box

    def add_layers(self, grid: QGridLayout, row: int, column: int, count: int) -> None:
        """New cells for so many layers, from this row of the grid on."""
        for label in self._layers:
            grid.removeWidget(label)
            label.deleteLater()
        self._layers = [_number("body") for _ in range(count)]
        for index, label in enumerate(self._layers):
            grid.addWidget(label, row + index, column)

    def show_waiting(self, text: str, share: float | None) -> None:
        """It is under way; share None: nobody knows how far."""
        self._judge("none", text)
        self.progress.setVisible(share is not None)
        self.progress.setValue(round(_FULL * (share or 0.0)))

    def show_missing(self, sentence: str) -> None:
        """There is nothing to compare with, and why."""
        self.clear()
        self._judge("none", "not compared")
        self.place.setText(sentence)

    def clear(self) -> None:
        """No numbers."""
        self.progress.hide()
        for label in (*self._layers, self.total, self.allowed, self.place, self.own, self.reference):
            label.setText("")

    def show_agreement(self, agreement: Agreement, inputs: Sequence[str], layers: Sequence[LayerSpec]) -> None:
        """The comparison that was made; `inputs` are the names of the network's inputs."""
        self.clear()
        total = agreement.total
        if not total.compared:
            self._judge("none", "nothing to compare")
        elif agreement.agrees:
            self._judge("good", f"✓ {total.compared:,} of {total.compared:,} agree")
        else:
            self._judge("bad", f"✗ {total.failing:,} of {total.compared:,} differ")
        for label, layer in zip((*self._layers, self.total), (*agreement.layers, total), strict=True):
            self._show_layer(label, layer)
        self.allowed.setText(number_text(agreement.tolerance.relative, _ROUGH))
        if total.largest is not None:
            self.place.setText(agreement_text.place(total.largest, tuple(inputs), layers))
            self.own.setText(number_text(total.largest.own, _EXACT))
            self.reference.setText(number_text(total.largest.reference, _EXACT))

    def _show_layer(self, label: Label, layer: LayerAgreement) -> None:
        words = agreement_text.verdict(layer)
        mark = {"agrees": "  ✓", "differs": "  ✗"}.get(words, "")
        text = words if layer.largest is None else number_text(layer.largest.relative, _ROUGH) + mark
        label.setText(text)
        label.setAccessibleName(f"{self._title}: {text}")
        _mark(label, "bad" if layer.failing else "")

    def _judge(self, kind: str, text: str) -> None:
        self.verdict.setText(text)
        _mark(self.verdict, kind)


def _mark(label: Label, kind: str) -> None:
    """Give a label the colours of a verdict: "good", "bad", "none" or ""."""
    if label.property("kind") != kind:
        label.setProperty("kind", kind)
        label.style().unpolish(label)
        label.style().polish(label)


def _wrapped(text: str) -> Label:
    label = Label(text, "small")
    label.setWordWrap(True)
    label.setFixedWidth(WIDTH)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    return label


def _number(role: Role) -> Label:
    label = Label("", role)
    label.setFixedWidth(WIDTH)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
