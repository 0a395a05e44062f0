"""The loss plot in words: losses and metrics of the moment shown, in grey those from before an edit."""

import math
from bisect import bisect_right
from dataclasses import replace

from engine.catalog import metrics
from engine.catalog.metrics import TOTALS
from engine.trace import Address, Kind, Snapshot
from gui.plots.loss_canvas import batch_color
from gui.plots.strip import Entry
from gui.plots.text import number
from gui.theme.theme import Color, Theme

BEFORE = "before the edit"
_PERCENT = "accuracy"
_ERRORS = ("mae", "mse")
_BRIEF = {_PERCENT: "Acc."}


def loss_entries(moment: Snapshot, theme: Theme) -> tuple[Entry, ...]:
    """The losses of training and validation, and that of the last batch."""
    entries = []
    for words, short, prefix, color in _parts(theme):
        value = moment.latest.get(f"{prefix}loss", math.nan)
        if not math.isnan(value):
            full, figure = f"{words} {number(value)}", number(value)
            shorts = (full, full, f"{short} {figure}", figure)
            place = Address(Kind.EPOCH_FIGURE, name=f"{prefix}loss")
            entry = Entry("line", full, color, color, shorts=shorts, steady=True, number=place)
            entries.append(_dated(entry, moment, f"{prefix}loss", theme))
    batch = _batch_loss(moment)
    if not math.isnan(batch):
        words = f"batch {number(batch)}"
        color = batch_color(theme)
        place = Address(Kind.BATCH_FIGURE, name="loss")
        entry = Entry("line", words, color, theme.muted_text, shorts=("batch", ""), steady=True, number=place)
        entries.append(_dated(entry, moment, "batch", theme))
    return tuple(entries)


def metric_entries(moment: Snapshot, theme: Theme) -> tuple[Entry, ...]:
    """Each metric with its values on both parts."""
    muted, entries = theme.muted_text, []
    for group, metric in enumerate(metrics):
        known = [part for part in _parts(theme) if part[2] + metric.name in moment.latest]
        if known:
            short = metric.name.upper() if metric.name in _ERRORS else metric.label
            shorts = (short, short, short, _BRIEF.get(metric.name, short))
            entries.append(Entry("none", metric.label, muted, muted, shorts=shorts, group=group))
        for words, brief, prefix, color in known:
            figure = _figure(metric.name, moment.latest[prefix + metric.name])
            counted = metric.name in TOTALS
            last = "" if counted and prefix else figure
            shorts = (f"{words} {figure}", f"{brief} {figure}", figure, last)
            place = Address(Kind.EPOCH_FIGURE, name=prefix + metric.name)
            entry = Entry("none", f"{words} {figure}", color, color, "", shorts, group, not counted, place)
            entries.append(_dated(entry, moment, prefix + metric.name, theme))
    return tuple(entries)


def _parts(theme: Theme) -> tuple[tuple[str, str, str, Color], ...]:
    return (
        ("training", "train", "", theme.curve_training),
        ("validation", "val", "val_", theme.curve_validation),
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


def _figure(name: str, value: float) -> str:
    if name in TOTALS:
        return f"{value:,.0f}"
    return f"{100 * value:.1f} %" if name == _PERCENT else number(value)
