"""Scenes from real runs, and the pictures of them."""

from collections.abc import Generator
from dataclasses import replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage, QPainter

from engine.diagnostics import Surface, SurfaceRequest
from engine.session import Session, data_info
from engine.spec import DataInfo, DataSpec, ExperimentSpec, LayerSpec, NetworkSpec, PartSpec, TrainingSpec
from engine.trace import Grain, Snapshot
from gui.network_view.painting import paint_network
from gui.network_view.scene import NetworkScene, scene_of
from gui.theme.theme import Theme
from gui.view import ViewState

T = TypeVar("T")

SIZE = (860, 520)
AREAS = [(587, 280), (799, 480), (1121, 660), (2412, 1740)]
"""The network's area in windows of 1100x700, 1440x900, 1920x1080 and 3840x2160."""


def spec_of(data: str = "xor", hidden: tuple[int, ...] = (4, 2), activation: str = "tanh") -> ExperimentSpec:
    """A network that fits a data set."""
    info = data_info(DataSpec(data))
    loss, last = {
        "binary": ("binary_crossentropy", LayerSpec(1, "sigmoid")),
        "multiclass": ("sparse_categorical_crossentropy", LayerSpec(len(info.classes), "softmax")),
        "regression": ("mean_squared_error", LayerSpec(1, "linear")),
        "multilabel": ("binary_crossentropy", LayerSpec(len(info.outputs), "sigmoid")),
    }[info.task]
    layers = (*(LayerSpec(units, activation) for units in hidden), last)
    return ExperimentSpec(
        data=DataSpec(data), network=NetworkSpec(layers), training=TrainingSpec(loss=PartSpec(loss))
    )


def info_of(spec: ExperimentSpec) -> DataInfo:
    return data_info(spec.data)


def trained(spec: ExperimentSpec, updates: int = 5) -> Session:
    session = Session(spec)
    session.train(updates=updates)
    return session


def stepped(spec: ExperimentSpec, steps: int) -> Snapshot:
    """The moment after that many layer steps into an update."""
    session = trained(spec)
    for _ in range(steps):
        for _ in session.step(Grain.LAYER):
            pass
    return session.snapshot()


def surface_of(session: Session) -> Surface:
    inputs = len(session.data.info.inputs)
    return drained(session.surface(SurfaceRequest(y_column=1 if inputs > 1 else None)))


def drained(work: Generator[None, None, T]) -> T:
    while True:
        try:
            next(work)
        except StopIteration as end:
            result: T = end.value
            return result


def scene(
    spec: ExperimentSpec,
    snapshot: Snapshot | None,
    surface: Surface | None = None,
    view: ViewState | None = None,
    size: tuple[int, int] = SIZE,
) -> NetworkScene:
    return scene_of(spec, info_of(spec), snapshot, surface, view or ViewState(), *size)


def in_window(
    spec: ExperimentSpec, snapshot: Snapshot | None, size: tuple[int, int], view: ViewState | None = None
) -> NetworkScene:
    """The scene as the window lays it out, without titles."""
    return scene_of(spec, info_of(spec), snapshot, None, view or ViewState(), *size, titles=False)


def painted(scene: NetworkScene, theme: Theme) -> NDArray[np.uint8]:
    """The scene's pixels over the theme's background: (height, width, 3)."""
    image = QImage(int(scene.canvas[0]), int(scene.canvas[1]), QImage.Format.Format_RGB32)
    image.fill(QColor(theme.background))
    painter = QPainter(image)
    paint_network(painter, scene, theme)
    painter.end()
    return pixels_of(image)


def pixels_of(image: QImage) -> NDArray[np.uint8]:
    flat = image.convertToFormat(QImage.Format.Format_RGB32)
    data = np.frombuffer(flat.constBits(), np.uint8).reshape(flat.height(), flat.bytesPerLine() // 4, 4)
    return np.array(data[:, : flat.width(), 2::-1])


def rgb(color: str) -> NDArray[np.int64]:
    parsed = QColor(color)
    return np.array([parsed.red(), parsed.green(), parsed.blue()])


def count_near(pixels: NDArray[np.uint8], color: str, reach: int = 24) -> int:
    """How many pixels are close to a colour."""
    return int((np.abs(pixels.astype(int) - rgb(color)).max(axis=-1) <= reach).sum())


def with_weights(snapshot: Snapshot, layer: int, kernel: NDArray[np.float64]) -> Snapshot:
    """The snapshot with another kernel in one layer."""
    numbers = replace(snapshot.layers[layer], kernel=kernel)
    return replace(snapshot, layers=(*snapshot.layers[:layer], numbers, *snapshot.layers[layer + 1 :]))
