"""Which of several yes-or-no questions the boundary plot is about, and in which colours its points say so."""

from engine.diagnostics import SurfaceRequest
from engine.spec import DataInfo, ExperimentSpec


def shown_answer(request: SurfaceRequest, spec: ExperimentSpec, info: DataInfo) -> int | None:
    """The output whose map is shown: the one in focus, else the first. None where that is nobody's answer:
    of another task, of a hidden neuron, and over one input, where each output has a curve."""
    if info.task != "multilabel":
        return None
    if request.focus is None:
        return None if request.y_column is None else 0
    layer, neuron = request.focus
    return neuron if layer == len(spec.network.layers) - 1 and neuron < len(info.outputs) else None


def signed_pair(spec: ExperimentSpec, info: DataInfo) -> bool:
    """Whether points are either no or yes, in the colours of the two ends, as the map of one output is."""
    return info.task == "multilabel" or (len(info.classes) == 2 and spec.network.layers[-1].units == 1)


def other_answers(info: DataInfo, answer: int | None) -> str:
    """The questions that another output answers, named; "" where none is shown."""
    if answer is None:
        return ""
    others = [name for index, name in enumerate(info.outputs) if index != answer]
    return f"other output{'s' if len(others) > 1 else ''}: {', '.join(others)}"


def point_words(info: DataInfo, answer: int | None) -> tuple[str, ...]:
    """What the colours of points mean: the classes, or no and yes to the question that is shown.

    Where the map is of no answer the points show the first one, which must then be named.
    """
    if info.task != "multilabel":
        return info.classes
    return ("no", "yes") if answer is not None else (f"{info.outputs[0]}: no", "yes")
