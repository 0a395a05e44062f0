"""Worked examples in every form they can be written in."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from engine.explain import EXPLAINERS
from engine.formula import NumberStyle
from engine.session import Session
from engine.spec import ExperimentSpec
from engine.trace import Address, Grain, Kind
from engine.writing import FORMATS, TracedUpdate, Worked, shown_so_far
from engine.writing.json_form import address_json
from tests.engine.explain.test_walk import STATES

STYLE = NumberStyle(4)


def worked(spec: ExperimentSpec, grain: Grain) -> Worked:
    session = Session(spec)
    work = session.work_out(grain)
    while True:
        try:
            next(work)
        except StopIteration as end:
            update: TracedUpdate = end.value
            return Worked(session.spec, session.data.info, (update,))


@pytest.mark.parametrize("grain", [Grain.TERM, Grain.NEURON, Grain.LAYER, Grain.PASS, Grain.BATCH])
@pytest.mark.parametrize("form", FORMATS)
def test_every_form_and_grain_is_written(form: str, grain: Grain) -> None:
    text = FORMATS[form](worked(STATES[7], grain), STYLE)
    assert len(text) > 400
    assert "nan" not in text.lower()


def test_json_says_which_number_each_step_shows_and_where_its_operands_come_from() -> None:
    document: dict[str, Any] = json.loads(FORMATS["json"](worked(STATES[0], Grain.NEURON), STYLE))
    assert (document["format"], document["version"]) == ("chainrule-trace", 1)
    steps = document["updates"][0]["steps"]
    assert [step["phase"] for step in steps] == (["forward"] * 6 + ["loss"] * 2 + ["backward"] * 6 + ["update"] * 6)
    first = steps[0]
    assert first["number"] == {
        "kind": "activation",
        "update": 0,
        "layer": 0,
        "unit": 0,
        "split": "training",
        "example": document["updates"][0]["example"],
    }
    products = first["lines"][0]["operands"]
    total = sum(w["value"] * x["value"] for w, x in zip(products[:-1:2], products[1:-1:2], strict=True))
    assert total + products[-1]["value"] == pytest.approx(first["lines"][0]["value"], rel=1e-12)


def test_every_kind_of_number_has_a_name_in_json() -> None:
    for kind in Kind:
        assert kind in EXPLAINERS
        assert address_json(Address(kind))["kind"] == kind


def test_term_by_term_shows_the_sum_so_far() -> None:
    steps = worked(STATES[0], Grain.TERM).updates[0].steps
    sums = [shown_so_far(step.explanation) for step in steps[:3]]
    assert [len(found.steps[0].formula.terms) for found in sums[:2]] == [1, 2]  # type: ignore[union-attr]
    bias = sums[2].steps[0].formula.terms[1].quantity.value  # type: ignore[union-attr]
    assert sums[1].steps[0].result.value + bias == pytest.approx(sums[2].value, rel=1e-12)


def test_a_remark_is_said_once() -> None:
    text = FORMATS["text"](worked(STATES[0], Grain.NEURON), STYLE)
    assert text.count("An S-shaped curve") == 1


def test_latex_is_balanced_and_ascii_where_it_must_be() -> None:
    for spec in STATES:
        text = FORMATS["latex"](worked(spec, Grain.NEURON), STYLE)
        assert text.count(r"\fitted{") > 6
        assert text.count("{") == text.count("}")
        letters = set(re.findall(r"[^\x00-\x7f]", text))
        assert letters <= set("–’“”é"), f"LaTeX's fonts lack {letters}"


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="no LaTeX here")
def test_latex_compiles(tmp_path: Path) -> None:
    (tmp_path / "update.tex").write_text(FORMATS["latex"](worked(STATES[7], Grain.NEURON), STYLE))
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "update.tex"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:]
