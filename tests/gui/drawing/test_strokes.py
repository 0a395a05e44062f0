"""A brush over few pixels, against a fine raster, and the steps of a sketch; no window."""

import numpy as np
import pytest

from engine.pictures.manner import Manner, content_box, fitted
from gui.drawing.sketch import MOST_STEPS, Sketch
from gui.drawing.strokes import Brush, Stroke, covered, most_width, usual_width

SHAPE = (12, 16)
MANNER = Manner(*SHAPE)


@pytest.mark.parametrize("width", [1.0, 2.0, 3.5, 6.0])
@pytest.mark.parametrize(
    ("start", "end"), [((3.2, 4.7), (12.1, 8.3)), ((5.5, 5.5), (5.5, 5.5)), ((-2.0, 1.0), (4.0, 30.0))]
)
def test_a_stroke_reaches_what_is_near_the_way_and_nothing_else(
    width: float, start: tuple[float, float], end: tuple[float, float]
) -> None:
    """The distance to the way by brute force: to the nearest of thousands of points on it."""
    way = np.linspace(start, end, 4001)
    down, across = np.indices(SHAPE) + 0.5
    away = np.min(np.hypot(across[..., None] - way[:, 0], down[..., None] - way[:, 1]), axis=-1)
    cover, reach = covered(SHAPE, start, end, width), width / 2 + 0.5 + width / 8
    assert (cover[away > reach] == 0.0).all()
    assert (cover[away < reach - 0.01] > 0.0).all()
    order = np.argsort(away.ravel())
    assert (np.diff(cover.ravel()[order]) <= 1e-3).all(), "never more at a greater distance"
    assert covered(SHAPE, (5.5, 5.5), (5.5, 5.5), width)[5, 5] == 1.0


def test_what_a_stroke_goes_over_twice_is_not_covered_twice() -> None:
    before = np.full(SHAPE, 0.25)
    once, twice = (Stroke(before, Brush(2.0), (3.0, 6.0)) for _ in range(2))
    once.move((12.0, 6.0))
    for to in ((12.0, 6.0), (3.0, 6.0), (12.0, 6.0)):
        twice.move(to)
    np.testing.assert_array_equal(once.values, twice.values)
    np.testing.assert_array_equal(before, 0.25)
    assert once.values.max() <= 1.0
    erased = Stroke(once.values, Brush(2.0, 0.0), (3.0, 6.0))
    erased.move((12.0, 6.0))
    assert erased.values[5, 5] < 0.2


@pytest.mark.parametrize("shape", [(8, 8), (28, 28), (5, 40)])
def test_brushes_suit_the_picture(shape: tuple[int, int]) -> None:
    assert 1.0 <= usual_width(shape) <= most_width(shape) <= max(shape) / 2


def drawn() -> Sketch:
    sketch = Sketch(MANNER)
    sketch.begin(Brush(2.0), (4.0, 2.0))
    sketch.move((4.0, 7.0))
    sketch.end()
    return sketch


def test_every_change_is_taken_back_and_made_again() -> None:
    sketch = drawn()
    seen = [np.zeros(SHAPE), sketch.values]
    picture = np.ones((40, 40))
    picture[5:15, 10:30] = 0.0
    changes = sketch.fit, sketch.invert, lambda: sketch.place(picture), sketch.fit, sketch.invert, sketch.clear
    for change in changes:
        change()
        seen.append(sketch.values)
        assert not np.array_equal(seen[-1], seen[-2])
    for back in reversed(seen[:-1]):
        sketch.undo()
        np.testing.assert_array_equal(sketch.values, back)
    assert not sketch.can_undo
    for forth in seen[1:]:
        sketch.redo()
        np.testing.assert_array_equal(sketch.values, forth)
    assert not sketch.can_redo
    sketch.clear()
    sketch.undo()
    np.testing.assert_array_equal(sketch.values, seen[-2], "clearing what is clear is no step")


def test_a_new_stroke_forgets_what_was_taken_back_and_steps_are_bounded() -> None:
    sketch = drawn()
    sketch.undo()
    for place in range(MOST_STEPS + 20):
        sketch.begin(Brush(1.0), (place % 16 + 0.5, place // 16 % 12 + 0.5))
        sketch.end()
        sketch.invert()
        assert not sketch.can_redo
    steps = 0
    while sketch.can_undo:
        sketch.undo()
        steps += 1
    assert steps == MOST_STEPS - 1


def test_a_drawing_is_fitted_as_the_set_lays_its_pictures() -> None:
    sketch = drawn()
    before = sketch.values
    sketch.fit()
    np.testing.assert_array_equal(sketch.values, fitted(before, MANNER))
    assert content_box(sketch.values)[:2] == (0, 12)  # type: ignore[index]


def test_a_picture_is_cropped_whole_and_inverted_from_the_original() -> None:
    sketch, picture = Sketch(MANNER), np.ones((60, 40))
    picture[10:40, 15:25] = 0.0
    sketch.place(picture)
    assert sketch.is_cropped
    cropped = sketch.values
    assert content_box(cropped) == (0, 12, 6, 10)
    sketch.fit()
    assert not sketch.is_cropped
    assert content_box(sketch.values) != content_box(cropped)
    sketch.fit()
    np.testing.assert_array_equal(sketch.values, cropped)
    sketch.invert()
    assert not sketch.values[:, 6:10].all(), "the paper is ink now"
    sketch.invert()
    np.testing.assert_array_equal(sketch.values, cropped)
    sketch.begin(Brush(1.0), (1.0, 1.0))
    sketch.end()
    assert not sketch.is_cropped, "drawn on: no longer the picture that was laid in"
