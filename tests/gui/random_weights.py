"""Weights given by hand in all forms in which the window gives them."""

from __future__ import annotations

import numpy as np

from engine.spec import NetworkSpec
from engine.trace import BIAS
from engine.trace.weight_change import NewDraw, Nought, WeightBlock, WeightChange, WeightScope, one_weight


def random_change(network: NetworkSpec, choice: int) -> WeightChange:
    """One weight, a bias, a pasted rectangle, a scope set to zero or drawn anew, in its place."""
    index = choice % len(network.layers)
    layer, fed = network.layers[index], network.layers[index - 1].units if index else 1
    unit = choice // 3 % layer.units
    rows = np.array([*range(fed), *[BIAS][: layer.use_bias]])
    scope = _scope(choice // 5, index, unit, rows)
    forms: tuple[WeightChange, ...] = (
        (one_weight(index, int(rows[choice // 7 % len(rows)]), unit, choice / 1000),),
        (one_weight(index, 0, unit, -1 / 3), one_weight(index, 0, unit, 0.0)),
        (_rectangle(index, rows, np.arange(unit + 1), choice),),
        Nought((scope,)),
        NewDraw((scope,), choice),
        NewDraw((WeightScope(),), choice),
    )
    return forms[choice % len(forms)]


def _scope(choice: int, layer: int, unit: int, rows: np.ndarray) -> WeightScope:
    scopes = (
        WeightScope(),
        WeightScope(layer),
        WeightScope(layer, neurons=(unit,)),
        WeightScope(layer, (int(rows[-1]),), (unit,)),
    )
    return scopes[choice % len(scopes)]


def _rectangle(layer: int, rows: np.ndarray, columns: np.ndarray, choice: int) -> WeightBlock:
    values = np.random.default_rng(choice).normal(size=(len(rows), len(columns)))
    return WeightBlock(layer, rows, columns, values)
