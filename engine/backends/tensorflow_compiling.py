"""Programs compiled on a thread of their own, kept for whoever needs the same one again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Any

from engine.backends.beside import start_beside
from engine.backends.tensorflow_program import ProgramShape, answering, program, signature

MOST_PROGRAMS = 8


class Compiled:
    """The programs of a shape, one for each variant of the rule; `problem` says why they cannot be, or ""."""

    def __init__(self, tensorflow: Any, shape: ProgramShape, first: int) -> None:
        """first: the variant that is wanted now; the others follow, so that going over to them costs nothing."""
        self.tensorflow, self.shape = tensorflow, shape
        self.updates: list[Any] = [None] * len(shape.variants)
        self.answer: Any = None
        self.problem = ""
        self.on_gpu = False
        self._first = first
        self._thread = start_beside(self._compile, "tensorflow-compile")

    @property
    def complete(self) -> bool:
        """Whether nothing is left to compile."""
        return not self._thread.is_alive()

    def _compile(self) -> None:
        try:
            self._make()
        except BaseException as error:  # XLA fails in many ways
            reason = " ".join(str(error).split())[:200] or type(error).__name__
            self.problem = f"TensorFlow cannot compile this network ({reason})"

    def _make(self) -> None:
        tf, variants = self.tensorflow, self.shape.variants
        self.on_gpu = bool(tf.config.list_logical_devices("GPU"))
        self.answer = answering(tf, self.shape)
        for number in sorted(range(len(variants)), key=lambda number: number != self._first):
            updates = program(tf, self.shape, variants[number])
            wanted = signature(tf, self.shape, variants[number])
            # With no update to make: it is compiled when it is first called.
            updates(*tf.nest.map_structure(lambda spec: tf.zeros(spec.shape, spec.dtype), wanted))
            self.updates[number] = updates


class Programs:
    """The programs of this process, the last used ones; a shape that is asked for is compiled once."""

    def __init__(self) -> None:
        self._known: OrderedDict[ProgramShape, Compiled] = OrderedDict()
        self._lock = threading.Lock()

    def ask(self, tensorflow: Any, shape: ProgramShape, first: int) -> Compiled:
        """The programs of that shape, which are being compiled unless they are there; returns at once."""
        with self._lock:
            if shape not in self._known:
                self._known[shape] = Compiled(tensorflow, shape, first)
                while len(self._known) > MOST_PROGRAMS:
                    self._known.popitem(last=False)
            self._known.move_to_end(shape)
            return self._known[shape]


programs = Programs()
"""Those of this process."""
