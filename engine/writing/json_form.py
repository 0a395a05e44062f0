"""Explanations as JSON; docs/trace-format.md describes it, and it only grows."""

from __future__ import annotations

import json
import math
from typing import Any

from engine.formula import NumberStyle, Quantity, plain_text, quantities, symbol_tokens
from engine.formula import to_text as formula_text
from engine.trace import Address, Explanation, Step
from engine.writing.document import TracedUpdate, Worked

FORMAT = "chainrule-trace"
VERSION = 1
_FIELDS: dict[str, tuple[str, ...]] = {
    "raw": ("split", "example", "unit"),
    "stand_in": ("unit",),
    "made": ("split", "example", "unit"),
    "mean": ("unit",),
    "deviation": ("unit",),
    "input": ("split", "example", "unit"),
    "target": ("split", "example", "unit"),
    "example_weight": ("example",),
    "setting": ("update", "name", "layer"),
    "seed": (),
    "rate": ("update",),
    "weight": ("update", "layer", "source", "unit"),
    "bias": ("update", "layer", "unit"),
    "slot": ("update", "name", "layer", "source", "unit"),
    "merged_weight": ("update", "layer", "source", "unit"),
    "merged_sum": ("update", "layer", "unit", "split", "example"),
    "sum": ("update", "layer", "unit", "split", "example"),
    "activation": ("update", "layer", "unit", "split", "example"),
    "example_loss": ("update", "split", "example"),
    "penalty": ("update",),
    "batch_loss": ("update",),
    "dropout": ("update", "layer", "unit", "example"),
    "sent": ("update", "layer", "unit", "example"),
    "upstream": ("update", "layer", "unit", "example"),
    "delta": ("update", "layer", "unit", "example"),
    "share": ("update", "layer", "source", "unit", "example"),
    "gradient": ("update", "layer", "source", "unit"),
    "example_figure": ("update", "split", "example", "name"),
    "batch_figure": ("update", "name"),
    "epoch_figure": ("update", "name"),
    "running_figure": ("update", "name"),
}


def to_json(worked: Worked, style: NumberStyle) -> str:
    """The whole worked example; numbers in full precision, one that is not finite is null."""
    document = {
        "format": FORMAT,
        "version": VERSION,
        "experiment": worked.spec.name,
        "setting": worked.setting(),
        "updates": [_update(update, style) for update in worked.updates],
    }
    return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def _update(update: TracedUpdate, style: NumberStyle) -> dict[str, Any]:
    steps = [
        {"phase": str(step.phase), "layer": step.layer, **explanation_json(step.explanation, style)}
        for step in update.steps
    ]
    return {
        "update": update.update,
        "epoch": update.epoch,
        "batch": list(update.rows),
        "example": update.example,
        "inputs": list(update.inputs),
        "steps": steps,
    }


def explanation_json(explanation: Explanation, style: NumberStyle) -> dict[str, Any]:
    """One explanation as plain values."""
    return {
        "number": address_json(explanation.address),
        "title": explanation.title,
        "place": explanation.place,
        "sentence": explanation.sentence,
        "value": _plain(explanation.value),
        "origin": str(explanation.origin),
        "shown": explanation.shown,
        "lines": [_step(step, style) for step in explanation.steps],
        "notes": list(explanation.notes),
    }


def _step(step: Step, style: NumberStyle) -> dict[str, Any]:
    formula = step.formula
    return {
        "label": step.label,
        "symbol": plain_text(symbol_tokens(step.result.symbol)),
        "sign": step.sign,
        "formula": None if formula is None else formula_text(formula, "symbols", style),
        "numbers": None if formula is None else formula_text(formula, "numbers", style),
        "value": _plain(step.result.value),
        "note": step.note,
        "operands": [] if formula is None else [_operand(q) for q in quantities(formula)],
    }


def _operand(quantity: Quantity) -> dict[str, Any]:
    address = quantity.address
    return {
        "symbol": plain_text(symbol_tokens(quantity.symbol)),
        "value": _plain(quantity.value),
        "number": address_json(address) if isinstance(address, Address) else None,
    }


def address_json(address: Address) -> dict[str, Any]:
    """The name of a number: its kind and the fields that count for it, from 0."""
    return {"kind": str(address.kind)} | {field: getattr(address, field) for field in _FIELDS[address.kind]}


def _plain(value: float) -> float | None:
    return value if math.isfinite(value) else None
