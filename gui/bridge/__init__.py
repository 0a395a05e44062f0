"""The way between the window and the engine thread: requests down, the latest snapshot up."""

from gui.bridge.player import Player

__all__ = ["Player"]
