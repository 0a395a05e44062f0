"""Before an experiment leaves the window: what is in no file yet is named, and can be saved."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from gui.app.workbench import Workbench
from gui.theme.current import ThemeSwitch

Then = Callable[[], object]


class Leaving(QObject):
    """Asks whether unsaved work may go, and goes on when it has been saved or given up."""

    def __init__(self, bench: Workbench, themes: ThemeSwitch, save: Callable[[Then], object]) -> None:
        """`save(then)` saves, asking for a file if there is none, and calls `then` when it is written."""
        super().__init__(bench)
        self._bench, self._themes, self._save = bench, themes, save

    def ask(self, then: Then) -> None:
        """Do `then`, at once if nothing would be lost, else when the question has been answered; perhaps never."""
        document = self._bench.document
        if not document.asks_before_leaving:
            then()
            return
        from gui.editors.leave_sheet import LeaveSheet  # imported late: the program starts without it

        open_one = self._bench.window.findChild(LeaveSheet)
        if open_one is not None:
            open_one.close()
        name = document.file.stem if document.file else document.spec.name
        sheet = LeaveSheet(name, document.unsaved(), self._themes, self._bench.window)
        sheet.save_asked.connect(lambda: self._save(then))
        sheet.left.connect(then)
        sheet.open()
