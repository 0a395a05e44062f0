"""The foot shows the page that is looked at, and builds each when it is first shown."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.editors import foot as module
from gui.editors.foot import NUMBERS, Foot
from gui.theme.current import ThemeSwitch
from gui.view import ViewState
from gui.widgets.items import Item


def test_a_page_is_built_when_it_is_first_shown_and_only_then(
    qtbot: QtBot, themes: ThemeSwitch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PAGES", (Item(NUMBERS, "Numbers"), Item("other", "Other")))
    numbers, made = QWidget(), list[QWidget]()

    def make() -> QWidget:
        made.append(QWidget())
        return made[-1]

    foot = Foot()
    foot.add_numbers(numbers)
    qtbot.addWidget(foot)
    foot.offer("other", make)
    foot.show()
    assert (numbers.isVisible(), made) == (True, [])
    for _ in range(2):
        foot.show_view(ViewState(page="other"))
        assert (numbers.isVisible(), made[0].isVisible(), len(made)) == (False, True, 1)
        assert foot.pages.key() == "other"
        foot.show_view(ViewState())
        assert (numbers.isVisible(), made[0].isVisible()) == (True, False)


def test_a_segment_asks_for_its_page(qtbot: QtBot, themes: ThemeSwitch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PAGES", (Item(NUMBERS, "Numbers"), Item("other", "Other")))
    foot = Foot()
    qtbot.addWidget(foot)
    asked: list[str] = []
    foot.chosen.connect(asked.append)
    foot.pages._on_clicked(1)
    assert asked == ["other"]
