"""The formulas of the catalogue are what its functions compute."""

import itertools

import numpy as np
import pytest

from engine.catalog import activations, losses, optimizers, regularizers
from engine.catalog.crossentropy import EPSILON
from engine.explain.letters import PARAMETERS, symbol_of
from engine.formula import Expr, Quantity, evaluate, parse

Z = np.array([-3.2, -1.0, -0.1, 0.0, 0.3, 1.0, 2.7])
ROWS = np.array([[0.2, -0.7, 1.4], [2.0, 0.1, -1.3]])


def value_of(expression: str, **values: float) -> float:
    names: dict[str, Quantity | Expr] = {
        name: Quantity(symbol_of(name), float(value)) for name, value in values.items()
    }
    return evaluate(parse(expression, names))


@pytest.mark.parametrize("name", activations.names())
def test_an_activations_formulas_are_its_value_and_slope(name: str) -> None:
    part = activations[name]
    for row in [Z] if part.couples else Z[:, None]:
        a = part.value(row)
        total = float(np.exp(row).sum())
        for z, out, slope in zip(row, a, part.slope(row, a), strict=True):
            assert value_of(part.expression, z=z, S=total) == pytest.approx(out, rel=1e-12, abs=1e-15)
            assert value_of(part.slope_expression, z=z, a=out) == pytest.approx(slope, rel=1e-12, abs=1e-15)
            if part.identity:
                assert value_of(part.identity, z=z) == pytest.approx(out, rel=1e-12, abs=1e-15)


def outputs_for(name: str) -> np.ndarray:
    if losses[name].needs_probabilities:
        return 1.0 / (1.0 + np.exp(-ROWS))
    return ROWS


def targets_for(name: str) -> np.ndarray:
    kinds = {
        "values": np.array([[0.1, -0.9, 4.0], [2.0, -3.0, -1.2]]),
        "indicators": np.array([[1.0, 0.0, 1.0], [0.0, 0.0, 1.0]]),
        "one_hot": np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
        "index": np.array([[1], [2]]),
        "signs": np.array([[1.0, -1.0, 1.0], [-1.0, -1.0, 1.0]]),
    }
    return kinds[losses[name].targets]


def names_of(name: str, z: np.ndarray, a: np.ndarray, t: np.ndarray) -> dict[str, float | np.ndarray]:
    """The letters of a loss for one example, arrays over its outputs."""
    loss = losses[name]
    letters: dict[str, float | np.ndarray] = {p.name: p.default for p in loss.parameters}
    letters |= {"z": z, "a": a, "t": t, "n": float(len(a)), "A": a.sum(), "S": np.exp(z).sum()}
    if loss.probability:
        share = np.array([value_of(loss.probability, a=each, A=a.sum()) for each in a])
        p = np.clip(share, EPSILON, 1 - EPSILON)
        letters |= {"p": p, "P": p.sum(), "g": -t / p, "G": float((-t / p * share).sum())}
    return letters


def at(letters: dict[str, float | np.ndarray], output: int) -> dict[str, float]:
    return {k: float(v[output]) if isinstance(v, np.ndarray) and v.ndim else float(v) for k, v in letters.items()}


def together(expression: str, combined: str, letters: dict[str, float | np.ndarray], t: np.ndarray) -> float:
    parts = [value_of(expression, **at(letters, output)) for output in range(len(t))]
    return {"mean": sum(parts) / len(parts), "sum": sum(parts), "true class": parts[int(np.argmax(t))]}[combined]


@pytest.mark.parametrize("name", losses.names())
def test_a_losss_formulas_are_its_value_and_slope(name: str) -> None:
    loss, targets, outputs = losses[name], targets_for(name), outputs_for(name)
    parameters = {p.name: p.default for p in loss.parameters}
    values, slopes = loss.value(targets, outputs, **parameters), loss.slope(targets, outputs, **parameters)
    tried = 0
    for row, (a, t) in enumerate(zip(outputs, targets, strict=True)):
        one_hot = np.eye(3)[t[0]] if loss.targets == "index" else t
        letters = names_of(name, ROWS[row], a, one_hot)
        if loss.value is not None:
            assert together(loss.expression, loss.combined, letters, one_hot) == pytest.approx(values[row], rel=1e-12)
        for output in range(3):
            found = value_of(loss.slope_expression, **at(letters, output))
            assert found == pytest.approx(slopes[row, output], rel=1e-11, abs=1e-15)
            tried += 1
    assert tried == 6


@pytest.mark.parametrize(("name", "activation"), [(loss.name, form) for loss in losses for form in loss.logit_forms])
def test_a_logit_forms_formulas_are_its_value_and_slope(name: str, activation: str) -> None:
    loss, targets = losses[name], targets_for(name)
    form = loss.logit_forms[activation]
    values, slopes = form.value(targets, ROWS), form.slope(targets, ROWS)
    outputs = activations[activation].value(ROWS)
    for row, t in enumerate(targets):
        one_hot = np.eye(3)[t[0]] if loss.targets == "index" else t
        letters = names_of(name, ROWS[row], outputs[row], one_hot)
        for expression in filter(None, (form.expression, form.reading_expression)):
            assert together(expression, loss.combined, letters, one_hot) == pytest.approx(values[row], rel=1e-12)
        for output in range(3):
            found = value_of(form.slope_expression, **at(letters, output))
            assert found == pytest.approx(slopes[row, output], rel=1e-12, abs=1e-15)


def test_a_penaltys_formulas_are_its_value_and_slope() -> None:
    w = np.array([-0.7, 0.0, 0.4])
    for part in regularizers:
        each = [value_of(part.expression, w=x, strength=0.3) for x in w]
        assert sum(each) == pytest.approx(part.penalty(w, 0.3), rel=1e-12)
        slopes = [value_of(part.slope_expression, w=x, strength=0.3) for x in w]
        assert slopes == pytest.approx(part.slope(w, 0.3), rel=1e-12)


def parameter_sets(name: str) -> list[dict[str, float]]:
    """Every combination of the optimizer's switches, and momentum on and off."""
    part = optimizers[name]
    defaults = {p.name: p.default for p in part.parameters}
    choices = {p.name: (0.0, 1.0) for p in part.parameters if p.kind == "switch"}
    choices |= {"momentum": (0.0, 0.8)} if "momentum" in defaults else {}
    return [defaults | dict(zip(choices, mix, strict=True)) for mix in itertools.product(*choices.values())]


@pytest.mark.parametrize("name", optimizers.names())
def test_an_optimizers_lines_make_the_weights_and_slots_it_makes(name: str) -> None:
    part, rng = optimizers[name], np.random.default_rng(5)
    for parameters in parameter_sets(name):
        slots = part.create_slots(1, **parameters)
        weights = rng.normal(size=1)
        for t in range(1, 6):
            gradient = rng.normal(size=1)
            letters = {PARAMETERS.get(k, k): v for k, v in parameters.items()} | {"eta": 0.05, "t": float(t)}
            letters |= {
                part.letters[slot]: float(values[0]) for slot, values in slots.items() if slot in part.letters
            }
            letters |= {"w": float(weights[0]), "g": float(gradient[0])}
            part.update(weights, gradient, slots, t, 0.05, **parameters)
            for line in part.rule(parameters):
                letters[line.letter] = value_of(line.formula, **letters)
            assert letters["w"] == pytest.approx(weights[0], rel=1e-13)
            changed = {line.letter for line in part.rule(parameters)}
            for slot, letter in part.letters.items():
                if letter in changed:
                    assert letters[letter] == pytest.approx(slots[slot][0], rel=1e-12)
