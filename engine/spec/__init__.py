"""What an experiment is: frozen descriptions, pure edits, checks in plain words, versioned JSON."""

from engine.spec.codec import SpecError, from_json, to_json
from engine.spec.data_info import DataInfo
from engine.spec.problems import Problem, estimated_bytes, problems
from engine.spec.parameters import Parameters
from engine.spec.specs import (
    DataSpec,
    ExperimentSpec,
    LayerSpec,
    NetworkSpec,
    OptimizerSpec,
    PartSpec,
    TrainingSpec,
)

__all__ = [
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
