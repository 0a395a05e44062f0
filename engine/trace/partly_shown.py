"""What is shown of an event that is shown in part: whose numbers are known, which weights are new."""

from engine.catalog.arrays import Array
from engine.trace.cursor import Cursor
from engine.trace.events import Phase
from engine.trace.update_shape import UpdateShape

Pair = tuple[Array, Array]
Shown = tuple[UpdateShape, Cursor]
"""The shape of the update, and how much of its last event is shown."""


def known_units(shape: UpdateShape, event: int, cursor: Cursor) -> dict[str, int]:
    """The `..._known` fields of LayerNumbers for the layer of an event shown as far as the cursor."""
    phase, index = shape.place(event)
    layer, stop = shape.layers[index], cursor.stop
    whole = cursor.part is None
    if phase is Phase.BACKWARD:
        return {"errors_known": stop + whole}
    if phase is not Phase.FORWARD:
        return {}
    if stop >= layer.units:
        return {"activations_known": stop - layer.units + whole}
    summed = cursor.part is None or cursor.part >= layer.inputs
    return {"sums_known": stop + summed, "activations_known": 0 if layer.couples else stop + whole}


def partly_updated(now: Pair, before: Pair, cursor: Cursor) -> Pair:
    """(kernel, bias) with the columns up to the cursor as they are now and the others as they were before."""
    kernel, bias = before[0].copy(), before[1].copy()
    whole = cursor.stop + (cursor.part is None)
    kernel[:, :whole], bias[:whole] = now[0][:, :whole], now[1][:whole]
    if cursor.part is not None:
        rows = cursor.part + 1
        kernel[:rows, cursor.stop] = now[0][:rows, cursor.stop]
    return kernel, bias

