"""Tab follows the eye also over panels that came later."""

from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.widgets.tab_order import follow


def test_a_panel_that_came_last_is_visited_in_its_place(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    panels = {name: QWidget() for name in ("above", "late", "foot")}
    for panel in panels.values():
        column.addWidget(panel)
    for name in ("above", "foot", "late"):  # made in another order than they stand
        inner = QVBoxLayout(panels[name])
        for part in (QPushButton(f"{name} 1"), QLabel(name), QPushButton(f"{name} 2")):
            inner.addWidget(part)
    follow([panels["late"], panels["foot"]])
    window.show()
    qtbot.waitExposed(window)
    first = panels["above"].findChild(QPushButton)
    first.setFocus()
    visited = [first.text()]
    for _ in range(5):
        window.focusNextChild()
        focused = window.focusWidget()
        assert isinstance(focused, QPushButton)
        visited.append(focused.text())
    assert visited == ["above 1", "above 2", "late 1", "late 2", "foot 1", "foot 2"]
