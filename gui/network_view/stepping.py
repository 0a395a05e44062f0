"""What the step under way lights up: the order of things, without any drawing."""

from enum import Enum

from engine.trace import Phase


class Tone(Enum):
    """How far the step has come with a neuron or an edge."""

    REST = "rest"
    DONE = "done"
    ACTIVE = "active"
    WAITING = "waiting"


def layer_tone(phase: Phase | None, active: int, layer: int, layers: int) -> Tone:
    """The tone of layer `layer` (-1 for the inputs) while layer `active` of `layers` is in `phase`."""
    if phase is None:
        return Tone.REST
    if phase is Phase.LOSS:
        return Tone.ACTIVE if layer == layers - 1 else Tone.DONE
    if layer == active:
        return Tone.ACTIVE
    if phase is Phase.UPDATE and layer < 0:
        return Tone.DONE
    passed = layer > active if phase is Phase.BACKWARD else layer < active
    return Tone.DONE if passed else Tone.WAITING


def edge_tone(phase: Phase | None, active: int, layer: int) -> Tone:
    """The tone of the edges into layer `layer`."""
    if phase is None:
        return Tone.REST
    if phase is Phase.LOSS:
        return Tone.DONE
    if layer == active:
        return Tone.ACTIVE
    passed = layer > active if phase is Phase.BACKWARD else layer < active
    return Tone.DONE if passed else Tone.WAITING


def leftwards(phase: Phase | None) -> bool:
    """Whether the flow runs from the output to the inputs."""
    return phase is Phase.BACKWARD
