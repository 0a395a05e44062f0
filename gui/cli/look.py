"""What of an experiment is looked at when a part of the window is drawn: the view, an example, a neuron."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from engine.cli import Refused

if TYPE_CHECKING:
    from engine.session import Session

PICTURES, BOUNDARY = "pictures", "boundary"
VIEWS = ("window", "network", BOUNDARY, PICTURES, "loss")


@dataclass(frozen=True)
class Look:
    """A view of VIEWS, a training example from 0, and a neuron (layer, unit) from 0, or None."""

    view: str
    example: int = 0
    neuron: tuple[int, int] | None = None


class NeuronPlace(click.ParamType[tuple[int, int]]):
    """A neuron by its layer and its place there, both from 1, written 2:5; from 0 afterwards."""

    name = "L:K"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        if isinstance(value, tuple):
            return value
        found = re.fullmatch(r"(\d{1,9}):(\d{1,9})", str(value).strip(), re.ASCII)
        if found is None or "0" in found.groups():
            words = f'"{value}" is no neuron: write its layer and its number there, both from 1, such as 2:5.'
            self.fail(words, param, ctx)
        return int(found[1]) - 1, int(found[2]) - 1


def check_look(session: Session, look: Look) -> None:
    """Raises Refused where the data or the network has not what is to be looked at, with the view that has."""
    pictured, view = session.data.info.image is not None, look.view
    if view == BOUNDARY and pictured:
        raise Refused(
            "The inputs are the pixels of pictures, and a plane of two of them says nothing. Draw --view pictures."
        )
    if view == PICTURES and not pictured:
        raise Refused("The inputs of this data are no pictures. Draw --view boundary, or choose other data.")
    if view != PICTURES:
        if look.example or look.neuron is not None:
            raise Refused("An example and a neuron are chosen for --view pictures only.")
        return
    count, layers = session.data.info.training_count, session.spec.network.layers
    if look.example >= count:
        raise Refused(
            f"There is no training example {look.example + 1:,}: this data has {count:,}. "
            f"Choose one from 1 to {count:,}."
        )
    if look.neuron is None:
        return
    layer, unit = look.neuron
    if layer >= len(layers):
        raise Refused(f"There is no layer {layer + 1:,}. Choose one from 1 to {len(layers)}.")
    if unit >= layers[layer].units:
        most = layers[layer].units
        raise Refused(f"Layer {layer + 1} has no neuron {unit + 1:,}. Choose one from 1 to {most:,}.")
