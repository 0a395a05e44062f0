"""Where a number comes from: its value, the formulas that made it, and the numbers those were made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from engine.trace.address import Address

if TYPE_CHECKING:
    from engine.formula import Expr, Quantity


class Origin(StrEnum):
    """How a number came to be; all but COMPUTED end the walk."""

    COMPUTED = "computed"
    DATA = "data"
    SEED = "seed"
    SETTING = "setting"


@dataclass(frozen=True)
class Step:
    """result = formula. `formula` None: the result is given. `label` says what it is, `note` is a remark on it.

    sign "←": the result takes the place of the old value of the same letter.
    """

    result: Quantity
    formula: Expr | None = None
    note: str = ""
    label: str = ""
    sign: str = "="


@dataclass(frozen=True)
class Explanation:
    """A number explained: title and place in words, one sentence, the steps that lead to it, remarks.

    shown: how many parts of it a step term by term has shown so far, None for all; the first step's
    terms are the first parts.
    """

    address: Address
    title: str
    place: str
    sentence: str
    value: float
    steps: tuple[Step, ...] = ()
    notes: tuple[str, ...] = ()
    origin: Origin = Origin.COMPUTED
    shown: int | None = None

    @property
    def operands(self) -> tuple[Quantity, ...]:
        """The numbers it was made of that can be asked for in turn, each once, in reading order."""
        from engine.formula import quantities  # imported late: the program starts without formulas

        found: dict[Address, Quantity] = {}
        for step in self.steps:
            for quantity in quantities(step.formula) if step.formula is not None else ():
                if isinstance(quantity.address, Address) and quantity.address != self.address:
                    found.setdefault(quantity.address, quantity)
        return tuple(found.values())
