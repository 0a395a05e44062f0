"""Numbers as people read them: so many significant digits, or a short fraction that is exactly the number."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite, isnan
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

MINUS = "−"
LEAST_DIGITS, MOST_DIGITS = 3, 12
_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_LARGEST_DENOMINATOR, _LARGEST_NUMERATOR = 1000, 9999


@dataclass(frozen=True)
class NumberStyle:
    """3 to 12 significant digits; `fractions` writes 0.75 as 3/4 where that is exact and short."""

    digits: int = 3
    fractions: bool = False


def number_text(value: float, style: NumberStyle = NumberStyle()) -> str:
    """The value with a true minus sign; whole numbers in full, far from 1 with a power of ten.

    A number that fewer digits say exactly is written with those: 0.1, but 0.1000 for 0.10002 in four digits.
    """
    if not isfinite(value):
        return "not a number" if isnan(value) else "∞" if value > 0 else f"{MINUS}∞"
    fraction = exact_fraction(value) if style.fractions else None
    if fraction is not None:
        return f"{fraction.numerator}/{fraction.denominator}".replace("-", MINUS)
    digits = style.digits
    if value and not 1e-3 <= abs(value) < 1e5:
        mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
        mantissa = _tidy(mantissa) if float(f"{mantissa}e{exponent}") == value else mantissa
        text = f"{mantissa}·10{str(int(exponent)).translate(_SUPERSCRIPTS)}"
    else:
        whole = abs(value) >= 10**digits or value == int(value)
        text = f"{value:.0f}" if whole else f"{value:#.{digits}g}".rstrip(".")
        text = _tidy(text) if float(text) == value else text
    return "0" if text == "-0" else text.replace("-", MINUS)


def _tidy(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def exact_fraction(value: float) -> Fraction | None:
    """The fraction a person would write for exactly this number, or None: 0.1 is 1/10, 0.123456 is none."""
    if value == int(value):
        return None
    from fractions import Fraction  # imported late: few write fractions, and the program starts without it

    fraction = Fraction(value).limit_denominator(_LARGEST_DENOMINATOR)
    short = abs(fraction.numerator) <= _LARGEST_NUMERATOR and fraction.denominator > 1
    return fraction if short and float(fraction) == value else None
