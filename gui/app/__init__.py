"""The composition root: document, player, theme and panels are made and connected here, and nowhere else."""

from gui.app import fast_imports  # isort: skip
from gui.app.start import run_window

__all__ = ["fast_imports", "run_window"]
