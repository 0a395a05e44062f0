"""What computes, connected: shown in the transport bar, chosen there, and told while TensorFlow is on its way."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QBoxLayout

from engine.catalog import backends
from engine.catalog.backends import NUMPY
from engine.session import Session
from engine.spec import ExperimentSpec
from engine.trace import Snapshot
from gui.editors.computing_button import ComputingButton
from gui.widgets.toast import Remedy

if TYPE_CHECKING:
    from gui.app.workbench import Workbench
    from gui.theme.current import ThemeSwitch

GLANCE_MS = 500
STAY = "Stay with NumPy"
MEANWHILE, WITHOUT = "NumPy goes on meanwhile.", "NumPy computes."

Status = tuple[str, str, str]
"""Name of what computes, a sentence on it, and what the run waits for or had to do without, or ""."""


class Computing(QObject):
    """Keeps the button true; tells news of TensorFlow once, and takes them back when they are no longer true."""

    def __init__(self, bench: Workbench, themes: ThemeSwitch) -> None:
        super().__init__(bench)
        self._bench, self._told = bench, ""
        self.button = ComputingButton(themes)
        transport = bench.window.transport
        layout = transport.layout()
        assert isinstance(layout, QBoxLayout)
        layout.insertWidget(layout.count() - 1, self.button)
        self._glance = QTimer(self)  # a run at rest tells nothing by itself
        self._glance.setSingleShot(True)
        self._glance.setInterval(GLANCE_MS)
        self._glance.timeout.connect(self._ask)
        self.button.edited.connect(bench.document.edit)
        bench.document.changed.connect(self.button.show_spec)
        bench.player.snapshot_ready.connect(self._on_snapshot)
        self.button.show_spec(bench.document.spec)
        if bench.last_snapshot is not None:
            self._on_snapshot(bench.last_snapshot)

    @Slot(object)
    def _on_snapshot(self, snapshot: Snapshot) -> None:
        if snapshot.spec == self._bench.document.spec:
            self._show((snapshot.backend, snapshot.backend_status, snapshot.backend_news))

    def _show(self, found: Status) -> None:
        name, status, news = found
        news = f"{news} {MEANWHILE}" if news and not news.endswith(WITHOUT) else news
        self.button.show_status(name, status)
        toast = self._bench.window.toast
        if news != self._told:
            if news:
                toast.show_message("info", news, Remedy(STAY, self._stay), stays=True)
            elif toast.message() == self._told:
                toast.close_message()
            self._told = news
        if news and not self._bench.player.playing:
            self._glance.start()

    def _stay(self) -> None:
        """Wait no more: NumPy computes, and what is being loaded or compiled is nobody's concern."""
        document = self._bench.document
        if document.spec.training.backend != NUMPY:
            document.edit(f"Computed by: {backends[NUMPY].label}", document.spec.with_training(backend=NUMPY))

    @Slot()
    def _ask(self) -> None:
        spec = self._bench.document.spec
        self._bench.player.ask(_status, self._show, wanted=lambda session: _is_of(session, spec))


def _is_of(session: Session, spec: ExperimentSpec) -> bool:
    return session.spec == spec


def _status(session: Session) -> Generator[None, None, Status]:
    yield
    return session.backend, session.backend_status, session.backend_news
