"""Where the walk ends: the data, the seed, and what somebody chose."""

from __future__ import annotations

from engine.catalog import losses, optimizers, schedules
from engine.catalog.parameter import Parameter
from engine.explain.book import Book
from engine.explain.rate import SETTING_OF_SCHEDULE
from engine.explain.words import example_name
from engine.formula import Quantity, Symbol
from engine.letters import capital
from engine.trace import Address, Explanation, Origin, Step


def explain_target(book: Book, address: Address) -> Explanation:
    """What the output should be."""
    run = book.run(address.update)
    info = run.data.info
    value = float(book.target(address.update, address.split, address.example)[address.unit])
    part = run.data.training if address.split == "training" else run.data.validation
    sentence = "It stands so in the data."
    if info.classes:
        label = info.classes[int(part.y[address.example])]
        sentence = f"The data says: {label}. As a number for this output that is {value:g}."
    elif info.task == "multilabel":
        sentence = f"The data answers {'yes' if value else 'no'} to “{info.outputs[address.unit]}”."
    return Explanation(
        address,
        f"Target of output {address.unit + 1}",
        capital(example_name(address)),
        sentence,
        value,
        (Step(Quantity(Symbol("t", str(address.unit + 1)), value, address)),),
        origin=Origin.DATA,
    )


def explain_example_weight(book: Book, address: Address) -> Explanation:
    """How much an example counts: its own weight, or that of its class."""
    run = book.run(address.update)
    value = 1.0 if run.weights is None else float(run.weights[address.example])
    if run.data.weights is not None:
        whose = "this example" + (", in the place of its class's weight" if run.spec.training.class_weight else "")
    else:
        whose = f"the class {run.data.info.classes[int(run.data.training.y[address.example])]}"
    return Explanation(
        address,
        "Weight of the example",
        capital(example_name(address)),
        f"Somebody chose it for {whose}. The weighted sum is divided by the batch size, as in Keras.",
        value,
        (Step(Quantity(Symbol("ω"), value, address)),),
        origin=Origin.SETTING,
    )


def explain_setting(book: Book, address: Address) -> Explanation:
    """A number somebody chose: a rate, a strength, a parameter of a part."""
    spec = book.spec(address.update)
    training = spec.training
    parts: list[Parameter] = [*optimizers[training.optimizer.name].parameters, *losses[training.loss.name].parameters]
    known = {part.name: part for part in parts}
    schedule = schedules[training.optimizer.schedule.name]
    known |= {SETTING_OF_SCHEDULE + part.name: part for part in schedule.parameters}
    if address.name == "learning_rate":
        label, sentence, value = (
            "Learning rate",
            "How far each update goes against the gradient.",
            training.optimizer.learning_rate,
        )
    elif address.name in ("l1", "l2"):
        value = float(getattr(spec.network.layers[address.layer], address.name))
        label, sentence = (
            f"{address.name.upper()} strength of {book.layer_word(address.update, address.layer)}",
            "How strongly large weights are punished.",
        )
    elif address.name == "dropout":
        value = spec.network.layers[address.layer].dropout
        label = f"Dropout of {book.layer_word(address.update, address.layer)}"
        sentence = "Which share of its outputs an update leaves out."
    else:
        part = known[address.name]
        given = {**training.loss.parameters, **training.optimizer.parameters}
        given |= {SETTING_OF_SCHEDULE + name: v for name, v in training.optimizer.schedule.parameters.items()}
        label, sentence, value = part.label, part.sentence, float(given.get(address.name, part.default))
    return Explanation(
        address,
        label,
        "A setting",
        f"{sentence} You can change it at any time.",
        value,
        (Step(Quantity(Symbol(label.lower()), value, address)),),
        origin=Origin.SETTING,
    )


def explain_seed(book: Book, address: Address) -> Explanation:
    """The whole number from which first weights and orders are drawn."""
    value = float(book.spec(address.update).seed)
    return Explanation(
        address,
        "Seed",
        "A setting",
        "A whole number that fixes the first weights and the order of the batches: the same seed, the same run.",
        value,
        (Step(Quantity(Symbol("seed"), value, address)),),
        origin=Origin.SEED,
    )
