"""A neuron's table holds the snapshot's numbers and says what it leaves out."""

from engine.session import Session
from engine.spec import ExperimentSpec, LayerSpec, NetworkSpec
from gui.editors.neuron_card import cut, neuron_card
from gui.editors.segments import number
from tests.gui.editors.experiments import THREE, info_of, steps


def test_the_card_holds_weights_with_their_gradients() -> None:
    snapshot = list(steps(THREE))[-1]
    rows = {row.name: row for row in neuron_card(snapshot, 0, 1, info_of(THREE)).rows}
    layer = snapshot.layers[0]
    assert layer.kernel_gradient is not None
    weight = rows["w from x₂"]
    assert weight.value is not None
    assert weight.slope is not None
    assert weight.value.text == number(float(layer.kernel[1, 1]))
    assert weight.slope.text == number(float(layer.kernel_gradient[1, 1]))
    assert weight.slope.role == "gradient"


def test_a_card_too_long_says_how_much_is_left_out() -> None:
    wide = ExperimentSpec(network=NetworkSpec((LayerSpec(100), LayerSpec(1, "sigmoid"))))
    card = neuron_card(Session(wide).snapshot(), 1, 0, info_of(wide))
    assert card.count == 103
    assert [row.name for row in cut(card, 6)][-1] == "… 98 more"
    assert len(cut(card, 6)) == 6
    assert cut(neuron_card(Session(THREE).snapshot(), 0, 0, info_of(THREE)), 5)[-1].name == "w from x₂"
