"""A model's config.json: its layers in a straight line, by an allow-list; nothing is looked up or built."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.keras_io.chain import DRAWN, Chain
from engine.keras_io.described import described, name_of, shortened
from engine.keras_io.parts_in import LAYERS
from engine.safe_io import UnreadableFile
from engine.spec import NetworkSpec

MODELS = frozenset({"keras", "keras.models", "keras.src.models.sequential", "keras.src.models.functional"})
_LAYER_MODULES = LAYERS | MODELS
_STRAIGHT = f"Only a straight line can be drawn: {DRAWN}"


@dataclass(frozen=True)
class ModelIn:
    """A model as it was described. shape: of one example of its input; notes: what was left out, in words."""

    name: str
    shape: tuple[int, ...]
    network: NetworkSpec
    names: tuple[str, ...]
    notes: tuple[str, ...]


def model_in(document: dict[str, Any]) -> ModelIn:
    """The model that a config.json describes.

    Raises:
        UnreadableFile: what cannot be drawn, by its name and with what could be done.
    """
    model = described(document, "the model", MODELS)
    if model.class_name not in ("Sequential", "Functional"):
        raise UnreadableFile(
            f"the model is a {shortened(model.class_name)}, a class with code of its own. "
            "Build it as keras.Sequential, and save that"
        )
    name = shortened(name_of(model.config, "the model"))
    listed = model.config.get("layers")
    if not isinstance(listed, list):
        raise UnreadableFile("the model has no list of layers")
    ordered = listed if model.class_name == "Sequential" else _in_line(model.config, listed)
    chain = Chain()
    for value in ordered:
        layer = described(value, f"layer {_shown_name(value)}", _LAYER_MODULES)
        chain.add(layer.class_name, layer.config)
    chain.finish()
    if len(set(chain.names)) < len(chain.names):
        raise UnreadableFile("two of its layers have one name. A layer that is used twice cannot be drawn")
    return ModelIn(name, chain.inputs, NetworkSpec(tuple(chain.layers)), tuple(chain.names), tuple(chain.notes))


def _in_line(config: dict[str, Any], listed: list[Any]) -> list[Any]:
    """The layers of a functional model from its input to its output, each fed by the one before it alone."""
    by_name: dict[str, Any] = {}
    for value in listed:
        name = value.get("name") if isinstance(value, dict) else None
        if not isinstance(name, str) or name in by_name:
            raise UnreadableFile(f"layer {_shown_name(value)} has no name of its own")
        by_name[name] = value
    following: dict[str, str] = {}
    for name, value in by_name.items():
        source = _source(value, name)
        if source in following:
            what = f'layer "{shortened(source)}" feeds two layers' if source else "the model has two inputs"
            raise UnreadableFile(f"{what}. {_STRAIGHT}")
        following[source] = name
    line: list[Any] = []
    last, here = None, following.get("")
    while here is not None and len(line) < len(by_name):
        line.append(by_name[here])
        last, here = here, following.get(here)
    if len(line) < len(by_name) or not line:
        raise UnreadableFile(f"its layers do not follow one another. {_STRAIGHT}")
    if _ends(config.get("input_layers")) != [following[""]] or _ends(config.get("output_layers")) != [last]:
        raise UnreadableFile(f"it does not run from its first layer to its last. {_STRAIGHT}")
    return line


def _source(value: dict[str, Any], name: str) -> str:
    """The layer that feeds this one, "" for the input."""
    nodes = value.get("inbound_nodes")
    if nodes == []:
        return ""
    try:
        (node,) = nodes  # type: ignore[misc]  # whatever it is: what cannot be unpacked is refused
        (tensor,) = node["args"]
        source, node_index, tensor_index = tensor["config"]["keras_history"]
        plain = tensor["class_name"] == "__keras_tensor__" and (node_index, tensor_index) == (0, 0)
        settled = all(setting in (None, False) for setting in node["kwargs"].values())
    except (TypeError, ValueError, KeyError, AttributeError):
        plain = settled = False
        source = None
    if not (plain and settled and isinstance(source, str) and source):
        raise UnreadableFile(f'layer "{shortened(name)}" is not fed by one layer alone. {_STRAIGHT}')
    return source


def _ends(value: object) -> list[object]:
    """The names of the layers at one end: Keras writes one as [name, 0, 0], several as a list or a dict of such."""
    if isinstance(value, dict):
        value = list(value.values())
    if not isinstance(value, list):
        return []
    if len(value) == 3 and isinstance(value[0], str):
        return [value[0]]
    return [each[0] if isinstance(each, list) and each else None for each in value]


def _shown_name(value: object) -> str:
    config = value.get("config") if isinstance(value, dict) else None
    name = config.get("name") if isinstance(config, dict) else None
    return f'"{shortened(name)}"' if isinstance(name, str) else "without a name"
