"""A report of a gradient check as JSON: its schema, the way back, and numbers that JSON cannot hold."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from engine.diagnostics import Agreement, OwnGradient, Tolerance, agreement_of, check_report, compare
from engine.session import Session
from tests.engine.experiments import experiment

KEYS = {
    "format", "version", "experiment", "update", "epoch", "whole", "examples", "loss", "parameters", "agrees",
    "references", "unavailable",
}  # fmt: skip
COUNTS = {"parameters", "compared", "set_aside", "failing", "largest"}
REFERENCE = {"name", "agrees", "relative_tolerance", "absolute_tolerance", "layers", "notes"} | COUNTS


def made(own: list[float], other: list[float], aside: list[bool] | None = None) -> Agreement:
    """Two layers of one weight and one bias each."""
    mask = None if aside is None else np.array(aside)
    shapes = ((1, 1), (1, 1))
    notes = ("A note.",)
    tolerance = Tolerance(1e-6, 1e-9)
    return compare("tensorflow", tolerance, shapes, np.array(own), np.arange(4), np.array(other), mask, notes)


def reported(*agreements: Agreement) -> dict[str, object]:
    """A report through JSON and back."""
    case = Session(experiment()).gradient_case()
    own = OwnGradient(0.7, np.zeros(13))
    report = check_report(case, own, agreements, {"finite_differences": "Not asked."})
    return json.loads(json.dumps(report, allow_nan=False))


def test_the_schema_is_the_documented_one() -> None:
    report = reported(made([1, 2, 3, 4], [1, 2, 3.5, 4]))
    assert set(report) == KEYS
    assert (report["format"], report["version"], report["agrees"]) == ("chainrule-check", 1, False)
    assert (report["experiment"], report["examples"], report["parameters"]) == ("untitled", 7, 13)
    assert report["unavailable"] == {"finite_differences": "Not asked."}
    (row,) = report["references"]
    assert set(row) == REFERENCE
    assert all(set(layer) == COUNTS for layer in row["layers"])
    assert row["largest"] == {
        "relative": pytest.approx(0.5 / 3.501), "layer": 1, "from": 0, "to": 0, "own": 3.0, "reference": 3.5,
    }  # fmt: skip


@pytest.mark.parametrize(
    "agreement",
    [
        made([1, 2, 3, 4], [1, 2, 3, 4]),
        made([1, 2, 3, 4], [1, 2.1, 3, 4], [True, False, True, True]),
        made([1, 2, 3, 4], [1, math.inf, 3, 4]),
    ],
)
def test_what_is_read_back_is_what_was_found(agreement: Agreement) -> None:
    back = agreement_of(reported(agreement), "tensorflow")
    assert back is not None
    assert (back.total.compared, back.layers[1].largest, back.notes) == (
        agreement.total.compared, agreement.layers[1].largest, agreement.notes,
    )  # fmt: skip
    assert back.agrees is agreement.agrees
    assert agreement_of(reported(agreement), "finite_differences") is None


def test_a_reference_that_is_no_number_never_agrees() -> None:
    for odd in (math.nan, math.inf):
        agreement = made([1, 2, 3, 4], [1, odd, 3, 4])
        assert not agreement.agrees
        assert agreement.total.largest is not None
        assert agreement.total.largest.relative == math.inf
        report = reported(agreement)
        assert report["references"][0]["largest"]["relative"] is None


@pytest.mark.parametrize("report", [{}, {"format": "chainrule-check", "version": 2}, []])
def test_what_is_no_report_is_refused(report: object) -> None:
    with pytest.raises(ValueError, match="no gradient check"):
        agreement_of(report if isinstance(report, dict) else {}, "tensorflow")


def test_a_report_without_an_entry_is_refused() -> None:
    report = reported(made([1, 2, 3, 4], [1, 2, 3, 4]))
    del report["references"][0]["largest"]
    with pytest.raises(ValueError, match="largest"):
        agreement_of(report, "tensorflow")
