"""The first rows of a table: numbers and texts are whole."""

import numpy as np
from PySide6.QtWidgets import QStyle
from pytestqt.qtbot import QtBot

from engine.spec.table import Column, Table
from gui.examples.first_rows import FirstRows


def test_numbers_and_texts_are_not_cut_by_the_width_of_their_column(qtbot: QtBot) -> None:
    rows = FirstRows()
    qtbot.addWidget(rows)
    columns = [
        Column("x", np.array([-0.132123, np.nan, 5.0])),
        Column("c", np.array([0.0, 1.0, np.nan]), ("red", "a longer text")),
    ]
    rows.show_table(Table(columns))
    model = rows.model()
    shown = [[str(model.index(row, place).data()) for row in range(3)] for place in range(2)]
    assert shown == [["\u22120.132123", "", "5"], ["red", "a longer text", ""]]
    margin = 2 * (rows.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin) + 1)
    for place, texts in enumerate(shown):
        assert rows.columnWidth(place) >= max(map(rows.fontMetrics().horizontalAdvance, texts)) + margin
