"""Formulas as trees that can be computed, and shown in symbols or in numbers as text, LaTeX or tokens."""

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
    Role,
    Series,
    Sum,
    Symbol,
)
from engine.formula.latex import number_latex, symbol_latex, to_latex
from engine.formula.number_text import NumberStyle, number_text
from engine.formula.parsing import FormulaError, parse
from engine.formula.rendering import Mode, Token, render, symbol_tokens
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
