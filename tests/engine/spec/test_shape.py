"""A typed shape is understood in every usual way of writing it, and refused in a sentence otherwise."""

import pytest

from engine.spec.shape import shape_text, typed_shape


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("8-4-2", (8, 4, 2)),
        (" 8 - 4 ", (8, 4)),
        ("8, 4", (8, 4)),
        ("8 4", (8, 4)),
        ("8×4", (8, 4)),
        ("300", (300,)),
        ("", ()),
        ("none", ()),
        ("None ", ()),
    ],
)
def test_shapes_are_read(text: str, units: tuple[int, ...]) -> None:
    assert typed_shape(text) == units
    assert typed_shape(shape_text(units)) == units


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("8-four", '"8-four" is no shape. Type the units of each hidden layer, such as 8-4.'),
        ("8--4", "is no shape"),
        ("0-4", "from 1 to 1,000,000 units"),
        ("2000000", "from 1 to 1,000,000 units"),
        ("-".join(["1"] * 51), "51 hidden layers"),
        ("8.5", "is no shape"),
    ],
)
def test_others_are_refused(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words.replace(".", r"\.")):
        typed_shape(text)
