"""The bytes of a file as text in UTF-8: by its mark, by what can be decoded, or as somebody says."""

from __future__ import annotations

import codecs

from engine.catalog.data_source import DataProblem

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAMPLE = 2**16
_PIECE = 2**20


def decoded(content: bytes, encoding: str | None) -> tuple[bytes, str, str]:
    """(the text as UTF-8 without a mark, its encoding, a sentence where that was guessed, else "").

    Raises:
        DataProblem: no text, or not of the encoding that somebody says.
    """
    marked = next((name for mark, name in _MARKS if content.startswith(mark)), None)
    chosen = encoding or marked
    if chosen is None and b"\0" in content[:_SAMPLE]:
        raise DataProblem("This is no text: it has bytes that no table in text form has. Save it as CSV (UTF-8).")
    if chosen is None:
        return _guessed(content)
    if chosen == "utf-8":
        return _utf_8(content.removeprefix(codecs.BOM_UTF8)), chosen, ""
    try:
        return content.decode(chosen).lstrip("\ufeff").encode(), chosen, ""
    except (UnicodeDecodeError, LookupError) as error:
        raise DataProblem(f"The file is not {chosen} ({error}). Choose another encoding.") from None


def _guessed(content: bytes) -> tuple[bytes, str, str]:
    try:
        return _utf_8(content), "utf-8", ""
    except DataProblem:
        pass
    try:
        text, name = content.decode("cp1252"), "cp1252"
    except UnicodeDecodeError:
        text, name = content.decode("latin-1"), "latin-1"
    said = "Windows-1252 (Latin-1)" if name == "cp1252" else "Latin-1"
    return text.encode(), name, f"The file is not UTF-8; it was read as {said}. Look whether its letters are right."


def _utf_8(content: bytes) -> bytes:
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, len(content), _PIECE):  # in pieces, for a long one would hold up everybody else
        try:
            decoder.decode(content[start : start + _PIECE], final=start + _PIECE >= len(content))
        except UnicodeDecodeError:
            row = content.count(b"\n", 0, start) + 1
            raise DataProblem(f"The file is not UTF-8 (after line {row:,}). Choose another encoding.") from None
    return content
