"""The update under way is written down as a worked example, in the numbers' chosen style."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.app.workbench import Workbench
from gui.app.worked_example import KINDS, WorkedExample


@pytest.fixture
def saved(bench: Workbench, qtbot: QtBot, tmp_path: Path) -> Callable[[str], bytes]:
    writer = WorkedExample(bench)

    def save(name: str) -> bytes:
        writer.save_path(tmp_path / name)
        qtbot.waitUntil(lambda: (tmp_path / name).exists() and name in bench.window.toast.message())
        return (tmp_path / name).read_bytes()

    return save


def shown_events(bench: Workbench) -> int:
    return bench.last_snapshot.events_done if bench.last_snapshot else 0


def test_every_form_is_written(saved: Callable[[str], bytes]) -> None:
    starts = {".pdf": b"%PDF-", ".md": b"# ", ".tex": b"\\documentclass", ".json": b"{", ".txt": b""}
    assert set(starts) == set(KINDS)
    for suffix, start in starts.items():
        content = saved(f"update{suffix}")
        assert content.startswith(start)
        assert len(content) > 1000


def test_it_is_the_update_under_way_and_moves_nothing(
    bench: Workbench, qtbot: QtBot, saved: Callable[[str], bytes]
) -> None:
    for done in (1, 2, 3):
        bench.stepping.step()
        qtbot.waitUntil(lambda done=done: shown_events(bench) == done)
    document = json.loads(saved("update.json"))
    assert [update["update"] for update in document["updates"]] == [0]
    phases = [step["phase"] for step in document["updates"][0]["steps"]]
    assert phases[0] == "forward"
    assert phases[-1] == "update"
    assert shown_events(bench) == 3


def test_numbers_are_written_as_chosen_in_the_tracer(bench: Workbench, saved: Callable[[str], bytes]) -> None:
    bench.view.update(digits=9)
    few = saved("few.txt").decode()
    bench.view.update(digits=3)
    assert len(few) > len(saved("less.txt").decode())


def test_another_ending_and_a_place_that_cannot_be_written_are_refused(bench: Workbench, qtbot: QtBot) -> None:
    writer, toast = WorkedExample(bench), bench.window.toast
    writer.save_path(Path("update.doc"))
    assert "end it in one of .pdf, .md, .tex, .txt, .json" in toast.message()
    writer.save_path(Path("/nowhere/update.md"))
    qtbot.waitUntil(lambda: "cannot be written" in toast.message())
