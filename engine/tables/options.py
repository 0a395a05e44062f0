"""How a table is written in a text file: what somebody chose, and None for what is to be found out."""

from __future__ import annotations

from dataclasses import dataclass

MAX_FILE_BYTES = 512 * 2**20
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
ENCODINGS = ("utf-8", "utf-16", "cp1252", "latin-1")
EMPTY = frozenset(("", "NA", "N/A", "#N/A", "NaN", "nan", "null", "NULL", "?"))
"""What a cell without a value holds."""


@dataclass(frozen=True)
class ReadOptions:
    """delimiter: one of DELIMITERS; decimal: "." or ","; header: whether the first row has the columns' names."""

    delimiter: str | None = None
    decimal: str | None = None
    header: bool | None = None
    encoding: str | None = None
