"""What distinguishes two experiments, in a few words for a time line."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from engine.spec.fields import field_infos
from engine.spec.layer_keys import keys_of
from engine.spec.layer_moves import layers_told, matched_layers
from engine.spec.layer_words import layer_word
from engine.spec.specs import BIAS, DataSpec, ExperimentSpec, NetworkSpec, OptimizerSpec, PartSpec, TrainingSpec

MAX_NAMED = 3
WORDS = {
    (ExperimentSpec, "data"): "",
    (ExperimentSpec, "network"): "",
    (ExperimentSpec, "training"): "",
    (TrainingSpec, "optimizer"): "",
    (OptimizerSpec, "name"): "optimizer",
    (TrainingSpec, "stop"): "",
    (DataSpec, "name"): "data set",
}
AS_WRITTEN = ("L1", "L2")
FROZEN = ("frozen_neurons", "frozen_weights")
IDENTITY = ("key", "copy_of")


def change_text(old: ExperimentSpec, new: ExperimentSpec) -> str:
    """The settings of `new` that differ from those of `old`: "layer 1 units 5, batch size 20", or ""."""
    found = list(_changes("", old, new))
    more = [f"{len(found) - MAX_NAMED} more"] if len(found) > MAX_NAMED else []
    return ", ".join(found[:MAX_NAMED] + more)


def judged_alike(old: ExperimentSpec, new: ExperimentSpec) -> bool:
    """Whether the same weights have the same figures under both: on the same data, by the same network and loss."""
    return old is new or _judged(old) == _judged(new)


def _judged(spec: ExperimentSpec) -> tuple[object, ...]:
    layers = tuple(
        (layer.units, layer.activation, layer.penalties, layer.use_bias, layer.dropout)
        for layer in spec.network.layers
    )
    return spec.data, layers, keys_of(spec.network.layers), spec.training.loss, spec.training.class_weight


def _changes(label: str, old: Any, new: Any) -> Iterator[str]:
    if old == new:
        return
    if isinstance(new, PartSpec) and old.name != new.name:
        yield f"{label} {_value(new.name)}".strip()
    elif isinstance(new, Mapping):
        for name in sorted({*old, *new}):
            if old.get(name) != new.get(name):
                words = name.replace("_", " ")
                yield f"{words} {_value(new[name])}" if name in new else f"{words} as usual"
    elif isinstance(new, NetworkSpec):
        yield from layers_told(old, new)
        for index, before in matched_layers(old, new, copies=False).items():
            yield from _changes(layer_word(old.layers, before), old.layers[before], new.layers[index])
    elif is_dataclass(new):
        if isinstance(new, DataSpec) and old.name != new.name:
            kept = {name: getattr(new, name) for name in ("table", "inputs", "targets", "sample_weight", "image")}
            old = replace(old, **kept)  # they came and went with the data set
        yield from _of_fields(label, old, new)
    else:
        yield f"{label} {_value(new)}".strip()


def _of_fields(label: str, old: Any, new: Any) -> Iterator[str]:
    infos = field_infos(type(new))
    for field in fields(new):
        words = infos[field.name].label if field.name in infos else field.name.replace("_", " ")
        words = WORDS.get((type(new), field.name), words if words in AS_WRITTEN else words.lower())
        before, after = getattr(old, field.name), getattr(new, field.name)
        if field.name in IDENTITY:
            continue
        if field.name not in FROZEN:
            yield from _changes(f"{label} {words}".strip(), before, after)
        elif before != after:
            yield f"{label} {words} {_numbered(after)}"


def _numbered(frozen: tuple[Any, ...]) -> str:
    """Frozen neurons (2) or weights (1→2, bias→1), numbered from 1 as on the screen."""
    few = [
        f"{'bias' if item[0] == BIAS else item[0] + 1}→{item[1] + 1}" if isinstance(item, tuple) else str(item + 1)
        for item in frozen[:MAX_NAMED]
    ]
    more = [f"and {len(frozen) - MAX_NAMED} more"] if len(frozen) > MAX_NAMED else []
    return " ".join(few + more) or "none"


def _value(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, float | int):
        return f"{value:,}" if isinstance(value, int) else f"{value:g}"
    if isinstance(value, tuple):
        return " ".join(_value(part) for part in value) or "none"
    return str(value).replace("_", " ") or "none"
