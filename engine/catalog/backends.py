"""What may compute the updates: each choice in one entry."""

from __future__ import annotations

from dataclasses import dataclass

from engine.registry import Registry

AUTO, NUMPY, TENSORFLOW = "auto", "numpy", "tensorflow"


@dataclass(frozen=True)
class BackendChoice:
    """One way to choose what computes."""

    name: str
    label: str
    sentence: str


backends: Registry[BackendChoice] = Registry("backend")

backends.add(
    BackendChoice(
        AUTO, "By size", "TensorFlow for large networks, if it can compute them; NumPy for small and for huge ones."
    )
)
backends.add(BackendChoice(NUMPY, "NumPy", "Double precision, every number of every update at hand."))
backends.add(
    BackendChoice(
        TENSORFLOW,
        "TensorFlow",
        "Single precision, many updates at one go: several times faster for large networks.",
    )
)
