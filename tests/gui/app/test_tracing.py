"""Numbers are asked for through the whole window: clicked in the network and the formula, answered by the engine."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.formula import NumberStyle, number_text
from engine.trace import Address, Grain, Kind, Origin, Phase
from gui.app.workbench import Workbench
from gui.network_view.badge import badge_of
from gui.network_view.texts import Word, advance_in, words_at
from gui.view import NO_LIGHT

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


def rests(bench: Workbench, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bench.player.idle)


def step(bench: Workbench, qtbot: QtBot, times: int = 1) -> None:
    for _ in range(times):
        bench.stepping.step()
        rests(bench, qtbot)


def press(bench: Workbench, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or bench.window, key, modifier)


def shown(bench: Workbench) -> Address:
    found = bench.window.tracer.explanation()
    assert found is not None
    return found.address


def on_canvas(bench: Workbench, x: float, y: float) -> QPoint:
    scene = bench.window.network.canvas.scene
    assert scene is not None
    return QPointF(scene.dx + x * scene.scale, scene.dy + y * scene.scale).toPoint()


def words(bench: Workbench, column: int, neuron: int) -> tuple[Word, ...]:
    canvas = bench.window.network.canvas
    assert canvas.scene is not None
    return words_at(canvas.scene, column, neuron, advance_in(canvas._theme))


def click(bench: Workbench, point: QPoint, qtbot: QtBot) -> None:
    canvas = bench.window.network.canvas
    qtbot.mouseMove(canvas, point)
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=point)
    rests(bench, qtbot)


def click_word(bench: Workbench, qtbot: QtBot, column: int, neuron: int, start: str) -> None:
    word = next(word for word in words(bench, column, neuron) if word.text.startswith(start))
    click(bench, on_canvas(bench, *word.box.centre), qtbot)


def test_each_number_beside_a_neuron_is_asked_by_a_click(bench: Workbench, qtbot: QtBot) -> None:
    click_word(bench, qtbot, 1, 1, "a")
    assert shown(bench) == Address(Kind.ACTIVATION, 0, 0, 1, example=0)
    click_word(bench, qtbot, 1, 2, "b")
    assert shown(bench) == Address(Kind.BIAS, 0, 0, 2)
    click_word(bench, qtbot, 2, 0, "target")
    assert shown(bench) == Address(Kind.TARGET, 0, unit=0, example=0)
    assert bench.view.state.selected is None, "a number is asked for, not its neuron selected"
    step(bench, qtbot, 4)
    assert bench.last_snapshot is not None
    assert bench.last_snapshot.phase is Phase.BACKWARD
    click_word(bench, qtbot, 2, 0, "δ")
    assert shown(bench).kind is Kind.DELTA


def test_a_click_on_a_neuron_selects_it_and_asks_for_it(bench: Workbench, qtbot: QtBot) -> None:
    scene = bench.window.network.canvas.scene
    assert scene is not None
    click(bench, on_canvas(bench, *scene.layout.node(1, 2).centre), qtbot)
    assert bench.view.state.selected == (0, 2)
    assert shown(bench) == Address(Kind.ACTIVATION, 0, 0, 2, example=0)
    assert bench.window.tracer.card.card().title == "Neuron 3 of layer 1"
    click(bench, on_canvas(bench, *scene.layout.node(0, 1).centre), qtbot)
    assert shown(bench) == Address(Kind.INPUT, 0, unit=1, example=0)


def test_a_step_follows_the_selection_in_its_layer(bench: Workbench, qtbot: QtBot) -> None:
    step(bench, qtbot)
    scene = bench.window.network.canvas.scene
    assert scene is not None
    click(bench, on_canvas(bench, *scene.layout.node(1, 2).centre), qtbot)
    assert (shown(bench).layer, shown(bench).unit) == (0, 2)
    assert bench.window.tracer.sheet.page().trail == (), "this is still the step"


def test_an_edge_is_asked_by_a_click(bench: Workbench, qtbot: QtBot) -> None:
    scene = bench.window.network.canvas.scene
    assert scene is not None
    click(bench, on_canvas(bench, *scene.layout.curve(1, 2, 0).at(0.5)), qtbot)
    assert shown(bench) == Address(Kind.WEIGHT, 0, 1, 0, 2)
    assert bench.window.tracer.explanation().origin is Origin.SEED  # type: ignore[union-attr]


def test_the_hover_card_stays_for_a_click_on_its_numbers(bench: Workbench, qtbot: QtBot) -> None:
    canvas = bench.window.network.canvas
    assert canvas.scene is not None
    qtbot.mouseMove(canvas, on_canvas(bench, *canvas.scene.layout.node(1, 1).centre))
    canvas.grab()
    card = canvas._pointer._card
    from gui.network_view.hover_card import row_boxes

    assert card._card is not None
    boxes = dict(
        zip([row.name for row in card._card.rows], row_boxes(card._card, card._place, canvas._theme), strict=True)
    )
    click(bench, boxes["bias b"].center().toPoint(), qtbot)
    assert shown(bench) == Address(Kind.BIAS, 0, 0, 1)


def test_the_walk_goes_back_and_forward_by_keys_and_by_the_mouse(bench: Workbench, qtbot: QtBot) -> None:
    step(bench, qtbot)
    first = shown(bench)
    tracer = bench.window.tracer
    way = [first]
    for _ in range(3):
        spot = next(spot for spot in tracer.sheet.spots() if spot.stop)
        tracer.sheet.asked.emit(spot.target)
        rests(bench, qtbot)
        way.append(shown(bench))
        if tracer.explanation().origin is not Origin.COMPUTED:  # type: ignore[union-attr]
            break
    assert len(set(way)) == len(way) > 1
    for address in reversed(way[:-1]):
        press(bench, Key.Key_Left, ALT)
        assert shown(bench) == address
    for address in way[1:]:
        press(bench, Key.Key_Right, ALT)
        assert shown(bench) == address
    press(bench, Key.Key_Home, ALT)
    assert shown(bench) == first
    QTest.mouseClick(bench.window.network.canvas, Qt.MouseButton.ForwardButton, pos=QPoint(3, 3))
    assert shown(bench) == way[1]
    QTest.mouseClick(tracer.sheet, Qt.MouseButton.BackButton, pos=QPoint(1, 1))
    assert shown(bench) == first


def test_a_new_step_leads_back_to_the_step(bench: Workbench, qtbot: QtBot) -> None:
    step(bench, qtbot)
    click_word(bench, qtbot, 1, 1, "b")
    assert shown(bench).kind is Kind.BIAS
    step(bench, qtbot)
    assert shown(bench).layer == 1
    assert bench.window.tracer.sheet.page().trail == ()


def test_what_cannot_be_explained_is_told_in_a_sentence(bench: Workbench, qtbot: QtBot) -> None:
    bench.window.tracer.sheet.asked.emit(Address(Kind.GRADIENT, 99))
    rests(bench, qtbot)
    assert bench.window.toast.message().endswith(".")
    assert bench.window.tracer.explanation() is None
    assert not bench.player.playing


def test_the_network_lights_up_the_operands(bench: Workbench, qtbot: QtBot) -> None:
    click_word(bench, qtbot, 2, 0, "ŷ")
    lights = bench.view.state.highlights
    assert lights.neurons == {(0, 0), (0, 1), (0, 2), (1, 0)}
    assert lights.strongest == {(1, 0)}
    press(bench, Key.Key_Home, ALT)
    assert bench.view.state.highlights == NO_LIGHT


def test_digits_and_fractions_are_chosen_by_keys(bench: Workbench, qtbot: QtBot) -> None:
    step(bench, qtbot)
    for _ in range(12):
        press(bench, Key.Key_Period)
    assert bench.view.state.digits == 12
    press(bench, Key.Key_Comma)
    press(bench, Key.Key_Slash)
    assert (bench.view.state.digits, bench.view.state.fractions) == (11, True)
    assert bench.window.actions_by_id["fractions"].isChecked()
    press(bench, Key.Key_Slash)
    found = bench.window.tracer.explanation()
    assert found is not None
    assert number_text(found.value, NumberStyle(11)) in bench.window.tracer.text()


def test_the_step_is_copied_as_text(bench: Workbench, qtbot: QtBot) -> None:
    step(bench, qtbot)
    press(bench, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == bench.window.tracer.text()
    assert "weighs what comes in" in QApplication.clipboard().text()


@pytest.mark.parametrize("grain", [Grain.TERM, Grain.NEURON])
def test_fine_steps_light_up_their_operands(grain: Grain, bench: Workbench, qtbot: QtBot) -> None:
    bench.stepping.grain = grain
    bench.window.tracer.show_grain(grain)
    by_term = grain is Grain.TERM  # then the product shown last is as strong as the neuron
    step(bench, qtbot)
    assert bench.view.state.highlights.strongest == {(0, 0), *([(-1, 0), (0, 0, 0)] if by_term else [])}
    step(bench, qtbot, 4 if by_term else 1)
    assert bench.view.state.highlights.strongest == {(0, 1), *([(-1, 0), (0, 0, 1)] if by_term else [])}


def test_a_formula_reached_by_tab_is_walked_by_the_arrows(bench: Workbench, qtbot: QtBot) -> None:
    step(bench, qtbot)
    sheet, before = bench.window.tracer.sheet, bench.view.state.example
    sheet.setFocus(Qt.FocusReason.TabFocusReason)
    press(bench, Key.Key_Right)
    press(bench, Key.Key_Down)
    press(bench, Key.Key_Return)
    rests(bench, qtbot)
    assert bench.view.state.example == before
    assert bench.last_snapshot is not None
    assert bench.last_snapshot.events_done == 1
    assert len(bench.window.tracer.sheet.page().trail) == 2
    press(bench, Key.Key_Escape)
    assert QApplication.focusWidget() is bench.window


def test_the_losses_beside_the_curve_are_asked_by_a_click(bench: Workbench, qtbot: QtBot) -> None:
    bench.player.step(Grain.EPOCH)
    rests(bench, qtbot)
    assert bench.last_snapshot is not None
    legend = bench.window.loss._legend
    for entry, x, row in legend._places(legend._entries, legend.width()):
        QTest.mouseClick(
            legend, Qt.MouseButton.LeftButton, pos=QPoint(round(x) + 25, round((row + 0.5) * legend._line()))
        )
        rests(bench, qtbot)
        found = bench.window.tracer.explanation()
        assert found is not None
        number = entry.number
        assert number is not None
        shown_value = bench.last_snapshot.latest.get(number.name, bench.last_snapshot.curves.y[-1])
        if number.kind is Kind.BATCH_FIGURE:
            shown_value = bench.last_snapshot.curves.y[-1]
        assert found.value == pytest.approx(shown_value)


def test_the_badge_at_the_output_is_asked_by_a_click(bench: Workbench, qtbot: QtBot) -> None:
    step(bench, qtbot, 3)
    canvas = bench.window.network.canvas
    assert canvas.scene is not None
    badge = badge_of(canvas.scene, canvas._theme)
    assert badge is not None
    for _, box, number in badge.parts:
        click(bench, on_canvas(bench, *box.centre), qtbot)
        assert shown(bench).kind is number.kind
    assert shown(bench) == Address(Kind.BATCH_LOSS, 0)
