"""How every popover and sheet of the window is opened, for tests that look at all of them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from engine.catalog.datasets import datasets
from engine.presets import experiment_session
from gui.app.importing import open_table
from gui.app.workbench import Workbench
from gui.editors.pictures_sheet import PicturesSheet
from tests.gui.app.conftest import MakeBench

_PATIENCE = 1_000
Door = Callable[[Workbench, Path], object]


def button(name: str) -> Door:
    """Press the button of that name, or that begins so."""

    def press(bench: Workbench, _folder: Path) -> None:
        for _ in range(_PATIENCE):
            for each in bench.window.findChildren(QAbstractButton):
                named = (each.accessibleName() or each.text()).startswith(name)
                if named and each.isVisible() and each.isEnabled():
                    each.click()
                    return
            QTest.qWait(10)
        raise LookupError(name)

    return press


def action(*names: str) -> Door:
    """Trigger actions, one after the other."""

    def trigger(bench: Workbench, _folder: Path) -> None:
        for name in names:
            bench.window.actions_by_id[name].trigger()

    return trigger


def then(*doors: Door) -> Door:
    """One after the other."""

    def go(bench: Workbench, folder: Path) -> None:
        for door in doors:
            door(bench, folder)

    return go


def _table(bench: Workbench, folder: Path) -> None:
    path = folder / "sizes.csv"
    path.write_text("size,colour,kind\n" + "".join(f"{row},{'rb'[row % 2]},{'xy'[row % 2]}\n" for row in range(20)))
    open_table(bench, path)


def _where_pictures_are(bench: Workbench, _folder: Path) -> None:
    PicturesSheet(datasets["fashion_mnist"], None, bench.window.themes, bench.window).show()


def _edited(bench: Workbench, _folder: Path) -> None:
    bench.document.edit("Noise", bench.document.spec.with_data(noise=0.2))
    bench.window.close()


DOORS: dict[str, tuple[str, Door]] = {
    "settings of the optimizer": ("xor", button("SGD's settings")),
    "learning rate": ("xor", button("Learning rate by slider")),
    "run": ("xor", button("Batches, when playing stops")),
    "what computes": ("xor", button("Computed by")),
    "layer": ("xor", button("Settings of Layer 1")),
    "output": ("iris-all", button("Settings of Output")),
    "shape": ("xor", action("shape")),
    "neuron": ("xor", action("neuron")),
    "columns": ("iris-all", button("Columns the network sees")),
    "other inputs": ("wine", button("Other inputs")),
    "class of points": ("xor", then(action("points"), button("Rename or remove the class"))),
    "weights of classes": ("iris-all", then(action("examples"), button("Weights…"))),
    "new experiment": ("xor", action("new")),
    "keys": ("xor", action("keys")),
    "summary": ("xor", action("summary")),
    "gradients": ("and-gate", action("check")),
    "drawn picture": ("digits", action("try")),
    "table": ("xor", _table),
    "where pictures are": ("xor", _where_pictures_are),
    "unsaved": ("xor", _edited),
}
"""What it is called: the preset in which it can be opened, and how."""


@contextmanager
def behind(name: str, open_bench: MakeBench, qtbot: QtBot, folder: Path) -> Iterator[tuple[Workbench, QWidget]]:
    """The window and the popover or sheet of that name in it, which is closed in the end."""
    preset, door = DOORS[name]
    bench = open_bench(experiment_session(preset))
    door(bench, folder)
    qtbot.waitUntil(lambda: bool(opened(bench)), timeout=20_000)
    sheet = opened(bench)[-1]
    try:
        yield bench, sheet
    finally:
        sheet.close()


def opened(bench: Workbench) -> list[QWidget]:
    """The popovers and sheets that are open, the last made last."""
    seen = [each for each in bench.window.findChildren(QWidget) if each.isWindow() and each.isVisible()]
    return [each for each in seen if each is not bench.window]
