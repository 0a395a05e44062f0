"""A picture of one's own as the network's set would hold it: its ink, laid into the frame."""

from __future__ import annotations

from dataclasses import dataclass

from engine.catalog.arrays import Array
from engine.pictures.grey import ink_of, is_dark_on_light
from engine.pictures.manner import Manner, fitted, whole


@dataclass(frozen=True, eq=False)
class OwnPicture:
    """Somebody's picture and how it is to be taken. grey: (height, width), brightness from 0 to 1.

    cropped: what is drawn is cut out and laid in as the set does it, else the whole picture is scaled into the frame.
    inverted: what was taken for ground is ink, and the ink ground.
    """

    grey: Array
    cropped: bool
    inverted: bool = False

    def laid_into(self, manner: Manner) -> Array:
        """The numbers (rows, columns) from 0 to 1; a picture of just these pixels that is not cropped: its own."""
        if self.grey.shape == manner.shape and not self.cropped:
            return 1.0 - self.grey if is_dark_on_light(self.grey) != self.inverted else self.grey
        ink = ink_of(self.grey)
        return (fitted if self.cropped else whole)(1.0 - ink if self.inverted else ink, manner)


def own_picture(grey: Array, manner: Manner) -> OwnPicture:
    """How a picture is best taken: cropped, unless it has the frame's size already."""
    return OwnPicture(grey, cropped=grey.shape != manner.shape)
