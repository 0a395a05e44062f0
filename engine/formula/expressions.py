"""The nodes of a formula: quantities with their symbol and value, and what is done with them."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from engine.formula.token import Role


@dataclass(frozen=True, slots=True)
class Symbol:
    """A letter with what stands below and above it: δ, "2", "(1)"."""

    base: str
    sub: str = ""
    sup: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of the run: its symbol, its value, and where one may ask for its origin (None: a plain constant).

    `role` says in which colour it is shown: "signed" by its sign, "gradient" in violet.
    """

    symbol: Symbol
    value: float
    address: Hashable = None
    role: Role = "plain"


@dataclass(frozen=True, slots=True)
class Constant:
    """A number of the formula itself, as it is written there."""

    value: float
    text: str = ""


@dataclass(frozen=True, slots=True)
class Ref:
    """A quantity in a formula."""

    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Sum:
    """terms[0] + terms[1] + …; a Negative term is subtracted."""

    terms: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Product:
    factors: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Quotient:
    numerator: Expr
    denominator: Expr


@dataclass(frozen=True, slots=True)
class Power:
    base: Expr
    exponent: Expr


@dataclass(frozen=True, slots=True)
class Negative:
    term: Expr


@dataclass(frozen=True, slots=True)
class Call:
    """A named function of `engine.formula.functions`."""

    function: str
    arguments: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """left `sign` right; sign is one of <, <=, >, >=, ==."""

    left: Expr
    sign: str
    right: Expr


@dataclass(frozen=True, slots=True)
class Cases:
    """The first value whose condition holds, else `otherwise`."""

    branches: tuple[tuple[Comparison, Expr], ...]
    otherwise: Expr


@dataclass(frozen=True, slots=True)
class Series:
    """Σ over `index` of `body`: symbols show the body once, numbers show the terms.

    `rest` is the sum of the terms that are too many to be shown, `rest_count` how many they are.
    """

    index: str
    body: Expr
    terms: tuple[Expr, ...]
    rest: float = 0.0
    rest_count: int = 0


Expr = Constant | Ref | Sum | Product | Quotient | Power | Negative | Call | Cases | Series
