"""An experiment as a program for Keras: the same data, model, compile, fit, curves and test, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.keras_io import code_parts
from engine.keras_io.code_data import data_code, data_text, has_companion, loads_by_keras
from engine.keras_io.layer_names import model_names
from engine.keras_io.not_in_keras import check_in_keras
from engine.letters import capital
from engine.spec import DataInfo, ExperimentSpec
from engine.spec.training_problems import encoding_of, metrics_of

STOP_BELOW = """\
class StopBelow(keras.callbacks.Callback):
    \"\"\"Ends training with the first epoch whose loss is below a number.\"\"\"

    def __init__(self, loss):
        super().__init__()
        self.loss = loss

    def on_epoch_end(self, epoch, logs=None):
        if logs["loss"] < self.loss:
            self.model.stop_training = True

"""

PLOT = """\
fig, axes = plt.subplots(figsize=(8, 5))
for name, values in history.history.items():
    ends = np.arange(1, len(values) + 1)
    # the training figure is a mean over the epoch, so it stands half an epoch before its end
    axes.plot(ends if name.startswith("val_") else ends - 0.5, values, label=name)
axes.set_xlabel("Epoch")
axes.legend()
axes.grid(True)
plt.show()"""


@dataclass(frozen=True)
class Cell:
    """A heading, a sentence or two in Markdown, and the code under them."""

    heading: str
    text: str
    code: str


def cells(spec: ExperimentSpec, info: DataInfo, companion: str, own_weights: bool = False) -> tuple[Cell, ...]:
    """The program in order; `companion`: an expression for the path of the .npz file that goes with it.

    own_weights: it begins with weights that no seed draws, so that they go with it whatever the data.

    Raises:
        NotInKeras: Keras cannot train this.
    """
    check_in_keras(spec)
    return tuple(_cells(spec, info, companion, own_weights))


def _cells(spec: ExperimentSpec, info: DataInfo, companion: str, own_weights: bool) -> Iterator[Cell]:
    title = capital(spec.name)
    yield Cell(title, "Written by Chainrule: the same experiment with Keras.", _imports(spec, info, own_weights))
    yield Cell("The data", data_text(spec, info), data_code(spec, info, companion, own_weights))
    with_weights = own_weights or not loads_by_keras(spec, info)
    yield Cell("The model", _model_text(spec), _model(spec, info, with_weights))
    yield Cell("Loss and optimizer", _compile_text(spec, info), _compile(spec, info))
    yield Cell("Training", "", _fit(spec, info))
    yield Cell("Learning curves", "", PLOT)
    if info.test_count:
        yield Cell("The test", "Once, at the end.", "print(model.evaluate(X_test, y_test, return_dict=True))")
    yield Cell("Predictions", "", _predictions(spec, info))


def _imports(spec: ExperimentSpec, info: DataInfo, own_weights: bool) -> str:
    path = ["from pathlib import Path", ""] if has_companion(spec, info, own_weights) else []
    return "\n".join([*path, "import keras", "import matplotlib.pyplot as plt", "import numpy as np"])


def _model_text(spec: ExperimentSpec) -> str:
    words = []
    if any(layer.frozen_neurons or layer.frozen_weights for layer in spec.network.layers):
        words.append("Keras can freeze whole layers only: single weights and neurons that are frozen learn here.")
    if any(layer.dropout for layer in spec.network.layers):
        words.append("Dropout leaves out others than in Chainrule.")
    return " ".join(words)


def _model(spec: ExperimentSpec, info: DataInfo, with_weights: bool) -> str:
    lines = [f"keras.utils.set_random_seed({spec.seed})", "", "model = keras.Sequential(["]
    names = model_names(spec.network)

    def add(kind: str, given: str, name: str) -> None:
        settings = ", ".join(filter(None, (given, "" if names.usual else f"name={code_parts.quoted(name)}")))
        lines.append(f"    keras.layers.{kind}({settings}),")

    add("Input", repr(tuple(info.image or (len(info.inputs),))), names.input)
    if info.image:
        add("Flatten", "", names.flatten)
    for layer, name, dropout in zip(spec.network.layers, names.dense, names.dropouts, strict=True):
        lines.append(f"    {code_parts.dense(layer, name)},")
        if layer.dropout:
            add("Dropout", repr(layer.dropout), dropout)
    lines += ["])", "model.summary()"]
    if with_weights:
        lines.append("model.set_weights(first_weights)  # where Chainrule began; without it Keras draws its own")
    return "\n".join(lines)


def _metrics(spec: ExperimentSpec, info: DataInfo) -> list[str]:
    encoding, outputs = encoding_of(spec, info), spec.network.layers[-1].units
    found = (code_parts.metric(name, encoding, outputs) for name in metrics_of(spec, info))
    return [each for each in found if each is not None]


def _compile_text(spec: ExperimentSpec, info: DataInfo) -> str:
    found = {
        "index": "The labels are class numbers, so the cross-entropy is the sparse one.",
        "one_hot": "The labels are one-hot rows, so the cross-entropy is the plain one.",
    }
    return found.get(encoding_of(spec, info), "") if "crossentropy" in spec.training.loss.name else ""


def _compile(spec: ExperimentSpec, info: DataInfo) -> str:
    return "\n".join([
        "model.compile(",
        f"    loss={code_parts.loss(spec.training.loss)},",
        f"    optimizer={code_parts.optimizer(spec.training)},",
        f"    metrics=[{', '.join(_metrics(spec, info))}],",
        ")",
    ])  # fmt: skip


def _fit(spec: ExperimentSpec, info: DataInfo) -> str:
    training = spec.training
    given = ["X_train", "y_train", f"epochs={training.epochs}", f"batch_size={training.batch_size}"]
    given += [] if training.shuffle else ["shuffle=False"]
    given += ["validation_data=(X_valid, y_valid)"] if info.validation_count else []
    if spec.data.sample_weight is not None:
        given.append("sample_weight=sample_weight")
    elif training.class_weight:
        given.append(f"class_weight={dict(enumerate(training.class_weight))!r}")
    stops = code_parts.callbacks(training.stop)
    given += [f"callbacks=[{', '.join(stops)}]"] if stops else []
    head = STOP_BELOW + "\n" if any("StopBelow" in stop for stop in stops) else ""
    return head + "\n".join(["history = model.fit(", *(f"    {each}," for each in given), ")"])


def _predictions(spec: ExperimentSpec, info: DataInfo) -> str:
    part = "X_test" if info.test_count else "X_valid" if info.validation_count else "X_train"
    lines = [f"answers = model.predict({part}[:3])", "print(answers.round(2))"]
    if info.classes and spec.network.layers[-1].units > 1:
        lines.append("print([class_names[number] for number in answers.argmax(axis=-1)])")
    elif info.classes:
        lines.append("print([class_names[number] for number in (answers[:, -1] > 0.5).astype(int)])")
    return "\n".join(lines)
