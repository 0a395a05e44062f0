"""A formula as tokens from left to right, in symbols or in numbers; windows and texts only set them."""

from __future__ import annotations

from dataclasses import replace

from engine.formula.evaluation import chosen
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
from engine.formula.functions import FUNCTIONS
from engine.formula.number_text import MINUS, MOST_DIGITS, NumberStyle, number_text
from engine.formula.token import Mode, Token

SIGNS = {"<": "<", "<=": "≤", ">": ">", ">=": "≥", "==": "="}
LONG = 8  # a constant of the formula with more letters is rounded like any number
_SUM, _PRODUCT, _POWER, _ATOM = 1, 2, 3, 4


def render(expr: Expr, mode: Mode, style: NumberStyle = NumberStyle()) -> tuple[Token, ...]:  # noqa: B008
    """The formula as tokens; in numbers only the case that holds is shown, with its condition."""
    return tuple(_Writer(mode, style).signed(expr, leading=True))


def symbol_tokens(symbol: Symbol, quantity: Quantity | None = None) -> list[Token]:
    """A symbol with what stands below and above it."""
    base = Token(symbol.base, italic=True)
    if quantity is not None:
        base = replace(base, role=quantity.role, value=quantity.value, address=quantity.address)
    parts = [base]
    if symbol.sub:
        parts.append(Token(symbol.sub, script=-1, role=base.role, value=base.value, address=base.address))
    if symbol.sup:
        parts.append(Token(symbol.sup, script=1, role=base.role, value=base.value, address=base.address))
    return parts


class _Writer:
    def __init__(self, mode: Mode, style: NumberStyle) -> None:
        self._numbers, self._style = mode == "numbers", style

    def signed(self, expr: Expr, leading: bool) -> list[Token]:
        """A term of a sum with its sign before it; a leading plus is left out."""
        negative, tokens = self._unsigned(expr)
        if leading:
            return [Token(MINUS), *tokens] if negative else tokens
        return [Token(f" {MINUS} " if negative else " + "), *tokens]

    def _unsigned(self, expr: Expr) -> tuple[bool, list[Token]]:
        """Whether a minus stands before the term, and the term without it."""
        match expr:
            case Negative(term):
                negative, tokens = self._unsigned(term)
                if isinstance(term, Sum | Series | Cases):
                    return True, self.tokens(term, _PRODUCT)
                return not negative, tokens
            case Ref(quantity) if self._numbers and quantity.value < 0:
                return True, [self._number(quantity, abs(quantity.value))]
            case Product(factors):
                negative, first = self._unsigned(factors[0])
                if isinstance(factors[0], Sum | Series | Cases):
                    negative, first = False, self.tokens(factors[0], _PRODUCT)
                return negative, first + self._factors(factors[1:])
            case Quotient(numerator, denominator):
                negative, top = self._unsigned(numerator)
                if isinstance(numerator, Sum | Series | Cases):
                    negative, top = False, self.tokens(numerator, _PRODUCT)
                return negative, [*top, Token(" / "), *self.tokens(denominator, _POWER)]
            case Sum(terms):
                negative, line = self._unsigned(terms[0])
                for term in terms[1:]:
                    line += self.signed(term, leading=False)
                return negative, line
        return False, self.tokens(expr, 0)

    def tokens(self, expr: Expr, least: int) -> list[Token]:
        """The formula, in brackets where it binds less than `least`."""
        match expr:
            case Constant(value, text):
                return [Token(text if 0 < len(text) < LONG else number_text(value, self._style))]
            case Ref(quantity) if self._numbers:
                number = self._number(quantity, quantity.value)
                return _bracketed([number], (quantity.value < 0 and least > 0) or _binds_less(number.text, least))
            case Ref(quantity):
                return symbol_tokens(quantity.symbol, quantity)
            case Sum(terms):
                inside = self.signed(terms[0], leading=True)
                for term in terms[1:]:
                    inside += self.signed(term, leading=False)
                return _bracketed(inside, least > _SUM)
            case Series():
                return _bracketed(self._series(expr), least > (_SUM if self._numbers else _PRODUCT))
            case Product() | Quotient() | Negative():
                negative, inside = self._unsigned(expr)
                line = [Token(MINUS), *inside] if negative else inside
                return _bracketed(line, least > _PRODUCT or (negative and least > 0))
            case Power(base, exponent):
                foot = self.tokens(base, _ATOM)
                foot = _bracketed(foot, len(foot) > 1 and foot[-1].script > 0)
                return [*foot, *_raised(self.tokens(exponent, 0))]
            case Call(name, arguments):
                return self._call(name, arguments)
            case Cases():
                return _bracketed(self._cases(expr), least > 0)

    def _number(self, quantity: Quantity, shown: float) -> Token:
        return Token(number_text(shown, self._style), quantity.role, quantity.value, quantity.address)

    def _factors(self, factors: tuple[Expr, ...]) -> list[Token]:
        line: list[Token] = []
        for factor in factors:
            line += [Token("·"), *self.tokens(factor, _PRODUCT if not isinstance(factor, Quotient) else _POWER)]
        return line

    def _series(self, series: Series) -> list[Token]:
        if not self._numbers:
            sign = symbol_tokens(Symbol("Σ", series.index))
            return [replace(sign[0], italic=False), *sign[1:], Token(" "), *self.tokens(series.body, _PRODUCT)]
        line = self.signed(series.terms[0], leading=True) if series.terms else []
        for term in series.terms[1:]:
            line += self.signed(term, leading=False)
        if series.rest_count:
            # a rest is larger than a term and must be as exact
            finer = replace(self._style, digits=min(self._style.digits + 3, MOST_DIGITS))
            rest = number_text(abs(series.rest), finer)
            line += [
                Token(f" {MINUS if series.rest < 0 else '+'} {rest}"),
                Token(f" ({series.rest_count:,} more)", "muted"),
            ]
        return line

    def _call(self, name: str, arguments: tuple[Expr, ...]) -> list[Token]:
        if name == "exp":
            return [Token("e", italic=True), *_raised(self.tokens(arguments[0], 0))]
        inside: list[Token] = []
        for argument in arguments:
            inside += [Token(", ")] if inside else []
            inside += self.signed(argument, leading=True)
        if name == "abs":
            return [Token("|"), *inside, Token("|")]
        if name in ("ln", "sqrt") and _is_simple(arguments[0]) and len(inside) == 1 and _is_one(inside[0].text):
            return [Token("ln " if name == "ln" else "√"), *inside]
        return [Token(FUNCTIONS[name].name + "("), *inside, Token(")")]

    def _cases(self, cases: Cases) -> list[Token]:
        if self._numbers:
            condition, branch = chosen(cases)
            shown = _Writer("symbols", self._style)._condition(condition)
            muted = [replace(token, role="muted", address=None) for token in shown]
            return [*self.signed(branch, leading=True), Token("  as ", "muted"), *muted]
        line: list[Token] = []
        for condition, branch in cases.branches:
            line += [*self.signed(branch, leading=True), Token(" if "), *self._condition(condition), Token(", ")]
        return [*line, Token("otherwise "), *self.signed(cases.otherwise, leading=True)]

    def _condition(self, condition: Comparison) -> list[Token]:
        left, right = self.signed(condition.left, leading=True), self.signed(condition.right, leading=True)
        return [*left, Token(f" {SIGNS[condition.sign]} "), *right]


def _is_one(text: str) -> bool:
    """Whether a number is written as one, not as a quotient or with a power of ten."""
    return "/" not in text and "·" not in text


def _is_simple(expr: Expr) -> bool:
    return isinstance(expr, Ref | Constant)


def _binds_less(text: str, least: int) -> bool:
    """Whether a number is written as a quotient or a product that needs brackets here."""
    return ("/" in text and least >= _PRODUCT) or ("·" in text and least > _PRODUCT)


def _bracketed(tokens: list[Token], needed: bool) -> list[Token]:
    return [Token("("), *tokens, Token(")")] if needed else tokens


def _raised(tokens: list[Token]) -> list[Token]:
    return [replace(token, level=token.level + 1) for token in tokens]
