"""Pictures of one's own: shades, ink, scaling, and the place in the frame, against Pillow and cases made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from engine.catalog.arrays import Array
from engine.data.loading import load
from engine.pictures.grey import grey_of, ink_of, is_dark_on_light
from engine.pictures.manner import Manner, content_box, fitted, manner_of, middle_of_mass
from engine.pictures.own_picture import OwnPicture, own_picture
from engine.pictures.scaling import scaled
from engine.spec import DataSpec

RANDOM = np.random.default_rng(7)


def colors(height: int, width: int, opaque: bool = True) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    found = RANDOM.integers(0, 256, (height, width, 4), dtype=np.uint8)
    if opaque:
        found[..., 3] = 255
    return found


def stroke(shape: tuple[int, int], top: int, bottom: int, left: int, right: int) -> Array:
    found = np.zeros(shape)
    found[top:bottom, left:right] = 1.0
    return found


def test_shades_are_those_of_pillow() -> None:
    image = pytest.importorskip("PIL.Image")
    found = colors(9, 13)
    pillow = np.asarray(image.fromarray(found, "RGBA").convert("L"), dtype=np.float64)
    assert np.abs(grey_of(found) * 255 - pillow).max() <= 1.0  # Pillow gives whole numbers


@pytest.mark.parametrize(("ink", "ground"), [(0, 1.0), (255, 0.0)])
def test_what_is_transparent_lets_the_ink_be_seen(ink: int, ground: float) -> None:
    found = np.zeros((6, 6, 4), np.uint8)
    found[2:4, 2:4] = ink, ink, ink, 255
    grey = grey_of(found)
    assert grey[0, 0] == ground
    assert np.array_equal(ink_of(grey), stroke((6, 6), 2, 4, 2, 4))


@pytest.mark.parametrize("shape", [(28, 28), (8, 8), (5, 40), (1, 1), (61, 47)])
def test_shrinking_is_the_mean_over_the_area(shape: tuple[int, int]) -> None:
    """Against brute force: each pixel cut into so many that both grids fit, then means of whole blocks."""
    old = RANDOM.random((61, 47))
    cut = np.kron(old, np.ones(shape)).reshape(shape[0], 61, shape[1], 47)
    assert np.allclose(scaled(old, shape), cut.mean(axis=(1, 3)))


def test_growing_is_linear_as_in_pillow() -> None:
    image = pytest.importorskip("PIL.Image")
    old = RANDOM.random((5, 7))
    one = image.fromarray(old.astype(np.float32), "F").resize((28, 20), image.Resampling.BILINEAR)
    assert np.allclose(scaled(old, (20, 28)), np.asarray(one), atol=1e-6)


def test_a_pixel_counts_with_its_share_of_the_area() -> None:
    assert np.allclose(scaled(np.array([[1.0, 0.0, 0.0]]), (1, 2)), [[2 / 3, 0.0]])
    assert np.allclose(scaled(np.array([[0.0, 1.0, 0.0]]), (1, 2)), [[1 / 3, 1 / 3]])


@pytest.mark.parametrize("ground", [0.0, 0.3, 0.8, 1.0])
def test_dark_on_light_and_light_on_dark_give_the_same_ink(ground: float) -> None:
    drawn = stroke((20, 20), 4, 16, 8, 12)
    for sign in (-1.0, 1.0):
        grey = ground + sign * 0.2 * drawn
        if grey.min() >= 0.0 and grey.max() <= 1.0:
            assert is_dark_on_light(grey) == (sign < 0)
            assert np.allclose(ink_of(grey), drawn)


def test_paper_that_is_not_even_has_no_ink() -> None:
    drawn = stroke((40, 40), 10, 30, 18, 22)
    paper = 0.85 + RANDOM.uniform(-0.05, 0.05, (40, 40))
    ink = ink_of(np.where(drawn > 0, 0.1, paper))
    assert ink[drawn == 0].mean() < 0.005
    assert ink[drawn > 0].min() > 0.9
    assert content_box(ink) == (10, 30, 18, 22)


@pytest.mark.parametrize("shade", [0.0, 0.5, 1.0])
def test_a_picture_of_one_shade_has_nothing_drawn(shade: float) -> None:
    manner = Manner(8, 8)
    assert not ink_of(np.full((30, 20), shade)).any()
    assert not own_picture(np.full((30, 20), shade), manner).laid_into(manner).any()


def test_a_box_is_cut_out_scaled_with_its_proportions_and_centred() -> None:
    found = fitted(stroke((100, 100), 3, 63, 70, 90), Manner(28, 28))
    assert content_box(found) == (0, 28, 10, 19)  # 28 by 28 / 3, rounded
    assert np.allclose(found[:, 10:19], 1.0)
    framed = fitted(stroke((100, 100), 3, 63, 70, 90), Manner(28, 28, reach=20 / 28))
    assert content_box(framed) == (4, 24, 11, 18)


def test_centring_by_mass_puts_the_heavy_end_in_the_middle() -> None:
    drawn = stroke((60, 60), 0, 60, 28, 32)
    drawn[55:, 10:50] = 1.0
    manner = Manner(28, 28, reach=20 / 28, by_mass=True)
    down, across = middle_of_mass(fitted(drawn, manner))
    assert abs(down - 14) <= 0.5
    assert abs(across - 14) <= 0.5
    box = fitted(drawn, Manner(28, 28, reach=20 / 28))
    assert abs(middle_of_mass(box)[0] - 14) > 2


def test_the_manner_is_measured() -> None:
    """Boxes of 20 of 28 pixels whose mass is in the middle, as MNIST's are, and boxes that fill the frame."""
    heavy = [stroke((40, 40), 5, 35, 18, 21 + n) + 2 * stroke((40, 40), 20 + n, 35, 10, 30) for n in range(8)]
    like_mnist = Manner(28, 28, reach=20 / 28, by_mass=True)
    for manner in (like_mnist, Manner(28, 28)):
        assert manner_of(np.array([fitted(each / each.max(), manner) for each in heavy])) == manner
    assert manner_of(np.zeros((3, 8, 8))) == Manner(8, 8)


def test_pictures_of_the_digits_set_come_back_as_they_were() -> None:
    """Enlarged, dark on light, off the middle: what is laid in again is near the example it was made of."""
    data = load(DataSpec(name="digits"))
    pictures = data.raw(data.training, slice(0, 100)).reshape(-1, 8, 8)
    manner = manner_of(pictures)
    for picture in pictures[:20]:
        page = np.ones((300, 260))
        page[30 : 30 + 160, 50 : 50 + 160] = 1.0 - np.kron(picture, np.ones((20, 20)))
        found = own_picture(page, manner).laid_into(manner)
        moved = [np.roll(found, by, axis=1) for by in (-1, 0, 1)]  # an odd width has two middles
        assert min(np.abs(each - picture).mean() for each in moved) < 0.06


def test_a_picture_of_the_frames_size_is_taken_pixel_by_pixel() -> None:
    manner, grey = Manner(8, 8), np.pad(RANDOM.random((4, 4)), 2)
    assert np.array_equal(own_picture(grey, manner).laid_into(manner), grey)
    assert np.array_equal(own_picture(1.0 - grey, manner).laid_into(manner), 1.0 - (1.0 - grey))
    assert content_box(OwnPicture(grey, cropped=True).laid_into(manner)) == (0, 8, 0, 8)


def test_inverted_ground_is_ink_however_a_picture_is_taken() -> None:
    manner, grey = Manner(8, 8), 1.0 - stroke((30, 30), 5, 25, 10, 20)
    for cropped in (False, True):
        plain, other = (OwnPicture(grey, cropped, inverted).laid_into(manner) for inverted in (False, True))
        assert plain[4, 4] == 1.0
        assert other[4, 4] == 0.0
        assert other[0, 0] == 1.0
    small = 1.0 - stroke((8, 8), 2, 6, 3, 5)
    np.testing.assert_array_equal(OwnPicture(small, cropped=False, inverted=True).laid_into(manner), small)
