"""What the nodes show: colours of the values, the right way up, and the words beside them."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator, QSvgRenderer

from engine.trace import Kind, Phase
from gui.network_view.figures import short
from gui.network_view.labels import UNKNOWN, Line, lines_of, loss_badge
from gui.network_view.legend import legend
from gui.network_view.painting import paint_network
from gui.network_view.pictures import Pictures, picture_scale
from gui.network_view.scene import NetworkScene
from gui.theme.current import ThemeSwitch
from gui.view import ViewState
from tests.gui.network_view.scenes import (
    count_near,
    info_of,
    painted,
    pixels_of,
    rgb,
    scene,
    spec_of,
    stepped,
    surface_of,
    trained,
)

SPEC = spec_of()


def pictures_of(data: str, themes: ThemeSwitch, activation: str = "tanh") -> tuple[Pictures, NetworkScene]:
    spec = spec_of(data, activation=activation)
    session = trained(spec)
    surface = surface_of(session)
    pictures = Pictures()
    pictures.show(surface, spec, info_of(spec), themes.theme)
    return pictures, scene(spec, session.snapshot(), surface)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_second_input_grows_upwards_and_the_first_to_the_right(name: str, themes: ThemeSwitch) -> None:
    themes.show_name(name)
    pictures, _ = pictures_of("xor", themes)
    theme = themes.theme
    second = pixels_of(pictures.image(0, 1, 64, 1.0))
    assert np.abs(second[4, 32].astype(int) - rgb(theme.positive)).max() < 60
    assert np.abs(second[59, 32].astype(int) - rgb(theme.negative)).max() < 60
    first = pixels_of(pictures.image(0, 0, 64, 1.0))
    assert np.abs(first[32, 59].astype(int) - rgb(theme.positive)).max() < 60
    assert np.abs(first[32, 4].astype(int) - rgb(theme.negative)).max() < 60


def test_an_input_that_is_not_plotted_is_neutral(themes: ThemeSwitch) -> None:
    pictures, _ = pictures_of("iris", themes)
    third = pixels_of(pictures.image(0, 2, 64, 1.0))
    assert (np.abs(third[8:56, 8:56].astype(int) - rgb(themes.theme.neutral)).max(axis=-1) < 3).all()


def test_classes_are_drawn_in_their_own_colours(themes: ThemeSwitch) -> None:
    spec = spec_of("iris_petals")
    session = trained(spec, 1)
    info, values = info_of(spec), np.zeros((3, 5, 5))
    scales = [picture_scale(spec, info, values, 3, neuron) for neuron in range(3)]
    assert [scale.class_index for scale in scales] == [0, 1, 2]
    assert picture_scale(spec, info, np.zeros((4, 5, 5)), 1, 0).class_index == -1
    pictures = Pictures()
    pictures.show(surface_of(session), spec, info, themes.theme)
    assert not pictures.image(3, 0, 52, 1.0).isNull()


@pytest.mark.parametrize(("activation", "neutral"), [("tanh", 0.0), ("sigmoid", 0.5), ("relu", 0.0), ("step", 0.5)])
def test_the_neutral_colour_is_the_activation_s_neutral_value(activation: str, neutral: float) -> None:
    spec = spec_of(activation=activation)
    scale = picture_scale(spec, info_of(spec), np.array([[[0.2, 7.0]]]), 1, 0)
    assert scale.neutral == neutral
    assert scale.limit == (7.0 if activation == "relu" else 1.0 - neutral)


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_values_that_are_not_finite_are_drawn_all_the_same(bad: float, themes: ThemeSwitch) -> None:
    spec = spec_of(activation="relu")
    values = np.full((1, 4, 4), bad)
    assert picture_scale(spec, info_of(spec), values, 1, 0).limit == 1.0
    assert picture_scale(spec, info_of(spec), np.array([[[np.nan, 3.0]]]), 1, 0).limit == 3.0


def test_one_input_is_drawn_as_a_curve(themes: ThemeSwitch) -> None:
    pictures, picture = pictures_of("sine", themes)
    image = pixels_of(pictures.image(0, 0, 64, 1.0))
    dark = np.abs(image.astype(int) - rgb(themes.theme.text)).max(axis=-1) < 60
    rows = [int(np.flatnonzero(dark[4:-4, column]).mean()) for column in (14, 32, 50)]
    assert rows[0] > rows[1] > rows[2]  # the input itself rises to the right
    assert painted(picture, themes.theme).any()


def test_pictures_are_kept_until_the_surface_changes(themes: ThemeSwitch) -> None:
    session = trained(SPEC)
    info, surface = info_of(SPEC), surface_of(session)
    pictures = Pictures()
    pictures.show(surface, SPEC, info, themes.theme)
    image = pictures.image(1, 0, 52, 1.0)
    pictures.show(surface, SPEC, info, themes.theme)
    assert pictures.image(1, 0, 52, 1.0) is image
    pictures.show(surface_of(session), SPEC, info, themes.theme)
    assert pictures.image(1, 0, 52, 1.0) is not image


def texts(picture: NetworkScene, column: int, neuron: int) -> list[str]:
    return [line.text for line in lines_of(picture, column, neuron)]


def test_every_neuron_tells_its_value_and_its_bias() -> None:
    snapshot = trained(SPEC).snapshot()
    picture = scene(SPEC, snapshot)
    for layer, numbers in enumerate(snapshot.layers[:-1]):
        assert numbers.activation is not None
        for neuron, (a, b) in enumerate(zip(numbers.activation, numbers.bias, strict=True)):
            assert texts(picture, layer + 1, neuron) == [f"a {short(a)}", f"b {short(b)}"]
    name, value, target, bias = texts(picture, 3, 0)
    assert name == "signs agree"
    assert value.startswith("ŷ 0.")
    assert target in ("target 0", "target 1")
    assert bias.startswith("b ")
    assert texts(picture, 0, 1)[0] == "x₂"


def test_with_bias_nodes_the_neurons_keep_quiet_about_biases() -> None:
    picture = scene(SPEC, trained(SPEC).snapshot(), view=ViewState(bias_nodes=True))
    assert [text[0] for text in texts(picture, 1, 0)] == ["a"]


def test_class_numbers_are_told_as_targets_of_each_class() -> None:
    spec = spec_of("iris_petals")
    snapshot = trained(spec).snapshot()
    assert snapshot.example is not None
    picture = scene(spec, snapshot)
    told = [texts(picture, 3, neuron) for neuron in range(3)]
    assert [lines[0] for lines in told] == ["setosa", "versicolor", "virginica"]
    wanted = ["target 0"] * 3
    wanted[int(snapshot.example.target[0])] = "target 1"
    assert [lines[2] for lines in told] == wanted


def test_a_long_name_of_an_input_takes_two_lines_where_there_is_no_room() -> None:
    spec = spec_of("iris")
    snapshot = trained(spec).snapshot()
    assert texts(scene(spec, snapshot, size=(560, 430)), 0, 0)[:2] == ["sepal", "length"]
    assert texts(scene(spec, snapshot, size=(1400, 900)), 0, 0)[0] == "sepal length"


def test_a_forward_step_tells_only_what_is_computed() -> None:
    picture = scene(SPEC, stepped(SPEC, 1))
    assert all(line.role == "accent" for line in lines_of(picture, 1, 0)[:1])
    assert lines_of(picture, 2, 0) == (Line(f"a {UNKNOWN}", "muted"),)
    assert texts(picture, 3, 0)[1] == f"ŷ {UNKNOWN}"
    assert texts(picture, 1, 0)[1].startswith("b ")


def test_a_backward_step_tells_the_errors_it_has_reached() -> None:
    picture = scene(SPEC, stepped(SPEC, 6))
    assert lines_of(picture, 2, 1)[1].role == "gradient"
    assert texts(picture, 2, 1)[1].startswith("δ ")
    assert any(text.startswith("δ ") for text in texts(picture, 3, 0))
    assert [text[0] for text in texts(picture, 1, 0)] == ["a"]  # the step is not about biases


def test_the_loss_stands_at_the_output_while_it_is_computed() -> None:
    snapshot = stepped(SPEC, 4)
    assert snapshot.phase is Phase.LOSS
    badge = loss_badge(scene(SPEC, snapshot))
    assert [(text.rpartition(" ")[0], number.kind) for text, number in badge] == [
        ("loss", Kind.EXAMPLE_LOSS),
        ("batch loss", Kind.BATCH_LOSS),
    ]
    assert loss_badge(scene(SPEC, stepped(SPEC, 5))) == ()


def violet_pixels(pixels: NDArray[np.uint8]) -> int:
    """Pixels with more red and more blue than green: no other colour of the opening network is like that."""
    red, green, blue = (pixels[..., index].astype(int) for index in range(3))
    return int(((red - green > 14) & (blue - green > 14)).sum())


@pytest.mark.parametrize("name", ["light", "dark"])
def test_violet_is_there_backward_and_only_then(name: str, themes: ThemeSwitch) -> None:
    themes.show_name(name)
    violet: dict[Phase | None, int] = {}
    for steps in (0, 2, 4, 6, 9):
        snapshot = stepped(SPEC, steps)
        violet[snapshot.phase] = violet_pixels(painted(scene(SPEC, snapshot), themes.theme))
    assert violet[Phase.BACKWARD] > 300
    assert {phase: count for phase, count in violet.items() if count} == {Phase.BACKWARD: violet[Phase.BACKWARD]}


def test_the_active_layer_glows_in_the_accent_colour_forward(themes: ThemeSwitch) -> None:
    theme, picture = themes.theme, scene(SPEC, stepped(SPEC, 2))
    pixels = painted(picture, theme)

    def rim(column: int) -> int:
        node = picture.layout.node(column, 0)
        top = int(node.top + picture.dy)
        strip = pixels[top - 2 : top + 2, int(node.left) + 12 : int(node.right) - 12]
        return count_near(strip, theme.accent, 30)

    assert rim(2) > 40
    assert rim(1) == rim(3) == 0


def test_the_legend_says_what_the_step_s_colour_means() -> None:
    colors = {
        phase: [item.color for item in legend(scene(SPEC, stepped(SPEC, steps)))]
        for phase, steps in ((None, 0), (Phase.FORWARD, 1), (Phase.BACKWARD, 6))
    }
    assert "accent" in colors[Phase.FORWARD]
    assert "gradient" in colors[Phase.BACKWARD]
    assert {"accent", "gradient"}.isdisjoint(colors[None])


def test_the_same_function_paints_an_svg(themes: ThemeSwitch) -> None:
    session = trained(SPEC)
    picture = scene(SPEC, session.snapshot(), surface_of(session))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(buffer)
    generator.setSize(QImage(860, 520, QImage.Format.Format_RGB32).size())
    generator.setViewBox(QRect(0, 0, 860, 520))
    painter = QPainter(generator)
    paint_network(painter, picture, themes.theme)
    painter.end()
    buffer.close()
    assert bytes(data.data()).count(b"<image") == 9
    renderer = QSvgRenderer(data)
    assert renderer.isValid()
    drawn = QImage(860, 520, QImage.Format.Format_RGB32)
    drawn.fill(QColor(themes.theme.background))
    painter = QPainter(drawn)
    renderer.render(painter)
    painter.end()
    x, y = picture.layout.node(0, 0).centre
    from_svg, direct = pixels_of(drawn), painted(picture, themes.theme)
    for dx in (-18, 18):
        at = (int(y + picture.dy), int(x + dx))
        assert np.abs(from_svg[at].astype(int) - direct[at].astype(int)).max() < 30
