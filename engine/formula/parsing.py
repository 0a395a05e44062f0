"""Formulas from one line of Python's arithmetic, read by its parser and never executed."""

from __future__ import annotations

import ast
from collections.abc import Mapping

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
    Sum,
)
from engine.formula.functions import FUNCTIONS

_COMPARISONS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "=="}


class FormulaError(ValueError):
    """A text that is no formula: the message says where and why."""


def parse(text: str, names: Mapping[str, Quantity | Expr]) -> Expr:
    """The formula of a line such as "a*(1 - a)" or "z if z > 0 else 0.2*z" over the named quantities.

    Raises:
        FormulaError: not a formula, or a name or function that is not known.
    """
    try:
        tree = ast.parse(text, mode="eval")
    except SyntaxError as error:
        raise FormulaError(f'"{text}" is no formula: {error.msg}.') from None
    return _Reader(text, names).read(tree.body)


class _Reader:
    def __init__(self, text: str, names: Mapping[str, Quantity | Expr]) -> None:
        self._text, self._names = text, names

    def read(self, node: ast.expr) -> Expr:
        match node:
            case ast.Constant(value=int() | float() as value):
                return Constant(float(value), ast.get_source_segment(self._text, node) or "")
            case ast.Name(id=name):
                return self._named(name)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return Negative(self.read(operand))
            case ast.BinOp(left=left, op=op, right=right):
                return self._operation(op, self.read(left), self.read(right))
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if name in FUNCTIONS:
                return Call(name, tuple(map(self.read, arguments)))
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return self._cases(self._condition(test), self.read(body), self.read(orelse))
        raise FormulaError(f'"{self._text}" uses {ast.unparse(node)}, which no formula may.')

    def _named(self, name: str) -> Expr:
        if name not in self._names:
            known = ", ".join(self._names) or "none"
            raise FormulaError(f'"{self._text}" names "{name}", which is not known here. Known: {known}.')
        found = self._names[name]
        return Ref(found) if isinstance(found, Quantity) else found

    def _operation(self, op: ast.operator, left: Expr, right: Expr) -> Expr:
        match op:
            case ast.Add():
                return Sum((*_terms(left), *_terms(right)))
            case ast.Sub():
                return Sum((*_terms(left), Negative(right)))
            case ast.Mult():
                return Product((*(left.factors if isinstance(left, Product) else (left,)), right))
            case ast.Div():
                return Quotient(left, right)
            case ast.Pow():
                return Power(left, right)
        raise FormulaError(f'"{self._text}" uses an operation that no formula may.')

    def _condition(self, test: ast.expr) -> Comparison:
        match test:
            case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARISONS:
                return Comparison(self.read(left), _COMPARISONS[type(op)], self.read(right))
        raise FormulaError(f'"{self._text}" has a condition that is no simple comparison.')

    def _cases(self, condition: Comparison, value: Expr, otherwise: Expr) -> Cases:
        if isinstance(otherwise, Cases):
            return Cases(((condition, value), *otherwise.branches), otherwise.otherwise)
        return Cases(((condition, value),), otherwise)


def _terms(expr: Expr) -> tuple[Expr, ...]:
    return expr.terms if isinstance(expr, Sum) else (expr,)
