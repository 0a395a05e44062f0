"""The experiment as Keras's `model.summary()` tells it, without Keras."""

from __future__ import annotations

from collections.abc import Sequence

from engine.keras_io.layer_names import keras_names
from engine.keras_io.optimizer_state import optimizer_count
from engine.spec import DataInfo, ExperimentSpec
from engine.trace.model_summary import Summary, SummaryRow


def summary(spec: ExperimentSpec, info: DataInfo) -> Summary:
    """The layers as Keras would have them: Flatten where the data are pictures, Dense, Dropout.

    Parameters of single weights and neurons that are frozen count as trainable, since Keras knows no such thing.
    """
    network = spec.network
    rows: list[SummaryRow] = []

    def add(
        name: str, kind: str, shape: Sequence[int], parameters: int = 0, trainable: int = 0, layer: int = -1
    ) -> None:
        rows.append(SummaryRow(len(rows), name, kind, tuple(shape), parameters, trainable, layer))

    inputs = len(info.inputs)
    if info.image:
        add("flatten", "Flatten", (inputs,))
    dropouts = 0
    for place, (layer, name) in enumerate(zip(network.layers, keras_names(network), strict=True)):
        count = layer.parameter_count(inputs)
        add(name, "Dense", (layer.units,), count, count if layer.trainable else 0, place)
        if layer.dropout:
            add("dropout" + (f"_{dropouts}" if dropouts else ""), "Dropout", (layer.units,), layer=place)
            dropouts += 1
        inputs = layer.units
    return Summary(tuple(rows), optimizer_count(spec.training.optimizer, sum(row.trainable for row in rows)))
