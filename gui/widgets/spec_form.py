"""Forms grown from the descriptions that the specs and the catalogue carry: nothing about a field is said twice."""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from PySide6.QtWidgets import QWidget

from engine import catalog
from engine.catalog.parameter import Parameter, defaults
from engine.spec import Parameters, PartSpec
from engine.spec.fields import FieldInfo, field_infos
from gui.widgets.form import Form, FormRow, Value
from gui.widgets.items import Item

S = TypeVar("S")
DOT = "."
"""Between a part's field and its parameter in a key: "kernel_initializer.stddev"."""


class SpecForm(Form):
    """The described fields of a spec: numbers, yes or no, choices from the catalogue, parts with their parameters.

    `edited(key, value)`, where the key is a field's name or, for a parameter of a part, "field.parameter";
    `changed` makes the new spec of it, `said` the name of the edit.
    """

    def __init__(self, names: Sequence[str] = (), parent: QWidget | None = None) -> None:
        """names: which fields, in which order; () all that are described."""
        super().__init__(parent)
        self._names = tuple(names)

    def show_spec(self, spec: Any, fixed: Mapping[str, str] | None = None, hint: str = "") -> None:
        """Show a spec's fields. fixed: why fields cannot be changed here, by name; hint: what no text stands for."""
        rows: list[FormRow] = []
        values: dict[str, Value] = {}
        for name, info in _fields(type(spec), self._names):
            value, why = getattr(spec, name), (fixed or {}).get(name, "")
            rows.append(replace(_row(type(spec), name, info), fixed=why, hint=hint))
            values[name] = value.name if isinstance(value, PartSpec) else value
            if isinstance(value, PartSpec):
                parameters = _registry(info)[value.name].parameters
                rows += parameter_rows(parameters, name + DOT)
                given = {**defaults(parameters), **value.parameters}
                values |= {f"{name}{DOT}{key}": number for key, number in given.items()}
        self.show_rows(rows, values)

    def said(self, key: str, value: Value) -> str:
        """The name of the edit that sets a key to a value."""
        return self.row(key).said(value)


def changed(spec: S, key: str, value: Value) -> S:
    """The spec with the field, or the parameter of a part, that a form's key names set to a value."""
    name, dot, parameter = key.partition(DOT)
    now, info = getattr(spec, name), field_infos(type(spec))[name]
    if dot:
        known = _registry(info)[now.name].parameters
        new: Any = PartSpec(now.name, changed_parameters(now.parameters, known, parameter, float(value)))
    elif isinstance(now, PartSpec):
        new = PartSpec(str(value))
    else:
        new = int(value) if _type(type(spec), name) is int else value
    return typing.cast(S, replace(typing.cast(Any, spec), **{name: new}))


def changed_parameters(
    now: Mapping[str, float], known: Sequence[Parameter], name: str, value: float
) -> Parameters:
    """Parameters with one of them changed; only what differs from the defaults is kept."""
    usual = defaults(known)
    return Parameters({key: number for key, number in {**now, name: value}.items() if number != usual.get(key)})


def parameter_rows(parameters: Sequence[Parameter], prefix: str = "") -> tuple[FormRow, ...]:
    """The rows of a catalogue part's parameters, keyed by their names behind `prefix`."""
    return tuple(
        FormRow(
            prefix + p.name, p.label, p.sentence, "switch" if p.kind == "switch" else "number", p.low, p.high,
            inset=bool(prefix),
        )
        for p in parameters
    )  # fmt: skip


def said(parameters: Sequence[Parameter], name: str, value: float) -> str:
    """The name of the edit that sets a parameter: "Momentum 0.9", "Nesterov on"."""
    return next(row for row in parameter_rows(parameters) if row.key == name).said(value)


def field_row(spec_class: type, name: str) -> FormRow:
    """The row of one described field."""
    return _row(spec_class, name, field_infos(spec_class)[name])


def _fields(spec_class: type, names: Sequence[str]) -> Iterator[tuple[str, FieldInfo]]:
    infos = field_infos(spec_class)
    for name in names or infos:
        yield name, infos[name]


def _row(spec_class: type, name: str, info: FieldInfo) -> FormRow:
    kind = _type(spec_class, name)
    if info.catalog:
        items = tuple(Item(entry.name, entry.label, entry.sentence) for entry in _registry(info))
        return FormRow(name, info.label, info.sentence, "choice", items=items)
    if kind is bool:
        return FormRow(name, info.label, info.sentence, "switch")
    if kind is str:
        return FormRow(name, info.label, info.sentence, "text")
    if kind in (int, float) and info.low is not None and info.high is not None:
        return FormRow(name, info.label, info.sentence, "whole" if kind is int else "number", info.low, info.high)
    raise TypeError(f"No form has an input for {spec_class.__name__}.{name}. Leave it out of `names`.")


def _type(spec_class: type, name: str) -> Any:
    return typing.get_type_hints(spec_class)[name]


def _registry(info: FieldInfo) -> Any:
    return getattr(catalog, info.catalog)
