"""Formulas are read, computed and written as people write them."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.formula import (
    Constant,
    Expr,
    FormulaError,
    NumberStyle,
    Product,
    Quantity,
    Ref,
    Series,
    Symbol,
    evaluate,
    parse,
    quantities,
    render,
    to_latex,
    to_text,
)

STYLE = NumberStyle(4)


def named(**values: float) -> dict[str, Quantity]:
    return {name: Quantity(Symbol(name), value, name, "signed") for name, value in values.items()}


NAMES = named(z=-0.9316, a=0.25, t=0.0, w=2.0)


@pytest.mark.parametrize(
    ("line", "symbols", "numbers", "value"),
    [
        ("a*(1 - a)", "a·(1 − a)", "0.25·(1 − 0.25)", 0.1875),
        ("1 - z**2", "1 − z²", "1 − (−0.9316)²", 1 - 0.9316**2),
        ("1/(1 + exp(-z))", "1 / (1 + e⁻ᶻ)", "1 / (1 + e^0.9316)", 1 / (1 + math.exp(0.9316))),
        ("w*z + a*z", "w·z + a·z", "2·(−0.9316) + 0.25·(−0.9316)", 2.25 * -0.9316),
        ("a - z*w", "a − z·w", "0.25 + 0.9316·2", 0.25 + 0.9316 * 2),
        ("a - (z - t)", "a − (z − t)", "0.25 − (−0.9316 − 0)", 0.25 + 0.9316),
        ("a + (-w - t)", "a − w − t", "0.25 − 2 − 0", -1.75),
        ("a + (z + t)", "a + z + t", "0.25 − 0.9316 + 0", 0.25 - 0.9316),
        ("a/(w*z)", "a / (w·z)", "0.25 / (2·(−0.9316))", 0.25 / (2 * -0.9316)),
        ("max(0, z)", "max(0, z)", "max(0, −0.9316)", 0.0),
        ("abs(z)/2", "|z| / 2", "|−0.9316| / 2", 0.4658),
        ("sqrt(w) + ln(a)", "√w + ln a", "√2 + ln 0.25", math.sqrt(2) + math.log(0.25)),
        ("z if z > 0 else 0.2*z", "z if z > 0, otherwise 0.2·z", "0.2·(−0.9316)  as z ≤ 0", -0.18632),
        ("exp(-z**2/2)", "e^(−z² / 2)", "e^(−(−0.9316)² / 2)", math.exp(-(0.9316**2) / 2)),
    ],
)
def test_a_line_is_shown_in_symbols_and_in_numbers_and_computed(
    line: str, symbols: str, numbers: str, value: float
) -> None:
    formula = parse(line, NAMES)
    assert to_text(formula, "symbols", STYLE) == symbols
    assert to_text(formula, "numbers", STYLE) == numbers
    assert evaluate(formula) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("a +", "is no formula"),
        ("b + 1", 'names "b"'),
        ("__import__('os')", "no formula may"),
        ("a.real", "no formula may"),
        ("[a][0]", "no formula may"),
        ("a if 0 < a < 1 else 0", "simple comparison"),
        ("a // 2", "no formula may"),
        ("'text'", "no formula may"),
    ],
)
def test_what_is_no_formula_is_refused_by_name(line: str, why: str) -> None:
    with pytest.raises(FormulaError, match=why):
        parse(line, NAMES)


def test_exact_fractions_are_written_where_they_are_short() -> None:
    style = NumberStyle(4, fractions=True)
    assert to_text(parse("a*z", named(a=0.75, z=-1 / 3)), "numbers", style) == "3/4·(−1/3)"
    assert to_text(parse("a**2", named(a=0.5)), "numbers", style) == "(1/2)²"
    assert to_text(parse("a + 1", named(a=0.123456789)), "numbers", style) == "0.1235 + 1"


def test_a_series_shows_its_strongest_terms_and_the_sum_of_the_rest() -> None:
    names = named(w=0.5, x=3.0)
    term = Product((Ref(names["w"]), Ref(names["x"])))
    series = Series(
        "i",
        Product((Ref(Quantity(Symbol("w", "i"), 0.0)), Ref(Quantity(Symbol("x", "i"), 0.0)))),
        (term, term),
        -0.25,
        498,
    )
    assert to_text(series, "symbols", STYLE) == "Σᵢ wᵢ·xᵢ"
    assert to_text(series, "numbers", STYLE) == "0.5·3 + 0.5·3 − 0.25 (498 more)"
    assert evaluate(series) == 2.75
    assert [q.address for q in quantities(series)] == ["w", "x", "w", "x"]


def test_numbers_carry_their_colour_and_where_they_come_from() -> None:
    tokens = render(parse("a - z*w", NAMES), "numbers", STYLE)
    asked = {token.address: (token.text, token.role, token.value) for token in tokens if token.address}
    assert asked == {
        "a": ("0.25", "signed", 0.25),
        "z": ("0.9316", "signed", -0.9316),  # its minus stands before it as the sign of the term
        "w": ("2", "signed", 2.0),
    }


@pytest.mark.parametrize(
    ("line", "latex"),
    [
        ("a/(1 - a)", r"\frac{a}{1 - a}"),
        ("exp(-z)", "e^{-z}"),
        ("sqrt(w)*a", r"\sqrt{w} \cdot a"),
        ("abs(a - t)", r"\left|a - t\right|"),
        ("a if a > 0 else 0", r"\begin{cases} a & \text{if } a > 0 \\ 0 & \text{otherwise} \end{cases}"),
    ],
)
def test_latex(line: str, latex: str) -> None:
    assert to_latex(parse(line, NAMES), "symbols", STYLE) == latex


def test_only_the_case_that_holds_is_asked_about() -> None:
    formula = parse("a if z > 0 else w", NAMES)
    assert [q.address for q in quantities(formula)] == ["w", "z"]


@given(st.floats(-50, 50), st.floats(-50, 50), st.floats(-50, 50))
def test_a_formula_in_numbers_read_again_has_the_same_value(a: float, b: float, c: float) -> None:
    """Brackets and signs are right: what is shown, computed by Python, is what was meant."""
    names = named(a=a, b=b, c=c)
    for line in ("a - b*c", "(a - b)*c", "a - (b - c)", "-a*b - c", "a*b*c - a/(b*b + 1)", "-(a + b)*c", "a - -b"):
        formula: Expr = parse(line, names)
        again = eval(_as_python(to_text(formula, "numbers", NumberStyle(12))))  # a text that the program wrote
        assert again == pytest.approx(evaluate(formula), rel=1e-9, abs=1e-7)


def _as_python(text: str) -> str:
    power = re.compile("·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
    plain = power.sub(lambda found: "e" + found[1].translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")), text)
    return plain.replace("−", "-").replace("·", "*")


def test_numbers_that_end_are_infinite_not_errors() -> None:
    assert evaluate(parse("exp(w)", named(w=1000.0))) == math.inf
    assert math.isnan(evaluate(parse("t/t", named(t=0.0))))
    assert evaluate(parse("a/t", named(a=-1.0, t=0.0))) == -math.inf
    assert evaluate(Constant(2.0, "2")) == 2.0
