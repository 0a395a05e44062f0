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
from engine.spec.figure_words import VALIDATION

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
        _said(session, said)
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
    """click's progress bar over updates: before it epoch and batch, behind it the time left and the figures."""

    def __init__(self, bar: Any, session: Session, goal: int) -> None:
        self._bar, self._shown, self._goal = bar, session.updates, goal

    def show(self, session: Session) -> None:
        self._bar.label, self._bar.current_item = progress_words(session, self._goal), figures_words(session)
        self._bar.update(session.updates - self._shown, self._bar.current_item)
        self._shown = session.updates


def progress_words(session: Session, goal: int) -> str:
    """The epoch under way, from 1, of how many, and how much of it is done: "Epoch 3/20, batch 410/1,719"."""
    epoch, (done, batches) = min(session.epochs + 1, goal), session.batches
    if session.epochs >= goal:
        done = batches
    return f"Epoch {epoch:,}/{goal:,}, batch {done:,}/{batches:,}"


def figures_words(session: Session) -> str:
    """The running means of the epoch under way as Keras's bar has them, and validation as it was last."""
    running = session.running or {name: value for name, value in session.latest.items() if "_" not in name}
    held = {name: value for name, value in session.latest.items() if name.startswith(VALIDATION)}
    return " ".join(f"{name} {value:.4g}" for name, value in (running | held).items() if value == value)


@contextmanager
def _progress(session: Session, epochs: int) -> Iterator[_Bar | None]:
    """The bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    count = session.data.info.training_count
    batches = -(-count // min(session.spec.training.batch_size, count))
    left = epochs * batches - session.batches[0]
    with click.progressbar(
        length=left, label="Training", file=sys.stderr, fill_char="━", empty_char=" ", width=24,
        item_show_func=lambda words: words or "",
    ) as bar:  # fmt: skip
        yield _Bar(bar, session, session.epochs + epochs)


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
