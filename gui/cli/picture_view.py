"""The panel of pictures without a window: an example with the answer to it, or what a neuron looks for."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget

from engine.session import Session, result_of
from gui.app.picturing import found_in
from gui.cli.look import Look
from gui.pictures.panel import PicturePanel
from gui.theme.current import ThemeSwitch
from gui.view import ViewState

MARGIN = 12
COUNT = 6  # as many as stand there whole: nobody can scroll


def picture_panel(session: Session, look: Look, themes: ThemeSwitch, size: QSize) -> QWidget:
    """The panel in a frame of this size, with all that it shows but its buttons; whoever asks for it deletes it."""
    frame = QWidget()  # what has a layout of its own asks the screen for a size
    panel = PicturePanel(themes, frame)
    panel.header.leave_out_buttons()
    frame.resize(size)
    panel.setGeometry(MARGIN, MARGIN, size.width() - 2 * MARGIN, size.height() - 2 * MARGIN)
    frame.show()
    panel.show_spec(session.spec, session.data.info)
    panel.show_view(ViewState(example=look.example, selected=look.neuron))
    panel.show_snapshot(session.snapshot(look.example))
    QApplication.processEvents()
    if look.neuron is not None and look.neuron[0] > 0:
        found = result_of(found_in(session, look.neuron, COUNT))
        panel.show_exciting(found.exciting, found.pixels, found.targets)
        QApplication.processEvents()
    return frame
