"""Where the files that ship with the program stand."""

from pathlib import Path

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
"""The folder `resources/` of this installation."""
