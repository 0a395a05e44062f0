"""The window's one hand on the engine: what it asks for goes down at once, what it shows comes up each frame."""

import time
from collections.abc import Callable, Generator, Iterator
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal

from engine.diagnostics import Surface, SurfaceRequest
from engine.session import Session
from engine.spec import ExperimentSpec
from engine.trace import Grain, Snapshot
from gui.bridge.engine_thread import Command, EngineThread, Look, Motion, Move, Question, Request
from gui.bridge.pending_edits import PendingEdits
from gui.bridge.surfaces import exists_in

FRAME_MS = 16
SURFACE_SECONDS = 0.07  # while playing: at most about fourteen pictures a second


class Player(QObject):
    """Plays, steps and asks. Signals come on the UI thread.

    snapshot_ready(Snapshot), surface_ready(Surface), playing_changed(bool), refused(Exception, spec)
    when an edit could not be taken, failed(Exception) for anything unexpected, waits(sentence) when somebody wants to
    go on while there is nothing to learn from.
    """

    snapshot_ready = Signal(object)
    surface_ready = Signal(object)
    playing_changed = Signal(bool)
    refused = Signal(object, object)
    failed = Signal(object)
    waits = Signal(str)

    def __init__(self, make_session: Callable[[], Session], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = EngineThread(make_session, self.failed.emit)
        self._engine.motion_ended = self._on_motion_ended
        self._edits = PendingEdits()
        self._playing, self._rate = False, None  # type: bool, float | None
        self._waiting, self._goes_on = "", False
        self._request: SurfaceRequest | None = SurfaceRequest()
        self._shown: Snapshot | None = None
        self._shown_requests = self._edit_sent = 0
        self._surface_key: tuple[SurfaceRequest, int] | None = None
        self._surface_pending, self._surface_due = False, 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._on_frame)

    def start(self) -> None:
        self._engine.start()
        self._timer.start()

    def close(self) -> bool:
        """End the engine thread; whether it ended in time."""
        self._timer.stop()
        return self._engine.close()

    @property
    def playing(self) -> bool:
        return self._playing

    @property
    def shown(self) -> Snapshot | None:
        """The last moment that was shown."""
        return self._shown

    @property
    def idle(self) -> bool:
        """Nothing moves, nothing is asked, all that came has been shown."""
        fresh = self._shown is not None and (
            self._request is None or self._surface_key == (self._request, self._shown.version)
        )
        return self._engine.idle and not self._playing and not self._surface_pending and fresh

    # Motion

    def toggle(self) -> None:
        if self._playing:
            self.pause()
        else:
            self.play()

    def play(self) -> None:
        if self._waits():
            return
        rate = self._rate
        self._send(Move(lambda session: session.play(rate), repeats=True))
        self._set_playing(True)

    def pause(self) -> None:
        self._send(Move(None))
        self._set_playing(False)

    def _rest(self) -> None:
        if self._playing:  # a step that was asked for is made before what comes now
            self.pause()

    def set_rate(self, rate: float | None) -> None:
        """Updates a second, None for flat out; heard at once."""
        self._rate = rate
        if self._playing:
            self.play()

    def step(self, grain: Grain) -> None:
        """One step; a play in progress pauses."""
        self._go(lambda session: session.step(grain), follows=True)

    def back(self, grain: Grain) -> None:
        """One step back in time; a play in progress pauses."""
        self._go(lambda session: session.back(grain), follows=True)

    def seek(self, update: int) -> None:
        """The moment after so many updates; a play in progress pauses."""
        self._go(lambda session: session.seek(update))

    def _go(self, motion: Motion, follows: bool = False) -> None:
        if self._waits():
            return
        self._edits.fence()  # it goes on from what was edited until now
        self._send(Move(motion, follows=follows))
        self._set_playing(False)

    def switch(self, branch: int) -> None:
        """Another course of the run that was kept; a play in progress pauses."""
        if self._waits():
            return
        self._rest()
        self._edits.fence()
        self._send(Command(lambda session: session.switch(branch), self.failed.emit))

    def hold(self, sentence: str) -> None:
        """There is nothing to learn from now, for the reason in the sentence: rest until `release`."""
        if not self._waiting:
            self._goes_on = self._playing
            self._rest()
        self._waiting = sentence

    def release(self, *, go_on: bool) -> None:
        """There is something to learn from again; what was playing goes on, or another moment is looked at."""
        if self._waiting:
            self._waiting = ""
            if self._goes_on and go_on:
                self.play()

    def _waits(self) -> bool:
        """Whether there is nothing to learn from, which is said."""
        if self._waiting:
            self.waits.emit(self._waiting)
        return bool(self._waiting)

    def _on_motion_ended(self) -> None:
        if self._playing:
            self._set_playing(False)

    def _set_playing(self, playing: bool) -> None:
        if playing != self._playing:
            self._playing = playing
            self._surface_due = 0.0  # the weights it rests at get their picture, however fresh the last one is
            self.playing_changed.emit(playing)

    # Changes

    def reset(self) -> None:
        """Back to update 0 with the same first weights, at rest."""
        if self._waits():
            return
        self._rest()
        self._edits.fence()
        self._send(Command(lambda session: session.resetting(), self.failed.emit))

    def edit(self, spec: ExperimentSpec, again: bool = False) -> None:
        """Take an edited spec, the latest if several wait; play goes on. again: an edit taken back or made again."""
        edit = self._edits.put(spec, again, self._experiment_below())

        def change(session: Session) -> Iterator[None]:
            if edit.needless:
                return
            for _ in session.editing(spec, again):
                if edit.needless:
                    return  # a newer one stands in the inbox
                yield
            edit.made = True

        self._edit_sent = self._send(Command(change, lambda error: self.refused.emit(error, spec)))

    def _experiment_below(self) -> ExperimentSpec | None:
        """What the engine runs, if it has taken all that was asked for."""
        news = self._engine.mailbox.look()
        newest = self._shown if news is None else news.snapshot
        return newest.spec if newest is not None and self._engine.has_taken_all else None

    @property
    def edit_is_awaited(self) -> bool:
        """Whether the moment that is shown is one before the last edit."""
        return self._shown_requests < self._edit_sent

    def command(
        self,
        change: Callable[[Session], Session | Iterator[None] | None],
        refused: Callable[[Exception], None],
        done: Callable[[], None] | None = None,
    ) -> None:
        """Any other change of the session (save, open): `refused` and `done` are called on the UI thread."""
        self._edits.fence()
        self._send(Command(change, refused, done))

    def ask(
        self,
        question: Callable[[Session], Generator[None, None, Any]],
        answer: Callable[[Any], None],
        wanted: Callable[[Session], bool] = lambda _: True,
        dropped: Callable[[], None] = lambda: None,
        *,
        quick: bool = False,
        patient: bool = False,
    ) -> None:
        """A question answered between pieces of work; nothing stops for it.

        wanted: whether it is still of use, looked at before each piece; if not it is given up and `dropped` called.
        quick: it is little work and goes before others; patient: it is long, and all others go before it.
        """
        self._send(Question(question, answer, self.failed.emit, wanted, dropped, quick, patient))

    # Looking

    def show_focus(self, example: int, selected: tuple[int, int] | None, again: bool = False) -> None:
        """Which training example the snapshots carry, and which neuron a step explains; `again` even if as before."""
        if again or (example, selected) != (self._engine.example, self._engine.selected):
            self._engine.example, self._engine.selected = example, selected
            self._send(Look())

    def show_surface(self, request: SurfaceRequest | None, again: bool = False) -> None:
        """Which surface to keep fresh, None for none; `again`: even if it was shown, for who has not seen it."""
        if again:
            self._surface_key = None
        if again or request != self._request:
            self._request = request
            self._surface_due = 0.0
            self._timer.start()

    def _send(self, request: Request) -> int:
        if not self._timer.isActive():
            self._timer.start()
        return self._engine.send(request)

    def _on_frame(self) -> None:
        with self._engine.gate.drawing():
            self.catch_up()
            QCoreApplication.sendPostedEvents()  # lay out and paint now, while the engine waits
        self._engine.gate.expect_frame(self._timer.remainingTime() / 1000)
        self._refresh_surface()
        if self._engine.idle and not self._playing and not self._surface_pending:
            self._timer.stop()

    def catch_up(self) -> None:
        """Show what has come from the engine, now."""
        news = self._engine.mailbox.take()
        if news is not None:
            self._shown, self._shown_requests = news.snapshot, news.requests
            self.snapshot_ready.emit(news.snapshot)
        while not self._engine.answers.empty():
            self._engine.answers.get()()

    def _refresh_surface(self) -> None:
        request, asked = self._request, []  # type: SurfaceRequest | None, list[object]
        if self._shown is None or self._surface_pending or request is None or not exists_in(request, self._shown):
            return
        key = (request, self._shown.version)
        if key == self._surface_key or time.monotonic() < self._surface_due:
            return
        self._surface_pending = True
        self._surface_key = key
        self._surface_due = time.monotonic() + (SURFACE_SECONDS if self._playing else 0.0)

        def ask(session: Session) -> Generator[None, None, Surface]:
            asked.extend((session, session.spec.network, session.spec.data))
            return session.surface(request)

        def wanted(session: Session) -> bool:
            """Whether it is still a picture of this network that is looked at."""
            return request == self._request and asked == [session, session.spec.network, session.spec.data]

        self._send(Question(ask, self._on_surface, self._on_surface_failed, wanted, self._on_surface_dropped))

    def _on_surface(self, surface: Surface) -> None:
        self._surface_pending = False
        self._surface_key = (surface.request, surface.version)
        self.surface_ready.emit(surface)

    def _on_surface_dropped(self) -> None:
        self._surface_pending, self._surface_key, self._surface_due = False, None, 0.0

    def _on_surface_failed(self, error: Exception) -> None:
        self._surface_pending = False
        if not isinstance(error, (IndexError, ValueError)):
            self.failed.emit(error)
