"""No word of the window, its popovers and its sheets is cut: every text has the room that it takes."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from engine.presets import experiment_session
from gui.widgets.elided_label import ElidedLabel
from tests.gui.app.conftest import MakeBench
from tests.gui.app.doors import DOORS, behind, opened

PAGES = ("examples", "weights", "history", "try", "batch", "points")


def cut(root: QWidget) -> list[str]:
    """Texts that take more room than they have, in one window."""
    labels = [each for each in root.findChildren(QLabel) if not isinstance(each, ElidedLabel)]
    kinds = QPushButton, QCheckBox  # tool buttons show icons or write as much as there is room for
    buttons = [each for each in root.findChildren(QAbstractButton) if isinstance(each, kinds)]
    return [
        each.text()
        for each in (*labels, *buttons)
        if each.isVisible() and each.window() is root and not has_room(each)
    ]


def has_room(part: QLabel | QAbstractButton) -> bool:
    if isinstance(part, QLabel) and part.wordWrap():
        return part.heightForWidth(part.width()) <= part.height() + 1
    widest = max(map(part.fontMetrics().horizontalAdvance, part.text().split("\n")))
    return widest <= part.width() + 1


@pytest.mark.parametrize("size", [(1100, 700), (1440, 900)])
@pytest.mark.parametrize("preset", ["xor", "iris-all", "digits", "house-prices"])
def test_no_text_of_the_window_is_cut(
    preset: str, size: tuple[int, int], open_bench: MakeBench, qtbot: QtBot
) -> None:
    bench = open_bench(experiment_session(preset))
    bench.window.resize(*size)
    found = cut(bench.window)
    for page in PAGES:
        bench.window.actions_by_id[page].trigger()
        qtbot.waitUntil(lambda: bench.player.idle)
        QApplication.processEvents()
        for sheet in opened(bench):
            sheet.close()
        found += cut(bench.window)
    assert not found, "; ".join(dict.fromkeys(found))


@pytest.mark.parametrize("name", DOORS)
def test_no_text_of_a_popover_or_sheet_is_cut(name: str, open_bench: MakeBench, qtbot: QtBot, tmp_path: Path) -> None:
    with behind(name, open_bench, qtbot, tmp_path) as (_, sheet):
        QApplication.processEvents()
        assert not cut(sheet), "; ".join(cut(sheet))
