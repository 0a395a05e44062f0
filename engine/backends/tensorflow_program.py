"""Updates of one kind of network as one program, compiled by XLA: a loop over a chunk of batches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from engine.backends.tensorflow_parts import ACROSS_UNITS, ACTIVATIONS, LOGIT_LOSSES, LOSSES
from engine.backends.tensorflow_rules import RULES, Variant

Tensor = Any
Tf = Any

traced = 0
"""How many programs have been traced in this process."""


@dataclass(frozen=True)
class LayerShape:
    """What of a layer a program is compiled for."""

    units: int
    activation: str
    use_bias: bool
    drops: bool


@dataclass(frozen=True)
class ProgramShape:
    """What a program is compiled for; all that is not here, learning rates to penalties, are numbers handed in.

    from_sums: the loss is computed from z; loss_numbers: how many parameters it has. targets: (columns, by class
    number). masked: something is frozen. A chunk has up to `chunk` batches of `batch` examples.
    """

    inputs: int
    layers: tuple[LayerShape, ...]
    loss: str
    from_sums: bool
    loss_numbers: int
    targets: tuple[int, bool]
    optimizer: str
    switches: frozenset[str]
    masked: bool
    batch: int
    chunk: int

    @property
    def arrays(self) -> tuple[tuple[int, ...], ...]:
        """The shapes of the weights: a kernel (units, inputs) for each layer, and a bias where it has one.

        A neuron is a row here and an example a column: XLA multiplies that way a quarter faster than Keras's.
        """
        found: list[tuple[int, ...]] = []
        inputs = self.inputs
        for layer in self.layers:
            found += [(layer.units, inputs), *([(layer.units,)] if layer.use_bias else [])]
            inputs = layer.units
        return tuple(found)

    @property
    def variants(self) -> tuple[Variant, ...]:
        """The forms of the optimizer's rule, each a program of its own."""
        return RULES[self.optimizer].variants(self.switches)


@dataclass(frozen=True, eq=False)
class Given:
    """What does not change within a chunk: inputs (chunk, batch, inputs), targets, importance (chunk, batch) of the
    examples divided by the batch's size, 0 where there is none; dropout factors of the layers that drop; numbers
    (chunk, k) of the updates; penalties (layers, 2) l1 and l2; the loss's numbers; masks: what is frozen.
    """

    inputs: Tensor
    target: Tensor
    importance: Tensor
    dropout: Sequence[Tensor]
    numbers: Tensor
    penalties: Tensor
    loss: Tensor
    masks: Sequence[Tensor]


def program(tf: Tf, shape: ProgramShape, variant: Variant, penalised: bool) -> Any:
    """The compiled function: (weights, slots, *Given, count) -> (weights, slots, z, penalty of each update).

    penalised: it knows of penalties, which take time even where all are 0.

    weights, slots: lists of arrays in the order of `shape.arrays`, of each slot that the variant of the rule carries
    one after the other; count: how many updates are made. z (chunk, batch, units) is float32, as everything is.
    """

    @tf.function(jit_compile=True, autograph=False, reduce_retracing=False)  # type: ignore[untyped-decorator]
    def updates(
        weights: Any, slots: Any, inputs: Any, target: Any, importance: Any, dropout: Any, numbers: Any,
        penalties: Any, loss: Any, masks: Any, count: Any,
    ) -> Any:  # fmt: skip
        global traced
        traced += 1
        given = Given(inputs, target, importance, dropout, numbers, penalties, loss, masks)

        def turn(index: Tensor, weights: Any, slots: Any, z: Tensor, penalty: Tensor) -> Any:
            now = list(weights), list(slots)
            new, moved, outputs, extra = _update(tf, shape, *now, given, index, variant, penalised)
            z = tf.tensor_scatter_nd_update(z, [[index]], [outputs])
            return index + 1, new, moved, z, tf.tensor_scatter_nd_update(penalty, [[index]], [extra])

        told = tf.zeros((shape.chunk, shape.batch, shape.layers[-1].units)), tf.zeros((shape.chunk,))
        begin = [0, list(weights), list(slots), *told]
        return tf.while_loop(lambda index, *_: index < count, turn, begin, parallel_iterations=1)[1:]

    return updates.get_concrete_function(*signature(tf, shape, variant))


def signature(tf: Tf, shape: ProgramShape, variant: Variant) -> tuple[Any, ...]:
    """The shapes and kinds of all that is handed to a program, in its order."""

    def spec(*sizes: int, dtype: Any = tf.float32) -> Any:
        return tf.TensorSpec(sizes, dtype)

    chunk, batch = shape.chunk, shape.batch
    columns, by_number = shape.targets
    return (
        [spec(*sizes) for sizes in shape.arrays],
        [spec(*sizes) for _ in variant.carried for sizes in shape.arrays],
        spec(chunk, batch, shape.inputs),
        spec(chunk, batch, columns, dtype=tf.int32 if by_number else tf.float32),
        spec(chunk, batch),
        [spec(chunk, batch, layer.units) for layer in shape.layers if layer.drops],
        spec(chunk, RULES[shape.optimizer].width),
        spec(len(shape.layers), 2),
        spec(shape.loss_numbers),
        [spec(*sizes, dtype=tf.bool) for sizes in shape.arrays] if shape.masked else [],
        spec(dtype=tf.int32),
    )


def _update(
    tf: Tf, shape: ProgramShape, weights: list[Tensor], carried: list[Tensor], given: Given, index: Tensor,
    variant: Variant, penalised: bool,
) -> tuple[list[Tensor], list[Tensor], Tensor, Tensor]:  # fmt: skip
    """One update: new weights, new slots of the variant, z of the output layer (batch, units), the penalty."""
    gradient, deltas, z = _gradient(tf, shape, weights, given, index)
    size, strengths = len(weights), _strengths(shape, given.penalties)
    penalty = _penalty(tf, weights, strengths) if penalised else tf.constant(0.0)
    last = 0.0 * penalty
    new, moved = [], [[] for _ in variant.carried]  # type: tuple[list[Tensor], list[list[Tensor]]]
    for each, (w, g, layer) in enumerate(zip(weights, gradient, _layer_numbers(shape), strict=True)):
        if penalised and strengths[each] is not None:
            l1, l2 = strengths[each]
            g = g + l1 * tf.sign(w) + 2.0 * l2 * w
        mine = tuple(carried[slot * size + each] for slot in range(len(variant.carried)))
        # Adding nothing says to XLA that whoever reads the old weights has done so: else it copies them every time.
        read = last + 0.0 * deltas[layer - 1][0, 0] if layer else last
        made, changed = variant.step(tf, w, g, mine, given.numbers[index] + read)
        if shape.masked:
            mask = given.masks[each]
            made = tf.where(mask, w, made)
            changed = tuple(tf.where(mask, old, one) for old, one in zip(mine, changed, strict=True))
        new.append(made)
        for place, one in zip(moved, changed, strict=True):
            place.append(one)
    return new, [one for place in moved for one in place], z, penalty


def _gradient(
    tf: Tf, shape: ProgramShape, weights: list[Tensor], given: Given, index: Tensor
) -> tuple[list[Tensor], list[Tensor], Tensor]:
    """The gradient of the batch's mean loss, the penalty left out: of each array of weights, and of each layer's sums
    (units, batch), from which the former is made by hand so that each is used when it is fresh; and the output's z.
    """
    with tf.GradientTape() as tape:
        sums, seen, z, output = _forward(tf, shape, weights, given, index, tape)
        target = given.target[index]
        if shape.from_sums:
            each = LOGIT_LOSSES[shape.loss](tf, target, z)
        else:
            each = LOSSES[shape.loss](tf, target, output, given.loss)
        total = tf.reduce_sum(each * given.importance[index])
    deltas = tape.gradient(total, sums)
    found = []
    for number, (layer, delta) in enumerate(zip(shape.layers, deltas, strict=True)):
        found.append(tf.matmul(delta, seen[number], transpose_b=number > 0))
        if layer.use_bias:
            found.append(tf.reduce_sum(delta, 1))
    return found, deltas, z


def _forward(
    tf: Tf, shape: ProgramShape, weights: Sequence[Tensor], given: Given, index: Tensor, tape: Any
) -> tuple[list[Tensor], list[Tensor], Tensor, Tensor]:
    """Each layer's sums z (units, batch), what it sees: the batch's rows (batch, inputs), then (units, batch) of the
    layer before; and z and a of the output layer (batch, units). The tape watches all sums.
    """
    a, place = given.inputs[index], 0
    factors = iter(given.dropout)
    sums, seen = [], []
    for number, layer in enumerate(shape.layers):
        seen.append(a)
        z = tf.matmul(weights[place], a, transpose_b=number == 0)
        if layer.use_bias:
            z = z + weights[place + 1][:, None]
        place += 1 + layer.use_bias
        tape.watch(z)
        sums.append(z)
        a = _activated(tf, layer.activation, z)
        if layer.drops:
            a = a * tf.transpose(next(factors)[index])
    return sums, seen, tf.transpose(sums[-1]), tf.transpose(a)


def _activated(tf: Tf, name: str, z: Tensor) -> Tensor:
    """The activation of sums (units, batch)."""
    if name not in ACROSS_UNITS:
        return ACTIVATIONS[name](tf, z)
    return tf.transpose(ACTIVATIONS[name](tf, tf.transpose(z)))


def _layer_numbers(shape: ProgramShape) -> list[int]:
    """The layer of each array of weights."""
    return [number for number, layer in enumerate(shape.layers) for _ in range(1 + layer.use_bias)]


def _strengths(shape: ProgramShape, penalties: Tensor) -> list[Any]:
    """(l1, l2) of each array of weights, None for biases."""
    found: list[Any] = []
    for number, layer in enumerate(shape.layers):
        found += [(penalties[number, 0], penalties[number, 1]), *([None] if layer.use_bias else [])]
    return found


def _penalty(tf: Tf, weights: list[Tensor], strengths: list[Any]) -> Tensor:
    """l1 * sum |w| + l2 * sum w² over the kernels."""
    parts = []
    for w, strength in zip(weights, strengths, strict=True):
        if strength is not None:  # column by column: a sum over all at once is slow
            columns = strength[0] * tf.reduce_sum(tf.abs(w), 0) + strength[1] * tf.reduce_sum(w * w, 0)
            parts.append(tf.reduce_sum(columns))
    return tf.add_n(parts)


def answering(tf: Tf, shape: ProgramShape) -> Any:
    """The function (weights, x) -> z of the output layer for any number of rows x (rows, inputs), not compiled."""

    @tf.function(autograph=False, reduce_retracing=True)  # type: ignore[untyped-decorator]
    def answer(weights: Any, x: Any) -> Any:
        z, a, place = x, x, 0
        for layer in shape.layers:
            z = tf.matmul(a, weights[place], transpose_b=True)
            if layer.use_bias:
                z = z + weights[place + 1]
            place += 1 + layer.use_bias
            a = ACTIVATIONS[layer.activation](tf, z)
        return z

    arrays = [tf.TensorSpec(sizes, tf.float32) for sizes in shape.arrays]
    return answer.get_concrete_function(arrays, tf.TensorSpec((None, shape.inputs), tf.float32))
