"""Pure functions of weights and arrays that show how a network sees its inputs."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from engine.diagnostics.activity import Activity, can_be_inactive, compute_activity, inactive
from engine.diagnostics.decision_line import DecisionLine, decision_line
from engine.diagnostics.one_example import LayerRow, forward_example
from engine.diagnostics.points import PointSet, point_set
from engine.diagnostics.reading import plotted_row, read_output
from engine.diagnostics.surface import Surface, SurfaceRequest, compute_surface

if TYPE_CHECKING:
    from engine.diagnostics.agreement import Agreement, Difference, LayerAgreement, Tolerance, compare
    from engine.diagnostics.check_report import agreement_of, check_report
    from engine.diagnostics.example_rows import ExampleRows
    from engine.diagnostics.gradient_check import (
        GradientCase,
        NothingToCompare,
        OwnGradient,
        check_differences,
        compare_with_automatic,
        own_gradient,
    )
    from engine.diagnostics.judging import Judge, Judgement, Scores

__all__ = [
    "Activity",
    "Agreement",
    "DecisionLine",
    "Difference",
    "ExampleRows",
    "GradientCase",
    "Judge",
    "Judgement",
    "LayerAgreement",
    "LayerRow",
    "NothingToCompare",
    "OwnGradient",
    "PointSet",
    "Scores",
    "Surface",
    "SurfaceRequest",
    "Tolerance",
    "agreement_of",
    "can_be_inactive",
    "check_differences",
    "check_report",
    "compare",
    "compare_with_automatic",
    "compute_activity",
    "compute_surface",
    "decision_line",
    "forward_example",
    "inactive",
    "own_gradient",
    "plotted_row",
    "point_set",
    "read_output",
]

_LATE = {
    "agreement": ("Agreement", "Difference", "LayerAgreement", "Tolerance", "compare"),
    "check_report": ("agreement_of", "check_report"),
    "gradient_check": (
        "GradientCase",
        "NothingToCompare",
        "OwnGradient",
        "check_differences",
        "compare_with_automatic",
        "own_gradient",
    ),
    "example_rows": ("ExampleRows",),
    "judging": ("Judge", "Judgement", "Scores"),
}


def __getattr__(name: str) -> Any:
    """What somebody must ask for is loaded when it is asked for: the program starts without it."""
    for module, names in _LATE.items():
        if name in names:
            loaded = import_module(f"{__name__}.{module}")
            globals().update({each: getattr(loaded, each) for each in names})  # before a module of the same name
            return globals()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
