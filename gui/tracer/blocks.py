"""The steps of an explanation as a page shows them, each in symbols and in numbers; no Qt."""

from __future__ import annotations

from dataclasses import replace

from engine.formula import (
    Cases,
    Constant,
    Expr,
    NumberStyle,
    Ref,
    Series,
    Token,
    evaluate,
    number_text,
    plain_text,
    render,
    symbol_tokens,
)
from engine.trace import Address, Explanation, Step
from engine.trace.walked_sum import first_terms, walked
from gui.tracer.page import Block


def blocks_of(explanation: Explanation, style: NumberStyle) -> tuple[Block, ...]:
    """The steps of an explanation, as far as they have been shown."""
    blocks = [_without(_block(step, style), explanation.address) for step in explanation.steps]
    under_way = walked(explanation)
    if under_way is None:
        return tuple(blocks)
    series, shown = under_way
    told = _tokens_of_terms(blocks[0], series, shown, style)
    newest = (_tokens_of_terms(blocks[0], series, shown - 1, style), told)
    value = evaluate(first_terms(series, shown)) + (series.rest if shown > len(series.terms) else 0.0)
    so_far = Token(number_text(value, style), blocks[0].result.role, value)
    unseen = [replace(block, told=0, finished=False) for block in blocks[1:]]
    return (replace(blocks[0], told=told, finished=False, newest=newest, so_far=so_far), *unseen)


def _block(step: Step, style: NumberStyle) -> Block:
    result = step.result
    value = Token(number_text(result.value, style), result.role, result.value, result.address)
    head = tuple(symbol_tokens(result.symbol))
    if step.formula is None:
        return Block(step.label, head, "=", (), (), value, note=step.note)
    symbols, numbers = render(step.formula, "symbols", style), render(step.formula, "numbers", style)
    numbers, reason = _reasoned(step.formula, numbers)
    said = plain_text(numbers)
    if isinstance(step.formula, Ref | Constant) or said in (value.text, plain_text(symbols)):
        value = _with_address_of(numbers, value)
        numbers = ()
    if plain_text(symbols) == value.text:
        symbols = ()
    return Block(step.label, head, step.sign if symbols else "=", symbols, numbers, value, reason, step.note)


def _without(block: Block, address: Address) -> Block:
    """The block in which the number that is explained cannot be asked for again."""

    def plain(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
        return tuple(replace(t, address=None) if t.address == address else t for t in tokens)

    result = replace(block.result, address=None) if block.result.address == address else block.result
    return replace(
        block, head=plain(block.head), symbols=plain(block.symbols), numbers=plain(block.numbers), result=result
    )


def _with_address_of(numbers: tuple[Token, ...], value: Token) -> Token:
    """A result that is one number of the formula is asked by that number's name."""
    asked = [token.address for token in numbers if token.address is not None]
    return replace(value, address=asked[0]) if len(asked) == 1 else value


def _reasoned(formula: Expr, numbers: tuple[Token, ...]) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """The numbers, and the condition because of which this case of several applies."""
    if not isinstance(formula, Cases):
        return numbers, ()
    cut = next((i for i, token in enumerate(numbers) if token.role == "muted" and token.text.strip() == "as"), None)
    return (numbers, ()) if cut is None else (numbers[:cut], numbers[cut:])


def _tokens_of_terms(block: Block, series: Series, shown: int, style: NumberStyle) -> int:
    """How many of the block's number tokens belong to the first `shown` terms and what stands before them."""
    whole = render(series, "numbers", style)
    start = next((i for i in range(len(block.numbers)) if block.numbers[i : i + len(whole)] == whole), 0)
    if shown >= len(series.terms):
        return start + len(whole) - (2 if series.rest_count and shown < len(series.terms) + series.rest_count else 0)
    return start + len(render(first_terms(series, shown), "numbers", style)) if shown > 0 else 0
