"""Formulas as trees that can be computed, and shown in symbols or in numbers as text, LaTeX or tokens."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from engine.formula.counting import counted
from engine.formula.number_text import NumberStyle, number_text
from engine.formula.token import Mode, Role, Token

if TYPE_CHECKING:
    from engine.formula.evaluation import evaluate, quantities
    from engine.formula.expressions import (
        Call,
        Cases,
        Comparison,
        Constant,
        Expr,
        Negative,
        Power,
        Product,
        Quantity,
        Quotient,
        Ref,
        Series,
        Sum,
        Symbol,
    )
    from engine.formula.latex import number_latex, symbol_latex, to_latex
    from engine.formula.parsing import FormulaError, parse
    from engine.formula.rendering import render, symbol_tokens
    from engine.formula.text import plain_text, to_text

__all__ = [
    "Call",
    "Cases",
    "Comparison",
    "Constant",
    "Expr",
    "FormulaError",
    "Mode",
    "Negative",
    "NumberStyle",
    "Power",
    "Product",
    "Quantity",
    "Quotient",
    "Ref",
    "Role",
    "Series",
    "Sum",
    "Symbol",
    "Token",
    "counted",
    "evaluate",
    "number_latex",
    "number_text",
    "parse",
    "plain_text",
    "quantities",
    "render",
    "symbol_latex",
    "symbol_tokens",
    "to_latex",
    "to_text",
]

_LATE = {
    "evaluation": ("evaluate", "quantities"),
    "expressions": (
        "Call",
        "Cases",
        "Comparison",
        "Constant",
        "Expr",
        "Negative",
        "Power",
        "Product",
        "Quantity",
        "Quotient",
        "Ref",
        "Series",
        "Sum",
        "Symbol",
    ),
    "latex": ("number_latex", "symbol_latex", "to_latex"),
    "parsing": ("FormulaError", "parse"),
    "rendering": ("render", "symbol_tokens"),
    "text": ("plain_text", "to_text"),
}


def __getattr__(name: str) -> Any:
    """The trees are loaded when the first formula is made: the program starts without them."""
    for module, names in _LATE.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
