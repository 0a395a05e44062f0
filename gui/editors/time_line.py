"""The time line at the foot of the window: where the run is, every moment it can return to, what else was tried."""

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from engine.formula import counted
from engine.trace import BranchView, Snapshot, TimelineView
from gui.editors.time_track import TimeTrack
from gui.theme.current import ThemeSwitch
from gui.widgets.label import Label
from gui.widgets.number_field import NumberField
from gui.widgets.numbers import NumberRule

MOST_UPDATES = 2**31 - 1
TIP = "Type the number of an update to go there. Update 0 is the first weights."


class TimeLine(QFrame):
    """Shows a TimelineView; asks by signals to go to an update or to another course of the run."""

    seek_asked = Signal(int)
    switch_asked = Signal(int)
    refused = Signal(str)

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self.setAccessibleName("Time line")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.number = NumberField(NumberRule("Update", 0, MOST_UPDATES, integer=True), quiet=True)
        self.number.explain(TIP)
        self.number.setFixedWidth(96)
        self.tip = Label("of 0", "small")
        self.track = TimeTrack(themes)
        self.branches = QToolButton()
        self.branches.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.branches.setMenu(QMenu(self.branches))
        self.branches.setAccessibleName("Other courses of the run")
        self.branches.hide()
        self._view: TimelineView | None = None
        self._lay_out()
        self.number.edited.connect(self._on_typed)
        self.number.refused.connect(self.refused)
        self.track.asked.connect(self.seek_asked)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 6)
        row.setSpacing(8)
        row.addWidget(Label("Update", "small"))
        row.addWidget(self.number)
        row.addWidget(self.tip)
        row.addWidget(self.track, 1)
        row.addWidget(self.branches)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show where the run is and how far it has come."""
        view = snapshot.timeline
        if view is None:
            return
        self.number.show_value(float(snapshot.update))
        self.tip.setText(f"of {view.tip:,}")
        self.track.show_view(view, snapshot.update, snapshot.batches)
        if self._view is None or view.branches != self._view.branches:
            self._show_branches(view.branches)
        self._view = view

    def _show_branches(self, branches: tuple[BranchView, ...]) -> None:
        menu = self.branches.menu()
        with QSignalBlocker(menu):
            menu.clear()
            for branch in reversed(branches):
                action = menu.addAction(branch_text(branch))
                action.setToolTip("Go there. The course shown now is kept beside it.")
                action.setData(branch.id)
                action.triggered.connect(self._on_branch)
        count = len(branches)
        self.branches.setText(f"{count} other course{'s' if count != 1 else ''} ▾")
        self.branches.setToolTip(
            "Futures that were left by a change in the past, and runs before a reset: all are kept."
        )
        self.branches.setVisible(bool(branches))

    @Slot()
    def _on_branch(self) -> None:
        self.switch_asked.emit(self.sender().data())  # type: ignore[attr-defined]  # the action that was chosen

    @Slot(float)
    def _on_typed(self, update: float) -> None:
        view = self._view
        first, tip = (0, 0) if view is None else (view.first, view.tip)
        wanted = min(max(int(update), first), tip)
        if wanted != update:
            reached = (
                f"Update {first:,} is the earliest that is kept"
                if update < first
                else f"This run has {counted(tip, 'update')}"
            )
            self.refused.emit(f"Update {int(update):,} cannot be shown. {reached}: showing update {wanted:,}.")
            self.number.show_value(float(wanted))
        self.seek_asked.emit(wanted)


def branch_text(branch: BranchView) -> str:
    """A course in words: its name, and from where to where it goes."""
    return f"{branch.name} · updates {branch.start:,} to {branch.tip:,}"
