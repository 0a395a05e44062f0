"""Places within an update: every grain walks them to and fro, coarser boundaries are boundaries of finer grains."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.spec import LayerSpec, NetworkSpec
from engine.trace import (
    Cursor,
    Grain,
    LayerShape,
    Part,
    PartKind,
    Phase,
    Place,
    UpdateShape,
    next_place,
    normalised,
    previous_place,
    shown_to,
    update_shape,
)

INSIDE = [Grain.TERM, Grain.NEURON, Grain.LAYER, Grain.PASS, Grain.BATCH]


@st.composite
def shapes(draw: st.DrawFn) -> UpdateShape:
    sizes = draw(st.lists(st.integers(1, 4), min_size=2, max_size=4))
    return UpdateShape(tuple(LayerShape(rows, units, draw(st.booleans())) for rows, units in pairwise(sizes)))


def walk(shape: UpdateShape, grain: Grain) -> list[Place]:
    """All places of a grain from the beginning of update 5 to its end."""
    places = [Place(5)]
    while places[-1] != Place(5, shape.events):
        places.append(next_place(shape, places[-1], grain))
    return places


def order(shape: UpdateShape, place: Place) -> tuple[int, int, int]:
    return (place.events_done, *shown_to(shape, place)) if place.events_done else (0, 0, 0)


@given(shapes(), st.sampled_from(INSIDE))
def test_forward_and_back_is_where_one_was(shape: UpdateShape, grain: Grain) -> None:
    places = walk(shape, grain)
    back = [places[-1]]
    while back[-1] != Place(5):
        back.append(previous_place(shape, back[-1], grain))
    assert back[::-1] == places


@given(shapes(), st.sampled_from(INSIDE))
def test_steps_go_strictly_forward_and_every_place_is_written_in_one_way(shape: UpdateShape, grain: Grain) -> None:
    places = walk(shape, grain)
    assert all(order(shape, a) < order(shape, b) for a, b in pairwise(places))
    assert [normalised(shape, place) for place in places] == places


@given(shapes())
def test_boundaries_of_a_grain_are_boundaries_of_all_finer_ones(shape: UpdateShape) -> None:
    for fine, coarse in pairwise(INSIDE):
        assert set(walk(shape, coarse)) <= set(walk(shape, fine)), (fine, coarse)
    assert walk(shape, Grain.LAYER) == [Place(5, done) for done in range(shape.events + 1)]
    assert walk(shape, Grain.BATCH) == [Place(5), Place(5, shape.events)]
    assert walk(shape, Grain.EPOCH) == walk(shape, Grain.BATCH)


@given(shapes(), st.sampled_from(INSIDE), st.data())
def test_from_any_place_a_step_leads_to_the_nearest_boundary(
    shape: UpdateShape, grain: Grain, data: st.DataObject
) -> None:
    terms, boundaries = walk(shape, Grain.TERM), walk(shape, grain)
    here = data.draw(st.sampled_from(terms))
    at = terms.index(here)
    if at < len(terms) - 1:
        later = [place for place in boundaries if terms.index(place) > at]
        assert next_place(shape, here, grain) == later[0]
    if at:
        earlier = [place for place in boundaries if terms.index(place) < at]
        assert previous_place(shape, here, grain) == earlier[-1]


@given(shapes())
def test_a_step_by_term_shows_each_part_once_and_in_order(shape: UpdateShape) -> None:
    seen = [(place.events_done - 1, *shown_to(shape, place)) for place in walk(shape, Grain.TERM)[1:]]
    parts = [
        (event, stop, part)
        for event in range(shape.events)
        for stop in range(shape.stops(event))
        for part in range(shape.parts(event, stop))
    ]
    assert seen == parts
    shown = [(event, shape.part(*place)) for event, *place in [(e, e, s, p) for e, s, p in parts]]
    assert len(set(shown)) == len(shown), "no part says the same as another of its event"


def test_the_parts_of_a_small_network() -> None:
    network = NetworkSpec((LayerSpec(2, "tanh"), LayerSpec(3, "softmax")))
    shape = update_shape(network, inputs=1)
    kinds = {
        event: [
            [shape.part(event, stop, part).kind for part in range(shape.parts(event, stop))]
            for stop in range(shape.stops(event))
        ]
        for event in range(shape.events)
    }
    product, error, slope = PartKind.PRODUCT, PartKind.ERROR_PRODUCT, PartKind.WEIGHT_GRADIENT
    assert [shape.place(event) for event in range(7)] == [
        (Phase.FORWARD, 0), (Phase.FORWARD, 1), (Phase.LOSS, 1), (Phase.BACKWARD, 1), (Phase.BACKWARD, 0),
        (Phase.UPDATE, 0), (Phase.UPDATE, 1),
    ]  # fmt: skip
    assert kinds[0] == [[product, PartKind.SUM, PartKind.ACTIVATION]] * 2
    assert kinds[1] == [[product, product, PartKind.SUM]] * 3 + [[PartKind.ACTIVATION]] * 3
    assert kinds[2] == [[PartKind.OUTPUT_LOSS] * 3, [PartKind.BATCH_LOSS]]
    assert kinds[3] == [[PartKind.DELTA, slope, slope, PartKind.BIAS_GRADIENT]] * 3
    assert kinds[4] == [[error, error, error, PartKind.DELTA, slope, PartKind.BIAS_GRADIENT]] * 2
    assert kinds[5] == [[PartKind.WEIGHT, PartKind.BIAS]] * 2
    assert shape.part(4, 1, 2) == Part(PartKind.ERROR_PRODUCT, 1, 2)
    assert shape.part(1, 4, 0) == Part(PartKind.ACTIVATION, 1)
    assert shape.part(6, 2, 1) == Part(PartKind.WEIGHT, 2, 1)


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Place(0, 99), "has 4 events"),
        (Place(0, 0, Cursor(0)), "0 of them"),
        (Place(0, 1, Cursor(2)), "none number 2"),
        (Place(0, 1, Cursor(1, 9)), "none number 9"),
    ],
)
def test_places_that_cannot_be_are_refused(place: Place, said: str) -> None:
    shape = UpdateShape((LayerShape(1, 2),))
    with pytest.raises(ValueError, match=said):
        normalised(shape, place)


def test_beyond_the_ends_of_an_update_there_is_nothing() -> None:
    shape = UpdateShape((LayerShape(1, 2),))
    for grain in INSIDE:
        with pytest.raises(ValueError, match="next update"):
            next_place(shape, Place(0, 4), grain)
        with pytest.raises(ValueError, match="before"):
            previous_place(shape, Place(0), grain)
    with pytest.raises(IndexError):
        shape.place(4)
