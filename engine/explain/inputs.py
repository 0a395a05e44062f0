"""Explaining what the network sees: cells of the data, what is made of them, and how that is scaled."""

from __future__ import annotations

import math

from engine.data import DataSet
from engine.data.way import MISSING, AsItIs, IsText, OfPlane
from engine.explain.book import Book
from engine.explain.words import example_name
from engine.formula import Negative, Quantity, Quotient, Ref, Sum, Symbol, parse
from engine.letters import capital, small_first
from engine.trace import Address, Explanation, Kind, Origin, Step


def explain_input(book: Book, address: Address) -> Explanation:
    """What the network sees of an example: made of the data's columns, standardised if the experiment says so."""
    data, unit = book.run(address.update).data, address.unit
    value = float(book.inputs(address.update, address.split, address.example)[unit])
    if not data.spec.standardize:
        return _made(book, address, value)
    name, update = data.info.inputs[unit], address.update
    middle, width = float(data.scaling.mean[unit]), float(data.scaling.scale[unit])
    mean = Quantity(Symbol("mean"), middle, Address(Kind.MEAN, update, unit=unit))
    spread = Quantity(Symbol("deviation"), width, Address(Kind.DEVIATION, update, unit=unit))
    formula = Quotient(Sum((Ref(_before_scaling(book, address)), Negative(Ref(mean)))), Ref(spread))
    step = Step(Quantity(Symbol("x", str(unit + 1)), value, address), formula, label="standardised")
    return Explanation(
        address,
        f"Input {unit + 1}: {name}, standardised",
        capital(example_name(address)),
        "Scaled so that the training part has mean 0 and deviation 1.",
        value,
        (step,),
    )


def explain_made(book: Book, address: Address) -> Explanation:
    """An input before it is scaled."""
    row = book.row(address.update, address.split, address.example)
    value = float(book.run(address.update).data.made(row[None, :])[0, address.unit])
    return _made(book, address, value)


def explain_raw(book: Book, address: Address) -> Explanation:
    """A cell of the data, or what stands in for it where it is empty."""
    data, column = book.run(address.update).data, address.unit
    cell = float(book.row(address.update, address.split, address.example)[column])
    if math.isnan(cell):
        return _stand_in(book, address, column, f"Column {data.info.columns[column]}")
    return _cell(book, address, cell, column, f"Input {column + 1}: {data.info.columns[column]}")


def explain_scaling(book: Book, address: Address) -> Explanation:
    """Mean or deviation of an input over the training part."""
    data = book.run(address.update).data
    mean = address.kind is Kind.MEAN
    value = float((data.scaling.mean if mean else data.scaling.scale)[address.unit])
    word = "Mean" if mean else "Standard deviation"
    return _measured(address, data, word, data.info.inputs[address.unit], value)


def explain_stand_in(book: Book, address: Address) -> Explanation:
    """What stands in for the empty cells of a column."""
    data, column = book.run(address.update).data, address.unit
    word = "Most frequent text" if data.info.categories[column] else "Mean of the cells that are not empty"
    return _measured(address, data, word, data.info.columns[column], float(data.way.stand_ins[column]))


def _measured(address: Address, data: DataSet, word: str, name: str, value: float) -> Explanation:
    return Explanation(
        address,
        f"{word} of {name}",
        f"Over the {len(data.training):,} training examples",
        "Measured on the training part alone, so that the validation part stays unseen.",
        value,
        (Step(Quantity(Symbol(word.lower()), value, address)),),
        origin=Origin.DATA,
    )


def _before_scaling(book: Book, address: Address) -> Quantity:
    """The input before it is scaled: the cell itself where it is one, else what is made."""
    data, unit = book.run(address.update).data, address.unit
    row = book.row(address.update, address.split, address.example)
    maker = data.way.inputs[unit]
    value = float(data.made(row[None, :])[0, unit])
    kind, place = (Kind.RAW, maker.column) if isinstance(maker, AsItIs) else (Kind.MADE, unit)
    source = Address(kind, address.update, unit=place, split=address.split, example=address.example)
    return Quantity(Symbol(f"x{unit + 1}", "raw"), value, source)


def _made(book: Book, address: Address, value: float) -> Explanation:
    """An input that is not scaled, from the cells it is made of."""
    data, unit = book.run(address.update).data, address.unit
    maker = data.way.inputs[unit]
    row = book.row(address.update, address.split, address.example)
    title = f"Input {unit + 1}: {maker.name}"
    if isinstance(maker, OfPlane):
        return _feature(book, address, maker, value)
    cell = float(row[maker.column])
    if isinstance(maker, AsItIs):
        if math.isnan(cell):
            return _stand_in(book, address, maker.column, title)
        return _cell(book, address, value, maker.column, title)
    where = _where(book, address, maker.column)
    empty = math.isnan(cell)
    if isinstance(maker, IsText) and maker.code != MISSING:
        texts = data.info.categories[maker.column]
        says = f"says {texts[round(cell)]}" if not empty else "is empty"
        if empty and not maker.told:
            usual = texts[round(float(data.way.stand_ins[maker.column]))]
            says += f", and {usual}, its most frequent text, stands in"
        sentence = f"{where} {says}; this input stands for {texts[maker.code]}, so it is {value:g}."
    else:
        sentence = f"{where} is {'' if empty else 'not '}empty, so this input, which tells that, is {value:g}."
    return _given(address, title, sentence, value, unit)


def _feature(book: Book, address: Address, maker: OfPlane, value: float) -> Explanation:
    data, unit = book.run(address.update).data, address.unit
    row = book.row(address.update, address.split, address.example)
    names = {}
    for column in (0, 1):
        cell = float(data.way.stand_ins[column]) if math.isnan(row[column]) else float(row[column])
        place = Address(Kind.RAW, address.update, unit=column, split=address.split, example=address.example)
        names[f"x{column + 1}"] = Quantity(Symbol("x", str(column + 1), "raw"), cell, place, "signed")
    result = Quantity(Symbol("x", str(unit + 1)), value, address)
    return Explanation(
        address,
        f"Input {unit + 1}: {maker.name}",
        capital(example_name(address)),
        f"Made of the data before the network sees it. {maker.feature.sentence}",
        value,
        (Step(result, parse(maker.feature.expression, names), label="feature"),),
    )


def _stand_in(book: Book, address: Address, column: int, title: str) -> Explanation:
    """An empty cell."""
    data = book.run(address.update).data
    value, text = float(data.way.stand_ins[column]), bool(data.info.categories[column])
    what = "most frequent text" if text else "mean"
    measured = Quantity(Symbol(what), value, Address(Kind.STAND_IN, address.update, unit=column))
    return Explanation(
        address,
        title,
        capital(example_name(address)),
        f"{_where(book, address, column)} is empty. The {what} of the training part stands in for it.",
        value,
        (Step(Quantity(Symbol("x", str(address.unit + 1)), value, address), Ref(measured), label="filled in"),),
    )


def _cell(book: Book, address: Address, value: float, column: int, title: str) -> Explanation:
    data = book.run(address.update).data
    texts = data.info.categories[column]
    means = f" {value:g} stands for {texts[round(value)]}." if texts else ""
    if address.split == "typed":
        sentence = f"You gave it.{means}"
    elif data.numbered:
        where = _where(book, address, column)
        sentence = f"It stands so in the data: {small_first(where)}.{means}"
    else:
        sentence = f"It stands so in the data.{means}"
    return _given(address, title, sentence, value, address.unit)


def _given(address: Address, title: str, sentence: str, value: float, unit: int) -> Explanation:
    symbol = Quantity(Symbol("x", str(unit + 1)), value, address)
    place = capital(example_name(address))
    return Explanation(address, title, place, sentence, value, (Step(symbol),), origin=Origin.DATA)


def _where(book: Book, address: Address, column: int) -> str:
    """The cell by row and column, counted from 1 as in the file."""
    data = book.run(address.update).data
    name = data.info.columns[column]
    if address.split == "typed":
        return f"Column “{name}” of your own example"
    part = data.part(address.split)
    return f"Row {int(part.rows[address.example]) + 1:,}, column “{name}”"
