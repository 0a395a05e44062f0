"""Where a set of pictures lies on this machine: a folder one names, Keras's cache, or Debian's package."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from engine.catalog.data_source import DataMissing, DataProblem
from engine.catalog.datasets import datasets
from engine.catalog.picture_set import PictureSet

DEBIAN = Path("/usr/share/datasets")
_named: dict[str, Path] = {}


@dataclass(frozen=True)
class Place:
    """Files that make a set: an .npz archive alone, or four IDX files in the set's order."""

    folder: Path
    files: tuple[Path, ...]

    @property
    def is_npz(self) -> bool:
        return len(self.files) == 1


def pictures_of(name: str) -> PictureSet:
    """What is known of the files of a set of the catalogue. Raises KeyError for a set that has none."""
    pictures = datasets[name].pictures
    if pictures is None:
        raise KeyError(name)
    return pictures


def places(name: str) -> tuple[Path, ...]:
    """Where the set is looked for, in this order."""
    pictures = pictures_of(name)
    named = named_folder(name)
    found = (keras_folder(name), DEBIAN / pictures.folder)
    return found if named is None else (named, *found)


def keras_folder(name: str) -> Path:
    """Where Keras keeps the set, and where it is downloaded to."""
    home = os.environ.get("KERAS_HOME")
    return (Path(home) if home else Path.home() / ".keras") / "datasets" / pictures_of(name).folder


def named_folder(name: str) -> Path | None:
    """The folder or .npz file that somebody named, by `name_folder` or in the environment."""
    if name in _named:
        return _named[name]
    said = os.environ.get(pictures_of(name).setting)
    return Path(said) if said else None


def name_folder(name: str, folder: Path | None) -> None:
    """Look for the set in this folder, or .npz file, first; None: only where it usually is.

    What was read is known until `look_again`.

    Raises:
        DataProblem: nothing like the set is there; everything is as it was.
    """
    if folder is not None and _place_in(folder, pictures_of(name)) is None:
        raise DataProblem(_not_in(folder, name))
    if folder is None:
        _named.pop(name, None)
    else:
        _named[name] = folder


def find(name: str) -> Place:
    """Where the set is.

    Raises:
        DataProblem: a folder was named in which it is not.
        DataMissing: it is nowhere; the message names the ways to it.
    """
    pictures, named = pictures_of(name), named_folder(name)
    for folder in places(name):
        place = _place_in(folder, pictures)
        if place is not None:
            return place
        if folder == named:
            raise DataProblem(_not_in(folder, name))
    raise DataMissing(name, missing_sentence(name))


def missing_sentence(name: str) -> str:
    """That the set is not here, and the three ways to it."""
    source, pictures = datasets[name], pictures_of(name)
    label = source.label.partition(":")[0]
    return (
        f"{label} is not on this machine. Download it (main.py download {pictures.folder}, "
        f"{pictures.size / 1e6:.0f} MB), install Debian's package {pictures.package}, or name a folder with its four "
        f"IDX files or an .npz file ({pictures.setting}=FOLDER)."
    )


def _place_in(folder: Path, pictures: PictureSet) -> Place | None:
    """The files of a set in a folder, or the .npz file that it is."""
    try:
        if folder.suffix == ".npz":
            return Place(folder.parent, (folder,)) if folder.is_file() else None
        files = tuple(_one_of(folder, file.name) for file in pictures.files)
        if all(files):
            return Place(folder, tuple(file for file in files if file))
        archives = sorted(folder.glob("*.npz"))[:2] if folder.is_dir() else []
    except OSError:
        return None
    return Place(folder, (archives[0],)) if len(archives) == 1 and archives[0].is_file() else None


def _one_of(folder: Path, name: str) -> Path | None:
    """The file packed or plain; unpacking programs write a dot for the hyphen before "idx"."""
    plain = name.removesuffix(".gz")
    dotted = plain.replace("-idx", ".idx")
    return next((folder / each for each in (name, plain, f"{dotted}.gz", dotted) if (folder / each).is_file()), None)


def _not_in(folder: Path, name: str) -> str:
    pictures, label = pictures_of(name), datasets[name].label.partition(":")[0]
    absent = [file.name.removesuffix(".gz") for file in pictures.files if _one_of(folder, file.name) is None]
    what = f"{absent[0]} is missing" if len(absent) < len(pictures.files) else "it has none of them"
    if not folder.exists():
        what = "there is no such place"
    first, last = (file.name.removesuffix(".gz") for file in pictures.files[::3])
    return (
        f'"{folder}" does not hold {label}: {what}. There should be the four files {first} to {last} (plain or .gz), '
        "or one .npz with x_train, y_train, x_test and y_test. Name another folder."
    )
