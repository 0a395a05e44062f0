"""Numbers as the network's labels write them."""

from math import isinf, isnan

MINUS = "\u2212"


def short(value: float) -> str:
    """Two or three digits, a true minus sign: 0.46, −12.3, 1.2e4, −0.004; what rounds to nothing then is 0.00."""
    size = abs(value)
    if isnan(value) or isinf(value):
        return _special(value)
    if size >= 10_000:
        return tidy(f"{value:.1e}")
    if 0.0005 <= size < 0.005:
        return tidy(f"{value:.3f}")
    places = 2 if size < 9.995 else 1 if size < 99.95 else 0
    return tidy(f"{value:.{places}f}")


def fine(value: float) -> str:
    """Two significant digits however small, for gradients and errors: 0.032, 4.1e−5."""
    if isnan(value) or isinf(value):
        return _special(value)
    if 0.001 <= abs(value) < 10_000:
        return short(value) if abs(value) >= 0.1 else tidy(f"{value:.2g}")
    return "0" if value == 0 else tidy(f"{value:.1e}")


def exact(value: float) -> str:
    """Six significant digits, for the hover card."""
    if isnan(value) or isinf(value):
        return _special(value)
    return tidy(f"{value:.6g}")


def tidy(digits: str) -> str:
    """Python's digits as they are set in print: no −0.00, no e+04, a true minus sign."""
    mantissa, e, exponent = digits.partition("e")
    if mantissa.startswith("-") and not mantissa.strip("-0."):
        mantissa = mantissa[1:]
    whole = f"{mantissa}e{int(exponent)}" if e else mantissa
    return whole.replace("-", MINUS)


def _special(value: float) -> str:
    if isnan(value):
        return "NaN"
    return "∞" if value > 0 else f"{MINUS}∞"
