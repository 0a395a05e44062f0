"""Worked examples as one plain HTML page, of which the window makes a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby

from engine.formula import NumberStyle, Token, number_text, render, symbol_tokens
from engine.trace import Explanation, Step
from engine.writing.document import PHASE_NAMES, Worked, heading, says_more
from engine.writing.shown import shown_so_far


def to_html(worked: Worked, style: NumberStyle) -> str:
    """The whole worked example as a page without scripts, styles or links."""
    parts = [f"<h1>{escape(worked.spec.name)}</h1>", f"<p>{escape(worked.setting())}.</p>"]
    for update in worked.without_repeats().updates:
        parts.append(f"<h2>{escape(heading(update))}</h2>")
        for phase, steps in update.phases():
            parts.append(f"<h3>{PHASE_NAMES[phase]}</h3>")
            parts += [_explanation(step.explanation, style) for step in steps]
    return f"<html><body>{''.join(parts)}</body></html>"


def _explanation(explanation: Explanation, style: NumberStyle) -> str:
    explanation = shown_so_far(explanation)
    lines = [
        f"<p><b>{escape(explanation.title)}.</b> {escape(explanation.place)}. {escape(explanation.sentence)}</p>"
    ]
    lines += [f"<blockquote>{_step(step, style)}</blockquote>" for step in explanation.steps]
    lines += [f"<p><i>{escape(note)}</i></p>" for note in explanation.notes]
    return "".join(lines)


def _step(step: Step, style: NumberStyle) -> str:
    symbol, value = tokens_html(symbol_tokens(step.result.symbol)), f"<b>{number_text(step.result.value, style)}</b>"
    if step.formula is None:
        return f"{symbol} = {value}"
    first = f"{symbol} {step.sign} {tokens_html(render(step.formula, 'symbols', style))}"
    numbers = f"{tokens_html(render(step.formula, 'numbers', style))} = " if says_more(step) else ""
    note = f"<br/><i>{escape(step.note)}</i>" if step.note else ""
    return f"{first}<br/>&nbsp;&nbsp;= {numbers}{value}{note}"


def tokens_html(tokens: Sequence[Token]) -> str:
    """Tokens with raised and lowered letters."""
    line = ""
    for raised, group in groupby(tokens, key=lambda token: token.level > 0):
        inside = "".join(map(_token, group))
        line += f"<sup>{inside}</sup>" if raised else inside
    return line


def _token(token: Token) -> str:
    text = escape(token.text)
    text = f"<i>{text}</i>" if token.italic else text
    tag = {1: "sup", -1: "sub"}.get(token.script)
    return f"<{tag}>{text}</{tag}>" if tag else text
