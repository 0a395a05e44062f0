"""Names that Keras takes, one for each layer: the experiment's own where they have one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.spec import NetworkSpec

_TAKEN = re.compile(r"[A-Za-z0-9_.-]+")
"""Under other names Keras builds a layer, but TensorFlow does not trace its `fit`."""


@dataclass(frozen=True)
class ModelNames:
    """Names of a whole model's layers, no two alike. dropouts: one a Dense layer, "" where it has no dropout.

    usual: whether those of Input, Flatten and Dropout are the ones that Keras gives by itself.
    """

    input: str
    flatten: str
    dense: tuple[str, ...]
    dropouts: tuple[str, ...]
    usual: bool


def model_names(network: NetworkSpec) -> ModelNames:
    """The names of the Dense layers, and for the layers beside them those that are left."""
    dense = keras_names(network)
    found, usual = (_beside(network, dict.fromkeys(taken, 0)) for taken in (dense, ()))
    return ModelNames(found[0], found[1], dense, tuple(found[2:]), found == usual)


def _beside(network: NetworkSpec, taken: dict[str, int]) -> list[str]:
    dropouts = (_free("dropout", taken) if layer.dropout else "" for layer in network.layers)
    return [_free("input_layer", taken), _free("flatten", taken), *dropouts]


def keras_names(network: NetworkSpec) -> tuple[str, ...]:
    """A name for each Dense layer: its own, as far as Keras can train under it, else dense, dense_1 ... as it counts.

    No two are alike: a name that stood before gets a number.
    """
    taken: dict[str, int] = {}
    names = []
    for layer in network.layers:
        word = layer.name
        if not _TAKEN.fullmatch(word):
            word = re.sub(r"[^\w.-]+", "_", word, flags=re.ASCII).strip("_") or "dense"
        names.append(_free(word, taken))
    return tuple(names)


def _free(word: str, taken: dict[str, int]) -> str:
    """The word, or with a number the first that is not taken; it is taken then.

    taken: for each name the last number that was tried behind it, so that many equal names take no time.
    """
    name, number = word, taken.get(word, 0)
    while name in taken:
        number += 1
        name = f"{word}_{number}"
    taken.setdefault(name, 0)
    taken[word] = number
    return name
