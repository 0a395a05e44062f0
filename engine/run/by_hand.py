"""Weights given by hand: checked, written into a copy of the weights, and what stood there before."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from engine.catalog.arrays import Array, Rows
from engine.passes.blocks import COPY_WORK, copy_in_pieces, row_blocks
from engine.passes.freezing import frozen_mask
from engine.passes.network import WEIGHT_STREAM, Network, draw
from engine.run.at_once import at_once
from engine.run.live_run import LiveRun
from engine.spec.layer_words import layer_word
from engine.trace import BIAS
from engine.trace.weight_change import NewDraw, Nought, WeightBlock, WeightChange, WeightScope

HAND_STREAM = 7
"""Sets draws made by hand apart from first weights, orders and data."""

Blocks = tuple[WeightBlock, ...]


@dataclass
class Written:
    """A flat vector of weights with other values in it, and what stood in their places."""

    weights: Array
    before: Blocks


def written(
    network: Network, change: WeightChange, seed: int, again: bool = False, lost: bool = False
) -> Generator[None, None, Written]:
    """The network's weights with these values in their places, with breaths between pieces of a large layer.

    again: a change is taken back or made again, of which what has no place any more is left out. lost: values that
    are not finite may come back. Zero and new draws leave alone what is frozen.

    Raises:
        ValueError: a place that is not there, another shape, or a value that is not finite, by place.
    """
    match change:
        case NewDraw(scopes, number):
            blocks = yield from _drawn_anew(network, scopes, seed, number)
        case Nought(scopes):
            blocks = _noughts(network, scopes)
        case _:
            blocks = tuple(_fitting(network, block) for block in change) if again else change
    for block in blocks:
        _check_places(network, block)
        if not lost:
            _check_values(network, block, again)
    weights = yield from copy_in_pieces(network.weights)
    views = list(network.views(weights))
    before: Blocks = ()
    for block in blocks:
        before = ((yield from _exchange(views[block.layer], block)), *before)
    if not isinstance(change, tuple) and (mask := frozen_mask(network.spec, network.inputs)) is not None:
        for part in row_blocks(len(mask), COPY_WORK):
            np.copyto(weights[part], network.weights[part], where=mask[part])
            yield
    return Written(weights, before)


def _drawn_anew(
    network: Network, scopes: Sequence[WeightScope], seed: int, number: int
) -> Generator[None, None, Blocks]:
    """New values from the layers' initializers for these weights; the same seed and number draw the same."""
    found: list[WeightBlock] = []
    for index, sources, neurons in _places(network, scopes):
        layer = network.layers[index]
        rng = np.random.default_rng([seed, WEIGHT_STREAM, index, HAND_STREAM, number])
        kernel, bias = np.empty_like(layer.kernel), np.empty_like(layer.bias)
        yield from draw(layer.spec.kernel_initializer, rng, kernel)
        if layer.spec.use_bias:
            yield from draw(layer.spec.bias_initializer, rng, bias)
        block = WeightBlock(index, sources, neurons, np.empty((len(sources), len(neurons))))
        _check_places(network, block)
        for rows, of_bias in _pieces(block):
            block.values[rows] = bias[neurons] if of_bias else kernel[np.ix_(sources[rows], neurons)]
            yield
        found.append(block)
    return tuple(found)


def _noughts(network: Network, scopes: Sequence[WeightScope]) -> Blocks:
    return tuple(
        WeightBlock(index, sources, neurons, np.zeros((len(sources), len(neurons))))
        for index, sources, neurons in _places(network, scopes)
    )


def whole(network: Network, arrays: Sequence[Array]) -> Generator[None, None, Array]:
    """Arrays in Keras's order as a flat vector. Raises ValueError as `Network.checked`."""
    weights: Array = np.zeros(network.weights.size, network.weights.dtype)
    for (_, part), new in zip(network.parts(weights), network.checked(arrays), strict=True):
        part[...] = new
        yield
    return weights


def _places(network: Network, scopes: Sequence[WeightScope]) -> Iterator[tuple[int, Rows, Rows]]:
    """The layers that are meant, of each its sources, the bias last, and its neurons.

    Raises:
        ValueError: there is no such layer.
    """
    for scope in scopes:
        for index in range(len(network.layers)) if scope.layer is None else (scope.layer,):
            _check_layer(network, index)
            inputs, units = network.layers[index].kernel.shape
            every = np.array([*range(inputs), *[BIAS][: network.spec.layers[index].use_bias]])
            sources = every if scope.sources is None else np.array(scope.sources, dtype=np.intp)
            neurons = np.arange(units) if scope.neurons is None else np.array(scope.neurons, dtype=np.intp)
            yield index, sources, neurons


def _exchange(views: tuple[Array, Array], block: WeightBlock) -> Generator[None, None, WeightBlock]:
    """Write a block into kernel and bias; what stood there."""
    kernel, bias = views
    before = np.empty((len(block.sources), len(block.neurons)))
    for rows, of_bias in _pieces(block):
        if of_bias:
            before[rows] = bias[block.neurons]
            bias[block.neurons] = block.values[rows]
        else:
            places = np.ix_(block.sources[rows], block.neurons)
            before[rows] = kernel[places]
            kernel[places] = block.values[rows]
        yield
    return WeightBlock(block.layer, block.sources, block.neurons, before)


def _pieces(block: WeightBlock) -> Iterator[tuple[slice, bool]]:
    """Rows of a block in pieces of a few milliseconds, and whether the piece is the bias."""
    start = 0
    for end in (*np.flatnonzero(block.sources == BIAS).tolist(), len(block.sources)):
        for rows in row_blocks(end - start, COPY_WORK * max(len(block.neurons), 1)):
            yield slice(start + rows.start, min(start + rows.stop, end)), False
        if end < len(block.sources):
            yield slice(end, end + 1), True
        start = end + 1


def _fitting(network: Network, block: WeightBlock) -> WeightBlock:
    """What of a block still has its place."""
    if block.layer >= len(network.layers):
        none = np.zeros(0, dtype=np.intp)
        return WeightBlock(0, none, none, np.zeros((0, 0)))
    inputs, units = network.layers[block.layer].kernel.shape
    first = BIAS if network.spec.layers[block.layer].use_bias else 0
    rows, columns = (block.sources >= first) & (block.sources < inputs), block.neurons < units
    if rows.all() and columns.all():
        return block
    return WeightBlock(
        block.layer, block.sources[rows], block.neurons[columns], block.values[rows][:, columns]
    )


def _check_layer(network: Network, layer: int) -> None:
    if not 0 <= layer < len(network.layers):
        raise ValueError(f"There is no layer {layer + 1}. The network has {len(network.layers)}.")


def _check_places(network: Network, block: WeightBlock) -> None:
    _check_layer(network, block.layer)
    inputs, units = network.layers[block.layer].kernel.shape
    where = layer_word(network.spec.layers, block.layer)
    wrong = block.sources[(block.sources < BIAS) | (block.sources >= inputs)]
    if wrong.size:
        raise ValueError(f"There is no source {wrong[0] + 1} in {where}. It has {inputs} and the bias.")
    if BIAS in block.sources and not network.spec.layers[block.layer].use_bias:
        raise ValueError(f"The neurons of {where} have no bias. Give the layer biases first.")
    wrong = block.neurons[(block.neurons < 0) | (block.neurons >= units)]
    if wrong.size:
        raise ValueError(f"There is no neuron {wrong[0] + 1} in {where}. It has {units}.")
    if block.values.shape != (len(block.sources), len(block.neurons)):
        raise ValueError(f"The values for {where} have shape {block.values.shape}, not that of their places.")


def _check_values(network: Network, block: WeightBlock, again: bool) -> None:
    where = layer_word(network.spec.layers, block.layer)
    odd = np.argwhere(~np.isfinite(block.values))
    if odd.size and again:
        raise ValueError(
            f"What stood in {where} before were no finite numbers any more: that run had stopped by itself. "
            "The weights stay as they are. Go back in time to see it again."
        )
    if odd.size:
        source, neuron = block.sources[odd[0][0]], block.neurons[odd[0][1]]
        name = "bias" if source == BIAS else f"weight from {'neuron' if block.layer else 'input'} {source + 1}"
        to = "of" if source == BIAS else "to"
        end = f"{to} neuron {neuron + 1} in {where}"
        raise ValueError(f"The {name} {end} is not a finite number. Type another value.")


class HandWork(ABC):
    """Gives the weights of a live run other values; in the past that begins a new course, as any change does."""

    @property
    @abstractmethod
    def _run(self) -> LiveRun: ...

    def set_weights(self, arrays: Sequence[Array]) -> None:
        """Replace all weights, in Keras's order; an update under way begins anew. Raises ValueError by place."""
        for _ in self._run.changing_weights(lambda network: whole(network, arrays)):
            pass

    def change_weights(self, change: WeightChange, again: bool = False) -> Blocks:
        """Give some weights other values; what stood there before, to give it back. Raises ValueError by place."""
        return at_once(self.changing_weights(change, again))

    def changing_weights(self, change: WeightChange, again: bool = False) -> Generator[None, None, Blocks]:
        """`change_weights` with breaths; until the last one, and if it is given up, the run is untouched.

        again: a change is taken back or made again; what of it has no place any more is left out.

        Raises:
            ValueError: a place that is not there, or a value that is not a finite number. Such values of a run that
                had diverged come back only where nothing has been learned since.
        """
        found: list[Blocks] = []

        def new(network: Network) -> Generator[None, None, Array]:
            lost = again and self._run.stands_at_weights_by_hand
            made = yield from written(network, change, self._run.trainer.spec.seed, again, lost)
            found.append(made.before)
            return made.weights

        yield from self._run.changing_weights(new)
        return found[0]
