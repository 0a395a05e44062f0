"""Copying the examples of any set into points that can be edited by hand."""

from __future__ import annotations

import numpy as np

from engine.catalog.data_source import DataProblem
from engine.data.dealing import dealt
from engine.data.loading import load
from engine.spec.own_points import OWN_POINTS, OwnPoints, dealt_order
from engine.spec.sources import source_of
from engine.spec.specs import DataSpec, ExperimentSpec


def with_own_points(spec: ExperimentSpec) -> ExperimentSpec:
    """The experiment on a copy of its own examples, to be edited by hand: the same parts, ranges and numbers.

    It is another spec of the same data: a run goes on with it. One that has own points already comes back as it is.

    Raises:
        DataProblem: more examples than can be edited by hand, or columns that are no numbers.
    """
    data = spec.data
    if data.name == OWN_POINTS:
        return spec
    source = source_of(data)
    if source.pictures is not None:
        label = source.label.partition(":")[0]
        raise DataProblem(f"{label}'s pictures cannot be set by hand as points. Choose another data set for that.")
    loaded = load(data)
    if any(source.categories) or any(np.isnan(column).any() for column in loaded.columns):
        raise DataProblem("Only examples whose columns are all numbers, none of them empty, can be edited by hand.")
    x, y = source.draw(np.random.default_rng([data.seed, 0]), data.samples, data.noise)
    order = np.empty(len(x))
    parts = (len(loaded.training), len(loaded.validation), len(loaded.test))
    order[dealt(source, data, len(x))] = dealt_order(parts, _shares(data, parts), data.seed)
    spans = tuple(loaded.range(column) for column in range(len(source.inputs)))
    answers = source.task == "multilabel"
    points = OwnPoints(source.inputs, source.outputs, source.classes, x, y, order, spans, answers, data.seed)
    if source.complete:
        spec = spec.with_data(validation_share=0.0, test_share=0.0)
    return points.put_into(spec)


def _shares(data: DataSpec, parts: tuple[int, int, int]) -> tuple[float, float, float]:
    """Which share of 0..1 the places of each part take, as the spec's own shares will cut them."""
    validation, test = (data.validation_share if parts[1] else 0.0), (data.test_share if parts[2] else 0.0)
    return 1.0 - validation - test, validation, test


def why_waiting(data: DataSpec) -> str:
    """Why points set by hand cannot be learned from yet, in a calm sentence, or "" where they can, or are no such.

    It is no mistake: whoever draws a set begins with nothing.
    """
    if data.name != OWN_POINTS:
        return ""
    points = OwnPoints.of(data)
    if not len(points):
        return "There are no points yet. Add some, and training can begin."
    try:
        found = load(data)
    except DataProblem as problem:
        first = points.classes and (points.y == points.y[0]).all()
        if first:
            name = points.classes[int(points.y[0])]
            return f"All points are \u201c{name}\u201d so far. Add points of another class, and training can begin."
        return str(problem)
    return "" if len(found.training) else "No point is for training yet. Add some, and training can begin."
