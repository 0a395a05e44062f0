"""What a view looks at first, what of it fits other data, and which picture it needs."""

from dataclasses import replace

from engine.diagnostics import SurfaceRequest
from engine.session import data_info
from engine.spec import DataInfo, ExperimentSpec, source_of
from gui.view import ViewState


def surface_request(state: ViewState, spec: ExperimentSpec) -> SurfaceRequest | None:
    """The picture that a view needs: the hovered neuron, else the output, of several questions the selected one.

    None where the inputs are pixels: two of hundreds say little, and the window shows the pictures themselves.
    """
    if data_info(spec.data).image is not None:
        return None
    focus, asked = state.hovered, state.selected
    if focus is None and asked and asked[0] == len(spec.network.layers) - 1:
        focus = asked if source_of(spec.data).task == "multilabel" else None
    request = SurfaceRequest(state.x_column, state.y_column, focus=focus, pictured=state.pictured, held=state.held)
    follows = any(value is None for _, value in state.held)
    return replace(request, example=state.example) if follows else request


def first_view(info: DataInfo) -> ViewState:
    """What is looked at first in this data."""
    return fitting_view(ViewState(x_column=info.plotted[0], y_column=info.plotted[1]), info)


def fitting_view(state: ViewState, info: DataInfo) -> ViewState:
    """The view with columns, example and neurons that exist in this data."""
    inputs = len(info.columns)
    x = state.x_column if state.x_column < inputs else 0
    y = state.y_column if state.y_column is not None and state.y_column < inputs and state.y_column != x else None
    if inputs > 1 and y is None:
        y = 1 if x == 0 else 0
    example = min(state.example, max(info.training_count - 1, 0))
    held = tuple((column, value) for column, value in state.held if column < inputs)
    return replace(state, x_column=x, y_column=y, example=example, held=held)
