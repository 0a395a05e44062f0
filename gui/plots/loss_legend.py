"""The loss plot in words: the figures of the moment shown, in grey those from before an edit."""

import math
from bisect import bisect_right
from dataclasses import replace

from engine.catalog import metrics
from engine.catalog.metrics import TOTALS
from engine.spec.figure_words import AGAIN, VALIDATION
from engine.trace import Address, Kind, Snapshot
from gui.plots.card import Line
from gui.plots.loss_canvas import Point, batch_color
from gui.plots.loss_header import LOSS
from gui.plots.loss_numbers import HALF_EPOCH, Reading
from gui.plots.strip import Entry, Strip
from gui.plots.text import number
from gui.theme.theme import Color, Theme

BEFORE = "before the edit"
_PERCENT = "accuracy"
_ERRORS = ("mae", "mse")
_BRIEF = {_PERCENT: "Acc."}


def loss_entries(moment: Snapshot, theme: Theme, name: str = LOSS) -> tuple[Entry, ...]:
    """The figure that is drawn: of training, validation, training at the epoch's end; the loss of the last batch."""
    entries = []
    for words, short, prefix, color in _parts(theme):
        value = moment.latest.get(prefix + name, math.nan)
        if not math.isnan(value):
            figure = figure_words(name, value)
            full, place = f"{words} {figure}", Address(Kind.EPOCH_FIGURE, name=prefix + name)
            brief = f"{short} {figure}"
            shorts = (full, full, brief, brief, figure)
            entry = Entry("line", full, color, color, shorts=shorts, steady=True, number=place)
            entries.append(_dated(entry, moment, prefix + name, theme))
    value = moment.latest.get(AGAIN + name, math.nan)
    if not math.isnan(value):
        full, color = f"at end {figure_words(name, value)}", theme.curve_training
        place = Address(Kind.EPOCH_FIGURE, name=AGAIN + name)
        entry = Entry(
            "dashes",
            full,
            color,
            color,
            shorts=(full, full, f"end {figure_words(name, value)}", ""),
            steady=True,
            number=place,
        )
        entries.append(_dated(entry, moment, AGAIN + name, theme))
    batch = _batch_loss(moment)
    if name == LOSS and not math.isnan(batch):
        words = f"batch {number(batch)}"
        color = batch_color(theme)
        place = Address(Kind.BATCH_FIGURE, name="loss")
        entry = Entry("line", words, color, theme.muted_text, shorts=("batch", ""), steady=True, number=place)
        entries.append(_dated(entry, moment, "batch", theme))
    return tuple(entries)


def metric_entries(moment: Snapshot, theme: Theme, drawn: str = LOSS) -> tuple[Entry, ...]:
    """Each figure that is not drawn, with its values on both parts."""
    muted, entries = theme.muted_text, []
    others = [(LOSS, "Loss")] if drawn != LOSS else []
    others += [(metric.name, metric.label) for metric in metrics if metric.name != drawn]
    for group, (name, label) in enumerate(others):
        known = [part for part in _parts(theme) if part[2] + name in moment.latest]
        if known:
            short = name.upper() if name in _ERRORS else label
            shorts = (short, short, short, _BRIEF.get(name, short))
            entries.append(Entry("none", label, muted, muted, shorts=shorts, group=group))
        for words, brief, prefix, color in known:
            figure = figure_words(name, moment.latest[prefix + name])
            counted = name in TOTALS
            last = "" if counted and prefix else figure
            shorts = (f"{words} {figure}", f"{brief} {figure}", figure, last)
            place = Address(Kind.EPOCH_FIGURE, name=prefix + name)
            entry = Entry("none", f"{words} {figure}", color, color, "", shorts, group, not counted, place)
            entries.append(_dated(entry, moment, prefix + name, theme))
    return tuple(entries)


def in_rows(strip: Strip, entries: tuple[Entry, ...], most: int, theme: Theme) -> tuple[Entry, ...]:
    """The entries, or as many groups of them as a strip shows in so many rows, with the number of those left out."""
    groups = list(dict.fromkeys(entry.group for entry in entries))
    for count in range(len(groups), 1, -1):
        shown = _first(entries, groups, count, theme)
        if strip.rows(shown) <= most:
            return shown
    return _first(entries, groups, 1, theme)


def _first(entries: tuple[Entry, ...], groups: list[int], count: int, theme: Theme) -> tuple[Entry, ...]:
    left = len(groups) - count
    shown = tuple(entry for entry in entries if entry.group in groups[:count])
    if left <= 0:
        return shown
    ink = theme.muted_text
    return (*shown, Entry("none", f"+ {left} more", ink, ink, shorts=(f"+{left}",), group=shown[-1].group))


def card_lines(
    reading: Reading, cursor: float, changed: str, theme: Theme
) -> tuple[tuple[Line, ...], tuple[tuple[Point, Color], ...]]:
    """What the card at the cursor says, and where on the curves it stands, as ((x, value), colour)."""
    lines, dots = [Line(f"{cursor:.2f}", "epoch")] if reading.batch is None else [], []
    if reading.batch is not None:
        lines = [Line(f"{reading.batch[0]:.2f}", "epoch"), Line(number(reading.batch[1]), "batch")]
    for name, found, shift, color in (
        ("training", reading.training, HALF_EPOCH, theme.curve_training),
        ("validation", reading.validation, 0.0, theme.curve_validation),
        ("at end", reading.again, 0.0, theme.curve_training),
    ):
        if found is not None:
            epoch = round(found[0] + shift)
            when = f"epoch {epoch}" if epoch else "start"
            lines.append(Line(number(found[1]), f"{name}, {when}", color))
            dots.append((found, color))
    if changed:
        lines.append(Line(changed, "changed", theme.accent_ink))
    known = bool(dots or changed or reading.batch is not None)
    return (tuple(lines) if known else ()), tuple(dots)


def _parts(theme: Theme) -> tuple[tuple[str, str, str, Color], ...]:
    return (
        ("training", "train", "", theme.curve_training),
        ("validation", "val", VALIDATION, theme.curve_validation),
    )


def _dated(entry: Entry, moment: Snapshot, name: str, theme: Theme) -> Entry:
    """The entry in grey, with the words for it, if its figure was taken before an edit."""
    if name not in moment.outdated:
        return entry
    endings = [BEFORE if words == entry.text else "before" for words in entry.shorts]
    shorts = tuple(f"{words} {end}" if words else "" for words, end in zip(entry.shorts, endings, strict=True))
    return replace(entry, text=f"{entry.text} {BEFORE}", ink=theme.muted_text, shorts=shorts, steady=False)


def _batch_loss(moment: Snapshot) -> float:
    """The loss of the last batch at or before this moment, NaN where there is none."""
    index = bisect_right(moment.curves.x, moment.epoch_position) - 1
    return float(moment.curves.y[index]) if index >= 0 else math.nan


def figure_words(name: str, value: float) -> str:
    """A figure as the plot writes it: a share of accuracy in percent, a count whole."""
    if name in TOTALS:
        return f"{value:,.0f}"
    return f"{100 * value:.1f} %" if name == _PERCENT else number(value)
