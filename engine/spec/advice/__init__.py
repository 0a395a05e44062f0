"""What can be computed but does not fit well, with the way out: shown by the window, told by the command line."""

from engine.spec.advice.advising import advice
from engine.spec.advice.record import Advice, Fix
from engine.spec.advice.spent_rate import spent_rate

__all__ = ["Advice", "Fix", "advice", "spent_rate"]
