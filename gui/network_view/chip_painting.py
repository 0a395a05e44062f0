"""Paints the numbers of the active edges on their chips, each led to its neuron."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from engine.trace import Phase
from gui.network_view.chips import Chips
from gui.network_view.edge_style import EdgeStyle
from gui.network_view.flow import flow_ink
from gui.network_view.scene import NetworkScene
from gui.theme.fonts import number_font
from gui.theme.scale import shade
from gui.theme.theme import Theme

_BAR = 3.0


def paint_chips(painter: QPainter, scene: NetworkScene, chips: Chips, style: EdgeStyle, theme: Theme) -> None:
    """Every chip with a bar in the sign's colour where its edge arrives."""
    if not chips.boxes:
        return
    back = scene.phase is Phase.BACKWARD
    painter.setFont(number_font(theme, chips.px))
    for index in chips.boxes:
        start, end = chips.lead(scene, index)
        painter.setPen(QPen(shade(flow_ink(scene, theme), theme.background, 10), 1.0))
        painter.drawLine(QPointF(*start), QPointF(*end))
    for index, rect in chips.boxes.items():
        box = QRectF(rect.left, rect.top, rect.width, rect.height)
        strength = round(6 + 14 * float(style.flow[index]) ** 0.5)
        painter.setPen(QPen(shade(flow_ink(scene, theme), theme.background, strength), 1.0))
        painter.setBrush(QColor(theme.edge_label_background))
        painter.drawRoundedRect(box, 3, 3)
        sign = theme.negative if scene.edges.weight[index] < 0 else theme.positive
        side = box.right() - _BAR if chips.at_source else box.left()
        painter.fillRect(QRectF(side, box.top() + 1.5, _BAR, box.height() - 3.0), QColor(sign))
        painter.setPen(QColor(theme.gradient if back else theme.edge_label))
        text = box.adjusted(0.0 if chips.at_source else _BAR, 0, -_BAR if chips.at_source else 0.0, 0)
        painter.drawText(text, Qt.AlignmentFlag.AlignCenter, chips.texts[index])
