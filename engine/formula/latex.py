"""Formulas in LaTeX's mathematics."""

from __future__ import annotations

import re

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
    Quotient,
    Ref,
    Series,
    Sum,
    Symbol,
)
from engine.formula.functions import FUNCTIONS
from engine.formula.number_text import MINUS, NumberStyle, number_text
from engine.formula.rendering import LONG
from engine.formula.token import Mode

_SIGNS = {"<": "<", "<=": r"\le", ">": ">", ">=": r"\ge", "==": "="}
_LETTERS = {
    "α": r"\alpha", "β": r"\beta", "γ": r"\gamma", "δ": r"\delta", "ε": r"\varepsilon", "η": r"\eta",
    "λ": r"\lambda", "μ": r"\mu", "ρ": r"\rho", "σ": r"\sigma", "φ": r"\varphi", "Φ": r"\Phi", "Σ": r"\sum",
    "∂": r"\partial ", "∞": r"\infty", "′": "'", "ŷ": r"\hat{y}", "·": r"\cdot ", "√": r"\sqrt", "²": "^2",
    "Ω": r"\Omega", "ω": r"\omega", "ℓ": r"\ell ", "−": "-", "×": r"\times ", "≤": r"\le ", "≥": r"\ge ",
}  # fmt: skip
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉ₑ", "0123456789e")
_LOWERED_RUN = re.compile("[₀-₉ₑ]+")
_SUPERSCRIPT = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def to_latex(expr: Expr, mode: Mode, style: NumberStyle = NumberStyle()) -> str:  # noqa: B008
    """The formula as LaTeX, without the dollar signs."""
    return _Writer(mode, style).write(expr, 0)


def symbol_latex(symbol: Symbol) -> str:
    """A symbol with what stands below and above it."""
    text = _letters(symbol.base)
    text = f"{{{text}}}" if "'" in text else text
    text += f"_{{{_words(symbol.sub)}}}" if symbol.sub else ""
    return text + (f"^{{{_words(symbol.sup)}}}" if symbol.sup else "")


def number_latex(value: float, style: NumberStyle) -> str:
    """A number, its power of ten and its fraction as LaTeX sets them."""
    text = number_text(value, style)
    if "/" in text:
        sign = "-" if text.startswith(MINUS) else ""
        top, bottom = text.removeprefix(MINUS).split("/")
        return rf"{sign}\tfrac{{{top}}}{{{bottom}}}"
    if "·10" in text:
        mantissa, exponent = text.split("·10")
        return rf"{_letters(mantissa)} \cdot 10^{{{exponent.translate(_SUPERSCRIPT)}}}"
    return r"\text{NaN}" if text.startswith("not") else _letters(text)


def _letters(text: str) -> str:
    lowered = _LOWERED_RUN.sub(lambda run: f"_{{{run[0].translate(_LOWERED)}}}", text)
    return "".join(_LETTERS.get(letter, letter) for letter in lowered)


def _words(text: str) -> str:
    return _letters(text) if re.fullmatch(r"[\w(),−+ ]{1,5}", text) else rf"\text{{{_letters(text)}}}"


class _Writer:
    def __init__(self, mode: Mode, style: NumberStyle) -> None:
        self._mode, self._style = mode, style

    def write(self, expr: Expr, least: int) -> str:
        """The formula, in brackets where it binds less than `least` (1 product, 2 power)."""
        match expr:
            case Constant(value, text):
                return _letters(text) if 0 < len(text) < LONG else number_latex(value, self._style)
            case Ref(quantity) if self._mode == "numbers":
                text = number_latex(quantity.value, self._style)
                return _bracketed(text, (least > 0 and text.startswith("-")) or (least > 1 and "\\" in text))
            case Ref(quantity):
                return _bracketed(symbol_latex(quantity.symbol), least > 1 and bool(quantity.symbol.sup))
            case Sum(terms):
                return _bracketed(self._sum(terms), least > 0)
            case Series():
                return _bracketed(self._series(expr), least > 0)
            case Negative(term):
                return _bracketed(f"-{self.write(term, 1)}", least > 0)
            case Product(factors):
                text = r" \cdot ".join(
                    self.write(f, 1 if i else 0) if not _is_sum(f) else self.write(f, 1)
                    for i, f in enumerate(factors)
                )
                return _bracketed(text, least > 1 or (least > 0 and text.startswith("-")))
            case Quotient(numerator, denominator):
                return rf"\frac{{{self.write(numerator, 0)}}}{{{self.write(denominator, 0)}}}"
            case Power(base, exponent):
                return f"{self.write(base, 2)}^{{{self.write(exponent, 0)}}}"
            case Call(name, arguments):
                return self._call(name, arguments)
            case Cases():
                return self._cases(expr)

    def _sum(self, terms: tuple[Expr, ...]) -> str:
        line = self.write(terms[0], 0)
        for term in terms[1:]:
            text = f"-{self.write(term.term, 1)}" if isinstance(term, Negative) else self.write(term, 0)
            line += f" - {text[1:]}" if text.startswith("-") else f" + {text}"
        return line

    def _series(self, series: Series) -> str:
        if self._mode == "symbols":
            return rf"\sum_{{{series.index}}} {self.write(series.body, 1)}"
        line = self._sum(series.terms) if series.terms else "0"
        if series.rest_count:
            rest = number_latex(series.rest, self._style)
            line += f" {'-' if rest.startswith('-') else '+'} "
            line += rf"\underbrace{{{rest.removeprefix('-')}}}_{{\text{{{series.rest_count:,} more}}}}"
        return line

    def _call(self, name: str, arguments: tuple[Expr, ...]) -> str:
        inside = ", ".join(self.write(argument, 0) for argument in arguments)
        if name in ("exp", "sqrt"):
            return f"{'e^' if name == 'exp' else FUNCTIONS[name].latex}{{{inside}}}"
        if name == "abs":
            return rf"\left|{inside}\right|"
        return rf"{FUNCTIONS[name].latex}\left({inside}\right)"

    def _cases(self, cases: Cases) -> str:
        if self._mode == "numbers":
            condition, branch = chosen(cases)
            shown = _Writer("symbols", self._style)._condition(condition)
            return rf"{self.write(branch, 0)} \quad \text{{as }} {shown}"
        rows = [rf"{self.write(value, 0)} & \text{{if }} {self._condition(test)}" for test, value in cases.branches]
        rows.append(rf"{self.write(cases.otherwise, 0)} & \text{{otherwise}}")
        return r"\begin{cases} " + r" \\ ".join(rows) + r" \end{cases}"

    def _condition(self, condition: Comparison) -> str:
        return f"{self.write(condition.left, 0)} {_SIGNS[condition.sign]} {self.write(condition.right, 0)}"


def _is_sum(expr: Expr) -> bool:
    return isinstance(expr, Sum | Series | Cases)


def _bracketed(text: str, needed: bool) -> str:
    return rf"\left({text}\right)" if needed else text
