"""What the colours of the boundary plot mean, as entries of its key."""

from engine.diagnostics import Surface, SurfaceRequest
from engine.diagnostics.points import PointSet
from engine.spec import DataInfo, ExperimentSpec
from gui.plots.answers import point_words, shown_answer, signed_pair
from gui.plots.curves_over_x import curve_colors, curve_names
from gui.plots.picture import SignedRange
from gui.plots.point_colors import class_ink
from gui.plots.strip import Entry, Mark
from gui.plots.text import number
from gui.theme.theme import Theme

_PARTS = 1


def key_entries(
    surface: Surface | None,
    spec: ExperimentSpec,
    info: DataInfo,
    points: PointSet | None,
    theme: Theme,
    signed: SignedRange | None,
    *,
    validation: bool,
) -> tuple[Entry, ...]:
    """Classes or curves, the scale of a signed map, then, for the output, what filled and hollow points are."""
    entries: list[Entry] = []
    curves = surface is not None and surface.request.y_column is None
    request = SurfaceRequest() if surface is None else surface.request
    answer, pair = shown_answer(request, spec, info), signed_pair(spec, info)
    output, words = request.focus is None or answer is not None, point_words(info, answer)
    ends = [""] * 2 if signed is None else [_short(signed.neutral + side * signed.limit) for side in (-1, 1)]
    if surface is not None and curves:
        names = curve_names(surface, info, spec.network.layers)
        colors = curve_colors(surface, info, theme)
        entries += [Entry("line", name, color, theme.text) for name, color in zip(names, colors, strict=True)]
    if signed is not None and output and pair:
        # The points have the colours of the two ends.
        no, yes = words
        entries.append(Entry("scale", f"{no} {ends[0]}", theme.neutral, theme.text, f"{ends[1]} {yes}"))
    else:
        if not curves or len(words) == 2:
            for index, name in enumerate(words):
                entries.append(Entry("dot", name, class_ink(theme, index, signed=pair), theme.text))
        if signed is not None:
            entries.append(Entry("scale", ends[0], theme.neutral, theme.muted_text, ends[1]))
    entries += _faint(surface, theme) if surface is not None and not curves and answer is None else ()
    if points is not None and (output or curves or surface is None):
        entries.append(_part("dot", "training", len(points.training_x), points.training_count, theme))
        if validation and points.validation_count:
            entries.append(_part("ring", "validation", len(points.validation_x), points.validation_count, theme))
    return tuple(entries)


def without_parts(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """What the colours mean, without how many examples there are, for a plot with little room."""
    kept = tuple(entry for entry in entries if entry.group != _PARTS)
    return kept or entries


def _faint(surface: Surface, theme: Theme) -> tuple[Entry, ...]:
    """What a faint colour says where several steps share the map."""
    if surface.sums is None or len(surface.sums) == 1:
        return ()
    return (Entry("none", "faint: no neuron fires, or several", theme.muted_text, theme.muted_text, group=2),)


def _short(value: float) -> str:
    return number(value, 1) if value == round(value) else number(value, 2)


def _part(mark: Mark, name: str, shown: int, count: int, theme: Theme) -> Entry:
    whole = shown == count
    text = f"{name} {count:,}" if whole else f"{name} {shown:,} of {count:,}"
    return Entry(mark, text, theme.muted_text, theme.muted_text, shorts=(name,) if whole else (), group=_PARTS)
