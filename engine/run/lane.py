"""Which backend makes a trainer's next updates, and how far TensorFlow is with getting ready for them."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING

from engine.backends import NumpyBackend
from engine.backends.choosing import objection, program_form, program_shape, wants_tensorflow
from engine.catalog.arrays import Inputs
from engine.catalog.backends import AUTO, NUMPY, TENSORFLOW
from engine.passes.evaluation import Answers
from engine.run.batches import RunData
from engine.spec import ExperimentSpec
from engine.trace import RunState

if TYPE_CHECKING:
    from engine.backends.tensorflow_backend import TensorflowBackend
    from engine.backends.tensorflow_compiling import Compiled
    from engine.backends.tensorflow_loading import Loading
    from engine.run.trainer import Trainer

LONGEST_CHUNK_SECONDS = 0.025
_RECENT = 9
_GLANCE_SECONDS = 0.005
_WORK_SECONDS, _REST_SECONDS = 0.004, 0.012


class NotRepeatable(ValueError):
    """A moment that only TensorFlow computes to the bit, where there is none; the message says so in a sentence."""


class Lane:
    """The way of one trainer: NumPy until TensorFlow is ready, if that is what its experiment wants."""

    def __init__(self, spec: ExperimentSpec, run: RunData, backend: NumpyBackend) -> None:
        self._spec, self._run, self._backend = spec, run, backend
        self._wanted = wants_tensorflow(spec, run.x.shape[1], run.batch_size)
        self._objection: str | None = None
        self._compiled: Compiled | None = None
        self._fast: TensorflowBackend | None = None
        self.pace = 0
        self._rested = 0.0
        self._recent: deque[float] = deque(maxlen=_RECENT)

    def ready(self) -> TensorflowBackend | None:
        """TensorFlow if it is wanted and ready; asks for it, and returns at once."""
        if not self._wanted:
            return None
        fast = self._fast or self._get()
        if fast is None and _loading().pending:
            self._leave_time()
        return fast

    def awaited(self) -> Iterator[None]:
        """Until TensorFlow is ready or known not to be, if it is wanted; yields while it waits."""
        if self._wanted:
            yield from self._waiting()

    def needed(self, update: int) -> Generator[None, None, TensorflowBackend]:
        """TensorFlow, which has made that recorded update, whatever the experiment wants now; yields while it waits.

        Raises:
            NotRepeatable: it cannot be had.
        """
        yield from self._waiting()
        fast = self._fast or self._get()
        if fast is None:
            raise NotRepeatable(f"Update {update + 1:,} was computed by TensorFlow. {self._problem()}.")
        return fast

    def settle(self, begun: RunState, trainer: Trainer) -> Iterator[None]:
        """After NumPy has shown an update that TensorFlow made: the weights as they were made.

        Raises:
            NotRepeatable: there is no TensorFlow; the weights are those before the update.
        """
        self._backend.adopt(begun.weights, begun.slots, begun.iterations)
        fast = yield from self.needed(begun.update)
        epoch = trainer.epoch
        fast.many(self._run.batches_from(epoch.order, epoch.number, epoch.seen, 1))
        fast.hand_over()

    def answers(self, x: Inputs) -> Answers | None:
        """The outputs for rows x by TensorFlow, if it computes this run; see `TensorflowBackend.answers`."""
        return self._fast.answers(x) if self._fast is not None and self._wanted else None

    @property
    def has_news(self) -> bool:
        """Whether TensorFlow has made updates of which the backend that explains does not know yet."""
        return self._fast is not None and self._fast.has_news

    def hand_over(self) -> None:
        """Let the backend that explains know of them."""
        if self._fast is not None:
            self._fast.hand_over()

    def note_time(self, updates: int, seconds: float) -> None:
        """So many updates took so long: no more at one go than whoever wants to pause can wait for."""
        self._recent.append(seconds / updates)
        slow = sorted(self._recent)[3 * len(self._recent) // 4]
        assert self._fast is not None
        self.pace = self._fast.chunk
        while self.pace > 1 and self.pace * slow > LONGEST_CHUNK_SECONDS:
            self.pace //= 2

    @property
    def has_company(self) -> bool:
        """Whether TensorFlow's threads are about, or will be: it computes here, or is loaded to."""
        return self._wanted

    @property
    def name(self) -> str:
        """What makes the next update when the run goes on now."""
        return TENSORFLOW if self._wanted and self._fast is not None else NUMPY

    @property
    def status(self) -> str:
        """What computes and why, in a sentence."""
        if not self._wanted:
            return _SMALL if self._spec.training.backend == AUTO else _CHOSEN
        if self._fast is not None:
            return f"{self._fast.description}."
        if self._problem():
            return f"NumPy, double precision. {self._problem()}."
        if not _loading().begun:
            return "NumPy, double precision, until TensorFlow is there; it is loaded when the run plays."
        return f"NumPy goes on meanwhile: {self.news}"

    @property
    def news(self) -> str:
        """What the run waits for, or why NumPy computes though TensorFlow is wanted, in a sentence, or ""."""
        if not self._wanted or self._fast is not None:
            return ""
        if self._problem():
            return f"{self._problem()}. NumPy computes."
        if not _loading().begun:
            return ""
        return "TensorFlow is loading." if _loading().module is None else "TensorFlow compiles this network."

    def _leave_time(self) -> None:
        """While TensorFlow loads, leave it the interpreter most of the time: else both crawl."""
        now = time.perf_counter()
        if now - self._rested > _WORK_SECONDS:
            time.sleep(_REST_SECONDS)
            self._rested = time.perf_counter()

    def _waiting(self) -> Iterator[None]:
        while self._fast is None and self._get() is None and self._pending():
            time.sleep(_GLANCE_SECONDS)
            yield

    def _pending(self) -> bool:
        return not self._problem()

    def _problem(self) -> str:
        """Why there is no TensorFlow for this experiment, as a sentence without its full stop, or ""."""
        if self._objection is None:
            self._objection = objection(self._spec)
        if self._objection:
            return f"TensorFlow cannot be used: {self._objection}"
        if self._spec.training.backend == TENSORFLOW:
            _look_for_it()
        return _loading().problem or (self._compiled.problem if self._compiled is not None else "")

    def _get(self) -> TensorflowBackend | None:
        if self._problem():
            return None
        loading = _loading()
        loading.begin()
        if loading.module is None:
            return None
        from engine.backends.tensorflow_backend import TensorflowBackend
        from engine.backends.tensorflow_compiling import programs

        if self._compiled is None:
            run, by_number = self._run, self._run.encoding == "index"
            columns = run.target.shape[1]
            shape = program_shape(self._spec, run.x.shape[1], run.batch_size, columns, by_number)
            self._compiled = programs.ask(loading.module, shape, program_form(self._spec))
        if program_form(self._spec) not in self._compiled.updates:
            return None
        self._fast = TensorflowBackend(self._compiled, self._spec.training, self._backend)
        self.pace = 1  # until it is known how long an update takes while other programs are still compiled
        return self._fast


def recorded_maker(trainer: Trainer) -> str | None:
    """Which backend made the next update, as the record has it; None where it is not on record."""
    return None if trainer.stretch is None else trainer.stretch.makers.at(trainer.updates)


def makes_many(trainer: Trainer) -> bool:
    """Whether the next updates can be made at one go."""
    recorded = recorded_maker(trainer)
    return recorded == TENSORFLOW or (recorded is None and trainer.lane.ready() is not None)


_SMALL = "NumPy, double precision: this network is small enough for it."
_CHOSEN = "NumPy, double precision, as chosen."


def _look_for_it() -> None:
    """Who has chosen it is told at once that there is none; what there is, is loaded when the run plays."""
    from engine.backends import tensorflow_loading

    if not tensorflow_loading.loading.begun and not tensorflow_loading.is_installed():
        tensorflow_loading.loading.begin()


def _loading() -> Loading:
    from engine.backends import tensorflow_loading  # imported late: the program starts without it

    return tensorflow_loading.loading
