"""Long work on a thread of its own, as a question to the engine that breathes until it is done."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from typing import TypeVar

_LOOK_SECONDS = 0.003
T = TypeVar("T")


def beside(make: Callable[[], T]) -> Generator[None, None, T]:
    """What `make` makes, with breaths until it is there. Raises what it raises."""
    made: list[T] = []
    errors: list[Exception] = []

    def run() -> None:
        try:
            made.append(make())
        except Exception as error:
            errors.append(error)

    thread = threading.Thread(target=run, name="chainrule-beside", daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(_LOOK_SECONDS)
        yield
    if errors:
        raise errors[0]
    return made[0]
