"""Numbers as people type and read them: parsing with plain refusals, short display, scales of sliders."""

import re
from dataclasses import dataclass
from math import inf, isfinite, isnan, log10
from typing import Literal

MINUS = "\u2212"
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
_FRACTION = re.compile(rf"{_NUMBER.pattern}\s*/\s*{_NUMBER.pattern}", re.ASCII | re.IGNORECASE)
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+", re.ASCII)


@dataclass(frozen=True)
class NumberRule:
    """What a field accepts: its name in sentences, a closed range, whole numbers only, a unit."""

    name: str
    minimum: float = -inf
    maximum: float = inf
    integer: bool = False
    suffix: str = ""

    def parse(self, text: str) -> float:
        """The number that was typed, a fraction such as 1/3 too.

        Raises:
            ValueError: a sentence that names the field and the cure.
        """
        plain = text.strip().removesuffix(self.suffix.strip()).strip().replace(MINUS, "-")
        if self.integer and _GROUPED.fullmatch(plain):
            plain = plain.replace(",", "")
        if not plain:
            raise ValueError(f"{self.name}: type a number, such as {self._example()}.")
        if not _NUMBER.fullmatch(plain) and not _FRACTION.fullmatch(plain):
            comma = _NUMBER.fullmatch(plain.replace(",", ".", 1)) is not None
            cure = "Write decimals with a point" if comma else "Type one"
            raise ValueError(f"{self.name}: “{text.strip()}” is not a number. {cure}, such as {self._example()}.")
        value = self._value(plain)
        if not isfinite(value):
            raise ValueError(f"{self.name}: {plain} is too large for a number of the computer.")
        if self.integer and value != int(value):
            raise ValueError(f"{self.name} must be a whole number, not {plain}.")
        if not self.minimum <= value <= self.maximum:
            typed = self._said(value) if self.integer else plain
            raise ValueError(f"{self.name} must be {self._range()}, not {typed}.")
        return value

    def _value(self, plain: str) -> float:
        over, slash, under = plain.partition("/")
        if not slash:
            return float(over)
        if float(under) == 0:
            raise ValueError(f"{self.name}: {plain} divides by 0. Type a number, such as {self._example()}.")
        return float(over) / float(under)

    def format(self, value: float) -> str:
        """The value in up to four significant digits (whole numbers in full), a true minus sign, the unit."""
        digits = f"{value:.0f}" if self.integer and isfinite(value) else f"{value:.4g}"
        short = re.sub(r"e([+-])0*", lambda sign: "e" + sign[1].strip("+"), digits)
        return short.replace("-", MINUS) + self.suffix

    def _range(self) -> str:
        low, high = self._said(self.minimum), self._said(self.maximum)
        if self.minimum == -inf:
            return f"at most {high}"
        return f"at least {low}" if self.maximum == inf else f"between {low} and {high}"

    def _said(self, value: float) -> str:
        """The value in a sentence: whole numbers with a comma between thousands."""
        whole = self.integer and isfinite(value)
        return f"{value:,.0f}".replace("-", MINUS) + self.suffix if whole else self.format(value)

    def _example(self) -> str:
        for example in (0.03, 10.0, self.minimum, self.maximum):
            if self.minimum <= example <= self.maximum and (not self.integer or example == int(example)):
                return self.format(example)
        return "0"


@dataclass(frozen=True)
class SliderScale:
    """Which values a slider's positions 0..`positions` stand for.

    `linear` walks in steps of `step` from the minimum; `log` walks the decades in `per_decade` places each
    and rounds to two significant digits, which needs a minimum above 0.
    """

    minimum: float
    maximum: float
    kind: Literal["linear", "log"] = "linear"
    step: float = 1.0
    per_decade: int = 30

    def __post_init__(self) -> None:
        if not self.minimum < self.maximum or self.step <= 0 or (self.kind == "log" and self.minimum <= 0):
            span = f"from {self.minimum} to {self.maximum} in steps of {self.step}"
            raise ValueError(f"A {self.kind} slider cannot run {span}.")

    @property
    def positions(self) -> int:
        """The last position; the first is 0."""
        if self.kind == "log":
            return max(1, round(self.per_decade * log10(self.maximum / self.minimum)))
        return max(1, round((self.maximum - self.minimum) / self.step))

    def value_at(self, position: int) -> float:
        """The value at a position, tidy enough to be shown in full."""
        if position <= 0:
            return self.minimum
        if position >= self.positions:
            return self.maximum
        if self.kind == "log":
            ratio = position / self.positions
            return float(f"{self.minimum * (self.maximum / self.minimum) ** ratio:.2g}")
        return float(f"{self.minimum + position * self.step:.10g}")

    def position_of(self, value: float) -> int:
        """The position nearest to a value; values outside the range get the nearer end, NaN the first."""
        if isnan(value):
            return 0
        clipped = min(max(value, self.minimum), self.maximum)
        if self.kind == "log":
            return round(self.positions * log10(clipped / self.minimum) / log10(self.maximum / self.minimum))
        return min(round((clipped - self.minimum) / self.step), self.positions)
