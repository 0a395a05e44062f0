"""The strip of headers over the network, each above its column, with a button to add a layer between two."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from engine.spec import DataInfo, ExperimentSpec
from engine.spec.layer_words import layer_word
from gui.network_view.header import HEIGHT, WIDEST, LayerHeader
from gui.network_view.header_drag import HeaderDrag
from gui.network_view.layer_edits import SETTINGS, Edit, Refused, add_layer, move_layer
from gui.network_view.layout import header_spans
from gui.network_view.shape_button import ShapeButton
from gui.network_view.sheets import LayerSheets
from gui.theme.current import ThemeSwitch
from gui.widgets.label import Label
from gui.widgets.tips import in_lines
from gui.widgets.tool_button import ToolButton

_ABOVE, _ADD, _LANE = 5, 18, 23
STRIP_HEIGHT = _ABOVE + HEIGHT + _LANE
_GAP, _LEAST = 6, 14
_SHAPE_LEFT = 4
_COMPACT = """
ShapeButton { padding: 0px 3px; } ShapeButton:focus { padding: 0px 2px; }
MenuButton { padding: 1px 3px; } MenuButton:focus { padding: 0px 2px; }
LayerHeader > ToolButton { padding: 1px; }
LayerHeader > ToolButton:focus { padding: 0px; }
"""


class InputHeader(QFrame):
    """Says how many inputs there are and what they are called."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._names: tuple[str, ...] = ()
        self._image: tuple[int, int] | None = None
        self._title, self._count, self._list = Label("Input", "strong"), Label(""), Label("", "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 7, 4, 7)
        layout.setSpacing(4)
        for label in (self._title, self._count, self._list):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setMinimumWidth(1)
            layout.addWidget(label)

    def show_inputs(self, info: DataInfo) -> None:
        """The names of the data's columns, or the size of its pictures."""
        names, self._image = info.inputs, info.image
        self._names = tuple(name.partition(" (")[0] for name in names)
        self.setToolTip(in_lines(f"The network's inputs, columns of the data: {', '.join(names)}."))
        self.setAccessibleName(f"Input: {', '.join(names)}")
        if self._image is not None:
            tall, wide = self._image
            told = f"Pictures of {tall} by {wide} pixels. Flatten makes a vector of {len(names)} values of them, row"
            self.setToolTip(in_lines(f"{told} after row: Dense layers know of no rows and columns."))
            self.setAccessibleName(f"Input: pictures of {tall} by {wide} pixels, flattened")
        self._write()

    def _write(self) -> None:
        room = self.width() - 12
        count = len(self._names)
        counts = (f"{count} values" if count > 1 else "1 value", str(count))
        named: tuple[str, ...] = (", ".join(self._names),)
        if self._image is not None:
            size = f"{self._image[0]} × {self._image[1]}"
            counts, named = (f"{size} pixels", size), (f"Flatten → {count}", f"→ {count}")
        for label, texts in ((self._title, ("Input", "In")), (self._count, counts), (self._list, named)):
            metrics = QFontMetrics(label.font())
            fitting = [text for text in texts if metrics.horizontalAdvance(text) <= room]
            label.setText(fitting[0] if fitting else metrics.elidedText(texts[-1], Qt.TextElideMode.ElideRight, room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._write()


class HeaderStrip(QWidget):
    """One header a column; `edited` and `refused` as every panel."""

    edited = Signal(str, object, int)
    refused = Signal(str)

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._spec: ExperimentSpec | None = None
        self._info = DataInfo("binary", ())
        self._xs: list[float] = []
        self._input = InputHeader(self)
        self._headers: list[LayerHeader] = []
        self._adders: list[ToolButton] = []
        self.shape = ShapeButton(themes, self)
        self.shape.clicked.connect(self.open_shape)
        self.sheets = LayerSheets(themes, self)
        self.sheets.edited.connect(self.edited)
        self.sheets.refused.connect(self.refused)
        self.setFixedHeight(STRIP_HEIGHT)
        self.setStyleSheet(_COMPACT)

    def show_spec(self, spec: ExperimentSpec, info: DataInfo) -> None:
        """Show every layer; headers come and go with layers."""
        self._spec, self._info = spec, info
        while len(self._headers) < len(spec.network.layers):
            self._add_header(len(self._headers))
        while len(self._headers) > len(spec.network.layers):
            for widget in (self._headers.pop(), self._adders.pop()):
                widget.hide()
                widget.deleteLater()
        self._input.show_inputs(info)
        for place, (header, adder) in enumerate(zip(self._headers, self._adders, strict=True)):
            header.show_spec(spec, info)
            adder.set_words(f"Add a layer {_where(spec, place)}")
        self.shape.show_spec(spec)
        self.sheets.show_spec(spec, info)
        self._place()

    def open_settings(self, layer: int) -> None:
        """Open a layer's settings below its header."""
        if 0 <= layer < len(self._headers):
            self.sheets.open_settings(layer, self._headers[layer])

    @Slot()
    def open_shape(self) -> None:
        """Have the shape of the whole network typed."""
        self.sheets.open_shape(self.shape if self.shape.isVisible() else self._input)

    def show_places(self, xs: list[float]) -> None:
        """Stand over columns at these x."""
        self._xs = xs
        self._place()

    @property
    def headers(self) -> tuple[QWidget, ...]:
        """The input's header and those of the layers, from left to right."""
        return (self._input, *self._headers)

    @property
    def adders(self) -> tuple[ToolButton, ...]:
        """The buttons that add a layer at place 0, 1, ..."""
        return tuple(self._adders)

    def _add_header(self, layer: int) -> None:
        adder = ToolButton("plus", "Add a layer", self._themes, parent=self, icon_px=10)
        adder.setProperty("round", True)
        adder.clicked.connect(lambda: self._on_add(layer))
        header = LayerHeader(layer, self._themes, self)
        header.edited.connect(self.edited)
        header.refused.connect(self.refused)
        header.asked.connect(lambda word: self.open_settings(layer) if word == SETTINGS else self.open_shape())
        drag = HeaderDrag(header, header.grip)
        drag.dragged.connect(lambda x: self._on_dragged(layer, x))
        drag.dropped.connect(lambda x: self._on_dropped(layer, x))
        self._headers.append(header)
        self._adders.append(adder)
        header.show()

    def _place(self) -> None:
        if len(self._xs) != len(self._headers) + 1:
            return
        spans = header_spans(self._xs, WIDEST, _GAP)
        for header, (left, width) in zip(self.headers, spans, strict=True):
            place = QRect(round(left), _ABOVE, int(width), HEIGHT)
            if isinstance(header, LayerHeader):
                header.show_place(place)
            else:
                header.setGeometry(place)
            header.setVisible(width >= _LEAST)
        pitch = self._xs[1] - self._xs[0]
        for gap, adder in enumerate(self._adders):
            middle = (self._xs[gap] + self._xs[gap + 1]) / 2
            adder.setGeometry(round(middle - _ADD / 2), self._lane() - _ADD // 2, _ADD, _ADD)
            adder.setVisible(pitch > _ADD)
        room = (self._xs[0] + self._xs[1]) / 2 - _ADD / 2 - 2 * _SHAPE_LEFT
        self.shape.show_place(_SHAPE_LEFT, self._lane(), int(room))
        self.update()

    def _lane(self) -> int:
        """The height at which layers are added."""
        return _ABOVE + HEIGHT + (_LANE - 1) // 2

    def _on_add(self, place: int) -> None:
        self._make(lambda spec: add_layer(spec, self._info, place))

    def _on_dropped(self, layer: int, x: int) -> None:
        """The header of a layer was dragged so that its middle is at this x."""
        nearest = self._nearest(x)
        if nearest != layer:
            self._make(lambda spec: move_layer(spec, self._info, layer, nearest))
        self._place()

    def _on_dragged(self, layer: int, x: int) -> None:
        """The others make room where the header would stand if it were let go now."""
        to, last = self._nearest(x), len(self._headers) - 1
        order = list(range(len(self._headers)))
        if last not in (layer, to):  # the output stays the last
            order.insert(to, order.pop(layer))
        spans = header_spans(self._xs, WIDEST, _GAP)[1:]
        for other, (left, _) in zip(order, spans, strict=True):
            if other != layer:
                self._headers[other].move(round(left), _ABOVE)

    def _nearest(self, x: int) -> int:
        """The layer whose column is nearest."""
        return min(range(len(self._headers)), key=lambda column: abs(self._xs[column + 1] - x))

    def _make(self, maker: Callable[[ExperimentSpec], Edit]) -> None:
        if self._spec is None:
            return
        try:
            edit = maker(self._spec)
        except Refused as error:
            self.refused.emit(str(error))
            return
        self.edited.emit(edit.text, edit.spec, -1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The connection on which the buttons stand."""
        if len(self._xs) == len(self._headers) + 1:
            painter = QPainter(self)
            painter.setPen(QPen(QColor(self._themes.theme.control_border), 1))
            shape = self.shape.geometry().right() + _SHAPE_LEFT if self.shape.isVisible() else 0
            painter.drawLine(max(round(self._xs[0]), shape), self._lane(), round(self._xs[-1]), self._lane())
            painter.end()


def _where(spec: ExperimentSpec, place: int) -> str:
    return "after the inputs" if place == 0 else f"after {layer_word(spec.network.layers, place - 1)}"
