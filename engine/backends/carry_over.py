"""What an edit keeps: weights and optimizer state of every neuron that stays."""

from collections.abc import Generator, Iterator, Mapping

from engine.catalog.arrays import Array
from engine.passes.blocks import COPY_WORK, copy_in_pieces, row_blocks
from engine.passes.network import Network
from engine.spec.layer_moves import matched_layers

Pairs = tuple[tuple[int, int], ...]


def carry_over(
    old: Network, old_flat: Array, new: Network, new_flat: Array, copies: bool = True, outputs: Pairs = ()
) -> Iterator[None]:
    """Copy what still has its place from `old_flat` (laid out for `old`) into `new_flat`, with breaths.

    Between matched layers the common neurons keep their values: where a layer only grew or shrank,
    the common block; where its inputs come from another layer than before, the weights if there are as
    many inputs, else nothing but the biases. So it is for layers that moved, and for a copy, which gets its model's
    if `copies`. outputs: which (old, new) neurons of the output layer are for the same class, where places differ.
    """
    matched = matched_layers(old.spec, new.spec, copies)
    old_views, new_views = list(old.views(old_flat)), list(new.views(new_flat))
    for target, source in matched.items():
        old_kernel, old_bias = old_views[source]
        new_kernel, new_bias = new_views[target]
        if outputs and target == len(new_views) - 1 and source == len(old_views) - 1:
            yield from _carry_columns(old_views[source], new_views[target], outputs)
            continue
        columns = min(old_bias.size, new_bias.size)
        if old.spec.layers[source].use_bias and new.spec.layers[target].use_bias:
            new_bias[:columns] = old_bias[:columns]
        same_inputs = (target == 0 and source == 0) or matched.get(target - 1) == source - 1
        if same_inputs or old_kernel.shape[0] == new_kernel.shape[0]:
            rows = min(old_kernel.shape[0], new_kernel.shape[0])
            for block in row_blocks(rows, COPY_WORK * columns):
                new_kernel[block, :columns] = old_kernel[block, :columns]
                yield


def _carry_columns(old: tuple[Array, Array], new: tuple[Array, Array], outputs: Pairs) -> Iterator[None]:
    """The weights and biases of these neurons, each to its new place."""
    rows = min(len(old[0]), len(new[0]))
    for source, target in outputs:
        new[1][target] = old[1][source]
        new[0][:rows, target] = old[0][:rows, source]
        yield


def carry_slots(
    old: Network,
    old_slots: Mapping[str, Array],
    new: Network,
    new_slots: Mapping[str, Array],
    copies: bool = True,
    outputs: Pairs = (),
) -> Generator[None, None, dict[str, Array]]:
    """Optimizer vectors for the new network: kept where the neuron stays, as in `new_slots` elsewhere.

    What of `new_slots` can be written to is taken over, the rest copied.
    """
    slots: dict[str, Array] = {}
    for name, fresh in new_slots.items():
        slots[name] = fresh if fresh.flags.writeable else (yield from copy_in_pieces(fresh))
        kept = old_slots.get(name)
        if kept is None:
            continue
        if kept.size == old.weights.size and fresh.size == new.weights.size:
            yield from carry_over(old, kept, new, slots[name], copies, outputs)
        elif kept.size == fresh.size:
            slots[name][...] = kept
    return slots
