"""Models made to harm are refused by the layer: foreign classes and modules, code, sizes beyond all bounds."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.session import Session
from tests.engine.keras_io.archives import (
    CONFIG,
    METADATA,
    Members,
    configured,
    dense_of,
    good_members,
    refused,
    written,
)


@pytest.fixture(name="good")
def _good() -> Members:
    return good_members()


def test_deep_and_odd_json(good: Members, tmp_path: Path) -> None:
    path = tmp_path / "x.keras"
    deep = b'{"config": ' + b"[" * 200_000 + b"]" * 200_000 + b"}"
    refused(written(path, good | {CONFIG: deep}), "config.json is nested more than")
    refused(written(path, good | {CONFIG: b'{"a": "' + b'\\"' * 900_000}), "config.json is no JSON")
    refused(written(path, good | {CONFIG: b'{"a": 1, "a": 2}'}), 'config.json: "a" occurs twice')
    refused(written(path, good | {CONFIG: b'{"a": NaN}'}), "config.json: NaN is no finite number")
    refused(written(path, good | {CONFIG: b"[]"}), "config.json holds no JSON object")
    refused(
        written(path, good | {CONFIG: b'{"a": ' + b"9" * 10_000 + b"}"}), "config.json: a number of 10,000 digits"
    )
    refused(written(path, good | {CONFIG: b'{"a": "]"' + b"[" * 40}), "config.json is nested more than")
    names = b",".join(b'"%x":1' % number for number in range(150_000))
    refused(written(path, good | {CONFIG: b"{" + names + b',"y":1,"y":1}'}), 'config.json: "y" occurs twice')
    refused(written(path, good | {CONFIG: b"\xff\xfe{"}), "config.json is no JSON")


FOREIGN: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "model of another module": (lambda d: d.update(module="os"), "the model is of the class os.Sequential"),
    "model of another class": (
        lambda d: d.update(module="keras", class_name="Evil"),
        "the model is a Evil, a class with code of its own",
    ),
    "model by a registered name": (
        lambda d: d.update(registered_name="Custom>Sequential"),
        "class Custom>Sequential",
    ),
    "layer of another module": (
        lambda d: dense_of(d).update(module="subprocess", class_name="Popen"),
        'layer ".*" is of the class subprocess.Popen',
    ),
    "layer by a registered name": (
        lambda d: dense_of(d).update(registered_name="mine>Dense"),
        'layer ".*" is of the class mine>Dense',
    ),
    "a layer of code": (
        lambda d: dense_of(d).update(
            class_name="Lambda", config={"name": "odd", "function": {"class_name": "__lambda__"}}
        ),
        'layer "odd" is a Lambda layer.*never run',
    ),
    "a SavedModel": (
        lambda d: dense_of(d).update(class_name="TFSMLayer", config={"name": "odd", "filepath": "/tmp/evil"}),
        'layer "odd" is a TFSMLayer layer',
    ),
    "an activation of code": (
        lambda d: dense_of(d)["config"].update(
            activation={
                "module": "builtins",
                "class_name": "function",
                "config": "evil",
                "registered_name": "function",
            }
        ),
        'layer ".*": the activation is not described',
    ),
    "an activation by a foreign class": (
        lambda d: dense_of(d)["config"].update(activation={"module": "os", "class_name": "system", "config": {}}),
        'layer ".*": the activation is of the class os.system',
    ),
    "a setting more": (lambda d: dense_of(d)["config"].update(lora_rank=4), 'unknown setting "lora_rank"'),
    "an entry more": (lambda d: dense_of(d).update(__reduce__=1), 'unknown entry "__reduce__"'),
    "quantized": (lambda d: dense_of(d)["config"].update(quantization_config={}), "is quantized"),
    "no layers": (lambda d: d["config"].update(layers=None), "no list of layers"),
    "odd layers": (lambda d: d["config"].update(layers=[1, None]), "layer without a name is not described"),
    "no name": (lambda d: dense_of(d)["config"].pop("name"), "has no name"),
    "integer weights": (lambda d: dense_of(d)["config"].update(dtype="int8"), "computes in int8"),
    "no truth value": (lambda d: dense_of(d)["config"].update(use_bias="yes"), "its use_bias is yes"),
}


@pytest.mark.parametrize("case", FOREIGN)
def test_foreign_classes_modules_and_names(case: str, good: Members, tmp_path: Path) -> None:
    change, said = FOREIGN[case]
    refused(written(tmp_path / "x.keras", configured(good, change)), f"config.json: .*{said}")


@pytest.mark.parametrize(
    ("units", "said"),
    [
        (10**9, "1,000,000,000 units"),
        (10**400, "units"),
        (-1, "-1 units"),
        (1.5, "1.5 units"),
        (True, "True units"),
        ("7", "7 units"),
        (None, "None units"),
        (10**6, "GiB"),
    ],
)
def test_rejects_shape_bomb(units: Any, said: str, good: Members, tmp_path: Path) -> None:
    def change(document: dict[str, Any]) -> None:
        dense_of(document)["config"]["units"] = units
        copied = copy.deepcopy(dense_of(document))
        copied["config"]["name"] = "second"
        document["config"]["layers"].insert(2, copied)

    refused(written(tmp_path / "x.keras", configured(good, change)), f'config.json: layer ".*" ?.*{said}')


@pytest.mark.parametrize(
    "shape", [[None, 10**9], [None, 10**6, 10**6], [None, -1], [None], None, [None, None], "x", [None, True]]
)
def test_rejects_shape_bomb_of_the_input(shape: Any, good: Members, tmp_path: Path) -> None:
    def change(document: dict[str, Any]) -> None:
        document["config"]["layers"][0]["config"]["batch_shape"] = shape

    refused(written(tmp_path / "x.keras", configured(good, change)), 'layer "input_layer" (takes|has the shape)')


def test_a_model_of_keras_2_is_told_what_to_do(good: Members, tmp_path: Path) -> None:
    old = good | {METADATA: b'{"keras_version": "2.15.0"}'}
    refused(written(tmp_path / "x.keras", old), "saved by Keras 2.15.0.*Load it with Keras 3")


def test_odd_numbers_of_what_was_compiled_are_left_out_and_said(good: Members, tmp_path: Path) -> None:
    def change(document: dict[str, Any]) -> None:
        compiled = document["compile_config"]
        compiled["optimizer"]["config"] |= {"learning_rate": -1, "momentum": 10**400}
        compiled["loss"] = {"class_name": "Evil", "module": "os", "config": {}, "registered_name": "x>Evil"}
        compiled["metrics"] = [["accuracy"], {"a": [{"class_name": 3}]}, 7]

    session = Session.open_model(written(tmp_path / "x.keras", configured(good, change)))
    said = " ".join(session.notes)
    for part in ("learning rate -1", "momentum", "x>Evil"):
        assert part in said
    assert session.spec.training.optimizer.learning_rate > 0
    for odd in (None, [], "x", {"optimizer": 3, "loss": 4, "metrics": "mae"}, {"loss": {"a": "mse", "b": "mae"}}):
        Session.open_model(
            written(tmp_path / "x.keras", configured(good, lambda d, c=odd: d.update(compile_config=c)))
        )
