"""The ways by which somebody comes to need pictures, a set of them or one of their own, and the folders of sets."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from engine.catalog.datasets import datasets
from engine.pictures import name_folder
from engine.session import DataProblem
from gui.app.files import FileActions
from gui.app.recent_files import settings
from gui.app.workbench import Workbench
from gui.drawing.kinds import SUFFIXES
from gui.theme.current import ThemeSwitch

if TYPE_CHECKING:
    from gui.app.own_picture import OwnPicture
    from gui.app.pictures import Pictures


def connect_pictures(bench: Workbench, files: FileActions, themes: ThemeSwitch) -> Callable[[], object]:
    """Let whatever needs a set that is not here lead to its sheet; what this gives ends a download under way."""
    found: list[Pictures] = []

    def sheets() -> Pictures:
        if not found:
            from gui.app.pictures import Pictures  # imported late: the program starts without it

            found.append(Pictures(bench, files, themes))
        return found[0]

    panel = bench.window.data
    panel.missing.connect(lambda name: sheets().fetch(name, partial(panel.choose, name)))
    panel.pictures.asked.connect(lambda name: sheets().ask_place(name))
    files.fetch = lambda name, then: sheets().fetch(name, then)
    return lambda: found[0].stop() if found else None


def remember(name: str, folder: Path) -> None:
    """Keep where somebody has a set, from one start to the next."""
    settings().setValue(f"pictures/{name}", str(folder))


def recall() -> None:
    """Look for sets where somebody said they are; a folder that has gone since is passed over."""
    kept = settings()
    for source in datasets:
        folder = kept.value(f"pictures/{source.name}") if source.pictures is not None else None
        if isinstance(folder, str):
            try:
                name_folder(source.name, Path(folder))
            except DataProblem:
                continue


def connect_own_picture(bench: Workbench, files: FileActions, themes: ThemeSwitch) -> None:
    """Let whoever tries an example of pictures, or drops a picture file on the window, draw or paste one."""
    found: list[OwnPicture] = []

    def sheets() -> OwnPicture:
        if not found:
            from gui.app.own_picture import OwnPicture  # imported late: the program starts without it

            found.append(OwnPicture(bench, themes))
        return found[0]

    def drop(path: Path) -> None:
        if bench.window.tracer.trials.shows_pictures:
            sheets().open(path)
        else:
            sentence = f"“{path.name}” is a picture, but these data have none. Open Digits or Fashion-MNIST first."
            bench.window.toast.show_message("warning", sentence)

    bench.tracing.picture_asked.connect(lambda: sheets().open())
    files.openers.update(dict.fromkeys(SUFFIXES, drop))
