"""Every kind of number has a name in words, counted from 1."""

import pytest

from engine.presets import presets
from engine.session import data_info
from engine.trace import BIAS, Address, Kind
from gui.tracer.naming import words_of

INFO = data_info(presets()["iris"].spec.data)
NAMES = {Kind.SETTING: "learning_rate", Kind.SLOT: "momentum"}


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_a_name(kind: Kind) -> None:
    address = Address(kind, 3, 1, 2, 0, 5, name=NAMES.get(kind, "accuracy"))
    said = words_of(address, INFO)
    assert said == said.strip() != ""
    assert str(kind) not in said or "_" not in said
    assert said[0].islower() or said.startswith("L")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (Address(Kind.WEIGHT, 3, 0, 0, 1), "weight from petal width to neuron 1 of layer 1, after 3 updates"),
        (Address(Kind.WEIGHT, 0, 1, 2, 3), "weight from neuron 4 to neuron 3 of layer 2, before the first update"),
        (Address(Kind.BIAS, 1, 1, 2), "bias of neuron 3 of layer 2, after 1 update"),
        (Address(Kind.GRADIENT, 3, 0, 0, BIAS), "gradient of the bias of neuron 1 of layer 1, update 4"),
        (Address(Kind.DELTA, 3, 1, 0, example=5), "error δ of neuron 1 of layer 2, training example 6"),
        (
            Address(Kind.ACTIVATION, 0, 1, 0, split="typed"),
            "activation a of neuron 1 of layer 2, your own example",
        ),
        (Address(Kind.EPOCH_FIGURE, 4, name="val_loss"), "validation loss of epoch 5"),
        (Address(Kind.EPOCH_FIGURE, 4, name="accuracy"), "accuracy of epoch 5"),
        (Address(Kind.SETTING, name="beta_1"), "beta 1"),
        (Address(Kind.SETTING, layer=1, name="l2"), "L2 strength of layer 2"),
    ],
)
def test_names_say_which(address: Address, words: str) -> None:
    assert words_of(address, INFO) == words
