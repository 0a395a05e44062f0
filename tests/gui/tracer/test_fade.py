"""A sheet that goes on below what is seen fades at its lower end, and is whole at its own end."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.theme.current import ThemeSwitch
from gui.tracer.hot_sheet import HotSheet
from gui.tracer.sheet import SheetArea


def test_it_is_there_while_more_follows_and_lets_the_mouse_through(qtbot: QtBot, themes: ThemeSwitch) -> None:
    sheet = HotSheet(themes)
    area = SheetArea(sheet, themes)
    qtbot.addWidget(area)
    area.resize(300, 100)
    area.show()
    qtbot.waitExposed(area)
    assert not area.fade.isVisible()
    sheet.setMinimumHeight(400)
    qtbot.waitUntil(area.fade.isVisible)
    seen = area.viewport().geometry()
    assert area.fade.geometry().bottom() == seen.bottom()
    assert area.fade.width() == seen.width()
    area.resize(300, 140)
    QApplication.processEvents()
    assert area.fade.geometry().bottom() == area.viewport().geometry().bottom()
    assert area.childAt(area.fade.geometry().center()) is sheet
    bar = area.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert not area.fade.isVisible()
    area.to_top()
    assert area.fade.isVisible()
