"""Explaining the one linear layer that a stack of linear layers is equal to: its weights, its biases, its sums."""

from __future__ import annotations

from engine.catalog.arrays import Array
from engine.explain.book import Book, general
from engine.explain.forward import general_feed, sum_step
from engine.explain.series import series
from engine.explain.words import after, example_name, source_name
from engine.formula import Expr, Product, Quantity, Ref, Sum, Symbol
from engine.letters import capital
from engine.spec.advice.linear import linear_runs
from engine.spec.layer_words import layer_span
from engine.trace import BIAS, Address, Explanation, Kind, Step

MOST_INPUTS = 6
"""Up to so many inputs the page of a sum also shows how each of its weights is made."""


def explain_merged_weight(book: Book, address: Address) -> Explanation:
    """A weight or bias of the one layer that the stack up to `address.layer` is equal to.

    Raises:
        ValueError: the layer is not linear with the one before it.
    """
    first = _first(book, address)
    if address.source == BIAS and not _has_bias(book, address.update, first, address.layer):
        raise ValueError("These layers have no biases. Ask for a weight.")
    step = _weight_step(book, address, first)
    info = book.run(address.update).data.info
    what = "Bias" if address.source == BIAS else f"Weight from {source_name(first, address.source, info)}"
    way = (
        "Each bias on the way is carried on by the weights behind it, and all are added up."
        if address.source == BIAS
        else "Every way through the layers counts: its weights multiplied, and all ways added up."
    )
    return Explanation(
        address,
        f"{what} of neuron {address.unit + 1}, {_span(book, address, first)} as one",
        capital(after(address.update)),
        way,
        step.result.value,
        (step,),
    )


def explain_merged_sum(book: Book, address: Address) -> Explanation:
    """z of a neuron by the one layer, and beside it the same z layer by layer.

    Raises:
        ValueError: the layer is not linear with the one before it.
    """
    first, update = _first(book, address), address.update
    inputs = book.rows(update, first, address.split, address.example)[0]
    steps = [
        _weight_step(book, _merged_address(update, address.layer, source, address.unit), first)
        for source in (*range(len(inputs)), *[BIAS] * _has_bias(book, update, first, address.layer))
        if len(inputs) <= MOST_INPUTS
    ]

    steps.append(_sum_step(book, address, first, inputs))
    layers = book.spec(update).network.layers[first : address.layer]
    if not any(layer.dropout for layer in layers):
        steps.append(sum_step(book, address))
        steps[-1] = Step(steps[-1].result, steps[-1].formula, label="layer by layer, the same")
    return Explanation(
        address,
        capital(f"{_span(book, address, first)} are equal to one layer: neuron {address.unit + 1}"),
        f"{capital(example_name(address))} · {after(update)}",
        "A linear layer passes its sums on as they are, so the weights multiply: "
        + " · ".join(f"W({n + 1})" for n in range(first, address.layer + 1))
        + " is one table of weights.",
        steps[-1].result.value,
        tuple(steps),
        _rank_note(book, first, address),
    )


def _span(book: Book, address: Address, first: int) -> str:
    return layer_span(book.layer_specs(address.update), first, address.layer)


def _sum_step(book: Book, address: Address, first: int, inputs: Array) -> Step:
    """z of a neuron from what the first layer of the stack reads."""
    update, layer, unit = address.update, address.layer, address.unit
    kernel, bias = merged(book, update, first, layer)

    def term(i: int) -> Expr:
        weight = _weight(book, update, first, layer, i, unit, float(kernel[i, unit]))
        given = book.incoming(update, first, i, address.split, address.example, float(inputs[i]))
        return Product((Ref(weight), *given))

    fed = general_feed(book, address, first)
    body = Product((Ref(general(_symbol(first, layer, f"i{unit + 1}"), "signed")), *fed))
    weighed: Expr = series("i", body, kernel[:, unit] * inputs, term)
    if _has_bias(book, update, first, layer):
        weighed = Sum((weighed, Ref(_weight(book, update, first, layer, BIAS, unit, float(bias[unit])))))
    value = float(inputs @ kernel[:, unit] + bias[unit])
    result = Quantity(Symbol("z", str(unit + 1), f"({layer + 1})"), value, address, "signed")
    return Step(result, weighed, label="by one layer")


def _has_bias(book: Book, update: int, first: int, last: int) -> bool:
    """Whether any of these layers has biases."""
    return any(layer.use_bias for layer in book.spec(update).network.layers[first : last + 1])


def merged(book: Book, update: int, first: int, last: int) -> tuple[Array, Array]:
    """Kernel (inputs of the first, units of the last) and bias of the one layer."""
    kernel, bias = book.dense(update, first).kernel, book.dense(update, first).bias
    for layer in range(first + 1, last + 1):
        dense = book.dense(update, layer)
        kernel, bias = kernel @ dense.kernel, bias @ dense.kernel + dense.bias
    return kernel, bias


def _first(book: Book, address: Address) -> int:
    """The first layer of the stack in which the layer stands, and not as its first."""
    for first, last in linear_runs(book.spec(address.update).network):
        if first < address.layer <= last:
            return first
    raise ValueError("Only linear layers in a row are equal to one layer. Choose Linear for a hidden layer.")


def _weight_step(book: Book, address: Address, first: int) -> Step:
    update, layer, source, unit = address.update, address.layer, address.source, address.unit
    kernel, bias = merged(book, update, first, layer - 1)
    dense = book.dense(update, layer)
    row, column = (bias if source == BIAS else kernel[source]), dense.kernel[:, unit]

    def term(h: int) -> Expr:
        before = _weight(book, update, first, layer - 1, source, h, float(row[h]))
        return Product((Ref(before), Ref(book.weight(update, layer, h, unit, float(column[h])))))

    place = "h" if source == BIAS else f"{source + 1}h"
    general_before = general(_symbol(first, layer - 1, place, bias=source == BIAS), "signed")
    body = Product((Ref(general_before), Ref(general(Symbol("w", f"h{unit + 1}", f"({layer + 1})"), "signed"))))
    carried = source != BIAS or _has_bias(book, update, first, layer - 1)
    ways: list[Expr] = [series("h", body, row * column, term)] if carried else []
    value = float(row @ column)
    if source == BIAS and dense.spec.use_bias:
        own = book.weight(update, layer, BIAS, unit, float(dense.bias[unit]))
        ways, value = [*ways, Ref(own)], value + own.value
    formula = Sum(tuple(ways)) if len(ways) > 1 else ways[0]
    return Step(_weight(book, update, first, layer, source, unit, value), formula)


def _weight(book: Book, update: int, first: int, layer: int, source: int, unit: int, value: float) -> Quantity:
    """A weight of the layers from first to `layer` as one; of a single layer its own."""
    if layer == first:
        return book.weight(update, layer, source, unit, value)
    index = str(unit + 1) if source == BIAS else _pair(source, unit)
    symbol = _symbol(first, layer, index, bias=source == BIAS)
    return Quantity(symbol, value, _merged_address(update, layer, source, unit), "signed")


def _merged_address(update: int, layer: int, source: int, unit: int) -> Address:
    return Address(Kind.MERGED_WEIGHT, update, layer=layer, unit=unit, source=source)


def _symbol(first: int, layer: int, index: str, bias: bool = False) -> Symbol:
    """w of layers 1 to 3 as one: w with (1…3) above."""
    above = f"({first + 1})" if layer == first else f"({first + 1}…{layer + 1})"
    return Symbol("b" if bias else "w", index, above)


def _pair(source: int, unit: int) -> str:
    comma = "," if source > 8 or unit > 8 else ""
    return f"{source + 1}{comma}{unit + 1}"


def _rank_note(book: Book, first: int, address: Address) -> tuple[str, ...]:
    """What the narrowest layer between leaves of the freedom of the one layer."""
    shapes = book.spec(address.update).network.shapes(len(book.run(address.update).data.info.inputs))
    inside = min(units for _, units in shapes[first : address.layer])
    rows, columns = shapes[first][0], shapes[address.layer][1]
    if inside >= min(rows, columns):
        return ("Whatever the stack can say one layer can say as well; it only learns it on another way.",)
    less = f"With {inside} neuron{'s' * (inside > 1)} between, it can say even less than one layer"
    return (f"{less} of {rows} × {columns} weights that are all free.",)
