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
