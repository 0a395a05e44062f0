"""A mailbox with one slot: whoever is late sees the latest, nothing queues up."""

import threading
from typing import Generic, TypeVar

T = TypeVar("T")


class Latest(Generic[T]):
    """`put` replaces what nobody took; `take` empties the slot."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._value: T | None = None

    def put(self, value: T) -> None:
        with self._lock:
            self._value = value

    def take(self) -> T | None:
        with self._lock:
            value, self._value = self._value, None
            return value

    def look(self) -> T | None:
        """What lies in the slot, which stays there."""
        return self._value

    @property
    def is_empty(self) -> bool:
        return self._value is None
