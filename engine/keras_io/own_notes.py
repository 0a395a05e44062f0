"""What this program adds to a .keras file's metadata, which Keras passes over: data, names, the way to the inputs."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from engine.data import DataSet
from engine.spec import DataSpec, NetworkSpec, SpecError
from engine.spec.codec import decode, encode
from engine.spec.layer_problems import LONGEST_NAME

KEY = "chainrule"


def own_notes(network: NetworkSpec, data: DataSet) -> dict[str, Any]:
    """The entry: a sentence about the inputs, their names, their scaling, and the data set unless it is a table.

    And the layers' names: Keras gives one to those that have none here.
    """
    spec, info = data.spec, data.info
    found: dict[str, Any] = {"readme": readme(data), "names": [layer.name for layer in network.layers]}
    if info.image is None:
        found["inputs"] = list(info.inputs)
    found |= {"classes": list(info.classes)} if info.classes else {"outputs": list(info.outputs)}
    if spec.standardize:
        found |= {"mean": data.scaling.mean.tolist(), "scale": data.scaling.scale.tolist()}
    if spec.table is None and spec.sample_weight is None:
        found["data"] = json.loads(encode(spec))
    return found


def readme(data: DataSet) -> str:
    """What the model takes, in a sentence or two."""
    info = data.info
    if info.image is not None:
        what = f"pictures of {info.image[0]} × {info.image[1]} pixels from 0 to 1"
        whole = "(x - mean) / scale of each pixel" if data.spec.standardize else ""
    else:
        count = len(info.inputs)
        what = f"{count} number{'s' * (count != 1)}: {', '.join(info.inputs[:20])}{' ...' * (count > 20)}"
        whole = "(x - mean) / scale of each of them" if data.spec.standardize else ""
    scaled = f", scaled: {whole}, with the means and scales given here" if whole else ", as they are"
    return f"The model takes what the network in Chainrule sees: {what}{scaled}."


def own_data(metadata: dict[str, Any]) -> DataSpec | None:
    """The data set that the metadata names, if this program wrote it and it can be understood."""
    entry = metadata.get(KEY)
    value = entry.get("data") if isinstance(entry, dict) else None
    if value is None:
        return None
    try:
        found = decode(value, DataSpec, "data")
    except SpecError:
        return None
    return found if found.table is None and found.sample_weight is None else None


def with_own_names(network: NetworkSpec, metadata: dict[str, Any]) -> NetworkSpec:
    """The network with the names that its layers had here, if this program wrote the file."""
    entry = metadata.get(KEY)
    names = entry.get("names") if isinstance(entry, dict) else None
    if not isinstance(names, list) or len(names) != len(network.layers):
        return network
    if not all(isinstance(name, str) and len(name) <= LONGEST_NAME and name.isprintable() for name in names):
        return network
    layers = (replace(layer, name=name) for layer, name in zip(network.layers, names, strict=True))
    return replace(network, layers=tuple(layers))
