"""Geometry: nothing overlaps, everything is on the area, folded layers tell the truth."""

from itertools import combinations, pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gui.network_view.geometry import Curve, Rect
from gui.network_view.layout import BIAS, LARGEST_NODE, LEGEND, NODE, NetworkLayout, header_spans, lay_out
from gui.network_view.page import Page
from gui.network_view.rows import LEAST_NODE, Text

AREAS = [(560.0, 330.0), (860.0, 520.0), (1500.0, 1000.0), (3200.0, 1900.0)]
SHAPES = [(2, 1), (2, 4, 2, 1), (1, 8, 8, 1), (4, 64, 64, 3), (2, 8, 8, 8, 8, 8, 8, 1), (784, 300, 100, 10)]


def nodes(layout: NetworkLayout) -> list[Rect]:
    found = [layout.node(c, n) for c, place in enumerate(layout.columns) for n in range(place.shown)]
    found += [layout.node(c, BIAS) for c, place in enumerate(layout.columns) if place.bias_y is not None]
    found += [place.weights for place in layout.columns if place.weights is not None]
    found += [part for place in layout.columns if place.image for part in (place.image.rect, place.image.strip)]
    return found + [place.fold for place in layout.columns if place.fold is not None]


def check(layout: NetworkLayout) -> None:
    area = Rect(0.0, 0.0, layout.width, layout.height - LEGEND)
    found = nodes(layout)
    assert all(rect.inside(area) for rect in found if rect.width <= LARGEST_NODE), layout
    assert not any(a.overlaps(b) for a, b in combinations(found, 2)), layout
    assert all(a.x < b.x for a, b in pairwise(layout.columns))
    for place in layout.columns:
        assert list(place.ys) == sorted(place.ys)
        assert place.size >= (LEAST_NODE if place in layout.columns[1:-1] else 16)
        assert place.shown + place.folded == place.total or place.image is not None
        assert (place.fold is not None) == (place.folded > 0)


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("sizes", SHAPES)
@pytest.mark.parametrize("bias_nodes", [False, True])
def test_nothing_overlaps(sizes: tuple[int, ...], area: tuple[float, float], bias_nodes: bool) -> None:
    check(lay_out(sizes, *area, bias_nodes))


@pytest.mark.parametrize("area", [(587.0, 280.0), (799.0, 390.0), *AREAS])
@pytest.mark.parametrize("hidden", [(), (500,) * 4, (64, 32, 16), (300, 100), (4, 3)])
@pytest.mark.parametrize("image", [(28, 28), (8, 8), (5, 40)])
@pytest.mark.parametrize("bias_nodes", [False, True])
def test_a_picture_and_its_vector_stand_free(
    image: tuple[int, int], hidden: tuple[int, ...], area: tuple[float, float], bias_nodes: bool
) -> None:
    layout = lay_out((image[0] * image[1], *hidden, 10), *area, bias_nodes, image=image)
    check(layout)
    place = layout.columns[0].image
    assert place is not None
    assert place.rect.height / place.rect.width == pytest.approx(image[0] / image[1])
    assert place.rect.right < place.strip.left
    first = layout.columns[1].x - layout.columns[1].size / 2
    assert first - place.strip.right >= 30


def test_flatten_goes_row_after_row() -> None:
    layout = lay_out((15, 4, 3), 799, 390, image=(3, 5))
    place = layout.columns[0].image
    assert place is not None
    ports = [place.port(pixel)[1] for pixel in range(15)]
    assert ports == sorted(ports)
    for pixel in range(15):
        rect, stretch = place.pixel(pixel), place.stretch(pixel // 5)
        assert rect.inside(place.line(pixel // 5))
        assert stretch.top < ports[pixel] < stretch.bottom
        assert layout.curve(0, pixel, 1).start == place.port(pixel)
        assert place.at(*rect.centre) == place.at(place.strip.centre[0], ports[pixel]) == pixel
    assert place.at(place.rect.left - 1, place.rect.top) is None


@given(
    st.lists(st.integers(1, 200), min_size=2, max_size=12),
    st.floats(100, 4000),
    st.floats(80, 2200),
    st.booleans(),
)
@example([32, 32], 318.0, 318.0, False)
def test_nothing_overlaps_whatever_the_shape(sizes: list[int], width: float, height: float, bias: bool) -> None:
    check(lay_out(tuple(sizes), width, height, bias))


def test_the_opening_network_is_drawn_at_full_size_with_both_lines() -> None:
    layout = lay_out((2, 4, 2, 1), 820, 480)
    assert [place.size for place in layout.columns] == [NODE] * 4
    assert [place.lines for place in layout.columns] == [3, 2, 2, 4]
    assert not any(place.folded for place in layout.columns)


@pytest.mark.parametrize("area", [(587.0, 280.0), (799.0, 480.0), (1121.0, 660.0), (2412.0, 1740.0)])
def test_text_at_a_neuron_has_its_room(area: tuple[float, float]) -> None:
    for units in range(1, 14):
        layout = lay_out((2, units, 4, 1), *area)
        place = layout.columns[1]
        rows = {Text.INLINE: 1, Text.BELOW: place.lines}.get(place.text, 0)
        for upper, lower in pairwise(range(place.shown)):
            free = layout.node(1, lower).top - layout.node(1, upper).bottom
            assert free >= rows * (place.px + 3), (units, place)
        if place.text is Text.BESIDE:
            assert place.out - layout.node(1, 0).right >= 5 * place.px
            assert layout.node(2, 0).left - place.out >= 30
        assert place.px >= 11


def test_a_layer_of_six_tells_both_numbers_in_the_smallest_window() -> None:
    for units in range(1, 8):
        assert lay_out((2, units, 4, 3), 587, 280).columns[1].lines == 2, units


def test_nodes_and_text_grow_with_the_room() -> None:
    areas = [(799.0, 480.0), (1121.0, 660.0), (2412.0, 1740.0)]
    small, large, huge = (lay_out((2, 6, 4, 3), *area) for area in areas)
    for column in range(4):
        sizes = [layout.columns[column].size for layout in (small, large, huge)]
        assert sizes[0] < sizes[1] < sizes[2]
    assert large.columns[1].size >= 64
    assert [layout.text_px for layout in (small, large, huge)] == [12, 15, 23]


def test_a_page_says_which_neurons_are_shown() -> None:
    order = tuple(range(199, -1, -1))
    layout = lay_out((2, 200, 1), 799, 480, pages=(Page(), Page(3, order), Page()))
    place = layout.columns[1]
    assert place.neurons == order[3 : 3 + place.shown]
    assert layout.node(1, 196).top < layout.node(1, 195).top
    assert not layout.shows(1, 199)
    assert layout.curve(1, 196, 0).start[1] == layout.node(1, 196).centre[1]
    end = lay_out((2, 200, 1), 799, 480, pages=(Page(), Page(10_000), Page())).columns[1]
    assert end.neurons == tuple(range(200 - end.shown, 200))
    all_of_them = lay_out((2, 4, 1), 799, 480, pages=(Page(), Page(3, (3, 2, 1, 0)), Page())).columns[1]
    assert all_of_them.neurons == (0, 1, 2, 3)


def test_a_wide_layer_folds_and_counts_the_rest() -> None:
    place = lay_out((2, 500, 1), 860, 520).columns[1]
    assert 10 < place.shown <= 64
    assert place.folded == 500 - place.shown
    assert lay_out((2, 65, 1), 860, 9000).columns[1].shown == 64


def test_an_area_too_narrow_gives_a_wider_layout() -> None:
    layout = lay_out((2, *[4] * 30, 1), 560, 400)
    assert layout.width > 560
    check(layout)


def test_an_edge_leaves_and_arrives_at_the_nodes_sides() -> None:
    layout = lay_out((2, 4, 2, 1), 860, 520)
    curve = layout.curve(1, 3, 0)
    source, target = layout.node(1, 3), layout.node(2, 0)
    assert curve.at(0.0) == pytest.approx((source.right, source.centre[1]))
    assert curve.at(1.0) == pytest.approx((target.left, target.centre[1]))
    assert curve.direction(0.0)[1] == curve.direction(1.0)[1] == 0.0
    assert curve.at(0.5) == pytest.approx(((source.right + target.left) / 2, (curve.start[1] + curve.end[1]) / 2))


def test_a_curve_moves_steadily_to_the_right() -> None:
    curve = Curve((10.0, 300.0), (200.0, 20.0))
    xs = [curve.at(t / 50)[0] for t in range(51)]
    assert all(a < b for a, b in pairwise(xs))


@given(st.lists(st.floats(20, 400), min_size=1, max_size=12), st.floats(0, 40))
def test_headers_never_overlap_and_stay_over_their_columns(steps: list[float], gap: float) -> None:
    xs = [50.0]
    for step in steps:
        xs.append(xs[-1] + step)
    spans = header_spans(xs, 134.0, gap)
    assert all(left + width + gap <= later + 1e-6 or width == 0.0 for (left, width), (later, _) in pairwise(spans))
    assert all(left + width / 2 == pytest.approx(x) for x, (left, width) in zip(xs, spans, strict=True))
    assert len({width for _, width in spans}) == 1
