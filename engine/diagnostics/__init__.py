"""Pure functions of weights and arrays that show how a network sees its inputs."""

from engine.diagnostics.decision_line import DecisionLine, decision_line
from engine.diagnostics.one_example import LayerRow, forward_example
from engine.diagnostics.points import PointSet, point_set
from engine.diagnostics.reading import plotted_row, read_output
from engine.diagnostics.surface import Surface, SurfaceRequest, compute_surface

__all__ = [
    "DecisionLine",
    "LayerRow",
    "PointSet",
    "Surface",
    "SurfaceRequest",
    "compute_surface",
    "decision_line",
    "forward_example",
    "plotted_row",
    "point_set",
    "read_output",
]
