"""Explanations as Markdown with LaTeX mathematics between dollar signs, as notebooks and forges set it."""

from __future__ import annotations

from collections.abc import Iterator

from engine.formula import NumberStyle, number_latex, symbol_latex
from engine.formula import to_latex as formula_latex
from engine.trace import Explanation, Step
from engine.writing.document import PHASE_NAMES, Worked, heading, says_more
from engine.writing.shown import shown_so_far


def explanation_markdown(explanation: Explanation, style: NumberStyle, level: int = 4) -> str:
    """Title as a heading, sentence, one formula a step, remarks."""
    explanation = shown_so_far(explanation)
    blocks = [f"{'#' * level} {explanation.title}", f"*{explanation.place}.* {explanation.sentence}"]
    for step in explanation.steps:
        rows = r" \\ ".join(step_rows(step, style, "&"))
        blocks.append(rf"$$\begin{{aligned}}{rows}\end{{aligned}}$$")
        blocks += [f"{step.note}."] if step.note else []
    blocks += [f"> {note}" for note in explanation.notes]
    return "\n\n".join(blocks)


def step_rows(step: Step, style: NumberStyle, align: str) -> Iterator[str]:
    """The rows of a formula in LaTeX; `align` stands before each sign of equality."""
    symbol, value = symbol_latex(step.result.symbol), number_latex(step.result.value, style)
    if step.formula is None:
        yield f"{symbol} {align}= {value}"
        return
    sign = r"\leftarrow" if step.sign == "←" else "="
    last = (
        f"{align}= {formula_latex(step.formula, 'numbers', style)} = {value}"
        if says_more(step)
        else f"{align}= {value}"
    )
    yield f"{symbol} {align}{sign} {formula_latex(step.formula, 'symbols', style)}"
    yield last


def to_markdown(worked: Worked, style: NumberStyle) -> str:
    """The whole worked example."""
    blocks = [f"# {worked.spec.name}", f"{worked.setting()}."]
    for update in worked.without_repeats().updates:
        blocks.append(f"## {heading(update)}")
        for phase, steps in update.phases():
            blocks.append(f"### {PHASE_NAMES[phase]}")
            blocks += [explanation_markdown(step.explanation, style) for step in steps]
    return "\n\n".join(blocks) + "\n"
