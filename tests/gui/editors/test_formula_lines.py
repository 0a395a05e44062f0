"""Formulas of the catalogue in the settings' sheet: nothing is lost, and no line ends within brackets."""

import pytest

from engine.catalog import losses, optimizers
from gui.editors.formula_lines import LETTERS, formula_lines

FORMULAS = {entry.name: entry.formula for registry in (optimizers, losses) for entry in registry}


@pytest.mark.parametrize("name", FORMULAS)
def test_a_formula_is_broken_between_its_terms_only(name: str) -> None:
    lines = formula_lines(FORMULAS[name]).split("\n")
    assert "".join(lines).replace(" ", "") == FORMULAS[name].replace(";", "").replace(" ", "")
    depth = 0
    for line in lines:
        assert depth == 0, lines
        depth += sum(line.count(bracket) for bracket in "([") - sum(line.count(bracket) for bracket in ")]")
        whole = line.strip().startswith("(") and line.strip().endswith(")")
        assert len(line) <= LETTERS or whole or "[" in line, line


def test_each_statement_has_a_line() -> None:
    assert formula_lines(FORMULAS["sgd"]).split("\n") == [
        "v ← μ · v − η · g",
        "w ← w + v",
        "(Nesterov: w ← w + μ · v − η · g)",
    ]
    for long in formula_lines("a ← " + " + ".join(["b · c"] * 40)).split("\n"):
        assert len(long) <= LETTERS
