"""The grain in which an event can be walked: a wide layer is not shown term by term or neuron by neuron."""

from __future__ import annotations

from engine.trace.cursor import Place
from engine.trace.events import Grain
from engine.trace.update_shape import UpdateShape

MOST_PARTS = 20
MOST_STOPS = 64


def fitting_step(shape: UpdateShape, place: Place, grain: Grain, back: bool = False) -> tuple[Grain, str]:
    """The grain of the step that is asked for at that place, and why it is a coarser one, or ""."""
    done = place.events_done
    event = done - 1 if (back and done) or place.cursor is not None else done
    if back and not done:
        event = shape.events - 1
    return fitting_grain(shape, 0 if event == shape.events else event, grain)


def fitting_grain(shape: UpdateShape, event: int, grain: Grain) -> tuple[Grain, str]:
    """The finest grain, not finer than asked, in which this event can be shown, and why it is another one."""
    if grain is Grain.TERM and shape.parts(event, 0) > MOST_PARTS:
        why = (
            f"Here a neuron has {shape.parts(event, 0):,} terms, too many to walk one by one. "
            "Stepping by neuron: the strongest 16 are shown, and the sum of the rest."
        )
        found, also = fitting_grain(shape, event, Grain.NEURON)
        return found, also or why
    if grain <= Grain.NEURON and shape.stops(event) > MOST_STOPS:
        return Grain.LAYER, (
            f"This layer has {shape.stops(event):,} neurons, too many to walk one by one. "
            "Stepping by layer: click a neuron to see its numbers."
        )
    return grain, ""
