"""The window and its parts drawn off screen into PNG, SVG and PDF."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPoint, QRectF, QSize, QSizeF
from PySide6.QtGui import QColor, QImage, QImageWriter, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication, QWidget

from engine.cli import Refused
from engine.cli.outputs import write_whole
from engine.diagnostics import Surface, SurfaceRequest, point_set
from engine.session import Session, result_of
from gui.app.start import make_application, make_bench
from gui.cli.look import PICTURES, Look, check_look
from gui.cli.picture_view import picture_panel
from gui.cli.svg_text import outlined
from gui.network_view.painting import paint_network
from gui.network_view.scene import scene_of
from gui.plots.boundary import BoundaryPlot
from gui.plots.loss import LossPlot
from gui.theme.current import ThemeSwitch
from gui.theme.theme import Theme
from gui.view import ViewState

Draw = Callable[[QPainter, QRectF], None]
PDF_DPI = 96
WINDOW_SECONDS = 30.0
FINENESS = 2


def render(session: Session, look: Look, out: Path, size: tuple[int, int], theme: str) -> None:
    """Draw a view of a session into a .png, .svg or .pdf of this many pixels.

    Raises:
        UnwritableFile: the file cannot be written.
        Refused: this session has no such view, example or neuron.
    """
    check_look(session, look)
    themes = ThemeSwitch(make_application())
    themes.show_name(theme)
    if look.view == PICTURES:
        content = _pictures(session, look, themes, QSize(*size), out.suffix.lower())
    else:
        drawers = {"window": _window, "network": _network, "boundary": _boundary, "loss": _loss}
        content = drawers[look.view](session, themes, QSize(*size), out.suffix.lower())
    write_whole(out, lambda file: file.write(content))


def _network(session: Session, themes: ThemeSwitch, size: QSize, suffix: str) -> bytes:
    info, view = session.data.info, ViewState(y_column=_request(session).y_column)
    scene = scene_of(session.spec, info, session.snapshot(), _surface(session), view, size.width(), size.height())
    return painted(lambda painter, _: paint_network(painter, scene, themes.theme), size, suffix, themes.theme)


def _boundary(session: Session, themes: ThemeSwitch, size: QSize, suffix: str) -> bytes:
    plot = BoundaryPlot(themes)
    plot.show_spec(session.spec, session.data.info)
    plot.show_view(ViewState(y_column=_request(session).y_column))
    plot.show_points(point_set(session.data))
    plot.show_line(session.snapshot())
    plot.show_surface(_surface(session))
    content = painted(plot.paint_to, size, suffix, themes.theme)
    plot.deleteLater()
    return content


def _pictures(session: Session, look: Look, themes: ThemeSwitch, size: QSize, suffix: str) -> bytes:
    panel = picture_panel(session, look, themes, size)
    content = painted(_drawing_of(panel, suffix), size, suffix, themes.theme)
    panel.close()
    panel.deleteLater()
    return content


def _loss(session: Session, themes: ThemeSwitch, size: QSize, suffix: str) -> bytes:
    plot = LossPlot(themes)
    plot.show_spec(session.spec, session.data.info)
    plot.show_snapshot(session.snapshot())
    content = painted(plot.paint_to, size, suffix, themes.theme)
    plot.deleteLater()
    return content


def _window(session: Session, themes: ThemeSwitch, size: QSize, suffix: str) -> bytes:
    """The real window, built, filled by its engine thread and closed again."""
    bench = make_bench(session, themes)
    arrived: list[bool] = []
    bench.drawn.connect(lambda: arrived.append(True))
    try:
        bench.window.resize(size)
        bench.window.show()
        bench.ask_thumbnails()
        _run_until(lambda: bool(arrived) and bench.player.idle)
        bench.window.resize(size)
        QApplication.processEvents()
        return painted(_drawing_of(bench.window, suffix), size, suffix, themes.theme)
    finally:
        bench.window.close()
        bench.window.deleteLater()
        bench.player.close()


def _drawing_of(window: QWidget, suffix: str) -> Draw:
    """How to draw a whole window; into SVG as one fine image, since Qt's SVG misplaces the clips of its parts."""

    def draw(painter: QPainter, rect: QRectF) -> None:
        painter.scale(rect.width() / window.width(), rect.height() / window.height())
        window.render(painter, QPoint(0, 0))

    def draw_image(painter: QPainter, rect: QRectF) -> None:
        image = QImage(rect.size().toSize() * FINENESS, QImage.Format.Format_RGB32)
        window_painter = QPainter(image)
        draw(window_painter, QRectF(image.rect()))
        window_painter.end()
        painter.drawImage(rect, image)

    return draw_image if suffix == ".svg" else draw


def _run_until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WINDOW_SECONDS
    while not done() and time.monotonic() < deadline:
        QApplication.processEvents()
        time.sleep(0.005)
    if not done():
        raise Refused(f"The window was not filled within {WINDOW_SECONDS:g} seconds. Try a smaller network.")


def painted(draw: Draw, size: QSize, suffix: str, theme: Theme) -> bytes:
    """What `draw` paints on the theme's background, as the bytes of a .png, .svg or .pdf of this size."""
    area = QRectF(0, 0, size.width(), size.height())
    if suffix == ".png":
        image = QImage(size, QImage.Format.Format_RGB32)
        _paint_on(QPainter(image), draw, area, theme)
        return _bytes_of(lambda buffer: QImageWriter(buffer, QByteArray(b"png")).write(image))
    if suffix == ".svg":
        return outlined(_bytes_of(lambda buffer: _svg(buffer, draw, area, theme)))
    return _bytes_of(lambda buffer: _pdf(buffer, draw, area, theme))


def _paint_on(painter: QPainter, draw: Draw, area: QRectF, theme: Theme) -> None:
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.fillRect(area, QColor(theme.background))
    draw(painter, area)
    painter.end()


def _svg(buffer: QIODevice, draw: Draw, area: QRectF, theme: Theme) -> None:
    # Tiny 1.2, the default, drops clipping without a word.
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(buffer)
    generator.setSize(area.size().toSize())
    generator.setViewBox(area)
    generator.setResolution(PDF_DPI)
    generator.setTitle("Chainrule")
    _paint_on(QPainter(generator), draw, area, theme)


def _pdf(buffer: QIODevice, draw: Draw, area: QRectF, theme: Theme) -> None:
    writer = QPdfWriter(buffer)
    writer.setResolution(PDF_DPI)
    writer.setTitle("Chainrule")
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    inches = QSizeF(area.width() / PDF_DPI, area.height() / PDF_DPI)
    writer.setPageSize(QPageSize(inches, QPageSize.Unit.Inch, "", QPageSize.SizeMatchPolicy.ExactMatch))
    _paint_on(QPainter(writer), draw, area, theme)


def _bytes_of(write: Callable[[QBuffer], object]) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    write(buffer)
    buffer.close()
    return bytes(content.data())


def _request(session: Session) -> SurfaceRequest:
    return SurfaceRequest(y_column=1 if len(session.data.info.columns) > 1 else None)


def _surface(session: Session) -> Surface:
    return result_of(session.surface(_request(session)))
