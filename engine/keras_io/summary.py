"""The experiment as Keras's `model.summary()` tells it, without Keras."""

from __future__ import annotations

from collections.abc import Sequence

from engine.keras_io.layer_names import model_names
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

    inputs, names = len(info.inputs), model_names(network)
    if info.image:
        add(names.flatten, "Flatten", (inputs,))
    for place, (layer, name, dropout) in enumerate(zip(network.layers, names.dense, names.dropouts, strict=True)):
        count = layer.parameter_count(inputs)
        add(name, "Dense", (layer.units,), count, count if layer.trainable else 0, place)
        if layer.dropout:
            add(dropout, "Dropout", (layer.units,), layer=place)
        inputs = layer.units
    return Summary(tuple(rows), optimizer_count(spec.training.optimizer, sum(row.trainable for row in rows)))
