"""Which surfaces there are of a network."""

from engine.diagnostics import SurfaceRequest
from engine.trace import Snapshot


def exists_in(request: SurfaceRequest, snapshot: Snapshot) -> bool:
    """Whether the surface asked for exists in the network on screen (it may just have been edited)."""
    inputs = len(snapshot.layers[0].kernel)
    columns = (request.x_column, request.y_column or 0)
    if (request.y_column is None and inputs > 1) or max(columns) >= inputs:
        return False
    if request.focus is None:
        return True
    layer, neuron = request.focus
    units = inputs if layer < 0 else len(snapshot.layers[layer].bias) if layer < len(snapshot.layers) else 0
    return neuron < units
