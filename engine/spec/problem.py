"""One thing that is wrong with an experiment."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that cannot work: the place, the reason, the cure."""

    place: str
    reason: str
    cure: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason} {self.cure}"
