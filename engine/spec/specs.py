"""The frozen description of an experiment: data, network, training, seed."""

import itertools
from dataclasses import dataclass, field, replace
from typing import Any

from engine.spec.fields import FieldInfo, described
from engine.spec.parameters import Parameters
from engine.spec.table import TableRef

MAX_COUNT = 1_000_000
MAX_SEED = 2**32 - 1


@dataclass(frozen=True)
class PartSpec:
    """A catalogue part by its Keras name, with the parameters that differ from its defaults."""

    name: str
    parameters: Parameters = Parameters()


@dataclass(frozen=True)
class LayerSpec:
    """One dense layer: a = activation(x W + b)."""

    units: int = described(4, FieldInfo("Units", "How many neurons the layer has.", 1, MAX_COUNT))
    activation: str = described(
        "tanh", FieldInfo("Activation", "What each neuron makes of its weighted sum.", catalog="activations")
    )
    kernel_initializer: PartSpec = described(
        PartSpec("glorot_uniform"),
        FieldInfo("Initial weights", "Where the weights start; neurons that start alike stay alike.",
                  catalog="initializers"),
    )
    bias_initializer: PartSpec = described(
        PartSpec("zeros"), FieldInfo("Initial biases", "Where the biases start.", catalog="initializers")
    )
    l1: float = described(0.0, FieldInfo("L1", "Penalty on |w|: drives weights to exactly 0.", 0.0, 100.0))
    l2: float = described(0.0, FieldInfo("L2", "Penalty on w²: keeps weights small.", 0.0, 100.0))


@dataclass(frozen=True)
class NetworkSpec:
    """The dense layers from the first hidden one to the output."""

    layers: tuple[LayerSpec, ...] = (LayerSpec(), LayerSpec(units=1, activation="sigmoid"))

    def with_layer(self, index: int, layer: LayerSpec) -> "NetworkSpec":
        return replace(self, layers=(*self.layers[:index], layer, *self.layers[index + 1 :]))

    def with_layer_added(self, index: int, layer: LayerSpec) -> "NetworkSpec":
        """The layer stands at `index` afterwards; those from `index` on move up by one."""
        return replace(self, layers=(*self.layers[:index], layer, *self.layers[index:]))

    def with_layer_removed(self, index: int) -> "NetworkSpec":
        return replace(self, layers=(*self.layers[:index], *self.layers[index + 1 :]))

    def shapes(self, inputs: int) -> tuple[tuple[int, int], ...]:
        """Kernel shapes (inputs, units) per layer."""
        sizes = (inputs, *(layer.units for layer in self.layers))
        return tuple(itertools.pairwise(sizes))

    def parameter_count(self, inputs: int) -> int:
        return sum((rows + 1) * columns for rows, columns in self.shapes(inputs))


@dataclass(frozen=True)
class DataSpec:
    """Which examples: a data set by name, how many, how noisy, how split and scaled.

    table: the examples themselves, for the data sets "table" and "own_points". inputs, targets: its columns by name;
    no inputs means all columns but the targets. missing: what becomes of empty cells, by its name in the catalogue.
    sample_weight: a table with the one column "weight", one number for every example in the order of the source.
    features: what the network sees of a plane, by names in the catalogue; none means the inputs as they are.
    """

    name: str = "circle"
    samples: int = described(500, FieldInfo("Points", "How many examples are drawn.", 4, MAX_COUNT))
    noise: float = described(0.1, FieldInfo("Noise", "How far points stray from the clean pattern.", 0.0, 1.0))
    seed: int = described(0, FieldInfo("Data seed", "Which random points are drawn.", 0, MAX_SEED))
    validation_share: float = described(
        0.5, FieldInfo("Validation share", "Part kept out of training to judge it honestly.", 0.0, 0.9)
    )
    standardize: bool = described(
        False, FieldInfo("Standardise", "Scale each input to mean 0 and deviation 1 of the training part.")
    )
    test_share: float = described(
        0.0, FieldInfo("Test share", "Part that nothing looks at until you ask for the verdict at the end.", 0.0, 0.5)
    )
    table: TableRef | None = None
    inputs: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    missing: str = described(
        "fill", FieldInfo("Missing values", "What becomes of the cells that are empty.", catalog="missing_values")
    )
    sample_weight: TableRef | None = None
    features: tuple[str, ...] = ()


@dataclass(frozen=True)
class OptimizerSpec:
    """An optimizer by its Keras name, its learning rate and other parameters."""

    name: str = "sgd"
    learning_rate: float = described(
        0.03, FieldInfo("Learning rate", "How far each update goes against the gradient.", 1e-12, 1e6)
    )
    parameters: Parameters = Parameters()
    schedule: PartSpec = described(
        PartSpec("constant"),
        FieldInfo("Schedule", "How the learning rate changes from update to update.", catalog="schedules"),
    )


@dataclass(frozen=True)
class TrainingSpec:
    """How the network learns from the data. An empty class_weight weighs all classes alike."""

    loss: PartSpec = PartSpec("binary_crossentropy")
    optimizer: OptimizerSpec = OptimizerSpec()
    batch_size: int = described(10, FieldInfo("Batch size", "Examples per update.", 1, MAX_COUNT))
    epochs: int = described(100, FieldInfo("Epochs", "How often the command line goes through the data.", 1, 10**9))
    shuffle: bool = described(True, FieldInfo("Shuffle", "A new order of the examples every epoch."))
    class_weight: tuple[float, ...] = ()


@dataclass(frozen=True)
class ExperimentSpec:
    """The whole experiment. Equal specs are the same experiment; `seed` fixes first weights and batch order."""

    name: str = "untitled"
    data: DataSpec = field(default_factory=DataSpec)
    network: NetworkSpec = field(default_factory=NetworkSpec)
    training: TrainingSpec = field(default_factory=TrainingSpec)
    seed: int = described(0, FieldInfo("Seed", "Fixes the first weights and the order of the batches.", 0, MAX_SEED))

    def with_layer(self, index: int, **changes: Any) -> "ExperimentSpec":
        layer = replace(self.network.layers[index], **changes)
        return replace(self, network=self.network.with_layer(index, layer))

    def with_data(self, **changes: Any) -> "ExperimentSpec":
        return replace(self, data=replace(self.data, **changes))

    def with_training(self, **changes: Any) -> "ExperimentSpec":
        return replace(self, training=replace(self.training, **changes))

    def with_optimizer(self, **changes: Any) -> "ExperimentSpec":
        return self.with_training(optimizer=replace(self.training.optimizer, **changes))
