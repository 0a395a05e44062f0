"""What stands over a page: the phase of the step, the state of the run, the title of a number; no Qt."""

from __future__ import annotations

from dataclasses import replace

from engine.formula import NumberStyle, Token
from engine.letters import capital
from engine.trace import Explanation, Kind, Phase, Snapshot
from engine.trace.timeline_view import BY_HAND
from gui.tracer.page import Crumb, Page, Tone
from gui.tracer.walk import Walk

PHASES: dict[Phase, tuple[str, Tone]] = {
    Phase.FORWARD: ("Forward", "accent_ink"),
    Phase.LOSS: ("Loss", "accent_ink"),
    Phase.BACKWARD: ("Backward", "gradient"),
    Phase.UPDATE: ("Update", "text"),
}
STOPPED = "Stopped"
_ERRORS = (Kind.UPSTREAM, Kind.DELTA, Kind.SHARE, Kind.GRADIENT)
BESIDE = "The network shows {}, of which nothing is learned. Click any number to see where it comes from."
BATCH_INVITATION = "Press → to take one step: it shows the whole batch as matrices."
INVITATION = "Press Space to train, → to take one step. Click any number to see where it comes from."


def page_of(
    snapshot: Snapshot,
    explanation: Explanation | None,
    walk: Walk,
    style: NumberStyle,
    playing: bool,
    *,
    batch: bool = False,
    beside: str = "",
) -> Page:
    """What the tracer shows of this moment: the number that was asked, the step under way, or the run at rest.

    batch: whether the next step is going to be shown as matrices. beside: the name of the example for validation or
    test whose numbers the network shows, "" for none.
    """
    trail = _trail(snapshot, walk)
    if walk.shown is not None:
        tone: Tone = "gradient" if walk.shown.address.kind in _ERRORS else "text"
        return _page(walk.shown, style, trail, "", tone)
    if explanation is not None and snapshot.phase is not None:
        return _page(explanation, style, (), *PHASES[snapshot.phase])
    invitation = BESIDE.format(beside) if beside else BATCH_INVITATION if batch else INVITATION
    return _rest_page(snapshot, playing, invitation)


def waiting(page: Page) -> Page:
    """The page while something that was asked is being worked out."""
    return replace(page, sentence="Working it out …")


def _page(explanation: Explanation, style: NumberStyle, trail: tuple[Crumb, ...], lead: str, tone: Tone) -> Page:
    from gui.tracer.blocks import blocks_of  # imported late: the program starts without formulas

    return Page(
        lead,
        tone,
        explanation.title,
        explanation.place,
        explanation.sentence,
        blocks_of(explanation, style),
        explanation.notes if explanation.shown is None else (),
        explanation.origin,
        trail,
    )


def _rest_page(snapshot: Snapshot, playing: bool, invitation: str) -> Page:
    """Between updates: what one can do."""
    if snapshot.problem:
        place, _, what = snapshot.problem.removeprefix(f"{STOPPED} ").rpartition(": ")
        return Page(STOPPED, "danger_text", "", place, capital(what))
    place = f"update {snapshot.update:,}"
    if playing:
        return Page("Training", "text", "", place, "Press Space to pause and look inside.")
    if snapshot.notice:
        return Page("Ready", "text", "", place, snapshot.notice)
    if snapshot.update == 0:
        line = snapshot.timeline
        given = line is not None and any(mark.update == 0 and BY_HAND in mark.text for mark in line.marks)
        place = "weights that were given, nothing learned since" if given else "first weights, nothing learned yet"
    return Page("Ready", "text", "", place, invitation)


def _trail(snapshot: Snapshot, walk: Walk) -> tuple[Crumb, ...]:
    """From where the walk began to what is shown; what lies ahead is not part of it."""
    if walk.shown is None:
        return ()
    start = "step" if snapshot.phase is not None else "start"
    title = "Where the step is" if snapshot.phase is not None else "Where the run is"
    first = Crumb((Token(start),), title, current=False)
    way = walk.trail[: walk.place]
    return (first, *(_crumb(each, each is way[-1]) for each in way))


def _crumb(explanation: Explanation, current: bool) -> Crumb:
    """A number in the trail, by its symbol."""
    steps = explanation.steps
    own = [step.result.symbol for step in steps if step.result.address == explanation.address]
    symbol = own[-1] if own else steps[-1].result.symbol
    from engine.formula import symbol_tokens

    tokens = tuple(replace(token, address=None) for token in symbol_tokens(symbol))
    return Crumb(tokens, f"{explanation.title} · {explanation.place}", current)
