"""Experiments to step through, and their snapshots."""

from collections.abc import Iterator

from engine.session import Session, data_info
from engine.spec import DataInfo, DataSpec, ExperimentSpec, LayerSpec, NetworkSpec
from engine.spec.edits import with_dataset
from engine.trace import Grain, Snapshot, event_count

THREE = ExperimentSpec(network=NetworkSpec((LayerSpec(4), LayerSpec(2), LayerSpec(1, "sigmoid"))))


def info_of(spec: ExperimentSpec) -> DataInfo:
    return data_info(spec.data)


def on(name: str) -> ExperimentSpec:
    return with_dataset(THREE, name, data_info(DataSpec(name)))


def steps(spec: ExperimentSpec) -> Iterator[Snapshot]:
    """The snapshots of one update, after each of its events."""
    session = Session(spec)
    session.train(updates=3)
    for _ in range(event_count(len(spec.network.layers))):
        for _ in session.step(Grain.LAYER):
            pass
        yield session.snapshot()
