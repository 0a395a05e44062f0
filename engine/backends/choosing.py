"""Which backend an experiment wants, and whether TensorFlow can compute it at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.catalog import activations, losses, optimizers
from engine.catalog.backends import AUTO, TENSORFLOW
from engine.catalog.parameter import defaults
from engine.spec import ExperimentSpec
from engine.spec.layer_words import layer_word

if TYPE_CHECKING:
    from engine.backends.tensorflow_program import ProgramShape

AUTO_WORK = 2_000_000
"""Products of an update (weights times examples of the batch) from which on TensorFlow pays, measured."""

MOST_AUTO_PARAMETERS = 3_000_000
"""Weights and biases up to which TensorFlow is taken by size: they are fetched and updated in one piece, which beyond
these keeps whoever asks for a pause waiting. NumPy works on such networks in small pieces."""

CHUNK_WORK = 300_000_000
"""Products of a chunk, about: some 12 ms of work. It depends on sizes alone, as the program that is compiled does."""

MOST_TOGETHER = 64


def update_work(spec: ExperimentSpec, inputs: int, batch: int) -> int:
    """Products of one forward pass of a batch."""
    return spec.network.parameter_count(inputs) * batch


def wants_tensorflow(spec: ExperimentSpec, inputs: int, batch: int) -> bool:
    """Whether TensorFlow is chosen, by hand or by size."""
    if spec.training.backend != AUTO:
        return spec.training.backend == TENSORFLOW
    pays = update_work(spec, inputs, batch) >= AUTO_WORK
    return pays and spec.network.parameter_count(inputs) <= MOST_AUTO_PARAMETERS


def objection(spec: ExperimentSpec) -> str:
    """What of the experiment TensorFlow cannot compute here, as the end of a sentence, or ""."""
    from engine.backends.tensorflow_parts import ACTIVATIONS, LOSSES  # imported late: the program starts without it
    from engine.backends.tensorflow_rules import RULES

    loss = spec.training.loss.name
    for index, layer in enumerate(spec.network.layers):
        if layer.activation not in ACTIVATIONS:
            where = layer_word(spec.network.layers, index)
            return f"it does not compute {activations[layer.activation].label} ({where})"
    if loss not in LOSSES:
        return f"it does not compute the loss {losses[loss].label}"
    if spec.training.optimizer.name not in RULES:
        return f"it does not compute {optimizers[spec.training.optimizer.name].label}"
    return ""


def program_shape(spec: ExperimentSpec, inputs: int, batch: int, columns: int, by_number: bool) -> ProgramShape:
    """What to compile for an experiment over so many inputs, batches of so many and targets of so many columns."""
    from engine.backends.tensorflow_parts import LOGIT_LOSSES
    from engine.backends.tensorflow_program import LayerShape, ProgramShape

    training, layers = spec.training, spec.network.layers
    optimizer, loss = optimizers[training.optimizer.name], losses[training.loss.name]
    given = defaults(optimizer.parameters) | dict(training.optimizer.parameters)
    switches = (part.name for part in optimizer.parameters if part.kind == "switch" and given[part.name])
    return ProgramShape(
        inputs=inputs,
        layers=tuple(
            LayerShape(layer.units, layer.activation, layer.use_bias, layer.dropout > 0.0) for layer in layers
        ),
        loss=loss.name,
        from_sums=layers[-1].activation in loss.logit_forms and loss.name in LOGIT_LOSSES,
        loss_numbers=len(loss.parameters),
        targets=(columns, by_number),
        optimizer=optimizer.name,
        switches=frozenset(switches),
        masked=not all(layer.trainable and not (layer.frozen_neurons or layer.frozen_weights) for layer in layers),
        batch=batch,
        chunk=_chunk(update_work(spec, inputs, batch)),
    )


def program_form(spec: ExperimentSpec) -> tuple[int, bool]:
    """Which of the programs of its shape an experiment wants: the variant of its rule, and whether with penalties."""
    from engine.backends.tensorflow_rules import RULES

    given = spec.training.optimizer
    variant = RULES[given.name].which(defaults(optimizers[given.name].parameters) | dict(given.parameters))
    return variant, any(layer.penalties for layer in spec.network.layers)


def _chunk(work: int) -> int:
    """A power of two: so chunks end where states are kept."""
    return 1 << max(0, min(MOST_TOGETHER, CHUNK_WORK // max(work, 1)).bit_length() - 1)
