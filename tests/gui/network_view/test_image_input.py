"""Inputs that are pixels: drawn as the chosen example, flattened row after row, each with its value and edges."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.session import Session
from engine.trace import Grain, Phase
from gui.network_view.card import card_of
from gui.network_view.chips import numbered
from gui.network_view.edge_style import styled
from gui.network_view.header_strip import InputHeader
from gui.network_view.legend import legend
from gui.network_view.pixel_edges import MOST, pixel_edges
from gui.network_view.scene import NetworkScene, NeuronRef
from gui.network_view.view import NetworkView
from gui.theme.current import ThemeSwitch
from gui.theme.scale import ink_color_table, signed_color_table, signed_indices
from gui.theme.theme import load_theme
from gui.view import ViewState
from tests.gui.network_view.scenes import info_of, painted, scene, spec_of, stepped, trained

SPEC = spec_of("digits", hidden=(20, 12), activation="relu")
THEME = load_theme("light")


@pytest.fixture(scope="module")
def session() -> Session:
    return trained(SPEC)


@pytest.fixture
def view(qtbot: QtBot, themes: ThemeSwitch, session: Session) -> NetworkView:
    made = NetworkView(themes)
    qtbot.addWidget(made)
    made.resize(799, 520)
    made.show_spec(SPEC, info_of(SPEC))
    made.show_snapshot(session.snapshot())
    made.canvas.selected.connect(lambda neuron: made.show_view(replace(drawn(made).view, selected=neuron)))
    made.show()
    return made


def drawn(view: NetworkView) -> NetworkScene:
    assert view.canvas.scene is not None
    return view.canvas.scene


def hover(view: NetworkView, x: float, y: float) -> None:
    picture = drawn(view)
    QTest.mouseMove(view.canvas, QPoint(round(picture.dx + x * picture.scale), round(picture.dy + y * picture.scale)))


def test_the_picture_is_the_chosen_example(session: Session, qapp: object) -> None:
    picture = scene(SPEC, session.snapshot(3))
    place, pixels = picture.layout.columns[0].image, painted(picture, THEME)
    assert place is not None
    assert picture.snapshot is not None
    assert picture.snapshot.example is not None
    inks = ink_color_table(THEME)
    for pixel, value in enumerate(picture.snapshot.example.raw.tolist()):
        x, y = place.pixel(pixel).centre
        color = inks[int(value * 255)]
        wanted = [color >> 16 & 255, color >> 8 & 255, color & 255]
        found = pixels[round(picture.dy + y), round(picture.dx + x)].tolist()
        assert found == wanted, pixel


def test_the_vector_holds_the_rows_one_after_another(session: Session, qapp: object) -> None:
    picture = scene(SPEC, session.snapshot())
    place, pixels = picture.layout.columns[0].image, painted(picture, THEME).astype(int)
    assert place is not None
    example = picture.snapshot.example if picture.snapshot else None
    assert example is not None
    x = round(picture.dx + place.strip.centre[0])
    ys = [round(picture.dy + place.port(pixel)[1]) for pixel in range(64)]
    darkness = 255 - pixels[ys, x].mean(axis=1)
    assert np.corrcoef(darkness, example.raw)[0, 1] > 0.98


def test_a_pixel_tells_its_value_its_number_and_its_edges(view: NetworkView, session: Session) -> None:
    place = drawn(view).layout.columns[0].image
    assert place is not None
    for point in (place.pixel(37).centre, (place.strip.centre[0], place.port(37)[1])):
        hover(view, 1.0, 1.0)
        hover(view, *point)
        assert drawn(view).pointed == NeuronRef(-1, 37)
    card, snapshot = card_of(drawn(view)), session.snapshot()
    assert card is not None
    assert card.title == "Input 38 · pixel 5,6"
    assert card.hint == "Flatten, row after row: 4 · 8 + 6 = 38"
    assert snapshot.example is not None
    assert float(card.rows[0].value) == pytest.approx(snapshot.example.raw[37])
    edges, shown = drawn(view).edges, drawn(view).layout.columns[1].neurons
    mine = (edges.layer == 0) & (edges.source == 37)
    assert sorted(edges.target[mine].tolist()) == sorted(shown)
    assert edges.weight[mine] == pytest.approx(snapshot.layers[0].kernel[37, edges.target[mine]])


def test_a_selected_pixel_stays_with_its_edges(view: NetworkView) -> None:
    view.canvas.choose((-1, 20))
    edges, columns = drawn(view).edges, drawn(view).layout.columns
    assert drawn(view).view.selected == (-1, 20)
    assert ((edges.layer == 0) & (edges.source == 20)).sum() == len(columns[1].neurons)


def test_only_the_strongest_edges_of_pixels_are_drawn_and_counted(session: Session, qapp: object) -> None:
    kernel = np.random.default_rng(0).normal(size=(784, 40))
    shown = (3, 1, 30)
    sources, targets, weights = pixel_edges(kernel, shown, None, None)
    assert len(weights) == MOST
    assert (kernel[sources, targets] == weights).all()
    left_out = np.abs(kernel[:, shown])
    assert np.sort(left_out.ravel())[-MOST:] == pytest.approx(np.sort(np.abs(weights)))
    one = pixel_edges(kernel, shown, None, 30)
    assert set(one[1].tolist()) == {30}
    picture = scene(SPEC, session.snapshot())
    assert f"{len(picture.edges):,} of 1,640 edges" in [item.text for item in legend(picture)]


def test_the_first_layer_shows_its_weights_and_deeper_ones_their_activation(session: Session, qapp: object) -> None:
    snapshot = session.snapshot()
    picture = scene(SPEC, snapshot, size=(1100, 900))
    pixels = painted(picture, THEME).astype(int)
    neuron = picture.layout.columns[1].neurons[1]
    node, weights = picture.layout.node(1, neuron), snapshot.layers[0].kernel[:, neuron]
    table = signed_color_table(THEME)
    indices = signed_indices(weights, float(np.abs(weights).max()))
    for pixel in (9, 18, 27, 36, 42, 21):  # off the corners and the rim
        row, column = divmod(pixel, 8)
        x = picture.dx + node.left + (column + 0.5) * node.width / 8
        y = picture.dy + node.top + (row + 0.5) * node.height / 8
        color = table[indices[pixel]]
        wanted = np.array([color >> 16 & 255, color >> 8 & 255, color & 255])
        assert np.abs(pixels[int(y), int(x)] - wanted).max() <= 3, pixel
    values = snapshot.layers[1].activation
    assert values is not None
    strong, silent = int(values.argmax()), int(values.argmin())
    shown = picture.layout.columns[2].neurons
    assert {strong, silent} <= set(shown)
    for unit, color in ((strong, THEME.positive), (silent, THEME.neutral)):
        x, y = picture.layout.node(2, unit).centre
        found = pixels[round(picture.dy + y), round(picture.dx + x)]
        wanted = np.array([int(color[place : place + 2], 16) for place in (1, 3, 5)])
        assert np.abs(found - wanted).max() <= 3


def test_steps_flow_from_the_vector(qapp: object) -> None:
    forward = scene(SPEC, stepped(SPEC, 1))
    assert forward.phase is Phase.FORWARD
    style = styled(forward)
    active = forward.edges.layer[style.active]
    assert set(active.tolist()) == {0}
    session = trained(SPEC)
    while (snapshot := session.snapshot()).phase is not Phase.BACKWARD or snapshot.layer:
        for _ in session.step(Grain.LAYER):
            pass
    back = scene(SPEC, snapshot)
    style = styled(back)
    assert style.flow[style.active].max() == 1.0
    assert numbered(back, style) == []  # far more edges than there is room for numbers: the card tells them
    painted(back, THEME)


def test_the_header_tells_the_size_and_what_flatten_makes(view: NetworkView) -> None:
    header = view.headers.findChild(InputHeader)
    assert header is not None
    assert "8 by 8 pixels" in header.toolTip().replace("\n", " ")
    assert "64 values" in header.toolTip().replace("\n", " ")
    assert header.accessibleName() == "Input: pictures of 8 by 8 pixels, flattened"


def test_bias_nodes_stand_under_the_vector(session: Session, qapp: object) -> None:
    picture = scene(SPEC, session.snapshot(), view=ViewState(bias_nodes=True))
    place = picture.layout.columns[0]
    assert place.image is not None
    assert picture.layout.node(0, -1).top >= place.image.strip.bottom
    biases = (picture.edges.layer == 0) & (picture.edges.source == -1)
    assert biases.sum() > 0
    painted(picture, THEME)
