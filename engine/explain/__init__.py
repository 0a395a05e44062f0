"""Where every number of a run comes from."""

from engine.explain.book import Book
from engine.explain.explaining import EXPLAINERS, explain
from engine.explain.moments import Moments

__all__ = ["EXPLAINERS", "Book", "Moments", "explain"]
