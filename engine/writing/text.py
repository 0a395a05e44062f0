"""Explanations as plain text."""

from __future__ import annotations

from collections.abc import Iterator

from engine.formula import NumberStyle, number_text, plain_text, symbol_tokens
from engine.formula import to_text as formula_text
from engine.trace import Explanation, Step
from engine.writing.document import PHASE_NAMES, Worked, heading, says_more
from engine.writing.shown import shown_so_far

_INDENT = "    "


def explanation_text(explanation: Explanation, style: NumberStyle) -> str:
    """Title, place, sentence, the lines of its formulas, remarks."""
    explanation = shown_so_far(explanation)
    lines = [f"{explanation.title} · {explanation.place}", explanation.sentence]
    for step in explanation.steps:
        lines += [_INDENT + line for line in step_lines(step, style)]
    lines += [f"Note: {note}" for note in explanation.notes]
    return "\n".join(lines)


def step_lines(step: Step, style: NumberStyle) -> Iterator[str]:
    """The formula in symbols, below it in numbers with the result, and the remark."""
    symbol = plain_text(symbol_tokens(step.result.symbol))
    value = number_text(step.result.value, style)
    if step.formula is None:
        yield f"{symbol} = {value}"
    else:
        yield f"{symbol} {step.sign} {formula_text(step.formula, 'symbols', style)}"
        room = " " * len(symbol)
        if says_more(step):
            numbers, _, reason = formula_text(step.formula, "numbers", style).partition("  as ")
            yield f"{room} = {numbers} = {value}" + (f", as {reason}" if reason else "")
        else:
            yield f"{room} = {value}"
    if step.note:
        yield f"({step.note})"


def to_text(worked: Worked, style: NumberStyle) -> str:
    """The whole worked example."""
    blocks = [worked.spec.name, worked.setting()]
    for update in worked.without_repeats().updates:
        blocks.append(f"{heading(update)}\n{'=' * len(heading(update))}")
        for phase, steps in update.phases():
            blocks.append(f"{PHASE_NAMES[phase]}\n{'-' * len(PHASE_NAMES[phase])}")
            blocks += [explanation_text(step.explanation, style) for step in steps]
    return "\n\n".join(blocks) + "\n"
