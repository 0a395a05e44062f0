"""Settings of an experiment by name: "training.optimizer.learning_rate=0.1" as an edit, and the list of them all."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, is_dataclass, replace
from typing import Any

from engine import catalog
from engine.catalog.parameter import Parameter, defaults
from engine.registry import Registry
from engine.spec.fields import FieldInfo, field_infos
from engine.spec.parameters import Parameters
from engine.spec.reading_values import BadValue, read_value
from engine.spec.shapes import shape_text, with_shape
from engine.spec.specs import DataSpec, ExperimentSpec, LayerSpec, NetworkSpec, OptimizerSpec, PartSpec, TrainingSpec

AnyRegistry = Registry[Any] | None

SHAPE = "network.shape"
CATALOGS: Mapping[tuple[type, str], str] = {
    (TrainingSpec, "loss"): "losses",
    (OptimizerSpec, "name"): "optimizers",
    (DataSpec, "name"): "datasets",
    (DataSpec, "features"): "features",
}
"""Where a name belongs to whose field no description says so."""
SENTENCES: Mapping[tuple[type, str], str] = {
    (ExperimentSpec, "name"): "What the experiment is called.",
    (DataSpec, "targets"): "Which columns of a table are to be predicted.",
    (DataSpec, "features"): "What the network sees of a plane; none means both inputs.",
    (LayerSpec, "frozen_neurons"): "Neurons, from 0, that keep their weights and bias while all else learns.",
    (LayerSpec, "frozen_weights"): "Weights that keep their value: source:neuron, from 0; source -1 is the bias.",
}
"""What fields do that have no form, and so no description."""
NOT_SET = ((LayerSpec, "key"), (LayerSpec, "copy_of"), (NetworkSpec, "keys_given"))


class SettingError(ValueError):
    """A setting that cannot be; the message is a sentence with the cure."""


@dataclass(frozen=True)
class Setting:
    """One thing that can be set: its path, the value it has, what values it takes, and a sentence."""

    path: str
    value: str
    takes: str
    sentence: str


def with_settings(spec: ExperimentSpec, settings: Sequence[str]) -> ExperimentSpec:
    """The experiment with settings such as "training.batch_size=20", one after the other.

    Whether the result can work, `problems` says. Layers count from 0, -1 is the last.

    Raises:
        SettingError: no such setting, or a value that it does not take.
    """
    for text in settings:
        path, equals, value = text.partition("=")
        if not equals:
            raise SettingError(f'"{text}" sets nothing. Write path=value, such as training.batch_size=20.')
        spec = _with_setting(spec, path.strip(), value.strip())
    return spec


def settings_of(spec: ExperimentSpec) -> tuple[Setting, ...]:
    """Everything that can be set in this experiment, in the order of its parts."""
    shape = Setting(SHAPE, shape_text(spec), "whole numbers such as 8-4", "The units of the hidden layers.")
    found = list(_settings("", spec))
    place = next((i for i, one in enumerate(found) if one.path.startswith("network.")), len(found))
    return (*found[:place], shape, *found[place:])


def _with_setting(spec: ExperimentSpec, path: str, text: str) -> ExperimentSpec:
    try:
        if path == SHAPE:
            return with_shape(spec, text)
        steps = path.replace("[", ".").replace("]", "").split(".")
        changed: ExperimentSpec = _set(spec, steps, text)
    except BadValue as error:
        raise SettingError(f'{path} cannot be "{text}": {error}') from None
    except KeyError as error:
        raise SettingError(_unknown(spec, path, str(error.args[0]))) from None
    return changed


def _set(part: Any, steps: Sequence[str], text: str, registry: AnyRegistry = None) -> Any:
    """The part, of that registry, with what the steps lead to set. Raises KeyError(known names), BadValue."""
    name, rest = steps[0], steps[1:]
    if isinstance(part, tuple):
        index = _index(part, name)
        changed = _set(part[index], rest, text) if rest else None
        if changed is None:
            raise BadValue("name what to set in it, such as units.")
        return (*part[:index], changed, *part[index + 1 :])
    known = _parameters(part, registry)
    if name in known and not rest:
        return replace(part, parameters=_with_parameter(part.parameters, known[name], text))
    hints = _hints(type(part))
    if name not in hints or name == "parameters":
        raise KeyError(", ".join(one for one in (*hints, *known) if one != "parameters"))
    now = getattr(part, name)
    if rest:
        if not (is_dataclass(now) or (isinstance(now, tuple) and now and is_dataclass(now[0]))):
            raise KeyError("")
        return replace(part, **{name: _set(now, rest, text, _registry(part, name))})
    if is_dataclass(now) and "name" in _hints(type(now)):
        return replace(part, **{name: _renamed(now, text)})
    if name == "name" and (registry or _registry(part, name)) is not None:
        return _renamed(part, text)
    return replace(part, **{name: _read(part, name, hints[name], text)})


def _renamed(part: Any, text: str) -> Any:
    """Another catalogue part: parameters of the one before mean nothing to it."""
    same = part.name == text or not isinstance(part, PartSpec | OptimizerSpec)
    return replace(part, name=text) if same else replace(part, name=text, parameters=Parameters())


def _index(part: tuple[Any, ...], name: str) -> int:
    try:
        index = int(name)
    except ValueError:
        index = len(part)
    if not -len(part) <= index < len(part):
        raise KeyError(", ".join(map(str, range(len(part)))))
    return index % len(part)


def _with_parameter(given: Parameters, parameter: Parameter, text: str) -> Parameters:
    value = read_value(bool if parameter.kind == "switch" else float, text)
    values = {**given, parameter.name: float(value)}
    return Parameters({name: v for name, v in values.items() if (name, v) != (parameter.name, parameter.default)})


def _read(part: Any, name: str, hint: Any, text: str) -> Any:
    if is_dataclass(hint) or _options(hint) is not None:
        raise BadValue("it has parts of its own. Set one of those.")
    return read_value(hint, text)


def _unknown(spec: ExperimentSpec, path: str, known: str) -> str:
    from difflib import get_close_matches  # imported late: only a slip needs it

    paths = [setting.path for setting in settings_of(spec)]
    ends = [one for one in paths if one.endswith(f".{path}")]
    near = ends or get_close_matches(path, paths, n=1, cutoff=0.5)
    hint = f' Did you mean "{near[0]}"?' if near else ""
    return f'There is no setting "{path}".{hint}' + (f" Known there: {known}." if known else "")


# What there is


def _settings(path: str, part: Any, registry: AnyRegistry = None) -> Iterator[Setting]:
    infos = field_infos(type(part))
    for name, hint in _hints(type(part)).items():
        now, place = getattr(part, name), f"{path}.{name}".lstrip(".")
        info = infos.get(name, FieldInfo("", ""))
        if isinstance(now, Parameters):
            known = _parameters(part, registry)
            given = defaults(known.values()) | dict(now)
            for key, parameter in known.items():
                takes = (
                    "on or off" if parameter.kind == "switch" else _range(parameter.low, parameter.high, whole=False)
                )
                shown = ("on" if given[key] else "off") if parameter.kind == "switch" else f"{given[key]:.12g}"
                yield Setting(f"{path}.{key}", shown, takes, parameter.sentence)
        elif is_dataclass(now) and not isinstance(now, PartSpec):
            yield from _settings(place, now)
        elif isinstance(now, PartSpec):
            yield Setting(place, now.name, _names(part, name), info.sentence or _sentence(part, name, now.name))
            yield from (one for one in _settings(place, now, _registry(part, name)) if one.path != f"{place}.name")
        elif isinstance(now, tuple) and now and is_dataclass(now[0]):
            for index, one in enumerate(now):
                yield from _settings(f"{place}.{index}", one)
        elif _options(hint) is None:
            yield Setting(
                place, _shown(now), _takes(part, name, hint, info), info.sentence or _sentence(part, name, now)
            )


def _sentence(part: Any, name: str, chosen: Any) -> str:
    registry = _registry(part, name)
    if (type(part), name) in SENTENCES:
        return SENTENCES[type(part), name]
    return registry[chosen].sentence if registry is not None and chosen in registry else ""


def _takes(part: Any, name: str, hint: Any, info: FieldInfo) -> str:
    if (registry := _registry(part, name)) is not None:
        several = typing.get_origin(hint) is tuple
        return f"any of {', '.join(registry.names())}, with commas" if several else _names(part, name)
    if hint is bool:
        return "on or off"
    if info.low is not None and info.high is not None:
        return _range(info.low, info.high, whole=hint is int)
    if typing.get_origin(hint) is tuple:
        kind = typing.get_args(hint)[0]
        names = 'names with commas between them, one that has a comma itself in quotation marks: "a,b",c'
        pairs = "pairs with a colon, such as 0:1,2:0"
        return {str: names, float: "numbers, with commas", int: "whole numbers, with commas"}.get(kind, pairs)
    return "text"


def _range(low: float, high: float, whole: bool) -> str:
    return f"a {'whole ' if whole else ''}number from {low:,.12g} to {high:,.12g}"


def _names(part: Any, name: str) -> str:
    registry = _registry(part, name)
    return "one of " + ", ".join(registry.names()) if registry is not None else "text"


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, float):
        return f"{value:.12g}"
    return ",".join(map(_listed, value)) if isinstance(value, tuple) else str(value)


def _listed(value: Any) -> str:
    """The same as one of several, in quotation marks where it could be taken for two."""
    text = _shown(value)
    odd = isinstance(value, str) and ("," in text or '"' in text or text[:1] in ("(", "["))
    return '"' + text.replace('"', '""') + '"' if odd else text


def _registry(part: Any, name: str) -> AnyRegistry:
    """Of which catalogue a field names an entry."""
    infos = field_infos(type(part))
    found = CATALOGS.get((type(part), name)) or (infos[name].catalog if name in infos else "")
    registry: Registry[Any] | None = getattr(catalog, found, None) if found else None
    return registry


def _parameters(part: Any, registry: AnyRegistry) -> dict[str, Parameter]:
    """The parameters of the catalogue entry that a part names; an optimizer knows its own catalogue."""
    if registry is None and isinstance(part, OptimizerSpec):
        registry = catalog.optimizers
    if registry is None or part.name not in registry:
        return {}
    return {one.name: one for one in getattr(registry[part.name], "parameters", ())}


def _hints(kind: type) -> dict[str, Any]:
    """The fields that can be set, with their types: not who a layer is."""
    return {name: hint for name, hint in typing.get_type_hints(kind).items() if (kind, name) not in NOT_SET}


def _options(hint: Any) -> tuple[Any, ...] | None:
    """What a value may be that is not always there, such as a table: not to be written in a line."""
    return typing.get_args(hint) if isinstance(hint, types.UnionType) else None
