"""What an experiment is: frozen descriptions, pure edits, checks in plain words, versioned JSON."""

from engine.spec.codec import SpecError, from_json, to_json
from engine.spec.data_info import DataInfo
from engine.spec.own_points import OWN_POINTS, OwnPoints, same_set
from engine.spec.parameters import Parameters
from engine.spec.problem import Problem
from engine.spec.problems import estimated_bytes, problems
from engine.spec.sources import choosable_columns, source_of
from engine.spec.specs import (
    BIAS,
    MAX_SEED,
    DataSpec,
    ExperimentSpec,
    LayerSpec,
    NetworkSpec,
    OptimizerSpec,
    PartSpec,
    TrainingSpec,
)
from engine.spec.stop_spec import StopSpec
from engine.spec.table import Column, Table, TableRef

__all__ = [
    "BIAS",
    "MAX_SEED",
    "OWN_POINTS",
    "Column",
    "DataInfo",
    "DataSpec",
    "ExperimentSpec",
    "LayerSpec",
    "NetworkSpec",
    "OptimizerSpec",
    "OwnPoints",
    "Parameters",
    "PartSpec",
    "Problem",
    "SpecError",
    "StopSpec",
    "Table",
    "TableRef",
    "TrainingSpec",
    "choosable_columns",
    "estimated_bytes",
    "from_json",
    "problems",
    "same_set",
    "source_of",
    "to_json",
]
