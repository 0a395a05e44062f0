"""Names that Keras takes, one for each layer: the experiment's own where they have one."""

from __future__ import annotations

import re

from engine.spec import NetworkSpec


def keras_names(network: NetworkSpec) -> tuple[str, ...]:
    """A name for each Dense layer: its own, of letters, digits and _ alone, else dense, dense_1 ... as Keras counts.

    No two are alike: a name that stood before gets a number.
    """
    taken: set[str] = set()
    names = []
    for layer in network.layers:
        word = re.sub(r"\W+", "_", layer.name, flags=re.ASCII).strip("_") or "dense"
        name, number = word, 0
        while name in taken:
            number += 1
            name = f"{word}_{number}"
        taken.add(name)
        names.append(name)
    return tuple(names)
