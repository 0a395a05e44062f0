"""Imports in the order that starts fastest, before any other module of the window.

Once PySide6 is there, its import hook reads the source of every module that comes after it, in search of a feature
that is not used here: measured, a fifth of the time to the first frame. So NumPy and the engine come before it, and
the hook is told to look at nothing.

PySide6 makes a class of Qt when it is first named, and pyqtgraph names all of them, to copy them into three modules
of its own: a tenth. So these modules stand ready before it, and take a class from Qt when it is asked for. It also
imports every kind of plot and control that it has, at another tenth: here only what the plots are made of. And the
first frame is painted without any of it (`Workbench.complete`).
"""

import importlib
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import engine.session  # noqa: F401

import PySide6.QtWidgets  # noqa: F401  # isort: skip

QT = ("QtCore", "QtGui", "QtWidgets")
USED = {
    "graphicsItems": (
        "AxisItem", "ButtonItem", "GraphicsItem", "GraphicsObject", "GraphicsWidget", "GraphicsWidgetAnchor",
        "ItemGroup", "UIGraphicsItem", "ViewBox",
    ),
    "widgets": ("GraphicsView",),
}


class Mirror(ModuleType):
    """A module of pyqtgraph that has what is in a module of Qt."""

    def __init__(self, name: str, qt: ModuleType) -> None:
        super().__init__(name)
        self._qt = qt

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._qt, name)
        setattr(self, name, value)
        return value


class LeftOut(ModuleType):
    """Stands where pyqtgraph imports a module that is not used, and for whatever it takes from it."""

    def __getattr__(self, name: str) -> "LeftOut":
        if name.startswith("__"):
            raise AttributeError(name)
        return self


def import_pyqtgraph() -> None:
    """Import it with mirrors in place of its copies and without what is not used; leave it if it is there already."""
    if "pyqtgraph" in sys.modules:
        return
    unused = unused_modules()
    sys.modules.update({name: LeftOut(name) for name in unused})
    copied = [sys.modules[f"PySide6.{name}"] for name in QT]
    for name, qt in zip(QT, copied, strict=True):
        sys.modules[f"pyqtgraph.Qt.{name}"] = Mirror(f"pyqtgraph.Qt.{name}", qt)
    try:
        with listing_nothing(copied):
            importlib.import_module("pyqtgraph")
    finally:
        for name in unused:
            del sys.modules[name]  # who does import it gets it


def unused_modules() -> list[str]:
    """The modules of items and widgets that no plot here is made of."""
    spec = find_spec("pyqtgraph")
    names = ["pyqtgraph.imageview"]
    for folder, used in USED.items():
        for root in spec.submodule_search_locations or () if spec else ():
            stems = {entry.stem for entry in Path(root, folder).glob("[!_]*")}
            names += [f"pyqtgraph.{folder}.{stem}" for stem in stems.difference(used)]
    return names


@contextmanager
def listing_nothing(modules: Sequence[ModuleType]) -> Iterator[None]:
    """What dir() lists is what pyqtgraph copies: inside the block, nothing."""
    before = [vars(module).get("__dir__") for module in modules]
    for module in modules:
        vars(module)["__dir__"] = list
    try:
        yield
    finally:
        for module, listing in zip(modules, before, strict=True):
            del vars(module)["__dir__"]
            if listing is not None:
                vars(module)["__dir__"] = listing


hook = sys.modules.get("shibokensupport.feature")
if hook is not None:
    hook._mod_uses_pyside = lambda _module: False  # type: ignore[attr-defined]
