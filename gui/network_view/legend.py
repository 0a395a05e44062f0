"""What colours, widths and marks of the network mean at this moment, and what of it is not shown."""

from dataclasses import dataclass
from typing import Literal

from engine.trace import Phase
from gui.network_view.chips import Chips
from gui.network_view.lock_edits import any_locked
from gui.network_view.rows import Text
from gui.network_view.scene import NetworkScene
from gui.network_view.texts import tagged

Mark = Literal["line", "dashes", "forward", "backward", "rails", "none"]


@dataclass(frozen=True)
class LegendItem:
    """A mark in a colour of the theme, and its words; `short` where there is less room."""

    mark: Mark
    color: str
    text: str
    short: str = ""


def legend(scene: NetworkScene, chips: Chips | None = None) -> tuple[LegendItem, ...]:
    """The signs, the step under way, and how many edges and numbers are drawn if not all."""
    items = [LegendItem("line", "positive", "positive"), LegendItem("line", "negative", "negative")]
    match scene.phase:
        case Phase.FORWARD:
            items.append(LegendItem("forward", "accent", "flowing forward"))
        case Phase.LOSS:
            items.append(LegendItem("line", "accent", "compared with the target"))
        case Phase.BACKWARD:
            told = "error flowing back: δ of the example, ∂L/∂w of the batch"
            items.append(LegendItem("backward", "gradient", told, "error flowing back"))
        case Phase.UPDATE:
            items.append(LegendItem("rails", "text", "weights just changed"))
        case _:
            items.append(LegendItem("none", "", "width |w|"))
    if any_locked(scene.spec):
        items.append(LegendItem("dashes", "muted_text", "locked"))
    items += [LegendItem("none", "", note) for note in _missing(scene, chips)]
    return tuple(items)


def _missing(scene: NetworkScene, chips: Chips | None) -> list[str]:
    notes = []
    if chips is not None and chips.some:
        what = "gradients" if scene.phase is Phase.BACKWARD else "changes"
        where = "" if chips.only is None else f", neuron {chips.only + 1}"
        notes.append(f"{len(chips.boxes)} of {chips.of:,} {what}{where}")
    column = scene.active + 1
    if scene.phase in (Phase.FORWARD, Phase.BACKWARD) and scene.layout.columns[column].text is Text.TAG:
        shown, of = len(tagged(scene, column)), scene.layout.columns[column].shown
        if shown < of:
            notes.append(f"{shown} of {of} {'δ' if scene.phase is Phase.BACKWARD else 'a'}")
    if scene.snapshot is not None and len(scene.edges) < scene.edges.total:
        notes.append(f"{len(scene.edges):,} of {scene.edges.total:,} edges")
    return notes
