"""Paints the rail: where in the update the step is."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.spec import LayerSpec
from engine.spec.layer_words import layer_word
from engine.trace import Phase
from gui.theme.current import ThemeSwitch
from gui.theme.fonts import ui_font
from gui.tracer.rail import Chip, ChipState, chips, places
from gui.tracer.scaled import Scaled

_LABEL = 16
_CHIP = 22
_WIDEST = 46.0
_TEXT_ROOM = 4.0
_WORD_ROOM = 14.0
_SHORT_LOSS = "ℓ"
_NAME_ROOM = 6.0
_NAMES = {Phase.FORWARD: "Forward", Phase.BACKWARD: "Backward", Phase.UPDATE: "Update"}


class StepRail(Scaled):
    """Done chips are tinted, the current one is filled; nothing here can be clicked."""

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self._chips: tuple[Chip, ...] = chips(1, 0)
        self._layers = 1
        self.layers: Sequence[LayerSpec] = ()
        self.setAccessibleName("The update, step by step")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_progress(self, layers: Sequence[LayerSpec], events_done: int) -> None:
        """The layers of the network and how many events of the update have been shown."""
        self.layers = layers
        fresh = chips(len(layers), events_done)
        if fresh != self._chips:
            self._chips, self._layers = fresh, len(layers)
            current = self.current()
            where = f"{current.phase}, {layer_word(layers, current.layer)}" if current else "at rest"
            self.setAccessibleDescription(where)
            self.update()

    def current(self) -> Chip | None:
        """The chip of the step that is shown, None at rest."""
        return next((chip for chip in self._chips if chip.state is ChipState.CURRENT), None)

    def _colors(self, chip: Chip) -> tuple[QColor, QColor, QColor]:
        """Fill, edge and text of a chip."""
        theme = self._theme
        full, soft, ink = {
            Phase.BACKWARD: (theme.gradient, theme.gradient_soft, theme.gradient),
            Phase.UPDATE: (theme.text, theme.pressed, theme.text),
        }.get(chip.phase, (theme.accent, theme.accent_soft, theme.accent_ink))
        if chip.state is ChipState.CURRENT:
            on_full = theme.background if chip.phase is not Phase.FORWARD else theme.accent_text
            return QColor(full), QColor(full), QColor(on_full)
        if chip.state is ChipState.DONE:
            return QColor(soft), QColor(soft), QColor(ink)
        return QColor(Qt.GlobalColor.transparent), QColor(theme.control_border), QColor(theme.muted_text)

    def _paint_names(self, painter: QPainter, boxes: list[QRectF]) -> None:
        current = self.current()
        seen: set[Phase] = set()
        for chip, box in zip(self._chips, boxes, strict=True):
            if chip.phase in seen or chip.phase not in _NAMES:
                continue
            seen.add(chip.phase)
            active = current is not None and current.phase is chip.phase
            weight = QFont.Weight.DemiBold if active else QFont.Weight.Normal
            painter.setFont(ui_font(self._theme, round(11 * self._scale), weight))
            painter.setPen(self._name_color(chip.phase) if active else QColor(self._theme.muted_text))
            place = QRectF(box.left() + 1, 0, 120 * self._scale, _LABEL * self._scale)
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, _NAMES[chip.phase])

    def loss_name(self, boxes: list[QRectF]) -> QRectF:
        """Where the word "Loss" stands above its chip: nowhere if the chip has room for it, or the row has none."""
        font = ui_font(self._theme, round(11 * self._scale), QFont.Weight.DemiBold)
        metrics = QFontMetricsF(font)
        place = next(index for index, chip in enumerate(self._chips) if chip.phase is Phase.LOSS)
        box, word = boxes[place], metrics.horizontalAdvance(self._chips[place].text)
        if self._has_room(box):
            return QRectF()
        right = min(box.center().x() + word / 2, boxes[place + 1].left() - _NAME_ROOM)
        after = boxes[0].left() + metrics.horizontalAdvance(_NAMES[Phase.FORWARD]) + _NAME_ROOM
        return QRectF(right - word, 0, word, _LABEL * self._scale) if right - word >= after else QRectF()

    def _has_room(self, box: QRectF) -> bool:
        """Whether the word "Loss" stands well on a chip."""
        metrics = QFontMetricsF(ui_font(self._theme, round(11 * self._scale), QFont.Weight.DemiBold))
        return metrics.horizontalAdvance("Loss") + _WORD_ROOM <= box.width()

    def _paint_loss_name(self, painter: QPainter, boxes: list[QRectF]) -> None:
        current, place = self.current(), self.loss_name(boxes)
        if place.isEmpty():
            return
        active = current is not None and current.phase is Phase.LOSS
        weight = QFont.Weight.DemiBold if active else QFont.Weight.Normal
        painter.setFont(ui_font(self._theme, round(11 * self._scale), weight))
        painter.setPen(self._name_color(Phase.LOSS) if active else QColor(self._theme.muted_text))
        painter.drawText(place, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, "Loss")

    def _name_color(self, phase: Phase) -> QColor:
        theme = self._theme
        named = {Phase.BACKWARD: theme.gradient, Phase.UPDATE: theme.text}
        return QColor(named.get(phase, theme.accent_ink))

    def sizeHint(self) -> QSize:
        return QSize(320, round((_LABEL + _CHIP + 2) * self._scale))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top, height = _LABEL * self._scale, _CHIP * self._scale
        spans = places(len(self._chips), self._layers, self.width() - 2.0, _WIDEST * self._scale)
        boxes = [QRectF(1 + left, top, width, height) for left, width in spans]
        self._paint_names(painter, boxes)
        self._paint_loss_name(painter, boxes)
        middle = round(top + height / 2)
        painter.setPen(QPen(QColor(self._theme.control_border), 1))
        for one, following in pairwise(boxes):
            painter.drawLine(round(one.right()) + 1, middle, round(following.left()) - 1, middle)
        font = ui_font(self._theme, round(11 * self._scale), QFont.Weight.Medium)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        for chip, box in zip(self._chips, boxes, strict=True):
            fill, edge, ink = self._colors(chip)
            painter.setPen(QPen(edge, 1))
            painter.setBrush(fill)
            rounded = box.adjusted(0.5, 0.5, -0.5, -0.5)
            radius = min(rounded.height(), rounded.width()) / 2
            painter.drawRoundedRect(rounded, radius, radius)
            text = _SHORT_LOSS if chip.phase is Phase.LOSS and not self._has_room(box) else chip.text
            if metrics.horizontalAdvance(text) + _TEXT_ROOM <= box.width():
                painter.setPen(ink)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
