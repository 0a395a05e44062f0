"""How large a network is, in one line: its parameters, those that learn, and the memory training takes."""

from engine.spec import DataInfo, ExperimentSpec, estimated_bytes
from engine.spec.locks import count_text
from engine.spec.problems import MAX_BYTES


def memory_text(spec: ExperimentSpec, info: DataInfo) -> str:
    """ "51 weights and biases: 42 trainable, 9 frozen; about 16 MiB of 2 GiB"."""
    inputs = len(info.inputs)
    need = estimated_bytes(spec, inputs)
    return f"{count_text(spec.network, inputs)}; about {_said(need)} of {_said(MAX_BYTES)}"


def _said(size: float) -> str:
    return f"{size / 2**30:,.3g} GiB" if size >= 2**30 else f"{max(size / 2**20, 0.1):,.3g} MiB"
