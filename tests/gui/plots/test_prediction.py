"""The card of a prediction says what is answered and where; in a low plot the answer alone."""

import pytest

from engine.spec import DataInfo
from gui.plots.prediction import ROOMY, Prediction
from gui.plots.slices import Slice, coordinate
from gui.theme.theme import load_theme
from tests.gui.plots.planted import BINARY, LINE

IRIS = DataInfo("multiclass", ("petal length (cm)", "petal width (cm)"), (), ("a", "b", "c"), 4, 2)
THEME = load_theme("light")


@pytest.mark.parametrize(
    ("info", "columns", "told"),
    [
        (IRIS, (0, 1), ["b: P = 0.9", "petal length 3.70 cm", "petal width 0.900 cm"]),
        (IRIS, (1, 0), ["b: P = 0.9", "petal width 3.70 cm", "petal length 0.900 cm"]),
        (BINARY, (0, 1), ["b: P = 0.9", "x₁ 3.70", "x₂ 0.900"]),
        (LINE, (0, None), ["b: P = 0.9", "x 3.70"]),
        (None, (0, 1), ["b: P = 0.9"]),
    ],
)
def test_the_answer_comes_first_then_the_place(
    info: DataInfo | None, columns: tuple[int, int | None], told: list[str]
) -> None:
    prediction = Prediction(3.7, 0.9, "b: P = 0.9")
    assert [line.text for line in prediction.lines(info, Slice(*columns), ROOMY, THEME)] == told
    assert [line.text for line in prediction.lines(info, Slice(*columns), ROOMY - 1, THEME)] == told[:1]


def test_an_answer_may_have_several_lines() -> None:
    told = Prediction(1.0, 2.0, "yes\nno probability").lines(None, Slice(), 400, THEME)
    assert [line.text for line in told] == ["yes", "no probability"]


def test_a_negative_coordinate_has_a_true_minus_sign() -> None:
    assert coordinate("x₁", -0.25) == "x₁ −0.250"


def test_a_place_on_an_axis_of_texts_is_told_by_the_nearest_text() -> None:
    info = DataInfo("regression", ("size (cm)", "soil"), ("y",), categories=((), ("clay", "loam", "sand")))
    lines = Prediction(3.7, 1.6, "y = 2").lines(info, Slice(0, 1), ROOMY, THEME)
    assert [line.text for line in lines] == ["y = 2", "size 3.70 cm", "soil sand"]
