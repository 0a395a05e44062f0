"""What can be computed but does not fit well, with the way out: shown by the window, told by the command line."""

from engine.spec.advice.advising import advice
from engine.spec.advice.record import Advice, Fix

__all__ = ["Advice", "Fix", "advice"]
