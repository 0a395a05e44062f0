"""Inactive for this example and dead over the whole data set: two words, two marks."""

from dataclasses import replace

import numpy as np
import pytest

from engine.diagnostics import Activity
from engine.session import Session
from gui.network_view.card import card_of
from gui.network_view.labels import lines_of
from gui.network_view.scene import NetworkScene, NeuronRef, scene_of
from gui.theme.theme import load_theme
from gui.view import ViewState
from tests.gui.network_view.scenes import SIZE, info_of, spec_of

LIGHT = load_theme("light")


def scene(bias: float = -0.5, activation: str = "relu", version: int | None = None) -> NetworkScene:
    """Neuron 2 of layer 1 has weights 0 and this bias; it is dead if the activity is of this version."""
    spec = spec_of(activation=activation)
    session = Session(spec)
    weights = session.get_weights()
    weights[0][:, 1] = 0.0
    weights[1][1] = bias
    session.set_weights(weights)
    snapshot = session.snapshot()
    found = scene_of(spec, info_of(spec), snapshot, None, ViewState(), *SIZE)
    shares = (np.array([1.0, 0.0, 1.0, 1.0]), np.array([1.0, 1.0]), np.array([1.0]))
    activity = Activity(snapshot.version if version is None else version, shares)
    return replace(found, activity=activity)


def test_dead_is_said_only_of_the_weights_it_was_found_for() -> None:
    assert scene().silence(0, 1) == "dead"
    assert scene(version=99).silence(0, 1) == "inactive"


def test_an_active_neuron_is_neither() -> None:
    assert replace(scene(bias=0.5), activity=None).silence(0, 1) == ""
    assert replace(scene(activation="tanh"), activity=None).silence(0, 1) == ""


def test_the_words_stand_beside_the_neuron() -> None:
    dead, inactive = lines_of(scene(), 1, 1)[0], lines_of(scene(version=99), 1, 1)[0]
    assert (dead.text, dead.role) == ("a 0 · dead", "warning")
    assert (inactive.text, inactive.role) == ("a 0 · inactive", "text")
    assert "a 0" in dead.shorter, "where there is no room the number stays"
    assert dead.number == inactive.number is not None


@pytest.mark.parametrize(
    ("version", "row"), [(None, ("over the whole data set", "dead")), (99, ("for this example", "inactive"))]
)
def test_the_hover_card_tells_them_apart(version: int | None, row: tuple[str, str]) -> None:
    card = card_of(replace(scene(version=version), pointed=NeuronRef(0, 1)))
    assert card is not None
    assert row in [(each.name, each.value) for each in card.rows]


def test_nothing_is_said_before_the_pass_comes() -> None:
    found = scene(version=99)
    assert found.snapshot is not None
    layers = (replace(found.snapshot.layers[0], activations_known=1), *found.snapshot.layers[1:])
    part = replace(found, snapshot=replace(found.snapshot, layers=layers))
    assert part.silence(0, 1) == ""
