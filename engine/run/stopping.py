"""When a run stops by itself with an epoch: so many epochs, a loss below, early stopping; told from the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.formula import counted
from engine.history import Stretch, Timeline
from engine.history.stops import AFTER_EPOCHS, BEST, EARLY, LOSS_BELOW, STOPPED
from engine.spec import ExperimentSpec, StopSpec
from engine.spec.figure_words import figure_words, is_higher_better


@dataclass
class Watched:
    """Keras's EarlyStopping over one epoch after the other, since watching began.

    best: the best figure so far, None before the first; best_update, best_epoch: after which update and epoch (from
    0) it was taken; waited: how many epochs since have not been better.
    """

    best: float | None = None
    best_update: int = 0
    best_epoch: int = 0
    waited: int = 0

    def see(self, value: float, epoch: int, update: int, stop: StopSpec) -> bool:
        """An epoch ended with this figure; whether patience is over."""
        self.waited += 1
        if self.best is None or _is_better(value, self.best, stop):
            self.best, self.best_epoch, self.best_update, self.waited = value, epoch, update, 0
            return False
        return self.waited >= stop.patience


class StopRules:
    """The rules of one trainer. What they remember is only a shortcut: it can be told again from the record."""

    def __init__(self, spec: ExperimentSpec) -> None:
        self._spec = spec
        self._seen: tuple[int, int] | None = None
        self._watched = Watched()
        self._news = False

    def close(
        self, course: Timeline, stretch: Stretch, epoch: int, update: int, figures: Mapping[str, float]
    ) -> dict[str, float]:
        """What to add to the figures of an epoch (from 0) that ends now, after that update, in that stretch."""
        stop = self._spec.training.stop
        before = course.epoch_end(update)
        early = stop.early_stopping and self._patience_is_over(course, stretch, epoch, update, figures)
        if early:
            code = EARLY
        elif _is_below(stop, figures) and not self._was_below(course, before):
            code = LOSS_BELOW
        elif stop.after_epochs and (epoch + 1) % self._spec.training.epochs == 0:
            code = AFTER_EPOCHS
        else:
            return {}
        self._seen = None  # watching begins anew
        return {STOPPED: float(code)}

    def note(self, figures: Mapping[str, float]) -> None:
        """An epoch with these figures has ended, now or when it is walked again."""
        self._news = bool(figures.get(STOPPED))

    def take_news(self) -> bool:
        """Whether the run is to stop with the epoch that has just ended; asked once."""
        news, self._news = self._news, False
        return news

    def _patience_is_over(
        self, course: Timeline, stretch: Stretch, epoch: int, update: int, figures: Mapping[str, float]
    ) -> bool:
        stop = self._spec.training.stop
        last = course.epoch_end(update)
        if self._seen is None or self._seen != (course.id, last):
            self._watched = watched(course, stretch, last, stop)
        self._seen = (course.id, update)
        value = figures.get(stop.monitor)
        return value is not None and self._watched.see(value, epoch, update, stop)

    def _was_below(self, course: Timeline, update: int) -> bool:
        """Whether the loss of the epoch that ended there was low enough, too, under these very rules."""
        stop = self._spec.training.stop
        if not update or course.stretch_at(update - 1).spec.training.stop != stop:
            return False
        return _is_below(stop, course.figures_of(update) or {})


def watched(course: Timeline, stretch: Stretch, update: int, stop: StopSpec) -> Watched:
    """What early stopping knows after that update: the epochs of this stretch since the last stop, one by one."""
    found = Watched()
    for epoch, end, figures in course.epochs_between(stretch.start, update, (stop.monitor, STOPPED)):
        if stop.monitor in figures:
            found.see(figures[stop.monitor], epoch, end, stop)
        if figures.get(STOPPED) and end < update:
            found = Watched()
    return found


def stop_sentence(course: Timeline, here: Stretch, update: int) -> str:
    """Why the run stopped after that update, in words, or ""; `here` is the stretch in which it stands now."""
    code = (course.figures_of(update) or {}).get(STOPPED, 0.0)
    if not code or update == 0:
        return ""
    stretch = course.stretch_at(update - 1)
    spec, figures = stretch.spec, course.figures_of(update) or {}
    stop = spec.training.stop
    found = watched(course, stretch, update, stop)
    back = ""
    if is_restored(here, update):
        back = f" The weights of epoch {found.best_epoch + 1:,}, the best, are back."
    if code == AFTER_EPOCHS:
        return f"{counted(spec.training.epochs, 'epoch')} done.{back} Play goes on for as many again."
    if code == LOSS_BELOW:
        loss = figures.get("loss", 0.0)
        return f"The loss of this epoch is {loss:.4g}, below {stop.loss_below:g}.{back} Play goes on all the same."
    better = "risen above" if is_higher_better(stop.monitor) else "fallen below"
    best = "" if found.best is None else f" {found.best:.4g} (epoch {found.best_epoch + 1:,})"
    return (
        f"Early stopping: {figure_words(stop.monitor)} has not {better}{best} for {counted(found.waited, 'epoch')}."
        f"{back} Play goes on and watches anew."
    )


def is_restored(here: Stretch, update: int) -> bool:
    """Whether this stretch begins there with the best weights of the one before."""
    return here.start == update and here.text.startswith(BEST)


def _is_better(value: float, best: float, stop: StopSpec) -> bool:
    return value - stop.min_delta > best if is_higher_better(stop.monitor) else value + stop.min_delta < best


def _is_below(stop: StopSpec, figures: Mapping[str, float]) -> bool:
    return stop.loss_below > 0.0 and figures.get("loss", stop.loss_below) < stop.loss_below
