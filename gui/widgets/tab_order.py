"""The order in which Tab visits panels that were not made in the order of the eye."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def follow(panels: Sequence[QWidget]) -> None:
    """Visit the panels one after the other, from where the first one is visited; in each as its controls were made.

    It does not ask Qt for the order there is: PySide makes a widget that `nextInFocusChain` gives a child of the one
    that was asked, and forgets it with that one.
    """
    windows = {panel.window() for panel in panels}
    controls = [control for panel in panels for control in panel.findChildren(QWidget)]
    reached = [each for each in controls if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.window() in windows]
    for before, after in pairwise(reached):
        QWidget.setTabOrder(before, after)


def take_place(holder: QWidget) -> None:
    """Visit what was put into a holder late where the holder itself was made, not at the end of the window."""
    parts = [holder, *holder.findChildren(QWidget)]
    policies = [part.focusPolicy() for part in parts]
    for part in parts:
        part.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # Qt leaves others where they are, also those that take turns
    for before, after in pairwise(parts):
        QWidget.setTabOrder(before, after)
    for part, policy in zip(parts, policies, strict=True):
        part.setFocusPolicy(policy)
