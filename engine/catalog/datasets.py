"""Data sets: how each is drawn or read, what its numbers mean, and one plain sentence in one entry each."""

from __future__ import annotations

from functools import partial

import numpy as np

from engine.catalog import drawn_points as points
from engine.catalog.arrays import Array
from engine.catalog.data_source import DataMissing, DataProblem, DataSource, Draw, Targets
from engine.catalog.fashion_mnist import FASHION_MNIST
from engine.catalog.iris_flowers import CLASSES, INPUTS, PETALS, draw_iris
from engine.catalog.measured_sets import MEASURED
from engine.registry import Registry

__all__ = ["DataMissing", "DataProblem", "DataSource", "Targets", "datasets"]

_PLANE = ("x₁", "x₂")
_SQUARE = (-6.0, 6.0)

datasets: Registry[DataSource] = Registry("data set")


def _add_drawn(name: str, label: str, classes: tuple[str, ...], draw: Draw, sentence: str) -> None:
    """Adds a set of points in Playground's square; without classes it is a regression."""
    datasets.add(
        DataSource(
            name=name,
            label=label,
            task="binary" if classes else "regression",
            inputs=_PLANE,
            outputs=() if classes else ("y",),
            classes=classes,
            draw=draw,
            sized=True,
            noisy=True,
            sentence=sentence,
            span=_SQUARE,
        )
    )


def _draw_table(
    answers: tuple[int, ...], rng: np.random.Generator, samples: int, noise: float
) -> tuple[Array, Targets]:
    inputs = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    return inputs, np.array(answers, dtype=np.int64)


def _add_table(name: str, label: str, answers: tuple[int, ...], sentence: str) -> None:
    """Adds the truth table of a gate; answers for inputs 00, 01, 10, 11."""
    datasets.add(
        DataSource(
            name=name,
            label=label,
            task="binary",
            inputs=_PLANE,
            outputs=(),
            classes=("false", "true"),
            draw=partial(_draw_table, answers),
            sized=False,
            noisy=False,
            sentence=sentence,
            span=(-0.5, 1.5),
            complete=True,
        )
    )


def _is_setosa(species: Targets) -> Targets:
    return np.equal(species, 0).astype(np.int64)


def _add_iris(name: str, label: str, columns: tuple[int, ...], draw: Draw, sentence: str) -> None:
    """Adds a view of the iris flowers."""
    classes = ("other", "setosa") if name == "iris_setosa" else CLASSES
    datasets.add(
        DataSource(
            name=name,
            label=label,
            task="binary" if len(classes) == 2 else "multiclass",
            inputs=tuple(INPUTS[column] for column in columns),
            outputs=(),
            classes=classes,
            draw=draw,
            sized=False,
            noisy=False,
            sentence=sentence,
            plotted=PETALS if columns != PETALS else (0, 1),
            numbered=True,
        )
    )


_add_drawn(
    "circle",
    "Circle",
    ("ring", "disc"),
    points.draw_circle,
    "A disc inside a ring: no straight line parts them, so hidden neurons must bend the border round.",
)
_add_drawn(
    "xor",
    "XOR clouds",
    ("signs differ", "signs agree"),
    points.draw_xor,
    "Opposite quadrants share a class: neither input alone says anything, only the two together.",
)
_add_drawn(
    "gauss",
    "Two clouds",
    ("lower left", "upper right"),
    points.draw_gauss,
    "Two round clouds that one straight line parts: a single neuron is enough.",
)
_add_drawn(
    "spiral",
    "Spiral",
    ("second arm", "first arm"),
    points.draw_spiral,
    "Two arms wound around each other: the hardest of the drawn sets, it takes many neurons and patience.",
)
_add_drawn(
    "moons",
    "Two moons",
    ("upper moon", "lower moon"),
    points.draw_moons,
    "Two interleaved half circles: one gentle bend of the border parts them.",
)
_add_drawn(
    "plane",
    "Tilted plane",
    (),
    points.draw_plane,
    "A number that rises evenly towards one corner: a single linear neuron predicts it.",
)
_add_drawn(
    "multi_gauss",
    "Hills and hollows",
    (),
    points.draw_multi_gauss,
    "Three hills and three hollows on flat ground: a height to predict that bends everywhere.",
)
_add_drawn(
    "distance",
    "Distance",
    (),
    points.draw_distance,
    "How far a point is from the middle: a number that is never negative, so the output may be ReLU or softplus.",
)
datasets.add(
    DataSource(
        name="sine",
        label="Sine wave",
        task="regression",
        inputs=("x",),
        outputs=("y",),
        classes=(),
        draw=points.draw_sine,
        sized=True,
        noisy=True,
        sentence="One number in, one number out: the network bends a line until it lies on a sine wave.",
        span=(-3.5, 3.5),
    )
)
datasets.add(
    DataSource(
        name="two_labels",
        label="Two questions",
        task="multilabel",
        inputs=_PLANE,
        outputs=("inside the circle", "above the line"),
        classes=(),
        draw=points.draw_two_labels,
        sized=True,
        noisy=True,
        sentence="Is a point inside a circle, and is it above a line? One output for each answer.",
        span=_SQUARE,
    )
)
_add_table("truth_and", "AND gate", (0, 0, 0, 1), "True only if both inputs are: a single neuron can say so.")
_add_table("truth_or", "OR gate", (0, 1, 1, 1), "True if any input is: a single neuron can say so.")
_add_table(
    "truth_xor",
    "XOR gate",
    (0, 1, 1, 0),
    "True if exactly one input is: the four examples that no single neuron can learn.",
)
_add_iris(
    "iris_setosa",
    "Iris: setosa or not",
    PETALS,
    draw_iris(PETALS, _is_setosa),
    "150 flowers by the length and width of their petals: is it an iris setosa?",
)
_add_iris(
    "iris_petals",
    "Iris: three species, petals",
    PETALS,
    draw_iris(PETALS),
    "150 flowers by the length and width of their petals: which of three species is it?",
)
_add_iris(
    "iris",
    "Iris: three species, four measurements",
    (0, 1, 2, 3),
    draw_iris((0, 1, 2, 3)),
    "150 flowers by all four measurements of sepals and petals: which of three species is it?",
)
for measured in (*MEASURED, FASHION_MNIST):
    datasets.add(measured)
