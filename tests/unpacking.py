"""How many bytes of archives are unpacked: what a refusal costs, told without a clock."""

from __future__ import annotations

import zipfile
from typing import Any

import pytest


class Unpacked:
    """count: bytes that came out of packed members since `watched`."""

    def __init__(self) -> None:
        self.count = 0

    def wrap(self, decompressor: Any) -> Any:
        return _Counted(decompressor, self) if decompressor is not None else None


class _Counted:
    def __init__(self, inner: Any, total: Unpacked) -> None:
        self._inner, self._total = inner, total

    def decompress(self, *given: Any) -> bytes:
        found: bytes = self._inner.decompress(*given)
        self._total.count += len(found)
        return found

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)


def watched(monkeypatch: pytest.MonkeyPatch) -> Unpacked:
    """Count from now on, in this test."""
    total, made = Unpacked(), zipfile._get_decompressor  # type: ignore[attr-defined]
    monkeypatch.setattr(zipfile, "_get_decompressor", lambda kind: total.wrap(made(kind)))
    return total
