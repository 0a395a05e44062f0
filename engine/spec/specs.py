"""The frozen description of an experiment: data, network, training, seed."""

import itertools
from dataclasses import dataclass, field, replace
from typing import Any

from engine.spec.fields import FieldInfo, described
from engine.spec.layer_keys import highest_key, keys_of, with_keys, without_needless_keys
from engine.spec.parameters import Parameters
from engine.spec.stop_spec import StopSpec
from engine.spec.table import TableRef

MAX_COUNT = 1_000_000
MAX_SEED = 2**32 - 1
MAX_DROPOUT = 0.99
BIAS = -1
"""The source of a bias, where a weight is named by its source and its neuron."""


@dataclass(frozen=True)
class PartSpec:
    """A catalogue part by its Keras name, with the parameters that differ from its defaults."""

    name: str
    parameters: Parameters = Parameters()


@dataclass(frozen=True)
class LayerSpec:
    """One dense layer: a = activation(x W + b).

    Neurons and weights count from 0; a weight is (source, neuron), where the source -1 is the bias. What is frozen
    keeps its value: its gradient is computed and shown, but the optimizer leaves it and its memory as they are.
    key: who a hidden layer is, whatever its name and place (`layer_keys`), 0 for its place from 1. copy_of: the keys
    of the layer it was duplicated from, of that one's model, and so on.
    """

    units: int = described(4, FieldInfo("Units", "How many neurons the layer has.", 1, MAX_COUNT))
    activation: str = described(
        "tanh", FieldInfo("Activation", "What each neuron makes of its weighted sum.", catalog="activations")
    )
    kernel_initializer: PartSpec = described(
        PartSpec("glorot_uniform"),
        FieldInfo(
            "Initial weights", "Where the weights start; neurons that start alike stay alike.", catalog="initializers"
        ),
    )
    bias_initializer: PartSpec = described(
        PartSpec("zeros"), FieldInfo("Initial biases", "Where the biases start.", catalog="initializers")
    )
    l1: float = described(0.0, FieldInfo("L1", "Penalty on |w|: drives weights to exactly 0.", 0.0, 100.0))
    l2: float = described(0.0, FieldInfo("L2", "Penalty on w²: keeps weights small.", 0.0, 100.0))
    name: str = described("", FieldInfo("Name", "What the layer is called; left empty it is called by its number."))
    use_bias: bool = described(
        True, FieldInfo("Bias", "Whether each neuron adds a number of its own to its weighted sum.")
    )
    dropout: float = described(
        0.0,
        FieldInfo(
            "Dropout",
            "Share of its outputs left out at random in training, against learning by heart.",
            0.0,
            MAX_DROPOUT,
        ),
    )
    trainable: bool = described(
        True, FieldInfo("Trainable", "Off: the layer keeps its weights and biases while the others learn.")
    )
    frozen_neurons: tuple[int, ...] = ()
    frozen_weights: tuple[tuple[int, int], ...] = ()
    key: int = 0
    copy_of: tuple[int, ...] = ()

    @property
    def learns_all(self) -> bool:
        """Whether it has biases, and every one of its weights and biases is free to learn."""
        return self.use_bias and self.trainable and not (self.frozen_neurons or self.frozen_weights)

    @property
    def penalties(self) -> tuple[tuple[str, float], ...]:
        """(name, strength) of the penalties above 0; a layer that is not trainable pays none, as in Keras."""
        return tuple((name, s) for name, s in (("l1", self.l1), ("l2", self.l2)) if s and self.trainable)

    def parameter_count(self, inputs: int) -> int:
        """Weights and biases over so many inputs, as Keras counts them."""
        return (inputs + self.use_bias) * self.units

    def another(self) -> "LayerSpec":
        """A layer alike, but nameless and free to learn."""
        return replace(self, name="", trainable=True, frozen_neurons=(), frozen_weights=(), key=0, copy_of=())

    def over_other_inputs(self) -> "LayerSpec":
        """The layer over other inputs than before: of its frozen weights only biases are still the same."""
        return replace(self, frozen_weights=tuple(weight for weight in self.frozen_weights if weight[0] == BIAS))

    def without_lost_freezes(self, inputs: int | None = None) -> "LayerSpec":
        """The layer without frozen neurons and weights that it does not have; `inputs` None: of any inputs."""
        sources = range(BIAS if self.use_bias else 0, MAX_COUNT if inputs is None else inputs)
        neurons = tuple(unit for unit in self.frozen_neurons if 0 <= unit < self.units)
        weights = tuple((i, j) for i, j in self.frozen_weights if i in sources and 0 <= j < self.units)
        if (neurons, weights) == (self.frozen_neurons, self.frozen_weights):
            return self
        return replace(self, frozen_neurons=neurons, frozen_weights=weights)


@dataclass(frozen=True)
class NetworkSpec:
    """The dense layers from the first hidden one to the output.

    keys_given: the highest key that any layer ever had, so that a new one gets another; equality passes over it.
    """

    layers: tuple[LayerSpec, ...] = (LayerSpec(), LayerSpec(units=1, activation="sigmoid"))
    keys_given: int = field(default=0, compare=False)

    def with_layer(self, index: int, layer: LayerSpec) -> "NetworkSpec":
        """Another layer at `index`; what was frozen and is no longer there is dropped."""
        return self._with_layers((*self.layers[:index], layer, *self.layers[index + 1 :]))

    def with_layer_added(self, index: int, layer: LayerSpec) -> "NetworkSpec":
        """The layer, as a new one, stands at `index` afterwards; those from `index` on move up by one."""
        layers, key = with_keys(self.layers), highest_key(self.layers, self.keys_given) + 1
        after = (layers[index].over_other_inputs(), *layers[index + 1 :])
        return self._with_layers((*layers[:index], replace(layer, key=key), *after))

    def with_layer_removed(self, index: int) -> "NetworkSpec":
        """Without the layer at `index`; those behind it move down by one."""
        layers = with_keys(self.layers)
        after = layers[index + 1 :]
        return self._with_layers((*layers[:index], *(one.over_other_inputs() for one in after[:1]), *after[1:]))

    def with_layer_copied(self, index: int, name: str) -> "NetworkSpec":
        """A copy of the hidden layer at `index` behind it, of that name and free to learn."""
        model = self.layers[index]
        copy_of = (keys_of(self.layers)[index], *model.copy_of)
        return self.with_layer_added(index + 1, replace(model.another(), name=name, copy_of=copy_of))

    def with_layer_at(self, index: int, place: int) -> "NetworkSpec":
        """The hidden layer at `index` stands at `place` afterwards."""
        rest = [i for i in range(len(self.layers)) if i != index]
        order = [*rest[:place], index, *rest[place:]]
        layers, pairs = with_keys(self.layers), itertools.pairwise([-1, *order])
        return self._with_layers(
            tuple(layers[i] if i == below + 1 else layers[i].over_other_inputs() for below, i in pairs)
        )

    def without_lost_freezes(self, inputs: int | None = None) -> "NetworkSpec":
        """The network over so many inputs (None: any) without frozen neurons and weights that it does not have."""
        widths = (inputs, *(layer.units for layer in self.layers))
        kept = tuple(layer.without_lost_freezes(fed) for layer, fed in zip(self.layers, widths[:-1], strict=True))
        return replace(self, layers=kept)

    def _with_layers(self, layers: tuple[LayerSpec, ...]) -> "NetworkSpec":
        given = max(highest_key(self.layers, self.keys_given), highest_key(layers, 0))
        return replace(self, layers=without_needless_keys(layers), keys_given=given).without_lost_freezes()

    def shapes(self, inputs: int) -> tuple[tuple[int, int], ...]:
        """Kernel shapes (inputs, units) per layer."""
        sizes = (inputs, *(layer.units for layer in self.layers))
        return tuple(itertools.pairwise(sizes))

    def parameter_count(self, inputs: int) -> int:
        """Weights and biases as Keras counts them: none for the biases of a layer that has none."""
        sizes = (inputs, *(layer.units for layer in self.layers[:-1]))
        return sum(layer.parameter_count(fed) for layer, fed in zip(self.layers, sizes, strict=True))

    def missing_biases(self, inputs: int) -> tuple[tuple[int, slice], ...]:
        """Each layer (from 0) without biases, and where in a flat vector of all weights its zeros stand."""
        found, start = [], 0
        for index, (rows, columns) in enumerate(self.shapes(inputs)):
            start += (rows + 1) * columns
            if not self.layers[index].use_bias:
                found.append((index, slice(start - columns, start)))
        return tuple(found)

    def vector_size(self, inputs: int) -> int:
        """Numbers in a flat vector of all weights and biases, where a layer without biases has zeros for them."""
        return sum((rows + 1) * columns for rows, columns in self.shapes(inputs))


@dataclass(frozen=True)
class DataSpec:
    """Which examples: a data set by name, how many, how noisy, how split and scaled.

    table: the examples themselves, for the data sets "table" and "own_points". inputs: the columns that the network
    sees, by name, of a table or of any other set; none means all columns but the targets. targets: those of a table.
    missing: what becomes of empty cells, by its name in the catalogue.
    sample_weight: a table with the one column "weight", one number for every example in the order of the source.
    features: what the network sees of a plane, by names in the catalogue; none means the inputs as they are.
    class_colors: of own points, the place in the palette of each class, so that it stays when one goes; () in order.
    image: (height, width) where the inputs of a table are the pixels of a picture, row by row, from 0 to 1; or ().
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
    inputs: tuple[str, ...] = described(
        (), FieldInfo("Inputs", "Which columns the network sees, by name; none means all of them.")
    )
    targets: tuple[str, ...] = ()
    missing: str = described(
        "fill", FieldInfo("Missing values", "What becomes of the cells that are empty.", catalog="missing_values")
    )
    sample_weight: TableRef | None = None
    features: tuple[str, ...] = ()
    shuffled: bool = described(
        True,
        FieldInfo(
            "Shuffle before splitting",
            "Off: rows stay in their order and the last are kept out, as Keras's "
            "validation_split does; for rows in order of time, or to compare with Keras.",
        ),
    )
    class_colors: tuple[int, ...] = described(
        (), FieldInfo("Class colours", "Which colour of the palette each class of own points has, from 0.")
    )
    image: tuple[int, ...] = described(
        (), FieldInfo("Picture size", "Height and width where a table's inputs are pixels of a picture, row by row.")
    )


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
    epochs: int = described(
        100, FieldInfo("Epochs", "How often the command line goes through the data; the window plays on.", 1, 10**9)
    )
    shuffle: bool = described(True, FieldInfo("Shuffle", "A new order of the examples every epoch."))
    class_weight: tuple[float, ...] = described(
        (), FieldInfo("Class weights", "How much the examples of each class count; none means all alike.")
    )
    metrics: tuple[str, ...] = described(
        (), FieldInfo("Metrics", "What is shown beside the loss; none chosen means what is usual.", catalog="metrics")
    )
    stop: StopSpec = StopSpec()
    backend: str = described("auto", FieldInfo("Computed by", "What makes the updates.", catalog="backends"))
    measure_again: bool = described(
        False,
        FieldInfo(
            "Training again",
            "Measures the training part at each epoch's end, too, with the weights of that "
            "moment: a fair match for validation. With small data always; with large it takes time.",
        ),
    )


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
