"""The page of the History connected: it follows the run while it is looked at, at a calm rate while it trains."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from engine.formula import NumberStyle
from engine.session import Session
from engine.trace import Address, Snapshot
from gui.editors.foot import NUMBERS
from gui.view import ViewState

if TYPE_CHECKING:
    from gui.app.workbench import Workbench
    from gui.history.page import HistoryPage
    from gui.theme.current import ThemeSwitch

PAGE = "history"
CALM_MS = 250  # while playing, numbers change no more often than they can be read
FILTER = "Comma-separated values (*.csv)"


class HistoryTable(QObject):
    """Offers the page to the foot of a window, and writes it to files."""

    def __init__(self, bench: Workbench, themes: ThemeSwitch) -> None:
        super().__init__(bench)
        self._bench, self._themes = bench, themes
        self._page: HistoryPage | None = None
        self._timer = QTimer(self, singleShot=True, interval=CALM_MS)
        self._timer.timeout.connect(self._show)
        bench.window.foot.offer(PAGE, self._make)
        bench.player.snapshot_ready.connect(self._on_snapshot)

    def write(self, path: Path) -> None:
        """Write the epochs on record to a CSV file."""
        bench = self._bench

        def change(session: Session) -> None:
            session.export(path)

        def refused(error: Exception) -> None:
            bench.window.toast.show_message("error", str(error))

        bench.player.command(change, refused, lambda: bench.window.toast.show_message("info", f"Wrote {path.name}."))

    def _make(self) -> QWidget:
        from gui.history.page import HistoryPage  # imported late: the program starts without it

        page = self._page = HistoryPage(self._themes)
        page.asked.connect(self._on_asked)
        page.save_asked.connect(self._on_save)
        self._bench.view.changed.connect(self._on_view)
        self._bench.player.playing_changed.connect(self._show)
        QTimer.singleShot(0, self, self._begin)  # the view says that it is looked at when the foot has it
        return page

    @Slot()
    def _begin(self) -> None:
        self._on_view(self._bench.view.state)

    @Slot(object)
    def _on_snapshot(self, _snapshot: Snapshot) -> None:
        if self._page is None or self._bench.view.state.page != PAGE:
            return
        if not self._bench.player.playing:
            self._show()
        elif not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _show(self) -> None:
        last = self._bench.player.shown
        if self._page is not None and last is not None and self._bench.view.state.page == PAGE:
            self._page.show_curves(last.curves)

    @Slot(object)
    def _on_view(self, state: ViewState) -> None:
        if self._page is not None and state.page == PAGE:
            self._page.show_style(NumberStyle(max(state.digits, 4), state.fractions))
            self._show()

    @Slot(object)
    def _on_asked(self, place: Address) -> None:
        """The answer is read on the page of numbers."""
        self._bench.view.update(page=NUMBERS)
        self._bench.window.tracer.ask(place)

    @Slot()
    def _on_save(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        window, document = self._bench.window, self._bench.document
        folder = document.file.parent if document.file is not None else Path.home()
        start = str(folder / f"{document.spec.name or 'run'} history.csv")
        chosen, _ = QFileDialog.getSaveFileName(window, "Save the learning curves", start, FILTER)
        if chosen:
            path = Path(chosen)
            self.write(path if path.suffix.lower() == ".csv" else path.with_name(f"{path.name}.csv"))
