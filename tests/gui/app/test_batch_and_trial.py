"""In the whole window: the batch as matrices, and an example of one's own."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.trace import Address, Kind, Phase
from gui.app.workbench import Workbench
from gui.tracer.ink import ExampleRow
from tests.gui.app.test_tracing import press, rests, shown, step

Key = Qt.Key


def test_the_whole_batch_comes_with_a_key_and_follows_the_steps(bench: Workbench, qtbot: QtBot) -> None:
    press(bench, Key.Key_M)
    assert bench.view.state.batch
    sheet = bench.window.tracer.sheet
    for phase, layer in ((Phase.FORWARD, 1), (Phase.FORWARD, 2), (Phase.LOSS, 2)):
        step(bench, qtbot)
        assert sheet.shows_batch
        assert sheet.page().title == f"The whole batch in layer {layer}"
        assert bench.last_snapshot is not None
        assert bench.last_snapshot.phase is phase
    rows = [spot.target.example for spot in sheet.spots() if isinstance(spot.target, ExampleRow)]
    other = next(row for row in rows if row != bench.last_snapshot.example.index)  # type: ignore[union-attr]
    sheet.asked.emit(ExampleRow(other))
    rests(bench, qtbot)
    assert bench.last_snapshot.example is not None
    assert bench.last_snapshot.example.index == other
    assert sheet.shows_batch
    assert any(plate.fill == "accent_soft" for plate in sheet.inked().plates)
    press(bench, Key.Key_M)
    assert not sheet.shows_batch


def test_an_example_of_ones_own_is_answered_and_explained_to_the_end(bench: Workbench, qtbot: QtBot) -> None:
    press(bench, Key.Key_T)
    rests(bench, qtbot)
    tracer = bench.window.tracer
    row = tracer.trials.row()
    row.fields[1].setText("")
    QTest.keyClicks(row.fields[1], "1.5")
    QTest.keyClick(row.fields[1], Key.Key_Return)
    rests(bench, qtbot)
    assert row.answer.text(), "in words"
    output = shown(bench)
    assert (output.kind, output.split) == (Kind.ACTIVATION, "typed")
    found = tracer.explanation()
    while found is not None and found.address.kind not in (Kind.INPUT, Kind.RAW):
        ahead = [
            spot.target
            for spot in tracer.sheet.spots()
            if isinstance(spot.target, Address) and spot.target.split == "typed"
        ]
        tracer.sheet.asked.emit(ahead[-1])
        rests(bench, qtbot)
        assert shown(bench) == ahead[-1]
        found = tracer.explanation()
    assert found is not None
    assert found.value == 1.5 or found.address.unit == 0
    step(bench, qtbot)
    assert shown(bench).split == "training", "a step is told as ever"
    press(bench, Key.Key_T)
    assert not bench.view.state.trying
