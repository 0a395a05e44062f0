"""Which layers and edges a step has passed, is at, or has yet to reach."""

import pytest

from engine.trace import Phase
from gui.network_view.stepping import Tone, edge_tone, layer_tone, leftwards

D, A, W = Tone.DONE, Tone.ACTIVE, Tone.WAITING


@pytest.mark.parametrize(
    ("phase", "layers", "edges"),
    [
        (Phase.FORWARD, [D, D, A, W], [D, A, W]),
        (Phase.BACKWARD, [W, W, A, D], [W, A, D]),
        (Phase.UPDATE, [D, D, A, W], [D, A, W]),
        (Phase.LOSS, [D, D, D, A], [D, D, D]),
    ],
)
def test_a_step_at_the_second_of_three_layers(phase: Phase, layers: list[Tone], edges: list[Tone]) -> None:
    active = 2 if phase is Phase.LOSS else 1
    assert [layer_tone(phase, active, layer, 3) for layer in range(-1, 3)] == layers
    assert [edge_tone(phase, active, layer) for layer in range(3)] == edges


def test_at_rest_nothing_stands_out() -> None:
    assert {layer_tone(None, 0, layer, 3) for layer in range(-1, 3)} == {Tone.REST}
    assert {edge_tone(None, 0, layer) for layer in range(3)} == {Tone.REST}


def test_only_the_error_flows_to_the_left() -> None:
    assert [phase for phase in Phase if leftwards(phase)] == [Phase.BACKWARD]
    assert not leftwards(None)
