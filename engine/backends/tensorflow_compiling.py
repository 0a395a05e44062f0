"""Programs compiled on a thread of their own, kept for whoever needs the same one again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Any

import numpy as np

from engine.backends.tensorflow_program import ProgramShape, answering, program
from engine.backends.tensorflow_rules import RULES

MOST_PROGRAMS = 8


class Compiled:
    """A program of that shape, ready when it has been compiled; `problem` says why it cannot be, or ""."""

    def __init__(self, tensorflow: Any, shape: ProgramShape) -> None:
        self.tensorflow, self.shape = tensorflow, shape
        self.updates: Any = None
        self.answer: Any = None
        self.problem = ""
        self.on_gpu = False
        self.ready = False
        self._thread = threading.Thread(target=self._compile, name="tensorflow-compile", daemon=True)
        self._thread.start()

    def _compile(self) -> None:
        try:
            self._make()
        except BaseException as error:  # XLA fails in many ways
            reason = " ".join(str(error).split())[:200] or type(error).__name__
            self.problem = f"TensorFlow cannot compile this network ({reason})"

    def _make(self) -> None:
        self.on_gpu = bool(self.tensorflow.config.list_logical_devices("GPU"))
        self.updates = program(self.tensorflow, self.shape)
        self.answer = answering(self.tensorflow, self.shape)
        self.updates(*_nothing(self.shape))  # no update at all: it is compiled when it is first called
        self.ready = True


def _nothing(shape: ProgramShape) -> tuple[Any, ...]:
    """Arguments of the right shapes with which the program makes no update."""

    def zeros(*sizes: int) -> Any:
        return np.zeros(sizes, np.float32)

    chunk, batch = shape.chunk, shape.batch
    columns, by_number = shape.targets
    return (
        [zeros(*sizes) for sizes in shape.arrays],
        [zeros(*sizes) for _ in shape.slots for sizes in shape.arrays],
        zeros(chunk, batch, shape.inputs),
        np.zeros((chunk, batch, columns), np.int32 if by_number else np.float32),
        zeros(chunk, batch),
        [zeros(chunk, batch, layer.units) for layer in shape.layers if layer.drops],
        zeros(chunk, RULES[shape.optimizer].width),
        zeros(len(shape.layers), 2),
        zeros(shape.loss_numbers),
        [np.zeros(sizes, np.bool_) for sizes in shape.arrays] if shape.masked else [],
        np.zeros(len(shape.variants), np.int32),
    )


class Programs:
    """The programs of this process, the last used ones; a shape that is asked for is compiled once."""

    def __init__(self) -> None:
        self._known: OrderedDict[ProgramShape, Compiled] = OrderedDict()
        self._lock = threading.Lock()

    def ask(self, tensorflow: Any, shape: ProgramShape) -> Compiled:
        """The program of that shape, which is being compiled unless it is there; returns at once."""
        with self._lock:
            if shape not in self._known:
                self._known[shape] = Compiled(tensorflow, shape)
                while len(self._known) > MOST_PROGRAMS:
                    self._known.popitem(last=False)
            self._known.move_to_end(shape)
            return self._known[shape]


programs = Programs()
"""Those of this process."""
