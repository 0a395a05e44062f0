"""Makes every picture of the user guide anew: `main.py render` draws, this cuts, numbers and packs."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QImageWriter, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from gui.app.workbench import Workbench

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "images"
SIZE = (1440, 900)
COLORS = 256
NUMBERED = {
    "transport": 0.95,
    "data": 0.4,
    "training": 0.95,
    "network": 0.95,
    "boundary": 0.5,
    "loss": 0.6,
    "tracer": 0.48,
    "time_line": 0.5,
}
"""The panels that are numbered, and where across each its number stands clear of its words."""
BADGE = 30
OWN_PICTURE, GALLERY = "own picture", "gallery"
"""The views that are none of `render`: the sheet on which a picture is drawn, and the window with the examples."""

FIVE = ((6.2, 0.9), (2.6, 0.9), (2.4, 3.4), (4.9, 3.2), (5.6, 4.9), (4.6, 6.9), (2.2, 6.9))
"""A stroke on 8 by 8 pixels that makes a five."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: what `render` draws, and which panel of the window is cut out of it ("" for all).

    epochs: trained before it is drawn. steps: layers shown of the update that follows. rate: another learning rate.
    rule: under the perceptron rule, from all weights at 0.
    """

    name: str
    experiment: str
    view: str = "window"
    epochs: int = 0
    steps: int = 0
    rate: float = 0.0
    rule: bool = False
    theme: str = "light"
    size: tuple[int, int] = SIZE
    cut: str = ""
    numbered: bool = False


SHOTS = (
    Shot("window-light", "opening", epochs=120),
    Shot("window-dark", "spiral", epochs=150, theme="dark"),
    Shot("parts", "xor", numbered=True),
    Shot("xor-network", "xor", "network", epochs=30, size=(1000, 560)),
    Shot("xor-learned", "xor", epochs=30),
    Shot("step-forward", "xor", steps=1),
    Shot("step-loss", "xor", steps=4, cut="tracer"),
    Shot("step-backward", "xor", steps=6),
    Shot("step-update", "xor", steps=8, cut="tracer"),
    Shot("headers", "xor", cut="headers"),
    Shot("iris", "iris", epochs=80),
    Shot("iris-all", "iris-all", epochs=80, cut="boundary"),
    Shot("loss", "xor", "loss", epochs=6, size=(800, 400)),
    Shot("gallery", "digits", GALLERY, epochs=6),
    Shot("own-picture", "digits", OWN_PICTURE, epochs=40, size=(1100, 700)),
    Shot("diverged", "plane", epochs=25, rate=10.0, cut="stage"),
    Shot("perceptron-iris", "perceptron-iris", epochs=2),
    Shot("perceptron-xor", "perceptron-xor", epochs=1, cut="stage"),
    Shot("perceptron-three", "iris", epochs=12, rule=True, cut="boundary"),
)


def main() -> None:
    """Make all pictures, or those named on the command line."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    sys.path.insert(0, str(ROOT))
    FOLDER.mkdir(parents=True, exist_ok=True)
    chosen = [shot for shot in SHOTS if shot.name in sys.argv[1:] or not sys.argv[1:]]
    with tempfile.TemporaryDirectory() as folder:
        for shot in chosen:
            target = FOLDER / f"{shot.name}.png"
            drawn = render(shot, Path(folder))
            pack(finish(shot, drawn), target)
            print(f"{target.relative_to(ROOT)}  {target.stat().st_size / 1000:.0f} kB", flush=True)


def render(shot: Shot, folder: Path) -> QImage:
    """What `main.py render` draws of the shot's experiment, or what it does not."""
    if shot.view in DRAWN:
        return in_window(shot, DRAWN[shot.view])
    out = folder / f"{shot.name}.png"
    size = "x".join(map(str, shot.size))
    words = ["render", prepared(shot, folder), "--view", shot.view, "--theme", shot.theme, "--size", size]
    if shot.epochs and not shot.steps:
        words += ["--epochs", str(shot.epochs)]
    done = subprocess.run([sys.executable, str(ROOT / "main.py"), *words, "--out", str(out)], check=False)
    if done.returncode and not shot.rate:  # a run that is to diverge says so by its exit code
        sys.exit(f"main.py {' '.join(words)} ended with {done.returncode}.")
    return QImage(str(out))


def prepared(shot: Shot, folder: Path) -> str:
    """The preset's name, or a file of it that stands inside an update or has another learning rate or rule."""
    from engine.presets import experiment_session
    from engine.spec.perceptron import with_perceptron_rule
    from engine.trace import Grain

    if not (shot.steps or shot.rate or shot.rule):
        return shot.experiment
    session = experiment_session(shot.experiment)
    if shot.rate:
        session.edit(session.spec.with_optimizer(learning_rate=shot.rate))
    if shot.rule:
        session.edit(with_perceptron_rule(session.spec, session.data.info))
        session.reset()
    for _ in range(shot.steps):
        for _ in session.step(Grain.LAYER):
            pass
    path = folder / f"{shot.name}.chainrule"
    session.save(path)
    return str(path)


def finish(shot: Shot, image: QImage) -> QImage:
    """The picture with numbers on its panels, or the panel that is cut out of it."""
    if not (shot.numbered or shot.cut):
        return image
    places = panels(shot)
    if shot.cut:
        return image.copy(places[shot.cut].intersected(image.rect()))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for number, (name, across) in enumerate(NUMBERED.items(), 1):
        place = places[name]
        paint_badge(painter, number, place.topLeft() + QPoint(round(across * place.width()), 18))
    painter.end()
    return image


def paint_badge(painter: QPainter, number: int, center: QPoint) -> None:
    """A number in a disc of the theme's violet, which nothing else in this picture has."""
    from gui.theme.current import ThemeSwitch
    from gui.theme.fonts import ui_font

    theme = ThemeSwitch(application()).theme
    box = QRectF(center.x() - BADGE / 2, center.y() - BADGE / 2, BADGE, BADGE)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.gradient))
    painter.drawEllipse(box)
    painter.setPen(QColor(theme.background))
    painter.setFont(ui_font(theme, 17, QFont.Weight.DemiBold))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number))


def application() -> QApplication:
    from gui.app.start import make_application

    return make_application()


def panels(shot: Shot) -> dict[str, QRect]:
    """Where each panel stands in a window of the shot's size."""
    from engine.presets import experiment_session
    from gui.app.start import make_bench
    from gui.theme.current import ThemeSwitch

    themes = ThemeSwitch(application())
    bench = make_bench(experiment_session(shot.experiment), themes)
    window = bench.window
    try:
        window.resize(QSize(*shot.size))
        window.show()
        for _ in range(20):
            QApplication.processEvents()
        places = {name: place_in(window, getattr(window, name)) for name in NUMBERED}
        places["headers"] = place_in(window, window.network.headers)
        places["stage"] = places["training"].united(places["network"])
        return {name: place.adjusted(-8, -8, 8, 8) if shot.cut else place for name, place in places.items()}
    finally:
        window.close()
        window.deleteLater()
        bench.player.close()


def in_window(shot: Shot, draw: Callable[["Workbench"], QImage]) -> QImage:
    """What is drawn of a window with the trained network."""
    from engine.presets import experiment_session
    from gui.app.start import make_bench
    from gui.theme.current import ThemeSwitch

    session = experiment_session(shot.experiment)
    session.train(epochs=shot.epochs)
    bench = make_bench(session, ThemeSwitch(application()))
    try:
        bench.window.resize(QSize(*shot.size))
        bench.window.show()
        settle(bench)
        return draw(bench)
    finally:
        bench.window.close()
        bench.player.close()


def settle(bench: "Workbench") -> None:
    """Until all that was asked has been answered and shown."""
    while not bench.player.idle:
        QApplication.processEvents()


def own_picture(bench: "Workbench") -> QImage:
    """The sheet with a five drawn on it, and what the network says."""
    from gui.app.own_picture import OwnPicture
    from gui.drawing.strokes import Brush

    own = OwnPicture(bench, bench.window.themes)
    own.open()
    assert own.sheet is not None
    own.sheet.sketch.begin(Brush(own.sheet.tools.brush.width), FIVE[0])
    for place in FIVE[1:]:
        own.sheet.sketch.move(place)
    own.sheet.sketch.end()
    own.sheet.canvas.refresh()
    settle(bench)
    return own.sheet.grab().toImage()


def gallery(bench: "Workbench") -> QImage:
    """The window with the examples as pictures, the worst mistakes first, of which the first is looked at."""
    bench.ask_thumbnails()
    bench.view.update(page="examples")
    QTest.qWait(2000)
    settle(bench)
    page = bench.examples._page
    assert page is not None
    assert page.model.examples is not None
    training = page.model.rows[page.model.rows < page.model.examples.counts[0]]
    bench.view.update(example=int(training[0]))
    QTest.qWait(500)
    settle(bench)
    return bench.window.grab().toImage()


DRAWN = {OWN_PICTURE: own_picture, GALLERY: gallery}


def place_in(window: QWidget, panel: QWidget) -> QRect:
    return QRect(panel.mapTo(window, QPoint(0, 0)), panel.size())


def pack(image: QImage, path: Path) -> None:
    """Write a PNG with a palette of the picture's own colours, a third of the size of the full one."""
    from sklearn.cluster import KMeans

    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.array(plain.constBits()).view(np.uint32).reshape(plain.height(), plain.width()) & 0xFFFFFF
    known, where, counts = np.unique(pixels, return_inverse=True, return_counts=True)
    channels = np.stack([known >> shift & 255 for shift in (16, 8, 0)], axis=1).astype(np.float64)
    means = KMeans(min(COLORS, len(known)), random_state=0, n_init=1, max_iter=40)
    means.fit(channels, sample_weight=np.sqrt(counts))
    indices = np.ascontiguousarray(means.labels_[where].reshape(pixels.shape).astype(np.uint8))
    packed = QImage(indices.data, plain.width(), plain.height(), plain.width(), QImage.Format.Format_Indexed8)
    packed.setColorTable([QColor(*map(int, row)).rgb() for row in np.rint(means.cluster_centers_)])
    writer = QImageWriter(str(path))
    writer.setFormat(b"png")
    writer.setCompression(100)
    if not writer.write(packed):
        sys.exit(f"{path} could not be written: {writer.errorString()}.")


if __name__ == "__main__":
    main()
