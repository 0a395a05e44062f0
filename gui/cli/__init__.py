"""The commands that draw: the window, `demo` and `render`; Qt is loaded only when one of them runs."""

from gui.cli.commands import demo, render, window

__all__ = ["demo", "render", "window"]
