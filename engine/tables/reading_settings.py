"""Settings of how a table's file is read, by name: "table.decimal=comma" among those of its experiment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine.spec.reading_values import OFF, ON
from engine.spec.settings import Setting, SettingError
from engine.tables.options import DELIMITERS, ENCODINGS, ReadOptions

PREFIX = "table."
FOUND = "found out"
"""The value of what nobody has chosen."""

_WORDS: Mapping[str, Mapping[str, str | bool]] = {
    "delimiter": {word: sign for sign, word in DELIMITERS.items()} | {sign: sign for sign in DELIMITERS},
    "decimal": {"point": ".", "comma": ",", ".": ".", ",": ","},
    "header": dict.fromkeys(ON, True) | dict.fromkeys(OFF, False),
    "encoding": {name: name for name in ENCODINGS},
}
_TAKES = {
    "delimiter": ", ".join(DELIMITERS.values()),
    "decimal": "point or comma",
    "header": "on or off",
    "encoding": ", ".join(ENCODINGS),
}
_SENTENCES = {
    "delimiter": "What parts the cells of a table's file.",
    "decimal": "The sign of decimals where a column of a table's file can be read in two ways.",
    "header": "Whether the first row of a table's file has the names of the columns.",
    "encoding": "How the letters of a table's file are written.",
}


def parted_settings(settings: Sequence[str]) -> tuple[ReadOptions | None, tuple[str, ...]]:
    """(how a table is to be read, None where no setting says so; the settings of the experiment).

    Raises:
        SettingError: there is no such setting of a table, or it does not take that value.
    """
    about = tuple(text for text in settings if text.strip().startswith(PREFIX))
    options = ReadOptions() if about else None
    for text in about:
        options = _with(options or ReadOptions(), text)
    return options, tuple(text for text in settings if text not in about)


def settings_of_reading(options: ReadOptions | None) -> tuple[Setting, ...]:
    """What can be set of how a table's file is read, with what is chosen of it."""
    given = options or ReadOptions()
    return tuple(
        Setting(PREFIX + name, _word(name, getattr(given, name)), takes, _SENTENCES[name])
        for name, takes in _TAKES.items()
    )


def _with(options: ReadOptions, text: str) -> ReadOptions:
    path, _, given = text.partition("=")
    name, value = path.strip().removeprefix(PREFIX), given.strip(" ")
    if name not in _WORDS:
        raise SettingError(f'There is no setting "{path.strip()}". Known there: {", ".join(_WORDS)}.')
    found = _WORDS[name].get(value.casefold())
    if found is None:
        raise SettingError(f'{path.strip()} cannot be "{value}": write {_choices(name)}.')
    choice: dict[str, Any] = {name: found}
    return replace(options, **choice)


def _choices(name: str) -> str:
    *others, last = _TAKES[name].replace(" or ", ", ").split(", ")
    return f"{', '.join(others)} or {last}"


def _word(name: str, value: str | bool | None) -> str:
    return next((word for word, meant in _WORDS[name].items() if meant == value), FOUND)
