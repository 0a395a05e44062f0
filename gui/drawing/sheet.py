"""The sheet on which a picture of one's own is made and tried: canvas left, what the network makes of it right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from engine.pictures.manner import Manner
from engine.spec import DataInfo
from gui.drawing.canvas import Canvas
from gui.drawing.loading import Loader, has_picture, picture_in
from gui.drawing.reading import FILTER, Unreadable
from gui.drawing.seen import Judged, Seen
from gui.drawing.sketch import Row, Sketch
from gui.drawing.tools import KEYS, DrawingTools
from gui.theme.current import ThemeSwitch
from gui.widgets.label import Label
from gui.widgets.sheet import Sheet
from gui.widgets.tips import in_lines
from gui.widgets.tool_button import ToolButton

TITLE = "Try a picture"
OWN_KEYS = "[", "]", "Ctrl+O", "Ctrl+V"
"""For a narrower and a wider brush, for a picture from a file and from the clipboard."""

_ABOUT = "Draw with the mouse, paste a picture (Ctrl+V) or drop a picture file here. The network answers as you draw."
_NO_PICTURE = "The clipboard holds no picture. Copy one, or a picture file, and paste again."
_BLANK = "Nothing stands out in this picture: it is of one shade. Choose another, or draw."
_MOST_SIDE, _LEAST_SIDE, _AROUND, _RIM = 520, 290, 340, 4
_RIGHT = 320


class PictureSheet(Sheet):
    """changed(row): other numbers are drawn; explained(row): how does the network come to its answer to these?"""

    changed = Signal(object)
    explained = Signal(object)

    def __init__(self, info: DataInfo, sketch: Sketch, themes: ThemeSwitch, window: QWidget | None) -> None:
        super().__init__(TITLE, themes, window)
        self.sketch = sketch
        self.canvas = Canvas(sketch, themes)
        self.tools = DrawingTools(sketch.manner.shape, themes)
        self.seen = Seen(info, themes)
        self.place, self.note = Label("", "small"), Label("", "body")
        self.note.setWordWrap(True)
        self.note.hide()
        self.loader = Loader(self)
        self._example: Row = ()
        self._pixel: int | None = None
        self._make_buttons()
        self._lay_out(themes)
        self._connect()
        self._bind_keys()
        self.setAcceptDrops(True)
        self._size_to(window)
        self.canvas.show_brush(self.tools.brush)
        self.tools.show_sketch(sketch)
        self.canvas.setFocus()

    def _make_buttons(self) -> None:
        self.open_file, self.paste = QPushButton("Open…"), QPushButton("Paste")
        self.example, self.explain = QPushButton("Chosen example"), QPushButton("Show in the network")
        tips = {
            self.open_file: "Take a picture from a file: it is turned to grey, cut out and centred. (Ctrl+O)",
            self.paste: "Take the picture, or the picture file, that was copied elsewhere. (Ctrl+V)",
            self.example: "Begin with the example that the window shows: alter it and see what the answer hangs on.",
            self.explain: "Closes the sheet; the network shows this picture, and every number on the way to the "
            "answer can be asked.",
        }
        for button, tip in tips.items():
            button.setToolTip(in_lines(tip))
            button.setAutoDefault(False)
        self.explain.setProperty("primary", True)
        self.example.setEnabled(False)

    def _lay_out(self, themes: ThemeSwitch) -> None:
        head, about = QHBoxLayout(), Label(_ABOUT, "muted")
        about.setWordWrap(True)
        self.close_button = ToolButton("close", "Close", themes, "Esc")
        head.addWidget(Label(TITLE, "title"), 1)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.tools)
        left.addWidget(self.canvas, 1)
        left.addWidget(self.place)
        both = QHBoxLayout()
        both.setSpacing(28)
        both.addLayout(left, 1)
        both.addWidget(self.seen)
        self.seen.setFixedWidth(_RIGHT)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for button in (self.open_file, self.paste, self.example):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.explain)
        head.addWidget(self.close_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(28, 18, 24, 22)
        whole.setSpacing(10)
        whole.addLayout(head)
        whole.addWidget(about)
        whole.addLayout(both, 1)
        whole.addWidget(self.note)
        whole.addLayout(foot)

    def _connect(self) -> None:
        self.close_button.clicked.connect(self.reject)
        self.canvas.changed.connect(self._on_changed)
        self.canvas.pointed.connect(self._on_pointed)
        self.tools.brush_chosen.connect(self.canvas.show_brush)
        self.tools.asked.connect(self._on_asked)
        self.tools.refused.connect(self.show_note)
        self.open_file.clicked.connect(self.ask_file)
        self.paste.clicked.connect(self.paste_picture)
        self.example.clicked.connect(self._on_example)
        self.explain.clicked.connect(self._on_explain)
        self.loader.loaded.connect(self._on_loaded)
        self.loader.refused.connect(self.show_note)

    def _bind_keys(self) -> None:
        buttons = self.tools.buttons
        keys: dict[str, Callable[[], object]] = {KEYS[name]: button.click for name, button in buttons.items()}
        keys |= {"Ctrl+Y": buttons["redo"].click, "Backspace": buttons["clear"].click}
        widths = partial(self.tools.change_width, -1), partial(self.tools.change_width, 1)
        keys |= zip(OWN_KEYS, (*widths, self.ask_file, self.paste_picture), strict=True)
        for key, handler in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(handler)

    def _size_to(self, window: QWidget | None) -> None:
        """As large as the window lets it be."""
        high = window.window().height() if window is not None else _MOST_SIDE + _AROUND
        rows, columns = self.sketch.manner.shape
        cell = min(max(high - _AROUND, _LEAST_SIDE), _MOST_SIDE) // max(rows, columns)  # whole squares fill it
        self.canvas.setFixedSize(cell * columns + _RIM, cell * rows + _RIM)

    # What is shown

    def show_manner(self, manner: Manner) -> None:
        """How the set lays its pictures in, which is known a little later than the sheet is open."""
        self.sketch.manner = manner

    def show_example(self, number: int, row: Row) -> None:
        """The example that can be begun with, its number from 0."""
        self._example = row
        self.example.setText(f"Example {number + 1:,}")
        self.example.setEnabled(True)

    def show_judged(self, judged: Judged) -> None:
        """What the network makes of what is drawn."""
        self.seen.show_judged(judged)
        self._on_pointed(self._pixel)

    @Slot(str)
    def show_note(self, sentence: str) -> None:
        """Say what could not be; nothing for an empty sentence."""
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))

    # What people do

    @Slot()
    def ask_file(self) -> None:
        """Ask for a picture file."""
        chosen, _ = QFileDialog.getOpenFileName(self, "Open a picture", str(Path.home()), FILTER)
        if chosen:
            self.open_path(Path(chosen))

    def open_path(self, path: Path) -> None:
        """Lay in the picture in a file; one that cannot be read is refused on the sheet."""
        self.loader.load(path)

    @Slot()
    def paste_picture(self) -> None:
        """Lay in what the clipboard holds."""
        try:
            source = picture_in(QGuiApplication.clipboard().mimeData())
        except Unreadable as error:
            self.show_note(str(error))
            return
        if source is None:
            self.show_note(_NO_PICTURE)
        else:
            self.loader.load(source)

    @Slot(object)
    def _on_loaded(self, grey: object) -> None:
        self.sketch.place(grey)  # type: ignore[arg-type]
        self.canvas.refresh()
        if self.sketch.is_empty:
            self.show_note(_BLANK)

    @Slot(str)
    def _on_asked(self, name: str) -> None:
        getattr(self.sketch, name)()
        self.canvas.refresh()

    @Slot()
    def _on_example(self) -> None:
        self.sketch.show(self._example)
        self.canvas.refresh()

    @Slot()
    def _on_explain(self) -> None:
        row = self.sketch.row
        self.accept()
        self.explained.emit(row)

    @Slot()
    def _on_changed(self) -> None:
        self.show_note("")
        self.tools.show_sketch(self.sketch)
        self.changed.emit(self.sketch.row)

    @Slot(object)
    def _on_pointed(self, pixel: int | None) -> None:
        self._pixel = pixel
        self.place.setText("" if pixel is None else self.seen.words_of(pixel))

    # Qt

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if has_picture(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        try:
            source = picture_in(event.mimeData())
        except Unreadable as error:
            self.show_note(str(error))
            return
        if source is not None:
            event.acceptProposedAction()
            self.loader.load(source)
