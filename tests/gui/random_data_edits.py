"""Edits of the data as a person might make them, in any order, with points by hand among them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from engine.catalog.data_source import DataProblem
from engine.catalog.datasets import datasets
from engine.catalog.features import features
from engine.session import data_info, with_own_points
from engine.spec import OWN_POINTS, ExperimentSpec, OwnPoints
from engine.spec.edits import other_data, with_data, with_fitting_output
from engine.spec.example_weights import with_example_weights

Choice = int
"""Any whole number from 0; an edit takes it modulo what there is to choose from."""

Edit = Callable[[ExperimentSpec, Choice], ExperimentSpec]

SETS = [entry.name for entry in datasets if len(entry.inputs) <= 4]
MOST_OWN = 80


def data_set(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    data = other_data(spec.data, SETS[choice % len(SETS)])
    return with_data(spec, data, data_info(data))


def examples(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    return spec.with_data(samples=(20, 33, 60)[choice % 3], noise=(0.0, 0.1, 0.4)[choice // 3 % 3])


def split(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    return spec.with_data(validation_share=(0.0, 0.25, 0.5)[choice % 3], standardize=bool(choice // 3 % 2))


def test_share(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    return spec.with_data(test_share=(0.0, 0.2, 0.5)[choice % 3])


def data_seed(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    return spec.with_data(seed=choice % 5)


def inputs(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    """Features of the plane, as the data panel offers them where the data is a plane."""
    info, names = data_info(spec.data), features.names()
    chosen = tuple(name for place, name in enumerate(names) if choice >> place & 1)
    if len(info.columns) != 2 or any(info.categories):
        return spec
    data = replace(spec.data, features=chosen)
    return with_data(spec, data, data_info(data))


def class_weight(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    classes = len(data_info(spec.data).classes)
    weights = tuple((0.0, 0.5, 1.0, 3.0)[(choice >> 2 * place) % 4] for place in range(classes))
    return spec.with_training(class_weight=weights if choice % 3 else ())


def example_weight(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    info = data_info(spec.data)
    count = info.training_count + info.validation_count + info.test_count
    try:
        changed = with_example_weights(spec, (np.arange(count) + choice) % 3 if choice % 3 else None)
        data_info(changed.data)
    except DataProblem:
        return spec  # of a set of which some rows cannot be used
    return changed


def points_added(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    def more(points: OwnPoints) -> OwnPoints:
        rng = np.random.default_rng(choice)
        x = rng.normal(size=(1 + choice % 6, len(points.inputs)))
        return points.added(x, choice % max(len(points.classes), 2)) if len(points) < MOST_OWN else points

    return _edited_by_hand(spec, more)


def points_moved(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    def elsewhere(points: OwnPoints) -> OwnPoints:
        rows = sorted({choice % len(points), choice // 3 % len(points)}) if len(points) else []
        return points.moved(rows, points.x[rows] + (choice % 7 - 3))

    return _edited_by_hand(spec, elsewhere)


def points_labelled(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    def otherwise(points: OwnPoints) -> OwnPoints:
        rows = list(range(choice % 4, len(points), 3))
        return points.labelled(rows, choice % max(len(points.classes), 2))

    return _edited_by_hand(spec, otherwise)


def points_deleted(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    def fewer(points: OwnPoints) -> OwnPoints:
        kept = choice % 4
        return points.without([row for row in range(len(points)) if (row + choice) % 4 >= kept])

    return _edited_by_hand(spec, fewer)


def points_cleared(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    cleared = _edited_by_hand(spec, OwnPoints.cleared)
    return cleared.with_data(validation_share=0.0, test_share=0.0) if cleared is not spec else spec


def class_added(spec: ExperimentSpec, choice: Choice) -> ExperimentSpec:
    points = _points(spec)
    if points is None or not 0 < len(points.classes) < 4:
        return spec
    grown = points.with_class(f"class {len(points.classes) + 1}").put_into(with_own_points(spec))
    grown = grown.with_training(class_weight=())
    return with_fitting_output(grown, data_info(grown.data))


def _points(spec: ExperimentSpec) -> OwnPoints | None:
    try:
        return OwnPoints.of(with_own_points(spec).data)
    except DataProblem:
        return None  # too many of them, or texts: it is said


def _edited_by_hand(spec: ExperimentSpec, change: Callable[[OwnPoints], OwnPoints]) -> ExperimentSpec:
    points = _points(spec)
    if points is None or (spec.data.name != OWN_POINTS and len(points) > 2 * MOST_OWN):
        return spec
    return change(points).put_into(with_own_points(spec))


DATA_EDITS: tuple[Edit, ...] = (
    data_set,
    examples,
    split,
    test_share,
    data_seed,
    inputs,
    class_weight,
    example_weight,
    points_added,
    points_moved,
    points_labelled,
    points_deleted,
    points_cleared,
    class_added,
)
