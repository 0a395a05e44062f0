"""A picture of one's own as the network's set would hold it: its ink, laid into the frame."""

from __future__ import annotations

from dataclasses import dataclass

from engine.catalog.arrays import Array
from engine.pictures.grey import ink_of, is_dark_on_light
from engine.pictures.manner import Manner, fitted, whole


@dataclass(frozen=True, eq=False)
class OwnPicture:
    """Somebody's picture and how it is to be taken. grey: (height, width), brightness from 0 to 1.

    inverted: dark is what is drawn. cropped: what is drawn is cut out and laid in as the set does it, else the whole
    picture is scaled into the frame.
    """

    grey: Array
    inverted: bool
    cropped: bool

    def laid_into(self, manner: Manner) -> Array:
        """The numbers (rows, columns) from 0 to 1; a picture of just these pixels that is not cropped: its own."""
        if self.cropped:
            return fitted(ink_of(self.grey, self.inverted), manner)
        if self.grey.shape == manner.shape:
            return 1.0 - self.grey if self.inverted else self.grey
        return whole(ink_of(self.grey, self.inverted), manner)


def own_picture(grey: Array, manner: Manner) -> OwnPicture:
    """How a picture is best taken: by what its rim says, cropped unless it has the frame's size already."""
    return OwnPicture(grey, is_dark_on_light(grey), grey.shape != manner.shape)
