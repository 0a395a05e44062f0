"""The letters that formulas use, and the symbols in which they are shown."""

from __future__ import annotations

from engine.formula import Symbol

PARAMETERS = {
    "momentum": "mu",
    "rho": "rho",
    "epsilon": "epsilon",
    "beta_1": "beta_1",
    "beta_2": "beta_2",
    "weight_decay": "lambda_",
    "delta": "delta",
}
"""The letter of a part's parameter, where it is not its own name."""

_SYMBOLS = {
    "mu": Symbol("μ"),
    "rho": Symbol("ρ"),
    "epsilon": Symbol("ε"),
    "beta_1": Symbol("β", "1"),
    "beta_2": Symbol("β", "2"),
    "lambda_": Symbol("λ"),
    "delta": Symbol("δ"),
    "eta": Symbol("η"),
    "alpha": Symbol("α"),
    "strength": Symbol("λ"),
    "x": Symbol("v", "max"),
    "decay_steps": Symbol("T"),
    "decay_rate": Symbol("r"),
    "k": Symbol("k"),
}


def symbol_of(letter: str) -> Symbol:
    """How a letter of a formula is shown."""
    return _SYMBOLS.get(letter, Symbol(letter))
