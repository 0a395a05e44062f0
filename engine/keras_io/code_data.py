"""The data cell of a program for Keras: where the examples come from, how they are scaled, the form of the labels."""

from __future__ import annotations

from engine.catalog.datasets import datasets
from engine.catalog.loss import TargetKind
from engine.keras_io.code_parts import quoted
from engine.spec import DataInfo, ExperimentSpec, source_of
from engine.spec.training_problems import encoding_of
from engine.spec.usual_outputs import classes_have_outputs

LOADED_BY_KERAS = {"fashion_mnist"}
"""Data sets that Keras brings along under the same name; of others the examples go with the program."""

_STANDARDIZED = """\
mean, scale = X_train.mean(axis=0), X_train.std(axis=0)
scale[scale == 0.0] = 1.0  # pixels that are the same in all pictures
X_train, X_valid, X_test = ((X - mean) / scale for X in (X_train, X_valid, X_test))"""


def given_encoding(spec: ExperimentSpec, info: DataInfo) -> TargetKind:
    """How the targets stand in the file beside the program: labels of exclusive classes in the form of the data."""
    if not classes_have_outputs(info, spec.network.layers[-1].units):
        return encoding_of(spec, info)
    return "one_hot" if info.one_hot else "index"


def loads_by_keras(spec: ExperimentSpec, info: DataInfo) -> bool:
    """Whether the program loads its examples by Keras itself: they are that set's own, not others under its name."""
    name = spec.data.name
    return name in LOADED_BY_KERAS and info.classes == datasets[name].classes


def has_companion(spec: ExperimentSpec, info: DataInfo, own_weights: bool) -> bool:
    """Whether a file with arrays goes with the program; own_weights: it begins with weights that no seed draws."""
    return not loads_by_keras(spec, info) or spec.data.sample_weight is not None or own_weights


def holds_bytes(spec: ExperimentSpec) -> bool:
    """Whether the inputs are kept as the bytes of pictures, which the program scales."""
    return source_of(spec.data).pictures is not None


def data_text(spec: ExperimentSpec, info: DataInfo) -> str:
    """What the cell does, in a sentence or two."""
    scaled = ", scaled to mean 0 and deviation 1 of the training part" if spec.data.standardize else ""
    if loads_by_keras(spec, info):
        return f"Loaded by Keras, pixels from 0 to 1{scaled}; the first examples are kept out for validation."
    words = {"index": "class numbers", "one_hot": "one-hot rows", "indicators": "0 and 1", "values": "numbers"}
    made = "" if given_encoding(spec, info) == encoding_of(spec, info) else ", made of the labels in the file"
    return (
        f"{info.training_count:,} examples for training, {info.validation_count:,} for validation, "
        f"{info.test_count:,} for the test; the inputs as the network sees them{scaled}; "
        f"the targets as {words[encoding_of(spec, info)]}{made}."
    )


def data_code(spec: ExperimentSpec, info: DataInfo, companion: str, own_weights: bool) -> str:
    """The cell's code; `companion`: an expression for the path of the file that goes with the program."""
    lines = _loaded(spec, info) if loads_by_keras(spec, info) else []
    if has_companion(spec, info, own_weights):
        lines += _read(spec, info, companion, own_weights)
    if spec.data.standardize and source_of(spec.data).pictures is not None:
        lines.append(_STANDARDIZED)
    lines += _labels(spec, info)
    if not info.image and not loads_by_keras(spec, info):
        lines.append(f"input_names = {quoted(info.inputs)}")
    return "\n".join([*lines, *([f"class_names = {quoted(info.classes)}"] if info.classes else [])])


def _read(spec: ExperimentSpec, info: DataInfo, companion: str, own_weights: bool) -> list[str]:
    lines, loaded = [f"with np.load({companion}) as arrays:"], loads_by_keras(spec, info)
    parts = [] if loaded else _parts(info)
    lines += [f'    X_{part}, y_{part} = arrays["X_{part}"], arrays["y_{part}"]' for part in parts]
    if spec.data.sample_weight is not None:
        lines.append('    sample_weight = arrays["sample_weight"]')
    if own_weights or not loaded:
        lines.append('    first_weights = [arrays[name] for name in arrays.files if name.startswith("weights_")]')
    return lines + [f"X_{part} = X_{part} / 255.0" for part in parts if holds_bytes(spec)]


def _loaded(spec: ExperimentSpec, info: DataInfo) -> list[str]:
    first, last = info.validation_count, info.validation_count + info.training_count
    return [
        f"(X_train_full, y_train_full), (X_test, y_test) = keras.datasets.{spec.data.name}.load_data()",
        f"X_valid, y_valid = X_train_full[:{first}] / 255.0, y_train_full[:{first}]",
        f"X_train, y_train = X_train_full[{first}:{last}] / 255.0, y_train_full[{first}:{last}]",
        "X_test = X_test / 255.0",
    ]


def _labels(spec: ExperimentSpec, info: DataInfo) -> list[str]:
    """Class numbers become one-hot rows, or one-hot rows class numbers, where the loss reads the other."""
    if given_encoding(spec, info) == encoding_of(spec, info):
        return []
    if info.one_hot:
        return [f"y_{part} = y_{part}.argmax(axis=-1)" for part in _parts(info)]
    classes = spec.network.layers[-1].units
    return [f"y_{part} = keras.utils.to_categorical(y_{part}, {classes})" for part in _parts(info)]


def _parts(info: DataInfo) -> list[str]:
    counts = {"train": info.training_count, "valid": info.validation_count, "test": info.test_count}
    return [name for name, count in counts.items() if count]
