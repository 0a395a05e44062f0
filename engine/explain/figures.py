"""Explaining the figures of epochs, batches and examples: losses and metrics."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.catalog import metrics
from engine.catalog.arrays import Array
from engine.catalog.metrics import TOTALS
from engine.explain.book import Book, general
from engine.explain.made_figures import is_made, made_figure
from engine.explain.output_letters import OutputLetters
from engine.explain.series import series
from engine.explain.words import example_name, in_update
from engine.formula import Constant, Expr, Product, Quantity, Quotient, Ref, Sum, Symbol, counted
from engine.letters import capital
from engine.passes.evaluation import metric_functions
from engine.passes.forward import predict
from engine.run.epoch_walk import EpochBatches
from engine.spec.figure_words import AGAIN, VALIDATION, plain_name
from engine.trace import Address, Explanation, Kind, Split, Step

_NEVER_LEARNT = "The network never learns from these examples; they show whether it has understood or only memorised."
_MEASURED_AGAIN = (
    "The examples it learns from, measured again with the weights at the epoch's end: a fair match for validation, "
    "while the mean over the epoch's batches is of earlier weights."
)


def explain_epoch_figure(book: Book, address: Address) -> Explanation:
    """A figure of a finished epoch: of its batches while it ran, or of a part of the data at its end."""
    if address.name.startswith((VALIDATION, AGAIN)):
        return _of_a_part(book, address)
    if is_made(address.name):
        where = f"Epoch {address.update + 1:,}, over its batches"
        value = book.moments.figure(address.update, address.name)
        return made_figure(address, value, where, lambda part: _of_batches(book, part))
    batches = book.moments.epoch_batches(address.update)
    words = _words(address.name)
    counted = "Counted over the epoch's batches, each before its own update."
    mean = "The mean over the epoch's batches, each measured before its own update, as Keras's history has it."
    return _over_batches(
        address,
        batches,
        _of_batches(book, address),
        f"{capital(words)} of epoch {address.update + 1:,}",
        counted if metrics_total(address.name) else mean,
        f"{words} of the epoch",
    )


def explain_running_figure(book: Book, address: Address) -> Explanation:
    """A figure of the epoch under way: of its batches so far, as Keras's progress bar has it."""
    batches = book.moments.batches_so_far(address.update)
    if not len(batches.sizes):
        raise ValueError("No batch of this epoch is done yet. Play on.")
    words = _words(address.name)
    if is_made(address.name):
        where = f"The epoch so far, {len(batches.sizes):,} {'batch' if len(batches.sizes) == 1 else 'batches'}"
        return made_figure(address, None, where, lambda part: _mean_of(batches, part.name))
    return _over_batches(
        address,
        batches,
        _mean_of(batches, address.name),
        f"{capital(words)} of the epoch so far",
        "Over the epoch's batches so far, each measured before its own update, as Keras's progress bar has it.",
        f"{words} so far",
    )


def _over_batches(
    address: Address, batches: EpochBatches, value: float, title: str, sentence: str, label: str
) -> Explanation:
    """A figure from those of batches: their mean, weighted by size where the sizes differ, or their total."""
    first, sizes, values = batches.first, batches.sizes, batches.figures[address.name]
    kind = Kind.BATCH_LOSS if address.name == "loss" else Kind.BATCH_FIGURE
    even = len(set(sizes.tolist())) == 1 or metrics_total(address.name)

    def term(k: int) -> Expr:
        place = Address(kind, first + k, name="" if kind is Kind.BATCH_LOSS else address.name)
        own = Ref(Quantity(Symbol(_letter(address.name), str(first + k + 1)), float(values[k]), place))
        return own if even else Product((Constant(float(sizes[k]), str(sizes[k])), own))

    weighed = values if even else values * sizes
    body: Expr = Ref(general(Symbol(_letter(address.name), "u")))
    body = body if even else Product((Ref(general(Symbol("n", "u"))), body))
    count = len(sizes) if even else int(sizes.sum())
    total: Expr = series("u", body, weighed, term)
    if not metrics_total(address.name):
        total = Quotient(total, Constant(float(count), f"{count:,}"))
    where = f"{counted(len(sizes), 'update')}, {first + 1:,} to {first + len(sizes):,}"
    step = Step(Quantity(Symbol(_letter(address.name)), value, address), total, label=label)
    return Explanation(address, title, where, sentence, value, (step,))


def _mean_of(batches: EpochBatches, name: str) -> float:
    values = batches.figures[name]
    if metrics_total(name):
        return float(values.sum())
    return float((values * batches.sizes).sum() / batches.sizes.sum())


def _of_batches(book: Book, address: Address) -> float:
    """A figure of an epoch as recorded; a part of others, which is not, from the epoch's batches."""
    batches = book.moments.epoch_batches(address.update)
    try:
        return book.moments.figure(address.update, address.name)
    except (KeyError, ValueError):
        return _mean_of(batches, address.name)


def metrics_total(name: str) -> bool:
    """Whether a figure counts something instead of averaging it."""
    return plain_name(name) in TOTALS


def explain_batch_figure(book: Book, address: Address) -> Explanation:
    """A metric of one batch: the mean over its examples, or their total."""
    record = book.record(address.update)
    rows = record.events.rows
    if is_made(address.name):
        where = f"{capital(in_update(address))} · {counted(len(rows), 'example')}"
        return made_figure(address, None, where, lambda part: explain_batch_figure(book, part).value)
    values = np.array([_example_value(book, replace(address, example=int(row))) for row in rows])

    def term(e: int) -> Expr:
        place = Address(Kind.EXAMPLE_FIGURE, address.update, example=int(rows[e]), name=address.name)
        return Ref(Quantity(Symbol(_letter(address.name), str(e + 1)), float(values[e]), place))

    total: Expr = series("e", Ref(general(Symbol(_letter(address.name), "e"))), values, term)
    value = float(values.sum())
    if not metrics_total(address.name):
        total, value = Quotient(total, Constant(float(len(rows)), str(len(rows)))), value / len(rows)
    step = Step(Quantity(Symbol(_letter(address.name)), value, address), total, label=_words(address.name))
    return Explanation(
        address,
        f"{capital(_words(address.name))} of the batch",
        f"{capital(in_update(address))} · {counted(len(rows), 'example')}",
        metrics[address.name].sentence,
        value,
        (step,),
    )


def explain_example_figure(book: Book, address: Address) -> Explanation:
    """A metric of one example, from its outputs and targets."""
    letters = OutputLetters(book, address)
    metric, encoding = metrics[address.name], book.run(address.update).encoding
    value = _example_value(book, address)
    expression = metric.expression(encoding, letters.units)
    result = Quantity(Symbol(_letter(address.name)), value, address)
    return Explanation(
        address,
        f"{capital(_words(address.name))} of one example",
        f"{capital(example_name(address))} · {in_update(address)}",
        f"{metric.sentence} {capital(metric.formula)}.",
        value,
        (Step(result, letters.combine_metric(expression, encoding, metric.total), label=_words(address.name)),),
    )


def _of_a_part(book: Book, address: Address) -> Explanation:
    """The mean over a part of the data, with the weights at the end of the epoch."""
    end = 0 if address.update < 0 else book.moments.epoch_updates(address.update).stop
    try:
        value = book.moments.figure(address.update, address.name)
    except (KeyError, ValueError):
        if plain_name(address.name) not in book.run(end).figures:
            raise
        value = _over_a_part(book, end, address)
    return _part_figure(book, address, end, value)


def _part_of(address: Address) -> Split:
    return "validation" if address.name.startswith(VALIDATION) else "training"


def _over_a_part(book: Book, update: int, address: Address) -> float:
    values = _split_values(book, update, _part_of(address), plain_name(address.name))
    return float(values.sum() if metrics_total(address.name) else values.mean())


def _part_figure(book: Book, address: Address, update: int, value: float) -> Explanation:
    """A figure of the validation part, or of the training part again, after so many updates."""
    name, part = plain_name(address.name), _part_of(address)
    if is_made(name):
        where = f"Over the {part} part, with the weights after {counted(update, 'update')}"
        return made_figure(address, value, where, lambda of: _over_a_part(book, update, of))
    run = book.run(update)
    values = _split_values(book, update, part, name)
    kind = Kind.EXAMPLE_LOSS if name == "loss" else Kind.EXAMPLE_FIGURE
    letter = _letter(name)

    def term(e: int) -> Expr:
        place = Address(kind, update, example=e, split=part, name="" if name == "loss" else name)
        return Ref(Quantity(Symbol("ℓ" if name == "loss" else letter, str(e + 1)), float(values[e]), place))

    body = Ref(general(Symbol("ℓ" if name == "loss" else letter, "e")))
    info = run.data.info
    count = info.validation_count if part == "validation" else info.training_count
    mean: Expr = series("e", body, values, term)
    if not metrics_total(name):
        mean = Quotient(mean, Constant(float(count), f"{count:,}"))
    penalty = value - float(values.mean()) if name == "loss" and _has_penalty(book, update) else 0.0
    if penalty:
        mean = Sum((mean, Ref(Quantity(Symbol("Ω"), penalty, Address(Kind.PENALTY, update)))))
    return Explanation(
        address,
        f"{capital(_words(name))} over the {part} part",
        f"{counted(count, 'example')}, with the weights after {counted(update, 'update')}",
        _NEVER_LEARNT if part == "validation" else _MEASURED_AGAIN,
        value,
        (Step(Quantity(Symbol(letter), value, address), mean, label=f"{part} {_words(name)}"),),
    )


def _has_penalty(book: Book, update: int) -> bool:
    return any(layer.penalties for layer in book.spec(update).network.layers)


def _example_value(book: Book, address: Address) -> float:
    letters = OutputLetters(book, address)
    encoding = book.run(address.update).encoding
    target = letters.encoded_target(encoding)
    figure = metric_functions((address.name,), encoding)[address.name]
    return float(figure(target, letters.z[None, :], letters.a[None, :])[0])


def _split_values(book: Book, update: int, split: Split, name: str) -> Array:
    """Loss or metric of every example of a split (n,)."""
    run, network = book.run(update), book.network(update)
    part = run.data.training if split == "training" else run.data.validation
    target = run.targets(part)
    values = np.empty(len(part))
    figure = None if name == "loss" else metric_functions((name,), run.encoding)[name]
    with np.errstate(all="ignore"):
        for rows, z, a in predict(network, part.x):
            if figure is None:
                values[rows] = book.objective(update).example_losses(target[rows], z, a)
            else:
                values[rows] = figure(target[rows], z, a)
    return values


def _letter(name: str) -> str:
    plain = plain_name(name)
    return {"loss": "L", "accuracy": "acc"}.get(plain, plain)


def _words(name: str) -> str:
    plain = plain_name(name)
    return "loss" if plain == "loss" else metrics[plain].label.lower()
