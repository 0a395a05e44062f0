"""Training without a window: a progress bar on a terminal, and Ctrl+C that stops between two updates."""

import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any

import click

from engine.session import Session

REFRESH_SECONDS = 0.1


@dataclass(frozen=True)
class Training:
    """How a training went: seconds it took, whether Ctrl+C ended it."""

    seconds: float
    stopped: bool


def train_with_progress(session: Session, epochs: int) -> Training:
    """Train for so many more epochs; ends early when the run diverges, a rule stops it, or at Ctrl+C.

    Early stopping brings back the best weights at the end, however it ends but by Ctrl+C.
    """
    goal = session.epochs + epochs
    start = time.perf_counter()
    with _progress(session, epochs) as bar, _ctrl_c() as stop:
        due, said = start, ""
        while session.epochs < goal and not session.problem and not stop.is_set():
            for _ in session.training(epochs=goal - session.epochs):
                if stop.is_set():
                    break
                if (now := time.perf_counter()) >= due:
                    due, said = now + REFRESH_SECONDS, _said(session, said)
                    if bar is not None:
                        bar.show(session)
            if session.stopped:
                break
        if not stop.is_set():
            session.restore_best()
        if bar is not None:
            bar.show(session)
        return Training(time.perf_counter() - start, stop.is_set())


def _said(session: Session, before: str) -> str:
    """Say on stderr what the run waits for, or why it goes on with another backend than the one asked for."""
    sentence = session.backend_news
    if sentence and sentence != before:
        click.echo(sentence, err=True)
    return sentence


class _Bar:
    """click's progress bar over updates, with the epoch and its loss before it."""

    def __init__(self, bar: Any, session: Session) -> None:
        self._bar, self._shown = bar, session.updates

    def show(self, session: Session) -> None:
        values = session.history.history.get("loss")
        self._bar.label = f"Epoch {session.epochs:,}" + (f", loss {values[-1]:.4f}" if values else "")
        self._bar.update(session.updates - self._shown)
        self._shown = session.updates


@contextmanager
def _progress(session: Session, epochs: int) -> Iterator[_Bar | None]:
    """The bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    count = session.data.info.training_count
    batches = -(-count // min(session.spec.training.batch_size, count))
    with click.progressbar(
        length=epochs * batches, label="Training", file=sys.stderr, fill_char="━", empty_char=" "
    ) as bar:
        yield _Bar(bar, session)


@contextmanager
def _ctrl_c() -> Iterator[threading.Event]:
    """An event that Ctrl+C sets, so that no update is cut in two; a second Ctrl+C acts at once."""
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return

    def on_interrupt(_number: int, _frame: FrameType | None) -> None:
        stop.set()
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, on_interrupt)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)
