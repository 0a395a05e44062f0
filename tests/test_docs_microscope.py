"""The guide's walk from number to number is the program's, letter for letter."""

import re
from dataclasses import replace
from pathlib import Path

from engine.formula import NumberStyle
from engine.presets import experiment_session
from engine.run.at_once import at_once
from engine.trace import Address, Explanation, Grain, Kind
from engine.writing.text import step_lines

GUIDE = (Path(__file__).resolve().parents[1] / "docs" / "user-guide.md").read_text(encoding="utf-8")
STYLE = NumberStyle(4)


def lines(explanation: Explanation) -> str:
    plain = [replace(step, note="") for step in explanation.steps]
    return "\n".join(line for step in plain for line in step_lines(step, STYLE))


def test_the_walk_from_the_new_weight_to_the_error() -> None:
    session = experiment_session("xor")
    for _ in range(10):
        for _ in session.step(Grain.LAYER):
            pass
    shown = session.snapshot().explanation
    assert shown is not None
    assert shown.address == Address(Kind.WEIGHT, 1, 2, 0, 0)
    walked, asked = [lines(shown)], shown
    for kind in (Kind.GRADIENT, Kind.SHARE, Kind.DELTA):
        address = next(q.address for q in asked.operands if q.address.kind is kind)  # type: ignore[union-attr]
        assert isinstance(address, Address)
        asked = at_once(session.explain(address))
        walked.append(lines(asked))
    quoted = re.findall(r"```console\n(.*?)\n```", GUIDE, re.DOTALL)
    assert len(quoted) == 3
    assert quoted == [walked[0], walked[1], walked[3]]


def test_the_example_of_rounding_is_true() -> None:
    from engine.formula import number_text

    assert (number_text(0.1, STYLE), number_text(0.10002, STYLE)) == ("0.1", "0.1000")
