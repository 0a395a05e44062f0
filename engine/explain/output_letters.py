"""The letters of a loss for one example: a, t, z and p of its outputs, and their sums."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import numpy as np

from engine.catalog.arrays import Array
from engine.catalog.crossentropy import EPSILON
from engine.explain.book import Book, general
from engine.explain.letters import PARAMETERS, symbol_of
from engine.explain.series import series
from engine.formula import Call, Constant, Expr, Quantity, Quotient, Ref, Symbol, evaluate, parse
from engine.trace import Address, Kind, Step


class OutputLetters:
    """What the formulas of the catalogue's losses may name, for the example of an address."""

    def __init__(self, book: Book, address: Address) -> None:
        self.book, self.address = book, address
        self.layer = book.layers(address.update) - 1
        self.objective = book.objective(address.update)
        _, self.z, self.a = book.rows(address.update, self.layer, address.split, address.example)
        self.t = book.target(address.update, address.split, address.example)
        self.units = len(self.a)

    @cached_property
    def value(self) -> float:
        """ℓ without the example's weight, as the program computes it."""
        target = self.encoded_target(self.objective.loss.targets)
        with np.errstate(all="ignore"):
            return float(self.objective.example_losses(target, self.z[None, :], self.a[None, :])[0])

    @cached_property
    def example_weight(self) -> Quantity | None:
        """How much the example counts, None where all count alike or none is trained on."""
        weights = self.book.run(self.address.update).weights
        if weights is None or self.address.split != "training":
            return None
        address = Address(Kind.EXAMPLE_WEIGHT, self.address.update, example=self.address.example)
        return Quantity(Symbol("ω"), float(weights[self.address.example]), address)

    @cached_property
    def shares(self) -> Array:
        """p of each output before it is clipped."""
        form = self.objective.loss.probability
        return self.a / self.a.sum() if form == "a/A" else self.a

    @cached_property
    def p(self) -> Array:
        clipped: Array = np.clip(self.shares, EPSILON, 1.0 - EPSILON)
        return clipped

    def clipped(self, output: int) -> bool:
        return bool(self.objective.loss.probability) and bool(self.p[output] != self.shares[output])

    def names(self, output: int) -> dict[str, Quantity | Expr]:
        """Every letter for one output; sums over outputs are plain numbers."""
        number = str(output + 1)
        names: dict[str, Quantity | Expr] = {
            "z": self.unit(Kind.SUM, output),
            "a": self.unit(Kind.ACTIVATION, output),
            "t": self.target(output),
            "n": Constant(float(self.units), str(self.units)),
        }
        for name, value in self.objective.parameters.items():
            letter = PARAMETERS.get(name, name)
            names[letter] = self.book.setting(self.address.update, name, symbol_of(letter), value)
        with np.errstate(all="ignore"):
            names["S"] = Quantity(Symbol("S"), float(np.exp(self.z).sum()))
            if self.objective.loss.probability:
                g = -self.t / self.p
                names |= {
                    "p": Quantity(Symbol("p", number), float(self.p[output])),
                    "A": Quantity(Symbol("A"), float(self.a.sum())),
                    "P": Quantity(Symbol("P"), float(self.p.sum())),
                    "g": Quantity(Symbol("g", number), float(g[output])),
                    "G": Quantity(Symbol("G"), float((g * (self.p == self.shares) * self.shares).sum())),
                }
        return names

    def unit(self, kind: Kind, output: int) -> Quantity:
        values = self.z if kind is Kind.SUM else self.a
        where = self.address
        return self.book.unit(
            kind, where.update, self.layer, output, where.split, where.example, float(values[output])
        )

    def target(self, output: int) -> Quantity:
        where = self.address
        place = Address(Kind.TARGET, where.update, unit=output, split=where.split, example=where.example)
        return Quantity(Symbol("t", str(output + 1)), float(self.t[output]), place)

    def parse(self, expression: str, output: int) -> Expr:
        return parse(expression, self.names(output))

    def combine(self, expression: str) -> Expr:
        """The outputs' parts put together as the loss says."""
        how = self.objective.loss.combined
        if how == "true class":
            return self.parse(expression, int(np.argmax(self.t)))
        if self.units == 1:
            return self.parse(expression, 0)
        values = np.array([evaluate(self.parse(expression, output)) for output in range(self.units)])
        total = series("k", self._body(expression), values, lambda output: self.parse(expression, output))
        return Quotient(total, Constant(float(self.units), str(self.units))) if how == "mean" else total

    def encoded_target(self, encoding: str) -> Array:
        """The target as the loss reads it, one row."""
        if encoding == "index":
            return np.array([[int(np.argmax(self.t))]])
        return self.t[None, :]

    def combine_metric(self, expression: str, encoding: str, total: bool = False) -> Expr:
        """A metric's parts put together: the true class against its strongest rival M, else mean or total."""
        true = int(np.argmax(self.t))
        if "M" in expression:
            kind, values = (Kind.SUM, self.z) if encoding == "signs" else (Kind.ACTIVATION, self.a)
            rivals = np.delete(np.arange(self.units), true)
            rival = int(rivals[np.argmax(values[rivals])])
            if rival < true:  # of equal outputs the first names the class
                expression = expression.replace(">=", ">")
            return parse(expression, {**self.names(true), "M": self.unit(kind, rival)})
        if self.units == 1:
            return self.parse(expression, 0)
        values = np.array([evaluate(self.parse(expression, output)) for output in range(self.units)])
        parts = series("k", self._body(expression), values, lambda output: self.parse(expression, output))
        return parts if total else Quotient(parts, Constant(float(self.units), str(self.units)))

    def _body(self, expression: str) -> Expr:
        letters = {name: general(Symbol(name, "k")) for name in ("a", "t", "z", "p")}
        return parse(expression, {**self.names(0), **letters})

    @cached_property
    def total_step(self) -> Step:
        """S = Σ e^z over the outputs."""
        with np.errstate(over="ignore"):
            powers = np.exp(self.z)
        body = Call("exp", (Ref(general(Symbol("z", "k"))),))
        return _total("S", body, powers, lambda k: Call("exp", (Ref(self.unit(Kind.SUM, k)),)))

    @cached_property
    def clip_steps(self) -> tuple[Step, ...]:
        """p of the outputs that the loss reads, clipped as Keras clips it."""
        probability = self.objective.loss.probability
        if not probability:
            return ()
        true_class = self.objective.loss.combined == "true class"
        outputs = [int(np.argmax(self.t))] if true_class else list(range(min(self.units, 4)))
        steps = []
        if "A" in probability:
            body = Ref(general(Symbol("a", "k")))
            steps.append(_total("A", body, self.a, lambda k: Ref(self.unit(Kind.ACTIVATION, k))))
        for output in outputs:
            note = "clipped to [10⁻⁷, 1 − 10⁻⁷]" if self.clipped(output) else ""
            result = Quantity(Symbol("p", str(output + 1)), float(self.p[output]))
            steps.append(Step(result, self.parse(probability, output), note, "probability"))
        if "P" in self.objective.loss.expression:
            chances = [Ref(Quantity(Symbol("p", str(k + 1)), float(p))) for k, p in enumerate(self.p)]
            steps.append(_total("P", Ref(general(Symbol("p", "k"))), self.p, lambda k: chances[k]))
        return tuple(steps)


def _total(letter: str, body: Expr, values: Array, term: Callable[[int], Expr]) -> Step:
    result = Quantity(Symbol(letter), float(values.sum()))
    return Step(result, series("k", body, values, term), label="over all outputs")
