"""Numbers beside neurons can be found under the cursor, each by its own address."""

import pytest

from engine.formula import NumberStyle, number_text
from engine.trace import Address, Kind
from gui.network_view.card import card_of
from gui.network_view.number_hit import word_at
from gui.network_view.scene import EdgeRef, NetworkScene, NeuronRef, scene_of
from gui.network_view.texts import words_at
from gui.view import ViewState
from tests.gui.network_view.scenes import SIZE, info_of, spec_of, stepped


def advance(px: int, strong: bool, text: str) -> float:
    return 0.55 * px * len(text)


def scene(steps: int, data: str = "xor") -> NetworkScene:
    spec = spec_of(data)
    return scene_of(spec, info_of(spec), stepped(spec, steps), None, ViewState(), *SIZE)


@pytest.mark.parametrize("data", ["xor", "iris"])
@pytest.mark.parametrize("steps", [0, 1, 4, 5, 6, 9])
def test_every_number_that_is_written_is_found_where_it_stands(steps: int, data: str) -> None:
    found, kinds = scene(steps, data), set()
    for column, place in enumerate(found.layout.columns):
        for neuron in place.neurons:
            for word in words_at(found, column, neuron, advance):
                hit = word_at(found, *word.box.centre, advance)
                if word.number is None:
                    assert hit is None or hit.box != word.box
                    continue
                assert hit is not None
                assert hit.number == word.number
                assert word.number.unit == neuron
                assert word.number.layer == (0 if word.number.kind in (Kind.RAW, Kind.TARGET) else column - 1)
                kinds.add(word.number.kind)
    assert {Kind.RAW, Kind.ACTIVATION, Kind.TARGET} <= kinds
    assert (Kind.DELTA in kinds) == (steps in (5, 6))


def test_names_and_empty_places_are_no_numbers() -> None:
    found = scene(0)
    name = next(word for word in words_at(found, 0, 0, advance) if word.number is None)
    assert word_at(found, *name.box.centre, advance) is None
    assert word_at(found, 1.0, 1.0, advance) is None


def test_a_number_says_the_value_of_its_address() -> None:
    found = scene(5)
    assert found.snapshot is not None
    for word in words_at(found, 1, 2, advance):
        if word.number is not None and word.number.kind is Kind.ACTIVATION:
            assert found.snapshot.layers[0].activation is not None
            value = float(found.snapshot.layers[0].activation[2])
            assert word.text.endswith(number_text(value, NumberStyle(3)))


def card_numbers(steps: int, pointed: NeuronRef | EdgeRef) -> dict[str, Address | None]:
    from dataclasses import replace

    card = card_of(replace(scene(steps), pointed=pointed))
    assert card is not None
    return {row.name: row.number for row in card.rows}


def test_the_numbers_of_the_hover_card_can_be_asked_for() -> None:
    assert card_numbers(0, NeuronRef(-1, 1)) == {"value": Address(Kind.RAW, unit=1)}
    neuron = card_numbers(5, NeuronRef(2, 0))
    assert neuron.pop("stands for") is None
    assert neuron == {
        "z": Address(Kind.SUM, layer=2),
        "ŷ": Address(Kind.ACTIVATION, layer=2),
        "target": Address(Kind.TARGET),
        "bias b": Address(Kind.BIAS, layer=2),
        "δ of this example": Address(Kind.DELTA, layer=2),
        "∂L/∂b of the batch": Address(Kind.GRADIENT, layer=2, source=-1),
    }
    assert card_numbers(0, EdgeRef(0, 1, 2)) == {"weight w": Address(Kind.WEIGHT, layer=0, unit=2, source=1)}
    assert card_numbers(0, EdgeRef(1, -1, 1)) == {"bias b": Address(Kind.BIAS, layer=1, unit=1)}
    changed = card_numbers(8, EdgeRef(0, 1, 2))
    assert changed["weight w after"] == Address(Kind.WEIGHT, layer=0, unit=2, source=1)
    assert changed["∂L/∂w of the batch"] == Address(Kind.GRADIENT, layer=0, unit=2, source=1)
