"""Planted surfaces, points and curves, and where they lie on the screen."""

from collections.abc import Mapping
from typing import cast

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtWidgets import QApplication, QGraphicsItem, QWidget

from engine.catalog.arrays import Array
from engine.diagnostics import Surface, SurfaceRequest
from engine.diagnostics.points import PointSet
from engine.spec import DataInfo, DataSpec, ExperimentSpec, LayerSpec, NetworkSpec
from engine.trace import CurvesView, Example, Snapshot
from gui.plots.canvas import Canvas
from gui.plots.curve import CurveItem
from gui.plots.strip import Strip

X, Y = (-3.0, 5.0), (10.0, 18.0)
SIDE = 200
BINARY = DataInfo("binary", ("x₁", "x₂"), (), ("no", "yes"), 4, 2)
THREE = DataInfo("multiclass", ("x₁", "x₂"), (), ("a", "b", "c"), 4, 2)
FLAT = DataInfo("regression", ("x₁", "x₂"), ("height",), (), 4, 2)
LINE = DataInfo("regression", ("x",), ("y",), (), 4, 2)


def network(units: int = 1, activation: str = "sigmoid", data: str = "xor") -> ExperimentSpec:
    """Three tanh neurons, then an output layer."""
    return ExperimentSpec(
        data=DataSpec(data), network=NetworkSpec((LayerSpec(3, "tanh"), LayerSpec(units, activation)))
    )


def grid() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """x and y (SIDE, SIDE) of a planted surface, row 0 at the lowest y."""
    x, y = np.meshgrid(np.linspace(*X, SIDE), np.linspace(*Y, SIDE))
    return x, y


def surface(
    *plots: ArrayLike,
    focus: tuple[int, int] | None = None,
    version: int = 0,
    y_column: int | None = 1,
    x: tuple[float, float] = X,
    y: tuple[float, float] = Y,
) -> Surface:
    """A surface of these values, one (rows, columns) for each neuron."""
    values = np.stack([np.asarray(plot, np.float32) for plot in plots])
    return Surface(SurfaceRequest(y_column=y_column, focus=focus), version, x, y, cast(Array, values), ())


def points(
    training: ArrayLike,
    targets: ArrayLike,
    validation: ArrayLike = (),
    held_out: ArrayLike = (),
    rows: ArrayLike = (),
) -> PointSet:
    """Points of both parts; `rows` are the training rows, 0, 1, 2, ... unless given."""
    training_x = np.asarray(training, np.float64)
    validation_x = np.asarray(validation, np.float64).reshape(-1, training_x.shape[1])
    count = len(training_x)
    numbers = np.asarray(rows if np.size(rows) else np.arange(count), np.int64)
    training_y, validation_y = np.asarray(targets), np.asarray(held_out, np.asarray(targets).dtype)
    validation_y = validation_y.reshape(-1, *training_y.shape[1:])
    return PointSet(training_x, training_y, validation_x, validation_y, numbers, count, len(validation_x))


def curves(y: ArrayLike, per_epoch: int = 10, low: ArrayLike | None = None, high: ArrayLike | None = None,
           **by_epoch: ArrayLike) -> CurvesView:  # fmt: skip
    """Batch losses, so many an epoch, and figures by epoch from epoch 0 on."""
    values = np.asarray(y, np.float64)
    figures = {name: np.asarray(figure, np.float64) for name, figure in by_epoch.items()}
    epochs = np.arange(max((len(figure) for figure in figures.values()), default=0), dtype=np.float64)
    x = np.arange(1, len(values) + 1) / per_epoch
    lowest = values if low is None else np.asarray(low, np.float64)
    return CurvesView(x, values, lowest, values if high is None else np.asarray(high, np.float64), epochs, figures)


def moment(
    view: CurvesView,
    latest: Mapping[str, float] | None = None,
    example: Example | None = None,
    version: int = 0,
    outdated: frozenset[str] = frozenset(),
) -> Snapshot:
    """A snapshot at the end of these curves; their last figures are the latest ones."""
    known = {name: figure[~np.isnan(figure)] for name, figure in view.by_epoch.items()}
    figures = {name: float(figure[-1]) for name, figure in known.items() if len(figure)} | dict(latest or {})
    return Snapshot(
        spec=network(), update=len(view.x), epoch=0, batch=0, batches=1, batch_size=1, phase=None, layer=0,
        events_done=0, layers=(), example=example, batch_loss=None, curves=view, latest=figures, version=version,
        epoch_position=float(view.x[-1]) if len(view.x) else 0.0, outdated=outdated,
    )  # fmt: skip


def canvas_of(plot: QWidget) -> Canvas:
    canvas = plot.findChild(Canvas)
    assert isinstance(canvas, Canvas)
    return canvas


def words(plot: QWidget, name: str = "Colour key") -> str:
    """What a legend of the plot says."""
    return next(strip.text() for strip in plot.findChildren(Strip) if strip.accessibleName() == name)


def curves_of(plot: QWidget) -> list[CurveItem]:
    """Of batches, training, validation, and what of training is still to come."""
    found = [item for item in drawn_on(plot) if isinstance(item, CurveItem)]
    return [found[0], *found[2:]]


def again_of(plot: QWidget) -> CurveItem:
    """The curve of the training part measured again."""
    return [item for item in drawn_on(plot) if isinstance(item, CurveItem)][1]


def drawn_on(plot: QWidget) -> list[QGraphicsItem]:
    """What is drawn in data units, the lowest first."""
    items: list[QGraphicsItem] = canvas_of(plot).view.childGroup.childItems()
    return sorted(items, key=lambda item: item.zValue())


def spot(plot: QWidget, x: float, y: float) -> QPoint:
    """Where a place in data units lies, in the canvas's pixels."""
    canvas = canvas_of(plot)
    QApplication.processEvents()
    at: QPoint = canvas.mapFromScene(canvas.view.mapViewToScene(QPointF(x, y)))
    return at


def pixel(plot: QWidget, x: float, y: float) -> QColor:
    """The colour at a place in data units."""
    at = spot(plot, x, y)
    color: QColor = canvas_of(plot).grab().toImage().pixelColor(at)
    return color


def near(color: QColor, other: QColor | int | str, reach: int = 6) -> bool:
    """Whether two colours look the same."""
    wanted = QColor.fromRgba(int(other)) if isinstance(other, int | np.integer) else QColor(other)
    parts = (QColor.red, QColor.green, QColor.blue)
    return all(abs(part(color) - part(wanted)) <= reach for part in parts)


def seen(plot: QWidget, color: QColor | int | str, around: tuple[float, float], pixels: int = 8) -> int:
    """How many pixels of a colour there are around a place in data units."""
    at = spot(plot, *around)
    image = canvas_of(plot).grab().toImage()
    span = range(-pixels, pixels + 1)
    return sum(near(image.pixelColor(at.x() + dx, at.y() + dy), color, 12) for dx in span for dy in span)


def darkest(plot: QWidget, x: float, y: float, pixels: int = 3) -> int:
    """The least lightness, 0 to 255, around a place in data units."""
    at = spot(plot, x, y)
    image = canvas_of(plot).grab().toImage()
    span = range(-pixels, pixels + 1)
    return min(int(image.pixelColor(at.x() + dx, at.y() + dy).lightness()) for dx in span for dy in span)


def move_to(plot: QWidget, x: float, y: float) -> None:
    """Put the pointer on a place in data units, without pressing."""
    canvas, at = canvas_of(plot), QPointF(spot(plot, x, y))
    none = Qt.MouseButton.NoButton
    globally = QPointF(canvas.viewport().mapToGlobal(at.toPoint()))
    event = QMouseEvent(QEvent.Type.MouseMove, at, globally, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(canvas.viewport(), event)
