"""Pictures that do not come along with the program: found on this machine, fetched, and read with care."""

from engine.pictures.block import Labels, PixelBlock
from engine.pictures.finding import find, keras_folder, missing_sentence, name_folder, named_folder, places
from engine.pictures.manner import Manner, manner_of
from engine.pictures.own_picture import OwnPicture, own_picture
from engine.pictures.reading import known, look_again, read, some_pictures, when_forgotten

__all__ = [
    "Labels",
    "Manner",
    "OwnPicture",
    "PixelBlock",
    "find",
    "keras_folder",
    "known",
    "look_again",
    "manner_of",
    "missing_sentence",
    "name_folder",
    "named_folder",
    "own_picture",
    "places",
    "read",
    "some_pictures",
    "when_forgotten",
]
