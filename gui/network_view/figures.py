"""Numbers as the network's labels write them, in the one notation of the whole program."""

from engine.formula import NumberStyle, number_text

SHORT_DIGITS, EXACT_DIGITS = 3, 6
_STYLES = {digits: NumberStyle(digits) for digits in range(1, EXACT_DIGITS + 1)}


def short(value: float) -> str:
    """Three significant digits."""
    return number_text(value, _STYLES[SHORT_DIGITS])


def exact(value: float) -> str:
    """Six significant digits, for the hover card."""
    return number_text(value, _STYLES[EXACT_DIGITS])


def ever_shorter(value: float) -> tuple[str, ...]:
    """The number in three, two and one significant digits, for where room is scarce; different texts only."""
    texts = (number_text(value, _STYLES[digits]) for digits in (SHORT_DIGITS, 2, 1))
    return tuple(dict.fromkeys("NaN" if value != value else text for text in texts))
