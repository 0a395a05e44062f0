"""Pictures of numbers that flow: kept while these are the same, and made anew no faster than they can be read."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")

REST_SECONDS = 0.5


@dataclass
class _Kept:
    of: object
    key: tuple[object, ...]
    image: Any
    made: float


class KeptImages:
    """One picture a place; `late` becomes true where one that was asked for is not the newest."""

    def __init__(self) -> None:
        self._kept: dict[object, _Kept] = {}
        self.late = False

    def image(
        self, place: object, of: object, make: Callable[[], T], key: tuple[object, ...] = (), *, flowing: bool
    ) -> T:
        """The picture of the numbers `of` (the same object: the same numbers), as `key` says it is drawn.

        flowing: others come soon, so that this one need not be the newest.
        """
        kept, now = self._kept.get(place), time.monotonic()
        if kept is not None and kept.key == key:
            image: T = kept.image
            if kept.of is of:
                return image
            if flowing and now < kept.made + REST_SECONDS:
                self.late = True
                return image
        image = make()
        self._kept[place] = _Kept(of, key, image, now)
        return image

    def clear(self) -> None:
        """Nothing is kept."""
        self._kept.clear()
