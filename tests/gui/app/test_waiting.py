"""An experiment that waits for points set by hand: saved, opened, drawn on and played."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from engine.session import Session
from engine.trace import Grain
from gui.app.workbench import Workbench
from tests.gui.app.conftest import MakeBench
from tests.gui.app.test_hand_points import CORNERS, chip, click, hand, hint_of, points_of


def test_saved_while_it_waits_it_opens_waiting_and_goes_on_when_points_come(
    qtbot: QtBot, bench: Workbench, open_bench: MakeBench, tmp_path: Path
) -> None:
    bench.player.step(Grain.EPOCH)
    qtbot.waitUntil(lambda: bench.player.idle and bench.last_snapshot.update > 0)
    made = bench.last_snapshot.update
    hand(bench, "add")
    bench.plotting.hands.hand.bar.clear.click()
    click(bench, CORNERS[0])
    bench.document.note_saved(tmp_path / "own.chainrule", 0, bench.document.revision)
    bench.window.actions_by_id["save"].trigger()
    qtbot.waitUntil(lambda: bench.window.toast.message() == "Saved own.chainrule.")
    other = open_bench(Session.open(tmp_path / "own.chainrule"))
    assert (other.document.spec, other.document.dirty) == (bench.document.spec, False)
    assert "All points are “" in hint_of(other)
    other.window.actions_by_id["play"].trigger()
    assert not other.player.playing
    hand(other, "add")
    chip(other, 1 - int(points_of(other).y[0]))
    click(other, CORNERS[1])
    qtbot.waitUntil(lambda: other.last_snapshot is not None and other.last_snapshot.update == made)
