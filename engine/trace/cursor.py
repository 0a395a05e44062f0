"""How much of an update is shown: the places between its parts, and the next and previous one of any grain."""

from __future__ import annotations

from dataclasses import dataclass, replace

from engine.trace.events import Grain, phase_end, phase_start
from engine.trace.update_shape import UpdateShape


@dataclass(frozen=True, slots=True)
class Cursor:
    """How much of the last event is shown: the stops before `stop` whole, and of it the parts 0..part.

    part None: the whole stop. Where a Cursor may be None, that is the whole event.
    """

    stop: int
    part: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A moment of a run: the update (from 0), how many of its events are shown, the last as far as the cursor says.

    (u, all events) and (u + 1, 0) are the same state: the one draws the whole update, the other the rest after it.
    """

    update: int = 0
    events_done: int = 0
    cursor: Cursor | None = None


def normalised(shape: UpdateShape, place: Place) -> Place:
    """The one way to write a place: a whole stop has no part, a whole event no cursor.

    Raises:
        ValueError: an update of this shape has no such place.
    """
    events, cursor = place.events_done, place.cursor
    if not 0 <= events <= shape.events or (cursor is not None and not events):
        raise ValueError(f"An update of this network has {shape.events} events; {events} of them cannot be shown.")
    if cursor is None:
        return place
    event, stop, part = events - 1, cursor.stop, cursor.part
    if not 0 <= stop < shape.stops(event):
        raise ValueError(f"Event {event} has {shape.stops(event)} stops, so there is none number {stop}.")
    parts = shape.parts(event, stop)
    if part is not None and not 0 <= part < parts:
        raise ValueError(f"Stop {stop} of event {event} has {parts} parts, so there is none number {part}.")
    if part is not None and part < parts - 1:
        return place
    return replace(place, cursor=None if stop == shape.stops(event) - 1 else Cursor(stop))


def next_place(shape: UpdateShape, place: Place, grain: Grain) -> Place:
    """The next boundary of that grain within the update; its end is one of every grain.

    Raises:
        ValueError: the update is shown to its end already.
    """
    events, cursor = place.events_done, place.cursor
    if events == shape.events and cursor is None:
        raise ValueError("After the end of an update comes the next update.")
    if grain >= Grain.BATCH:
        return Place(place.update, shape.events)
    if grain is Grain.PASS:
        return Place(place.update, phase_end(events if cursor is None else events - 1, len(shape.layers)))
    if grain is Grain.LAYER:
        return Place(place.update, events if cursor is not None else events + 1)
    if cursor is None:
        events, stop, part = events + 1, 0, 0
    elif cursor.part is None:
        stop, part = cursor.stop + 1, 0
    else:
        stop, part = cursor.stop, cursor.part + 1
    return normalised(shape, Place(place.update, events, Cursor(stop, part if grain is Grain.TERM else None)))


def previous_place(shape: UpdateShape, place: Place, grain: Grain) -> Place:
    """The boundary of that grain before; the beginning of the update is one of every grain.

    Raises:
        ValueError: nothing of the update is shown.
    """
    stop, part = shown_to(shape, place)
    events = place.events_done
    if grain >= Grain.BATCH:
        return Place(place.update)
    if grain is Grain.PASS:
        return Place(place.update, phase_start(events - 1, len(shape.layers)))
    if grain is Grain.TERM and part:
        return Place(place.update, events, Cursor(stop, part - 1))
    if grain <= Grain.NEURON and stop:
        return Place(place.update, events, Cursor(stop - 1))
    return Place(place.update, events - 1)


def shown_to(shape: UpdateShape, place: Place) -> tuple[int, int]:
    """(stop, part) of the last event up to which it is shown, itself included.

    Raises:
        ValueError: nothing of the update is shown.
    """
    if not place.events_done:
        raise ValueError("Nothing of the update is shown; before it comes the update before.")
    event, cursor = place.events_done - 1, place.cursor
    stop = shape.stops(event) - 1 if cursor is None else cursor.stop
    part = None if cursor is None else cursor.part
    return stop, shape.parts(event, stop) - 1 if part is None else part
