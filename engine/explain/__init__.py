"""Where every number of a run comes from."""

from engine.explain.answering import answer
from engine.explain.book import Book
from engine.explain.explaining import EXPLAINERS, explain
from engine.explain.moments import Moments
from engine.explain.stepping import Focus, explain_step
from engine.explain.working import shown_by_step, work_out

__all__ = [
    "EXPLAINERS",
    "Book",
    "Focus",
    "Moments",
    "answer",
    "explain",
    "explain_step",
    "shown_by_step",
    "work_out",
]
