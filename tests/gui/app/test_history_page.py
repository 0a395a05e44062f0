"""The page of the History: its rows, what is copied and saved, and where its numbers lead."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.session import Session
from engine.trace import Kind
from gui.history.page import HistoryPage
from gui.theme.current import ThemeSwitch
from tests.engine.experiments import experiment
from tests.gui.app.conftest import MakeBench

if TYPE_CHECKING:
    from gui.app.workbench import Workbench


@pytest.fixture
def trained() -> Session:
    session = Session(experiment())
    session.train(3)
    return session


@pytest.fixture
def looked_at(open_bench: MakeBench, trained: Session, qtbot: QtBot) -> tuple[Workbench, HistoryPage]:
    bench = open_bench(trained)
    bench.window.actions_by_id["history"].trigger()
    qtbot.waitUntil(lambda: bool(bench.window.findChildren(HistoryPage)))
    page = bench.window.findChildren(HistoryPage)[0]
    qtbot.waitUntil(lambda: page.model.rowCount() > 0)
    return bench, page


def texts(page: HistoryPage, row: int) -> list[str]:
    return [str(page.model.index(row, column).data()) for column in range(page.model.columnCount())]


def test_every_epoch_has_a_row_and_new_ones_are_added(
    looked_at: tuple[Workbench, HistoryPage], trained: Session, qtbot: QtBot
) -> None:
    bench, page = looked_at
    assert page.model.titles() == (
        "Epoch", "Loss", "Accuracy", "Validation loss", "Validation accuracy", "Loss at end", "Accuracy at end",
    )  # fmt: skip
    assert [texts(page, row)[0] for row in range(3)] == ["1", "2", "3"]
    assert bench.window.actions_by_id["history"].isChecked()
    first = texts(page, 0)
    QTest.keyClick(bench.window, "6")
    QTest.keyClick(bench.window, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: page.model.rowCount() == 4)
    assert texts(page, 0) == first
    bench.window.actions_by_id["reset"].trigger()
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    assert not page.save.isEnabled()


def test_rows_are_copied_with_all_digits(looked_at: tuple[Workbench, HistoryPage], trained: Session) -> None:
    _, page = looked_at
    losses = list(trained.history.history["loss"])
    page.copy.click()
    lines = [line.split("\t") for line in QApplication.clipboard().text().splitlines()]
    assert lines[0][:2] == ["Epoch", "Loss"]
    assert [float(line[1]) for line in lines[1:]] == losses
    page.table.selectRow(1)
    page.table.copy()
    assert len(QApplication.clipboard().text().splitlines()) == 2


def test_a_number_leads_to_its_explanation(looked_at: tuple[Workbench, HistoryPage], qtbot: QtBot) -> None:
    bench, page = looked_at
    names = list(page.model.table.columns)
    page.table.setCurrentIndex(page.model.index(1, 1 + names.index("train_loss")))
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert bench.view.state.page == "numbers"
    place = page.model.address(1, 1 + names.index("train_loss"))
    assert place is not None
    assert (place.kind, place.update, place.name) == (Kind.EPOCH_FIGURE, 1, "train_loss")
    assert page.model.address(1, 0) is None


def test_it_is_saved_as_csv(looked_at: tuple[Workbench, HistoryPage], tmp_path: Path, qtbot: QtBot) -> None:
    bench, page = looked_at
    file = tmp_path / "curves.csv"
    bench.history.write(file)
    qtbot.waitUntil(lambda: file.exists() and bench.window.toast.message().startswith("Wrote"))
    lines = list(csv.DictReader(file.read_text().splitlines()))
    assert len(lines) == page.model.rowCount()
    held = [float(line["val_loss"]) for line in lines]
    assert page.model.index(int(np.argmin(held)), 3).data(Qt.ItemDataRole.ToolTipRole) is not None


def test_it_follows_the_last_epoch_only_while_that_is_in_sight(themes: ThemeSwitch, qtbot: QtBot) -> None:
    page = HistoryPage(themes)
    qtbot.addWidget(page)
    session = Session(experiment())
    page.resize(700, 200)
    page.show()
    for _ in range(2):
        session.train(20)
        page.show_curves(session.curves.view())
        QApplication.processEvents()
        assert page.table.is_at_end()
    page.table.scrollToTop()
    session.train(5)
    page.show_curves(session.curves.view())
    assert page.table.verticalScrollBar().value() == 0
