"""The outcome of a gradient check as plain JSON values and back; docs/gradient-check.md describes the schema."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from engine.diagnostics.agreement import Agreement, Difference, LayerAgreement, Tolerance
from engine.diagnostics.gradient_check import GradientCase, OwnGradient
from engine.trace import BIAS

FORMAT, VERSION = "chainrule-check", 1


def check_report(
    case: GradientCase, own: OwnGradient, agreements: Sequence[Agreement], unavailable: Mapping[str, str]
) -> dict[str, Any]:
    """Everything a check found; `unavailable` says why a reference could not be asked, by its name."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "experiment": case.spec.name,
        "update": case.update,
        "epoch": case.epoch,
        "whole": case.whole,
        "examples": len(case.batch.x),
        "loss": own.loss,
        "parameters": case.parameters,
        "agrees": all(agreement.agrees for agreement in agreements),
        "references": [_plain(agreement) for agreement in agreements],
        "unavailable": dict(unavailable),
    }


def agreement_of(report: Mapping[str, Any], reference: str) -> Agreement | None:
    """What a report says of a reference, or None where it was not asked.

    Raises:
        ValueError: this is no report that this program wrote.
    """
    if report.get("format") != FORMAT or report.get("version") != VERSION:
        raise ValueError(f'This is no gradient check of this program (no "format": "{FORMAT}").')
    try:
        found = next((row for row in report["references"] if row["name"] == reference), None)
        return None if found is None else _agreement(found)
    except (KeyError, TypeError) as error:
        raise ValueError(f"The gradient check is not complete: {error} is missing.") from None


def _plain(agreement: Agreement) -> dict[str, Any]:
    return {
        "name": agreement.reference,
        "agrees": agreement.agrees,
        "relative_tolerance": agreement.tolerance.relative,
        "absolute_tolerance": agreement.tolerance.absolute,
        **_counts(agreement.total),
        "layers": [_counts(layer) for layer in agreement.layers],
        "notes": list(agreement.notes),
    }


def _counts(layer: LayerAgreement) -> dict[str, Any]:
    return {
        "parameters": layer.parameters,
        "compared": layer.compared,
        "set_aside": layer.set_aside,
        "failing": layer.failing,
        "largest": None if layer.largest is None else _difference(layer.largest),
    }


def _difference(difference: Difference) -> dict[str, Any]:
    return {
        "relative": _finite(difference.relative),
        "layer": difference.layer,
        "from": None if difference.source == BIAS else difference.source,
        "to": difference.unit,
        "own": difference.own,
        "reference": _finite(difference.reference),
    }


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _agreement(row: Mapping[str, Any]) -> Agreement:
    tolerance = Tolerance(row["relative_tolerance"], row["absolute_tolerance"])
    layers = tuple(_layer(layer) for layer in row["layers"])
    return Agreement(row["name"], tolerance, layers, _layer(row), tuple(row["notes"]))


def _layer(row: Mapping[str, Any]) -> LayerAgreement:
    largest = row["largest"]
    difference = None
    if largest is not None:
        relative = math.inf if largest["relative"] is None else largest["relative"]
        reference = math.nan if largest["reference"] is None else largest["reference"]
        source = BIAS if largest["from"] is None else largest["from"]
        difference = Difference(relative, largest["layer"], source, largest["to"], largest["own"], reference)
    return LayerAgreement(row["parameters"], row["compared"], row["set_aside"], row["failing"], difference)
