"""Explaining weights and what the optimizer remembers: the last update, the seed, or somebody's hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from engine.catalog import initializers, optimizers
from engine.catalog.arrays import Array
from engine.catalog.parameter import defaults
from engine.explain.backward import gradient_quantity
from engine.explain.book import Book
from engine.explain.frozen import frozen_slot, frozen_weight, is_frozen
from engine.explain.letters import PARAMETERS, symbol_of
from engine.explain.rate import rate_quantity
from engine.explain.words import after, weight_name
from engine.formula import Expr, NumberStyle, Quantity, Symbol, counted, evaluate, number_text, parse
from engine.letters import capital
from engine.passes.network import Network
from engine.spec import PartSpec
from engine.spec.layer_moves import matched_layers
from engine.spec.layer_words import layer_place
from engine.trace import BIAS, Address, Explanation, Kind, Origin, Step

EXACTLY = NumberStyle(6)
"""How a number in a sentence is written."""


def explain_weight(book: Book, address: Address) -> Explanation:
    """A weight or bias after so many updates."""
    place = _place(address)
    value = book.weight(place.update, place.layer, place.source, place.unit).value
    before = _same_weight_before(book, place, value)
    if before is not None:
        steps = optimizer_steps(book, before)
        optimizer = optimizers[book.spec(before.update).training.optimizer.name]
        if is_frozen(book, before.update, flat_place(book, before)):
            result = replace(book.weight(place.update, place.layer, place.source, place.unit, value), address=address)
            sentence, step, note = frozen_weight(book, before, _gradient(book, before), result)
            return Explanation(
                address, _title(book, place), capital(after(place.update)), sentence, value, (step,), (note,)
            )
        moved = book.weight(before.update, before.layer, before.source, before.unit).value != value
        sentence = f"{optimizer.label} moved it against its gradient." if moved else "Nothing moved it: it stays."
        notes = (optimizer.textbook_note,) if optimizer.textbook_note and len(steps) > 1 else ()
        steps = (*steps[:-1], replace(steps[-1], result=replace(steps[-1].result, address=address)))
        return Explanation(address, _title(book, place), capital(after(place.update)), sentence, value, steps, notes)
    was, drawn = _value_before(book, place), _drawn(book, place)
    set_again = was is not None and book.moments.by_hand(place.update) and not _rebuilt(book, place.update)
    if value == drawn and not set_again:
        return _from_seed(book, address, place, value)
    if place.update == 0 and not book.moments.by_hand(0):
        return _from_before(book, address, place, value, drawn)
    return _from_hand(book, address, place, value, drawn if place.update == 0 else was)


def explain_slot(book: Book, address: Address) -> Explanation:
    """What the optimizer remembers for one weight."""
    value = _slot_value(book, address)
    optimizer = optimizers[book.spec(address.update).training.optimizer.name]
    letter = optimizer.letters[address.name]
    title = f"{capital(address.name.replace('_', ' '))} that {optimizer.label} remembers"
    info = book.run(address.update).data.info
    if address.name != "u_product":
        title += f" for the {weight_name(address, info, book.layer_specs(address.update))}"
    place = replace(address, update=address.update - 1)
    if _made_by_update(book, address, value):
        steps = optimizer_steps(book, place)
        wanted = next((i for i, step in enumerate(steps) if step.result.address == address), None)
        if wanted is not None:
            sentence, steps = "A memory of earlier gradients.", steps[: wanted + 1]
            if is_frozen(book, place.update, flat_place(book, place)):
                sentence, steps = _frozen_memory(book, place, steps)
            return Explanation(address, title, capital(after(address.update)), sentence, value, steps)
    sentence = f"{optimizer.label} starts its memory here; this update has not touched it."
    result = Quantity(symbol_of(letter), value, address)
    return Explanation(
        address, title, capital(after(address.update)), sentence, value, (Step(result),), origin=Origin.SETTING
    )


def _frozen_memory(book: Book, place: Address, steps: tuple[Step, ...]) -> tuple[str, tuple[Step, ...]]:
    """Of a frozen weight's memory, to which `steps` would have led; one number for all weights goes on anyway."""
    result = steps[-1].result
    assert isinstance(result.address, Address)
    name = result.address.name
    if book.record(place.update).slots[name].size == 1:
        return "One number for all weights.", tuple(s for s in steps if s is steps[-1] or s.result.address is None)
    earlier = _slot_address(place, name, place.update)
    sentence, step = frozen_slot(book, place, replace(result, address=earlier), result)
    return sentence, (step,)


def optimizer_steps(book: Book, place: Address) -> tuple[Step, ...]:
    """The lines that update `place.update` computed for one weight, with the numbers it had."""
    update = place.update
    record, spec = book.record(update), book.spec(update)
    optimizer = optimizers[spec.training.optimizer.name]
    parameters = defaults(optimizer.parameters) | dict(spec.training.optimizer.parameters)
    flat = flat_place(book, place)
    names = _letters_before(book, place, flat, parameters)
    after_slots = {letter: name for name, letter in optimizer.letters.items()}
    lines = optimizer.rule(parameters)
    steps: list[Step] = []
    for number, line in enumerate(lines):
        formula = parse(line.formula, names)
        if line.letter == "w" and number == len(lines) - 1:
            result = book.weight(update + 1, place.layer, place.source, place.unit, float(record.weights[flat]))
        elif line.letter in after_slots:
            name = after_slots[line.letter]
            value = _pick(record.slots[name], flat)
            result = Quantity(symbol_of(line.letter), value, _slot_address(place, name, update + 1))
        else:
            result = Quantity(symbol_of(line.letter), evaluate(formula))
        sign = "←" if line.letter in ("w", *after_slots) else "="
        steps.append(Step(result, formula, label=line.meaning, sign=sign))
        names[line.letter] = result
    return tuple(steps)


def _letters_before(
    book: Book, place: Address, flat: int, parameters: Mapping[str, float]
) -> dict[str, Quantity | Expr]:
    update = place.update
    record, chosen = book.record(update), book.spec(update).training.optimizer
    optimizer = optimizers[chosen.name]
    names: dict[str, Quantity | Expr] = {
        "w": book.weight(update, place.layer, place.source, place.unit),
        "g": replace(_gradient(book, place), symbol=Symbol("g")),
        "eta": rate_quantity(book, update, record.before.iterations),
        "t": Quantity(Symbol("t"), float(record.before.iterations + 1)),
    }
    for name, value in parameters.items():
        letter = PARAMETERS.get(name, name)
        names[letter] = book.setting(update, name, symbol_of(letter), value)
    for name, letter in optimizer.letters.items():
        value = _pick(record.before.slots[name], flat)
        names[letter] = Quantity(symbol_of(letter), value, _slot_address(place, name, update))
    return names


def _gradient(book: Book, place: Address) -> Quantity:
    """∂L/∂w of that place in update `place.update`."""
    found = book.record(place.update).events.backward[place.layer]
    bias = place.source == BIAS
    value = found.bias_gradient[place.unit] if bias else found.kernel_gradient[place.source, place.unit]
    return gradient_quantity(place, float(value))


def flat_place(book: Book, place: Address) -> int:
    """Where a weight or bias stands in the flat vector."""
    shapes = book.spec(place.update).network.shapes(len(book.run(place.update).data.info.inputs))
    start = sum((rows + 1) * columns for rows, columns in shapes[: place.layer])
    rows, columns = shapes[place.layer]
    return start + (rows if place.source == BIAS else place.source) * columns + place.unit


def _pick(slot: Array, flat: int) -> float:
    return float(slot[flat] if slot.size > 1 or flat == 0 else slot[0])


def _slot_address(place: Address, name: str, update: int) -> Address:
    return Address(Kind.SLOT, update, place.layer, place.unit, place.source, name=name)


def _slot_value(book: Book, address: Address) -> float:
    return _pick(book.moments.state(address.update).slots[address.name], flat_place(book, address))


def _made_by_update(book: Book, address: Address, value: float) -> bool:
    """Whether the update before made this very value, and no edit came between."""
    if address.update == 0:
        return False
    record = book.moments.record(address.update - 1)
    if record is None or address.name not in record.slots:
        return False
    place = replace(address, update=address.update - 1)
    if record.spec.network != book.spec(address.update).network:
        return False
    return _pick(record.slots[address.name], flat_place(book, place)) == value


def _place(address: Address) -> Address:
    """A weight's or bias's address with BIAS as its source where it is a bias."""
    return replace(address, source=BIAS) if address.kind is Kind.BIAS else address


def _before(book: Book, place: Address) -> Address | None:
    """The place this weight had in the update before, None if there was none."""
    if place.update == 0:
        return None
    record = book.moments.record(place.update - 1)
    if record is None:
        return None
    layer = matched_layers(record.spec.network, book.spec(place.update).network).get(place.layer)
    if layer is None:
        return None
    before = replace(place, update=place.update - 1, layer=layer)
    rows, columns = record.spec.network.shapes(len(book.run(before.update).data.info.inputs))[layer]
    return None if place.unit >= columns or place.source >= rows else before


def _value_before(book: Book, place: Address) -> float | None:
    """What the update before made of this weight, before somebody changed anything."""
    before = _before(book, place)
    return None if before is None else float(book.record(before.update).weights[flat_place(book, before)])


def _same_weight_before(book: Book, place: Address, value: float) -> Address | None:
    """The place this weight had in the update that made it, None if no update did."""
    return _before(book, place) if _value_before(book, place) == value else None


def _rebuilt(book: Book, update: int) -> bool:
    """Whether the network was another one in the update before."""
    return book.record(update - 1).spec.network != book.spec(update).network


def _drawn(book: Book, place: Address) -> float:
    """The first value that the seed gives this weight."""
    spec = book.spec(place.update)
    network = Network(spec.network, len(book.run(place.update).data.info.inputs))
    network.initialize(spec.seed)
    return float(network.weights[flat_place(book, place)])


def _from_seed(book: Book, address: Address, place: Address, value: float) -> Explanation:
    spec = book.spec(place.update)
    layer = spec.network.layers[place.layer]
    part: PartSpec = layer.bias_initializer if place.source == BIAS else layer.kernel_initializer
    entry = initializers[part.name]
    rows, columns = book.dense(place.update, place.layer).kernel.shape
    seed = Quantity(Symbol("seed"), float(spec.seed), Address(Kind.SEED))
    result = book.weight(place.update, place.layer, place.source, place.unit, value)
    settings = ", ".join(f"{name} {number:g}" for name, number in part.parameters.items())
    whose = layer_place(spec.network.layers, place.layer)
    return Explanation(
        address,
        _title(book, place),
        capital(after(place.update)),
        f"A first value from the seed: {entry.label}, {entry.formula}{f' ({settings})' if settings else ''}.",
        value,
        (Step(result), Step(seed, note="The same seed draws the same first weights.")),
        (f"{whose} has {counted(rows, 'input')} and {counted(columns, 'unit')}.", entry.sentence),
        Origin.SEED,
    )


def _from_before(book: Book, address: Address, place: Address, value: float, drawn: float) -> Explanation:
    """A first value of a network that was edited before its first update."""
    result = book.weight(place.update, place.layer, place.source, place.unit, value)
    return Explanation(
        address,
        _title(book, place),
        capital(after(place.update)),
        "A first value, drawn before the network was set as it is now. It stays until it is drawn anew.",
        value,
        (Step(result),),
        (f"As it is set now, the seed draws {number_text(drawn, EXACTLY)} here.",),
        Origin.SEED,
    )


def _from_hand(book: Book, address: Address, place: Address, value: float, was: float | None) -> Explanation:
    why = book.moments.mark(place.update) or "set by hand"
    result = book.weight(place.update, place.layer, place.source, place.unit, value)
    sentence = f"Somebody gave it this value: {why}."
    before = "" if was is None or was == value else f"It was {number_text(was, EXACTLY)} before."
    return Explanation(
        address,
        _title(book, place),
        capital(after(place.update)),
        sentence,
        value,
        (Step(result),),
        (before,) if before else (),
        Origin.SETTING,
    )


def _title(book: Book, place: Address) -> str:
    return capital(weight_name(place, book.run(place.update).data.info, book.layer_specs(place.update)))
