"""Sets that somebody measured and that come along as files: wines, tumours, digits, patients, houses, athletes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from engine.catalog.arrays import Array
from engine.catalog.data_source import DataSource, Draw, Targets
from engine.catalog.packaged_data import packaged_numbers

_OF_A_CELL = (
    "radius",
    "texture",
    "perimeter",
    "area",
    "smoothness",
    "compactness",
    "concavity",
    "concave points",
    "symmetry",
    "fractal dimension",
)
_WINE = (
    "alcohol (%)",
    "malic acid (g/l)",
    "ash (g/l)",
    "alcalinity of ash",
    "magnesium (mg/l)",
    "total phenols",
    "flavanoids",
    "nonflavanoid phenols",
    "proanthocyanins",
    "colour intensity",
    "hue",
    "OD280/OD315",
    "proline (mg/l)",
)
_PATIENT = (
    "age (years)",
    "sex",
    "body mass index (kg/m²)",
    "blood pressure (mmHg)",
    "cholesterol (mg/dl)",
    "LDL (mg/dl)",
    "HDL (mg/dl)",
    "cholesterol / HDL",
    "log triglycerides",
    "blood sugar (mg/dl)",
)
_TOWN = (
    "crimes per head",
    "large plots (%)",
    "industry (%)",
    "at the river",
    "nitrogen oxides",
    "rooms",
    "built before 1940 (%)",
    "way to work",
    "motorways nearby",
    "tax rate",
    "pupils per teacher",
    "poor households (%)",
)


def _draw(read: Callable[[], tuple[Array, Targets]]) -> Draw:
    """A draw of all rows, whatever is asked for."""
    return lambda rng, samples, noise: read()


def _with_classes(file: str, rows: int, columns: int, heading: int) -> Callable[[], tuple[Array, Targets]]:
    """The last column is the class."""

    def read() -> tuple[Array, Targets]:
        table = packaged_numbers(file, rows, columns + 1, heading)
        return table[:, :columns].copy(), table[:, columns].astype(np.int64)

    return read


def _diabetes() -> tuple[Array, Targets]:
    x = packaged_numbers("diabetes_data_raw.csv.gz", 442, 10, separator=None)
    return x, packaged_numbers("diabetes_target.csv.gz", 442, 1, separator=None)


def _digits() -> tuple[Array, Targets]:
    """The pixels come as whole numbers from 0 to 16."""
    x, y = _with_classes("digits.csv.gz", 1797, 64, heading=0)()
    return x / 16.0, y


def _boston() -> tuple[Array, Targets]:
    table = packaged_numbers("boston_housing.csv", 506, 13, heading=1)
    return table[:, :12].copy(), table[:, 12:].copy()


def _linnerud() -> tuple[Array, Targets]:
    x = packaged_numbers("linnerud_exercise.csv", 20, 3, heading=1, separator=None)
    return x, packaged_numbers("linnerud_physiological.csv", 20, 3, heading=1, separator=None)


WINE = DataSource(
    name="wine",
    label="Wine: three growers",
    task="multiclass",
    inputs=_WINE,
    outputs=(),
    classes=("grower 1", "grower 2", "grower 3"),
    draw=_draw(_with_classes("wine_data.csv", 178, 13, heading=1)),
    sized=False,
    noisy=False,
    sentence="178 wines from one region by 13 measurements of chemistry: which of three growers made it?",
    plotted=(6, 9),
    numbered=True,
    scaled=True,
)
BREAST_CANCER = DataSource(
    name="breast_cancer",
    label="Breast cancer: malignant or benign",
    task="binary",
    inputs=tuple(f"{which} {what}" for which in ("mean", "error of", "worst") for what in _OF_A_CELL),
    outputs=(),
    classes=("malignant", "benign"),
    draw=_draw(_with_classes("breast_cancer.csv", 569, 30, heading=1)),
    sized=False,
    noisy=False,
    sentence="569 tumours by 30 measurements of cell nuclei under the microscope: is it malignant or benign?",
    plotted=(7, 20),
    numbered=True,
    scaled=True,
)
DIGITS = DataSource(
    name="digits",
    label="Digits: handwritten, 8 by 8",
    task="multiclass",
    inputs=tuple(f"pixel {row},{column}" for row in range(1, 9) for column in range(1, 9)),
    outputs=(),
    classes=tuple(map(str, range(10))),
    draw=_draw(_digits),
    sized=False,
    noisy=False,
    sentence="1,797 handwritten digits as pictures of 8 by 8 pixels from 0 to 1: which digit is it?",
    span=(0.0, 1.0),
    plotted=(33, 26),
    numbered=True,
    image=(8, 8),
)
DIABETES = DataSource(
    name="diabetes",
    label="Diabetes: a year later",
    task="regression",
    inputs=_PATIENT,
    outputs=("progression",),
    classes=(),
    draw=_draw(_diabetes),
    sized=False,
    noisy=False,
    sentence="442 patients by ten measurements: how far has the disease come a year later, from 25 to 346?",
    plotted=(2, 8),
    numbered=True,
    scaled=True,
)
LINNERUD = DataSource(
    name="linnerud",
    label="Linnerud: twenty athletes",
    task="regression",
    inputs=("chin-ups", "sit-ups", "jumps"),
    outputs=("weight (lb)", "waist (in)", "pulse (1/min)"),
    classes=(),
    draw=_draw(_linnerud),
    sized=False,
    noisy=False,
    sentence="Twenty men in a fitness club by what they can do: three numbers at once, from very few examples.",
    plotted=(0, 1),
    numbered=True,
    scaled=True,
)
BOSTON = DataSource(
    name="boston_housing",
    label="House prices: Boston, 1970",
    task="regression",
    inputs=_TOWN,
    outputs=("price (thousand $)",),
    classes=(),
    draw=_draw(_boston),
    sized=False,
    noisy=False,
    sentence="506 districts of Boston by twelve figures of the census of 1970: what does a house cost there?",
    plotted=(5, 11),
    numbered=True,
    scaled=True,
)
MEASURED = (WINE, BREAST_CANCER, DIGITS, DIABETES, BOSTON, LINNERUD)
