"""What an experiment is: frozen descriptions, pure edits, checks in plain words, versioned JSON."""

from engine.spec.codec import SpecError, from_json, to_json
from engine.spec.data_info import DataInfo
from engine.spec.parameters import Parameters
from engine.spec.problems import Problem, estimated_bytes, problems
from engine.spec.specs import (
    MAX_SEED,
    DataSpec,
    ExperimentSpec,
    LayerSpec,
    NetworkSpec,
    OptimizerSpec,
    PartSpec,
    TrainingSpec,
)

__all__ = [
    "MAX_SEED",
    "DataInfo",
    "DataSpec",
    "ExperimentSpec",
    "LayerSpec",
    "NetworkSpec",
    "OptimizerSpec",
    "Parameters",
    "PartSpec",
    "Problem",
    "SpecError",
    "TrainingSpec",
    "estimated_bytes",
    "from_json",
    "problems",
    "to_json",
]
