"""Pictures: sets that do not come along, found, fetched and read with care; one of one's own, laid into a frame."""

from engine.pictures.block import Labels, PixelBlock
from engine.pictures.finding import find, keras_folder, missing_sentence, name_folder, named_folder, places
from engine.pictures.reading import known, look_again, read, some_pictures, when_forgotten

__all__ = [
    "Labels",
    "PixelBlock",
    "find",
    "keras_folder",
    "known",
    "look_again",
    "missing_sentence",
    "name_folder",
    "named_folder",
    "places",
    "read",
    "some_pictures",
    "when_forgotten",
]
