"""Noticing that the perceptron rule has come to its end: nothing left to learn, or the same weights over again."""

from collections.abc import Mapping
from copy import copy
from hashlib import blake2b

from engine.catalog.arrays import Array
from engine.history.stops import STOPPED
from engine.passes.forward import predict
from engine.passes.network import Network
from engine.run.batches import RunData
from engine.spec import DataInfo, ExperimentSpec
from engine.spec.perceptron import CYCLE, follows_rule

LONGEST = 2**53
MOST_EPOCHS = 100_000  # remembered in about 20 MB; then all are forgotten and the watch begins anew


class RuleWatch:
    """Remembers with which weights the epochs of a run under one spec began and ended.

    Under the rule and in a fixed order the weights at the start of an epoch decide all that follows. What is
    remembered is therefore true whichever way through time the run is walked.
    """

    def __init__(self, spec: ExperimentSpec) -> None:
        self._follows, self._ordered = follows_rule(spec), not spec.training.shuffle
        self._ends: dict[bytes, bytes] = {}
        self._starts: dict[int, bytes] = {}
        self._news = False

    def begin(self, epoch: int, weights: Array) -> None:
        """That epoch begins with these weights."""
        if self._follows and self._ordered:
            if len(self._starts) >= MOST_EPOCHS:
                self._starts.clear()
            self._starts[epoch] = _name(weights)

    def after_a_change(self) -> "RuleWatch":
        """The watch after somebody else than the rule changed the weights: how the epoch began says nothing now."""
        other = copy(self)
        other._starts = {}
        return other

    def close(
        self, epoch: int, network: Network, run: RunData, figures: Mapping[str, float], before: Mapping[str, float]
    ) -> dict[str, float]:
        """What to add to the figures of an epoch that ends now; `before` are those of the one before it."""
        if not self._follows:
            return {}
        if figures.get("mistakes") == 0.0:
            cycle = int(_parts(network, run))
        else:
            cycle = self._period(epoch, network.weights) or cycle_of(before)
        return {CYCLE: float(cycle)} if cycle else {}

    def note(self, figures: Mapping[str, float], before: Mapping[str, float]) -> None:
        """An epoch with these figures has ended, now or when it is walked again; `before` are the ones before."""
        self._news = bool(cycle_of(figures)) and not cycle_of(before)

    def take_news(self) -> bool:
        """Whether the last epoch was the first of its kind; asked once."""
        news, self._news = self._news, False
        return news

    def _period(self, epoch: int, weights: Array) -> int:
        """After how many epochs these weights come back, 0 where that is not known."""
        start = self._starts.get(epoch)
        if start is None:
            return 0
        if len(self._ends) >= MOST_EPOCHS:
            self._ends.clear()
        end = _name(weights)
        self._ends[start] = end
        place, period = self._ends.get(end), 1
        while place not in (None, end) and period < len(self._ends):
            place, period = self._ends.get(place), period + 1
        return period if place == end else 0


def rule_notice(spec: ExperimentSpec, info: DataInfo, figures: Mapping[str, float]) -> str:
    """What the figures of the last epoch say of the rule's end, in words, or ""."""
    cycle = cycle_of(figures)
    if not cycle or not follows_rule(spec):
        return ""
    border = {1: "point", 2: "straight line"}.get(len(info.inputs), "plane")
    alone = spec.network.layers[-1].units == 1
    if not figures.get("mistakes"):
        parted = f"the {border} parts the two classes" if alone else f"each {border} parts its class from the others"
        where = " of the training part" if info.validation_count else ""
        return f"A whole epoch without a mistake: {parted}{where}, so the rule changes nothing any more."
    back = "an epoch" if cycle == 1 else f"{cycle:,} epochs"
    classes = "the two classes" if alone else "one of the classes from the others"
    return (
        f"After {back} the weights are back where they were. In the same order the same weights make the same "
        f"mistakes, so this repeats for ever: no {border} parts {classes}."
    )


def cycle_of(figures: Mapping[str, float]) -> int:
    """After how many epochs the weights come back, 0 where they are not known to; whatever a file says there."""
    value = figures.get(CYCLE, 0.0)
    return int(value) if 1.0 <= value <= LONGEST else 0


def without_cycle(figures: Mapping[str, float]) -> dict[str, float]:
    """The figures of an epoch after whose end somebody changed the weights or the experiment."""
    return {name: value for name, value in figures.items() if name not in (CYCLE, STOPPED)}


def _parts(network: Network, run: RunData) -> bool:
    """Whether every training example lies on the right side for every output."""
    return all(bool((run.target[rows] * z > 0.0).all()) for rows, z, _ in predict(network, run.x))


def _name(weights: Array) -> bytes:
    """Weights by 16 bytes; −0 is 0."""
    return blake2b((weights + 0.0).tobytes(), digest_size=16).digest()
