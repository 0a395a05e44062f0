"""Tab follows the eye also over panels that came later."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.widgets.tab_order import follow, take_place


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
    assert visited(window, panels["above"]) == ["above 1", "above 2", "late 1", "late 2", "foot 1", "foot 2"]


def test_what_is_put_into_a_holder_late_is_visited_where_the_holder_was_made(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column, holder = QVBoxLayout(window), QWidget()
    inner = QVBoxLayout(holder)
    above, foot = QWidget(), QPushButton("foot")
    QVBoxLayout(above).addWidget(QPushButton("above"))
    for part in (above, holder, foot):
        column.addWidget(part)
    window.show()
    qtbot.waitExposed(window)
    late = [QPushButton(name) for name in ("resting", "late 1", "late 2")]
    for button in late:
        inner.addWidget(button)
    late[0].setFocusPolicy(Qt.FocusPolicy.NoFocus)
    take_place(holder)
    qtbot.waitUntil(late[2].isVisible)
    assert visited(window, above) == ["above", "late 1", "late 2", "foot"]
    assert [holder.focusPolicy(), late[0].focusPolicy()] == [Qt.FocusPolicy.NoFocus] * 2
    late[0].setFocusPolicy(Qt.FocusPolicy.TabFocus)  # its turn has come: it is in its place too
    assert visited(window, above) == ["above", "resting", "late 1", "late 2", "foot"]


def visited(window: QWidget, panel: QWidget) -> list[str]:
    """The buttons that Tab visits, from the first one of a panel on, once around."""
    first = panel.findChild(QPushButton)
    first.setFocus()
    names: list[str] = []
    while not names or window.focusWidget() is not first:
        focused = window.focusWidget()
        assert isinstance(focused, QPushButton)
        names.append(focused.text())
        window.focusNextChild()
    return names
