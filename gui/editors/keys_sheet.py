"""The sheet under the question mark: every action with its keys."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gui.theme.current import ThemeSwitch
from gui.widgets.label import Label
from gui.widgets.section import Section
from gui.widgets.sheet import Sheet
from gui.widgets.tool_button import ToolButton

KeyRow = tuple[str, str, str]
"""(section, text, keys); several keys are joined by " or "."""

_JOINT = " or "
_COLUMNS = 3
_ARROWS = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}


class KeysSheet(Sheet):
    """Lists the actions in columns of sections; Escape, or a click beside it, closes."""

    def __init__(self, rows: Sequence[KeyRow], themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__("Keys", themes, parent)
        titles = list(dict.fromkeys(section for section, _, _ in rows))
        sections = [(title, [row for row in rows if row[0] == title]) for title in titles]
        columns = QHBoxLayout()
        columns.setSpacing(28)
        for part in _balanced(sections):
            column = QVBoxLayout()
            column.setSpacing(14)
            for title, entries in part:
                column.addWidget(_section(title, entries))
            column.addStretch(1)
            columns.addLayout(column)
        head = QHBoxLayout()
        head.addWidget(Label("Keys", "title"), 1)
        close = ToolButton("close", "Close", themes, "Esc")
        close.clicked.connect(self.reject)
        head.addWidget(close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(28, 20, 24, 26)
        whole.setSpacing(12)
        whole.addLayout(head)
        whole.addLayout(columns)
        whole.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)


def _balanced(sections: list[tuple[str, list[KeyRow]]]) -> list[list[tuple[str, list[KeyRow]]]]:
    """The sections in columns of about equal height, in each in their order; a heading counts as two rows."""
    columns: list[list[int]] = [[] for _ in range(_COLUMNS)]
    heights = [len(entries) + 2 for _, entries in sections]
    for place in sorted(range(len(sections)), key=lambda place: -heights[place]):
        min(columns, key=lambda column: sum(heights[other] for other in column)).append(place)
    filled = sorted(sorted(column) for column in columns if column)
    return [[sections[place] for place in column] for column in filled]


def _section(title: str, entries: list[KeyRow]) -> Section:
    section = Section(title)
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(1)
    grid.setColumnStretch(0, 1)
    for index, (_, text, keys) in enumerate(entries):
        grid.addWidget(Label(text), index, 0)
        grid.addLayout(_caps(keys), index, 1)
    section.content.addLayout(grid)
    return section


def _caps(keys: str) -> QHBoxLayout:
    """Each key as a cap, in the desktop's own spelling."""
    row = QHBoxLayout()
    row.setSpacing(4)
    row.addStretch(1)
    for key in keys.split(_JOINT):
        native = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) or key
        cap = QLabel(_ARROWS.get(native, native))
        cap.setAccessibleName(native)
        cap.setProperty("card", True)
        cap.setContentsMargins(6, 0, 6, 0)
        cap.setMinimumWidth(26)
        cap.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(cap)
    return row
