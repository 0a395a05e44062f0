"""Runs the real program and answers questions about it: a line in on stdin, a line of JSON out on stdout.

It only looks: keys and clicks come from the X screen. `state` tells what a person could see, `picture FILE` grabs
the screen as well; `spot X Y` and `edge LAYER SOURCE NEURON` tell where on the screen a place of the plot and a
weight lie, `points` those set by hand. Its arguments are those of main.py.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from gui.app import start  # isort: skip
from PySide6.QtCore import QPoint, QPointF, QSocketNotifier
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from engine.spec import OWN_POINTS, OwnPoints
from gui.app.workbench import Workbench
from main import main


def watched(prepare: Callable[[Workbench], None]) -> Callable[[Workbench], None]:
    """The program's own last preparation, and then the answers."""

    def prepared(bench: Workbench) -> None:
        prepare(bench)
        answer_questions(bench)

    return prepared


def answer_questions(bench: Workbench) -> None:
    """Answer each line on stdin, on the UI thread, from now on."""
    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, bench)

    def answer() -> None:
        notifier.setEnabled(False)  # a question that waits must not be asked again meanwhile
        while not hasattr(bench, "tracing"):  # before its first frame a window is not whole
            QApplication.processEvents()
        notifier.setEnabled(True)
        word, _, rest = sys.stdin.readline().strip().partition(" ")
        if not word:
            notifier.setEnabled(False)
            return
        if word == "picture":
            QApplication.primaryScreen().grabWindow(0).save(rest)
        answer_of = {"spot": spot, "edge": edge, "points": points}.get(word)
        found = state_of(bench) if answer_of is None else answer_of(bench, *map(float, rest.split()))
        print(json.dumps(found), flush=True)

    notifier.activated.connect(answer)


def state_of(bench: Workbench) -> dict[str, Any]:
    """Run, experiment and window as plain values."""
    active, focused = QApplication.activeWindow(), QApplication.focusWidget()
    transport = bench.window.transport
    return {
        **run_of(bench),
        "playing": bench.player.playing,
        "idle": bench.player.idle,
        "rate": transport.rate,
        "grain": transport.grain.name,
        "example": bench.view.state.example,
        "hovered": bench.view.state.hovered,
        "data": bench.document.spec.data.name,
        "listed": bench.examples._page.model.rowCount() if bench.examples._page is not None else 0,
        "units": [layer.units for layer in bench.document.spec.network.layers],
        "title": bench.window.windowTitle(),
        "toast": bench.window.toast.message(),
        "undo": bench.window.actions_by_id["undo"].text(),
        "dark": bench.window.palette().window().color().lightness() < 128,
        "active": active.windowTitle() if active else None,
        "focus": focused.accessibleName() or type(focused).__name__ if focused else None,
        "texts": sorted({label.text() for label in bench.window.findChildren(QLabel) if label.isVisible()}),
        "places": places(),
        "neurons": neurons(bench),
        "windows": windows(),
    }


def run_of(bench: Workbench) -> dict[str, Any]:
    """The numbers of the last snapshot that was shown."""
    shown = bench.last_snapshot
    if shown is None:
        return {"update": -1}
    return {
        "update": shown.update,
        "phase": shown.phase.value if shown.phase else None,
        "layer": shown.layer,
        "done": shown.events_done,
        "latest": dict(shown.latest),
        "problem": shown.problem,
        "kernels": [layer.kernel.tolist() for layer in shown.layers],
        "biases": [layer.bias.tolist() for layer in shown.layers],
    }


def places() -> dict[str, tuple[int, int]]:
    """The middle of every visible control by accessible name, in screen pixels; of several the last made."""
    found = {}
    for widget in QApplication.allWidgets():
        name = widget.accessibleName()
        if name and not isinstance(widget, QLabel) and widget.isVisible() and not widget.visibleRegion().isEmpty():
            found[name] = on_screen(widget, widget.rect().center())
    return found


def neurons(bench: Workbench) -> dict[str, tuple[int, int]]:
    """The middle of every drawn neuron by "layer neuron", in screen pixels."""
    canvas = bench.window.network.canvas
    scene = canvas.scene
    found: dict[str, tuple[int, int]] = {}
    for layer, units in enumerate(bench.document.spec.network.layers if scene else ()):
        for neuron in range(units.units):
            assert scene is not None
            node = scene.layout.node(layer + 1, neuron)
            middle = QPointF(node.left + node.width / 2, node.top + node.height / 2) * scene.scale
            found[f"{layer} {neuron}"] = on_screen(canvas, (middle + QPointF(scene.dx, scene.dy)).toPoint())
    return found


def spot(bench: Workbench, x: float, y: float) -> dict[str, Any]:
    """Where a place of the boundary plot lies."""
    canvas = bench.window.boundary.canvas
    return {"place": on_screen(canvas.viewport(), canvas.mapFromScene(canvas.view.mapViewToScene(QPointF(x, y))))}


def edge(bench: Workbench, layer: float, source: float, neuron: float) -> dict[str, Any]:
    """Where a weight can be taken hold of."""
    canvas = bench.window.network.canvas
    scene, wanted = canvas.scene, (int(layer), int(source), int(neuron))
    assert scene is not None
    curve = scene.layout.curve(*wanted)
    for share in (0.2, 0.3, 0.7, 0.8, 0.4, 0.6):
        x, y = curve.at(share)
        point = QPoint(round(scene.dx + x * scene.scale), round(scene.dy + y * scene.scale))
        if canvas.weight_at(point.toPointF()) == wanted:
            return {"place": on_screen(canvas, point)}
    return {"place": None}


def points(bench: Workbench) -> dict[str, Any]:
    """The points set by hand, as far as there are any."""
    data = bench.document.spec.data
    found = OwnPoints.of(data) if data.name == OWN_POINTS else None
    return {"x": [] if found is None else found.x.tolist(), "y": [] if found is None else found.y.tolist()}


def on_screen(widget: QWidget, point: QPoint) -> tuple[int, int]:
    place = widget.mapToGlobal(point)
    return place.x(), place.y()


def windows() -> dict[str, int]:
    """X's number of every visible window by title."""
    shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    return {widget.windowTitle() or type(widget).__name__: int(widget.winId()) for widget in shown}


if __name__ == "__main__":
    start.prepare_process = watched(start.prepare_process)
    main()
