"""A piece of advice: what can be computed but will not learn, or means something else, and the way out."""

from dataclasses import dataclass

from engine.spec.specs import ExperimentSpec


@dataclass(frozen=True)
class Fix:
    """A way out: the words for its button, which also name the edit, and the experiment that it makes."""

    text: str
    spec: ExperimentSpec


@dataclass(frozen=True)
class Advice:
    """One thing that does not fit well.

    kind: the rule's name, "step" and so on; with `place` it says whether two pieces are the same advice.
    layers: the layers spoken of, from 0. fixes: the usual way out first.
    """

    kind: str
    place: str
    reason: str
    fixes: tuple[Fix, ...] = ()
    layers: tuple[int, ...] = ()

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"
