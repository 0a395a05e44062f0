"""Opening an experiment beside the run: what takes a while says so, and can be given up."""

from __future__ import annotations

from collections.abc import Callable, Generator

from PySide6.QtCore import QObject, QTimer, Slot

from engine.session import Session
from gui.app.workbench import Workbench
from gui.widgets.toast import Remedy

Making = Generator[str | None, None, Session]
"""The pieces in which a session is made; a word or two say what is under way."""

SILENT_MS, LOOK_MS = 300, 100
"""What is open by then needs no words; how often they are renewed."""


class Opening(QObject):
    """One at a time: another one, or `cancel`, gives up the one under way, and the run on screen stays."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._bench = bench
        self._work: _Work | None = None
        self._said = ""
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._on_look)

    def begin(
        self,
        make: Callable[[], Session | Making],
        name: str,
        opened: Callable[[Session], object],
        refused: Callable[[Exception], object],
    ) -> None:
        """Make a session on the engine thread, beside what goes on there; the answer comes as a call."""
        work = self._work = _Work(make, name)

        def answer(found: Session | Exception) -> None:
            if work is not self._work:
                return
            self._end()
            if isinstance(found, Session):
                opened(found)
            else:
                refused(found)

        self._timer.start(SILENT_MS)
        self._bench.player.ask(work.ask, answer, lambda _: work is self._work)

    @property
    def under_way(self) -> bool:
        """Whether something is being opened."""
        return self._work is not None

    @Slot()
    def cancel(self) -> None:
        """Give up what is being opened."""
        self._end()

    def _end(self) -> None:
        self._work = None
        self._timer.stop()
        if self._said and self._bench.window.toast.message() == self._said:
            self._bench.window.toast.close_message()
        self._said = ""

    @Slot()
    def _on_look(self) -> None:
        if self._work is None:
            return
        self._timer.setInterval(LOOK_MS)
        toast, said = self._bench.window.toast, self._said
        if said and toast.message() != said:
            if not toast.message():
                self.cancel()  # the message was closed, by Escape or its cross: that is meant
            return
        words = f": {self._work.words}" if self._work.words else ""
        text = f"Opening {self._work.name}{words} …"
        if text != said:
            self._said = text
            toast.show_message("info", text, Remedy("Cancel", self.cancel))


class _Work:
    """One experiment that is being made; words: what is under way."""

    def __init__(self, make: Callable[[], Session | Making], name: str) -> None:
        self._make, self.name, self.words = make, name, ""

    def ask(self, _session: Session) -> Generator[None, None, Session | Exception]:
        """The session, or why there is none."""
        try:
            made = self._make()
            if isinstance(made, Session):
                return made
            while True:
                self.words = next(made) or ""
                yield
        except StopIteration as end:
            found: Session = end.value
            return found
        except (ValueError, OSError, MemoryError) as error:
            return error
