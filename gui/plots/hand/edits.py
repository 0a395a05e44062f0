"""From points as the hand left them to named edits of the experiment; of a set that is shown, on a copy of it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from engine.session import DataProblem, data_info, with_own_points
from engine.spec import OWN_POINTS, DataInfo, ExperimentSpec, LayerSpec, OwnPoints
from engine.spec.edits import with_fitting_output

COPIED = "These are your own points now, a copy of the set. Weights and run are kept; undo brings the set back."
NOT_SELECTED = "No points are selected. Take the tool Move (V) and draw a line around some."


class HandEdits(QObject):
    """edited(undo text, spec, merge key); refused and said: a sentence."""

    edited = Signal(str, object, int)
    refused = Signal(str)
    said = Signal(str)

    def __init__(self, spec: ExperimentSpec, info: DataInfo, parent: QObject) -> None:
        super().__init__(parent)
        self.spec, self.info = spec, info
        self._told = False

    def points(self) -> OwnPoints | None:
        """The points as they are, of another set a copy of its examples; None where that cannot be: it is said."""
        try:
            return OwnPoints.of(with_own_points(self.spec).data)
        except DataProblem as problem:
            self.refused.emit(str(problem))
            return None

    def put(self, text: str, points: OwnPoints, key: int = -1) -> None:
        """The experiment on these points."""
        try:
            self._edit(text, points.put_into(with_own_points(self.spec)), key)
        except DataProblem as problem:
            self.refused.emit(str(problem))

    def add_class(self) -> int | None:
        """One class more, to which the output is fitted; its number, None where there are no classes."""
        points = self.points()
        if points is None or not points.classes:
            return None
        number = len(points.classes) + 1
        while f"class {number}" in points.classes:
            number += 1
        spec = points.with_class(f"class {number}").put_into(with_own_points(self.spec))
        spec = spec.with_training(class_weight=())
        self._edit(f"Add class {number}", with_fitting_output(spec, data_info(spec.data)))
        return len(points.classes)

    @Slot(int, str)
    def name_class(self, index: int, name: str) -> None:
        """Another name for a class, in everything that says it."""
        if (points := self.points()) is not None and points.classes[index] != name:
            self._attempt(f"Class “{name}”", lambda: points.with_class_name(index, name))

    @Slot(int)
    def remove_class(self, index: int) -> None:
        """Without a class and its points; the output loses its neuron."""
        if (points := self.points()) is None:
            return
        weights, last = self.spec.training.class_weight, len(self.spec.network.layers) - 1

        def fitted(spec: ExperimentSpec) -> ExperimentSpec:
            spec = spec.with_training(class_weight=(*weights[:index], *weights[index + 1 :]))
            if spec.network.layers[last].units == len(points.classes):
                spec = spec.with_layer(last, **_frozen_without(spec.network.layers[last], index))
            return with_fitting_output(spec, data_info(spec.data))

        self._attempt(f"Remove class “{points.classes[index]}”", lambda: points.without_class(index), fitted)

    def _attempt(
        self,
        text: str,
        change: Callable[[], OwnPoints],
        fitted: Callable[[ExperimentSpec], ExperimentSpec] = lambda spec: spec,
    ) -> None:
        try:
            self._edit(text, fitted(change().put_into(with_own_points(self.spec))))
        except DataProblem as problem:
            self.refused.emit(str(problem))

    def clear(self) -> None:
        """An empty plane; all points to come are for training, until a share of them is kept out again."""
        if (points := self.points()) is not None and len(points):
            spec = points.cleared().put_into(with_own_points(self.spec))
            self._edit("Delete all points", spec.with_data(validation_share=0.0, test_share=0.0))

    def remove(self, rows: list[int]) -> None:
        """Without those points."""
        if not rows:
            self.refused.emit(NOT_SELECTED)
        elif (points := self.points()) is not None:
            text = "Delete a point" if len(rows) == 1 else f"Delete {len(rows):,} points"
            self.put(text, points.without(rows))

    def _edit(self, text: str, spec: ExperimentSpec, key: int = -1) -> None:
        copied = self.spec.data.name != OWN_POINTS
        self.edited.emit(text, spec, key)
        if copied and not self._told and self.spec.data.name == OWN_POINTS:
            self._told = True
            self.said.emit(COPIED)


def _frozen_without(layer: LayerSpec, unit: int) -> dict[str, Any]:
    """What stays frozen of an output layer that loses a neuron."""
    return {
        "frozen_neurons": tuple(j - (j > unit) for j in layer.frozen_neurons if j != unit),
        "frozen_weights": tuple((i, j - (j > unit)) for i, j in layer.frozen_weights if j != unit),
    }
