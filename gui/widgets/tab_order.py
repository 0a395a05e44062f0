"""Tab goes through a window as the eye does: in the order of its layouts, however late a control was made."""

from collections.abc import Iterator
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QGridLayout,
    QLayout,
    QScrollArea,
    QSplitter,
    QWidget,
)

_ALONE = Qt.FindChildOption.FindDirectChildrenOnly


@runtime_checkable
class Ordered(Protocol):
    """A widget that places its parts itself, not in the order in which it made them, and says in which."""

    def parts_in_order(self) -> tuple[QWidget, ...]:
        """Its parts as the eye meets them; those that are not named come last."""


def visit(window: QWidget, forward: bool) -> bool:
    """Give the focus to the control after the one that has it, or the one before; whether there is one.

    Qt's own chain is the order in which controls were made: it has those that come with the data at its end.
    """
    order = list(_within(window))
    places = [place for place, widget in enumerate(order) if _is_stop(widget)]
    if not places:
        return False
    focused = window.focusWidget()
    here = next((place for place, widget in enumerate(order) if widget is focused), -1 if forward else len(order))
    if forward:
        there = next((place for place in places if place > here), places[0])
        reason = Qt.FocusReason.TabFocusReason
    else:
        there = next((place for place in reversed(places) if place < here), places[-1])
        reason = Qt.FocusReason.BacktabFocusReason
    order[there].setFocus(reason)
    _bring_into_sight(order[there])
    return True


def first_stop(part: QWidget) -> QWidget | None:
    """The first control in a part of a window that can be reached now."""
    return next((widget for widget in _within(part) if _is_stop(widget)), None)


def _within(widget: QWidget) -> Iterator[QWidget]:
    """What is seen in a widget, from the first to the last; an outer part before its inner ones."""
    for part in _parts(widget):
        if part.isVisible() and not part.isWindow():
            yield part
            yield from _within(part)


def _parts(widget: QWidget) -> list[QWidget]:
    if isinstance(widget, Ordered):
        first = list(widget.parts_in_order())
    elif isinstance(widget, QSplitter):
        pairs = ((widget.handle(place), widget.widget(place)) for place in range(widget.count()))
        first = [part for pair in pairs for part in pair if part is not None]
    else:
        layout = widget.layout()
        first = [] if layout is None else list(_laid_out(layout))
    return [*first, *(child for child in widget.findChildren(QWidget, options=_ALONE) if child not in first)]


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    if (bar := layout.menuBar()) is not None:
        yield bar
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        places.sort(key=lambda place: layout.getItemPosition(place)[:2])  # type: ignore[index]
    for place in places:
        item = layout.itemAt(place)
        if item is None:
            continue
        if (inner := item.layout()) is not None:
            yield from _laid_out(inner)
        elif (widget := item.widget()) is not None:
            yield widget


def _is_stop(widget: QWidget) -> bool:
    """Whether Tab stops there; of buttons that exclude one another at the chosen one, else at the first.

    What gives its focus away is the viewport of an area, which has it. Asked for their focusProxy, PySide would make
    the area a child of its viewport, and the collector would end all that is in it.
    """
    if not widget.isEnabled() or _is_viewport(widget):
        return False
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    if group is None or not group.exclusive():
        return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    seen = [button for button in group.buttons() if button.isVisible() and button.isEnabled()]
    chosen = group.checkedButton()
    return widget is (chosen if chosen in seen else seen[0])


def _is_viewport(widget: QWidget) -> bool:
    outer = widget.parentWidget()
    return isinstance(outer, QAbstractScrollArea) and outer.viewport() is widget


def _bring_into_sight(widget: QWidget) -> None:
    outer = widget.parentWidget()
    while outer is not None:
        if isinstance(outer, QScrollArea) and outer.widget() is not widget:
            outer.ensureWidgetVisible(widget)
        outer = outer.parentWidget()
