"""Small experiments that the engine's tests share."""

from engine.spec import (
    DataSpec,
    ExperimentSpec,
    LayerSpec,
    NetworkSpec,
    OptimizerSpec,
    PartSpec,
    TrainingSpec,
)


def experiment(
    *layers: LayerSpec, data: str = "circle", loss: str = "binary_crossentropy", optimizer: str = "sgd"
) -> ExperimentSpec:
    """A small experiment on 60 points; 2-3-1 unless layers are given."""
    return ExperimentSpec(
        data=DataSpec(name=data, samples=60),
        network=NetworkSpec(layers or (LayerSpec(3, "tanh"), LayerSpec(1, "sigmoid"))),
        training=TrainingSpec(
            loss=PartSpec(loss), optimizer=OptimizerSpec(optimizer, 0.05), batch_size=7
        ),
        seed=3,
    )
