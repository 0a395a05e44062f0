"""The one thread that owns the session: an inbox of requests, motion in small pieces between them."""

import itertools
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import Any

from engine.session import Session
from engine.trace import Snapshot
from gui.bridge.gate import Gate
from gui.bridge.latest import Latest

Motion = Callable[[Session], Iterator[float | None]]
Answer = Callable[[Any], None]


@dataclass(frozen=True)
class Move:
    """Replace what moves: play, a step, or None for a pause. `repeats` motions go on after a command.

    follows: it waits for the one under way, if that is of this kind too, so that no key press is lost.
    """

    motion: Motion | None
    repeats: bool = False
    follows: bool = False


@dataclass(frozen=True)
class Command:
    """Change the session, now; may return another one to go on with, or the pieces in which it changes.

    A step that was asked for before it is made first, unless it takes long: then it is left where it is.
    done: called when it is made and can be seen.
    """

    change: Callable[[Session], Session | Iterator[None] | None]
    refused: Callable[[Exception], None]
    done: Callable[[], None] | None = None


@dataclass(frozen=True)
class Question:
    """Ask without stopping anything: a generator that ends with its answer.

    wanted: looked at before each piece; a question that nobody wants any more is given up, and `dropped` called.
    quick: of little work, for a hand that waits: it goes before those that take longer. patient: all of these go
    before it, also while it is under way.
    """

    ask: Callable[[Session], Generator[None, None, Any]]
    answer: Answer
    failed: Callable[[Exception], None]
    wanted: Callable[[Session], bool] = lambda _: True
    dropped: Callable[[], None] = lambda: None
    quick: bool = False
    patient: bool = False


@dataclass(frozen=True)
class Look:
    """Show this moment again, because something else of it is looked at; whatever moves goes on."""


Request = Move | Command | Question | Look


@dataclass(frozen=True)
class News:
    """The run as it was after so many requests."""

    snapshot: Snapshot
    requests: int


MOST_WAITING = 64
STEP_PIECES = 10  # of steps asked for before a change, of a few milliseconds each: the change is due within 50 ms


class EngineThread:
    """Runs requests in order. Answers are put on `answers` as calls for the UI thread to make."""

    def __init__(self, make_session: Callable[[], Session], failed: Callable[[Exception], None]) -> None:
        self.mailbox: Latest[News] = Latest()
        self.answers: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self.gate = Gate()
        self.example = 0
        self.selected: tuple[int, int] | None = None
        self._inbox: queue.SimpleQueue[Request | None] = queue.SimpleQueue()
        self._make_session, self._failed = make_session, failed
        self._motion: Iterator[float | None] | None = None
        self._again: Motion | None = None
        self._following: deque[Motion] = deque()
        self._walking = False
        self._due = self._questions_due = 0.0
        self._shown_updates = -1
        self._questions: deque[tuple[Question, Generator[None, None, Any]]] = deque()
        self._closing = False
        self._sent, self._handled = 1, 0  # each written by one thread only; the first is the session itself
        self._thread = threading.Thread(target=self._run, name="chainrule-engine", daemon=True)
        self.motion_ended: Callable[[], None] = lambda: None

    def start(self) -> None:
        self._thread.start()

    def send(self, request: Request) -> int:
        """Put it into the inbox; returns how many requests there have been."""
        self._sent += 1
        self._inbox.put(request)
        return self._sent

    @property
    def has_taken_all(self) -> bool:
        """Whether every request has had its effect and the snapshot that shows it lies in the mailbox."""
        return self._sent == self._handled

    @property
    def idle(self) -> bool:
        """Nothing moves, nothing is asked, nothing waits to be read."""
        quiet = self._motion is None and not self._questions and self.has_taken_all
        return quiet and self.mailbox.is_empty and self.answers.empty()

    def close(self) -> bool:
        """End the thread; whether it ended within two seconds."""
        self._closing = True
        self._inbox.put(None)
        if self._thread.is_alive():
            self._thread.join(2.0)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            session = self._make_session()
        except Exception as error:
            self._tell(self._failed, error)
            self._handled += 1
            return
        self._show(session)
        self._handled += 1
        while not self._closing:
            request = None
            try:
                request = self._receive()
                if request is not None:
                    session = self._handle(request, session)
                elif not self._closing:
                    self._work(session)
            except Exception as error:
                self._motion = self._again = None
                self._following.clear()
                self._tell(self._failed, error)
            finally:
                self._handled += request is not None

    def _receive(self) -> Request | None:
        """The next request, or None as soon as there is other work to do."""
        try:
            if self._questions:
                return self._inbox.get_nowait()
            if self._motion is None:
                return self._inbox.get()
            wait = self._due - time.monotonic()
            return self._inbox.get(timeout=wait) if wait > 0 else self._inbox.get_nowait()
        except queue.Empty:
            return None

    def _handle(self, request: Request, session: Session) -> Session:
        if isinstance(request, Move):
            self._move(request, session)
        elif isinstance(request, Question):
            self._line_up(request, session)
            return session
        done = None
        if isinstance(request, Command):
            self._end_steps(session)
            session, done = self._change(request, session)
        self._show(session, self._handled + 1)
        if done:
            self.answers.put(done)  # not before: whoever shows another session must not meet a moment of the last one
        return session

    def _line_up(self, question: Question, session: Session) -> None:
        patient = [] if question.patient else [each.patient for each, _ in self._questions]
        place = patient.index(True) if any(patient) else len(self._questions)
        self._questions.insert(0 if question.quick else place, (question, question.ask(session)))

    def _move(self, move: Move, session: Session) -> None:
        if move.follows and move.motion and self._walking and self._motion is not None:
            if len(self._following) < MOST_WAITING:
                self._following.append(move.motion)
            return
        self._following.clear()
        self._walking = move.follows
        self._again = move.motion if move.repeats else None
        self._motion = move.motion(session) if move.motion else None
        self._due = time.monotonic()

    def _end_steps(self, session: Session) -> None:
        """Whoever stepped and at once changes something changes what the step leads to, if that is soon reached."""
        pieces = 0
        try:
            while self._walking and self._motion is not None and pieces < STEP_PIECES and not self._closing:
                for _ in itertools.islice(self._motion, STEP_PIECES - pieces):
                    pieces += 1
                    self.gate.pass_through()
                if pieces < STEP_PIECES:
                    self._motion = self._following.popleft()(session) if self._following else None
        except Exception as error:  # the change is made all the same
            self._motion = None
            self._tell(self._failed, error)

    def _change(self, command: Command, session: Session) -> tuple[Session, Callable[[], None] | None]:
        """The session to go on with, and whom to tell that it was changed."""
        try:
            changed = command.change(session)
            if isinstance(changed, Session):
                session = changed
            elif changed is not None:
                self._walk(changed)
        except (ValueError, OSError, MemoryError) as error:
            self._tell(command.refused, error)
            return session, None
        self._following.clear()
        self._motion = self._again(session) if self._again else None
        return session, command.done

    def _walk(self, change: Iterator[None]) -> None:
        """A change in pieces: frames are drawn between them, and nothing else moves."""
        for _ in change:
            self.gate.pass_through()
            if self._closing:
                return

    def _work(self, session: Session) -> None:
        """One piece of the question under way and as much of the motion as goes before anyone waits."""
        start = time.monotonic()
        moves = self._motion is not None and self._due <= start
        if self._questions and (start >= self._questions_due or not moves or self._questions[0][0].quick):
            self._ask_on(session)
            self.gate.pass_through()
            now = time.monotonic()
            self._questions_due = now + (now - start)  # the motion gets as much time as the question took
        if not moves or self._motion is None:
            return
        for wait in self._motion:
            self.gate.pass_through()
            if wait:
                self._due = max(self._due + wait, time.monotonic())
            news = wait or (self.mailbox.is_empty and session.updates != self._shown_updates)
            asked = self._questions and time.monotonic() >= self._questions_due
            if news:
                self._show(session)
            if news or asked or not self._inbox.empty() or self._closing:
                return
        self._show(session)
        if self._following:
            self._motion = self._following.popleft()(session)
            return
        self.answers.put(self.motion_ended)
        self._motion = self._again = None  # not before: whoever sees the engine idle looks no more

    def _show(self, session: Session, requests: int | None = None) -> None:
        self._shown_updates = session.updates
        snapshot = session.snapshot(self.example, self.selected)
        self.mailbox.put(News(snapshot, self._handled if requests is None else requests))

    def _ask_on(self, session: Session) -> None:
        question, work = self._questions[0]
        try:
            if question.wanted(session):
                next(work)
                return
            work.close()
            self.answers.put(question.dropped)
        except StopIteration as end:
            self._tell(question.answer, end.value)
        except Exception as error:
            self._tell(question.failed, error)
        self._questions.popleft()

    def _tell(self, listener: Callable[[Any], None], value: Any) -> None:
        self.answers.put(lambda: listener(value))
