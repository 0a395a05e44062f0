"""The composition root: document, player, theme and panels are made and connected here, and nowhere else."""

from gui.app.start import run_window

__all__ = ["run_window"]
