"""What the cursor means: nodes first, then the nearest edge within reach."""

from gui.network_view.hit import REACH, hit
from gui.network_view.layout import BIAS
from gui.network_view.scene import EdgeRef, NeuronRef
from gui.view import ViewState
from tests.gui.network_view.scenes import scene, spec_of, trained

SPEC = spec_of()


def test_every_neuron_is_found_at_its_centre() -> None:
    picture = scene(SPEC, trained(SPEC).snapshot())
    for column, place in enumerate(picture.layout.columns):
        for neuron in range(place.shown):
            at = picture.layout.node(column, neuron).centre
            assert hit(picture.layout, picture.edges, *at) == NeuronRef(column - 1, neuron)


def test_every_edge_is_found_near_its_ends_where_it_is_alone() -> None:
    picture = scene(SPEC, trained(SPEC).snapshot())
    for layer, (rows, units) in enumerate(SPEC.network.shapes(2)):
        for target in range(units):
            curve = picture.layout.curve(layer, min(target, rows - 1), target)
            x, y = curve.at(0.5)
            found = hit(picture.layout, picture.edges, x, y)
            assert isinstance(found, EdgeRef)
            assert found.layer == layer


def test_an_edge_is_meant_within_its_reach_only() -> None:
    picture = scene(SPEC, trained(SPEC).snapshot())
    curve = picture.layout.curve(2, 0, 0)  # alone above the other edge into the output
    x, y = curve.at(0.3)
    dx, dy = curve.direction(0.3)
    length = (dx * dx + dy * dy) ** 0.5
    up = (dy / length, -dx / length)
    near, far = REACH - 1.0, REACH + 1.5
    assert hit(picture.layout, picture.edges, x + up[0] * near, y + up[1] * near) == EdgeRef(2, 0, 0)
    assert hit(picture.layout, picture.edges, x + up[0] * far, y + up[1] * far) is None


def test_the_edge_of_a_bias_node_is_found() -> None:
    picture = scene(SPEC, trained(SPEC).snapshot(), view=ViewState(bias_nodes=True))
    x, y = picture.layout.curve(2, BIAS, 0).at(0.2)
    assert hit(picture.layout, picture.edges, x, y) == EdgeRef(2, BIAS, 0)


def test_nothing_is_found_on_empty_ground_and_before_the_first_numbers() -> None:
    picture = scene(SPEC, trained(SPEC).snapshot())
    assert hit(picture.layout, picture.edges, 3.0, 3.0) is None
    empty = scene(SPEC, None)
    assert hit(empty.layout, empty.edges, *empty.layout.curve(0, 0, 0).at(0.5)) is None
