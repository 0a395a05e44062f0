"""Programs compiled on a thread of their own, kept for whoever needs the same one again."""

from __future__ import annotations

import itertools
import threading
from collections import OrderedDict
from typing import Any

from engine.backends.beside import start_beside
from engine.backends.tensorflow_program import ProgramShape, answering, program, signature

MOST_PROGRAMS = 8

Form = tuple[int, bool]
"""The number of a variant of the optimizer's rule, and whether there are penalties."""


class Compiled:
    """The programs of a shape: for each variant of the rule, with penalties and without.

    updates: those that are ready. problem: why they cannot be compiled, or "".
    """

    def __init__(self, tensorflow: Any, shape: ProgramShape, first: Form) -> None:
        """first: the one that is wanted now; the others follow, so that going over to them costs nothing."""
        self.tensorflow, self.shape = tensorflow, shape
        self.updates: dict[Form, Any] = {}
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
        forms = itertools.product(range(len(variants)), (False, True))
        for form in sorted(forms, key=lambda form: form != self._first):
            updates = program(tf, self.shape, variants[form[0]], form[1])
            wanted = signature(tf, self.shape, variants[form[0]])
            # With no update to make: it is compiled when it is first called.
            updates(*tf.nest.map_structure(lambda spec: tf.zeros(spec.shape, spec.dtype), wanted))
            self.updates[form] = updates


class Programs:
    """The programs of this process, the last used ones; a shape that is asked for is compiled once."""

    def __init__(self) -> None:
        self._known: OrderedDict[ProgramShape, Compiled] = OrderedDict()
        self._lock = threading.Lock()

    def ask(self, tensorflow: Any, shape: ProgramShape, first: Form) -> Compiled:
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
