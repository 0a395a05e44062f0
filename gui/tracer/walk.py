"""The way through the numbers that were asked one after the other, with back and forward as in a browser; no Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace

from engine.trace import Explanation


@dataclass(frozen=True)
class Walk:
    """`trail` holds what was asked, in order; `place` is how many of it lie on the way to what is shown.

    place 0 is where the walk began: the step under way, or the run at rest.
    """

    trail: tuple[Explanation, ...] = ()
    place: int = 0

    @property
    def shown(self) -> Explanation | None:
        """The number that is shown, None at the beginning."""
        return self.trail[self.place - 1] if self.place else None

    @property
    def can_go_back(self) -> bool:
        return self.place > 0

    @property
    def can_go_forward(self) -> bool:
        return self.place < len(self.trail)

    def asked(self, explanation: Explanation) -> Walk:
        """One number further; what lay ahead is forgotten. The number that is shown already leads nowhere."""
        if self.shown is not None and self.shown.address == explanation.address:
            return replace(self, trail=(*self.trail[: self.place - 1], explanation, *self.trail[self.place :]))
        return Walk((*self.trail[: self.place], explanation), self.place + 1)

    def replaced(self, explanation: Explanation) -> Walk:
        """Another number in place of the one that is shown; what lay ahead is forgotten."""
        return Walk((*self.trail[: max(self.place - 1, 0)], explanation), max(self.place, 1))

    def back(self) -> Walk:
        return replace(self, place=max(self.place - 1, 0))

    def forward(self) -> Walk:
        return replace(self, place=min(self.place + 1, len(self.trail)))

    def gone_to(self, place: int) -> Walk:
        """To a place of the way, 0 for its beginning; what lies ahead is kept."""
        return replace(self, place=min(max(place, 0), len(self.trail)))
