"""The window's composition: bars above, data left, the stage in the middle, what comes out right, the step below."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QCloseEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QVBoxLayout, QWidget

from gui.actions import build_actions
from gui.editors.data_panel import DataPanel
from gui.editors.foot import Foot
from gui.editors.time_line import TimeLine
from gui.editors.training_bar import TrainingBar
from gui.editors.transport_bar import TransportBar
from gui.network_view.view import NetworkView
from gui.theme.current import ThemeSwitch
from gui.widgets.borders import Bordered
from gui.widgets.floors import Floors
from gui.widgets.tab_order import visit
from gui.widgets.toast import Toast
from gui.widgets.tool_button import ToolButton

if TYPE_CHECKING:
    from gui.plots.boundary import BoundaryPlot
    from gui.plots.loss import LossPlot
    from gui.tracer.tracer import Tracer

MINIMUM = (1100, 700)
FIRST_SIZE = (1440, 900)
PADDING = 14


class MainWindow(QMainWindow):
    """Holds the panels; knows nothing of what they do. Plots and tracer come after the first frame."""

    boundary: "BoundaryPlot"
    loss: "LossPlot"
    tracer: "Tracer"

    def __init__(self, themes: ThemeSwitch) -> None:
        super().__init__()
        self.themes = themes
        self.transport = TransportBar(themes)
        self.training = TrainingBar(themes)
        self.data = DataPanel(themes)
        self.network = NetworkView(themes)
        self.foot = Foot()
        self.time_line = TimeLine(themes)
        self.toast = Toast(themes)
        self.theme_button = ToolButton("moon", "Dark theme", themes, "Ctrl+D", icon_px=16)
        self.help_button = ToolButton("help", "Keys", themes, "?", icon_px=16)
        self.presets_menu = QMenu("Open preset", self)
        self.recent_menu = QMenu("Open recent", self)
        self.actions_by_id: dict[str, QAction] = {}
        self.on_close: Callable[[], bool] = lambda: True
        self.setMinimumSize(*MINIMUM)
        self.resize(*FIRST_SIZE)
        self._compose()

    def add_actions(self, handlers: Mapping[str, Callable[[], object]]) -> None:
        """Fill the menus from the table of actions."""
        self.actions_by_id = build_actions(self, handlers)
        file_menu = self.menuBar().actions()[0].menu()
        assert isinstance(file_menu, QMenu)
        for menu in (self.presets_menu, self.recent_menu):
            file_menu.insertMenu(self.actions_by_id["save"], menu)
        corner = QWidget(self.menuBar())  # PySide does not give setCornerWidget the ownership
        layout = QHBoxLayout(corner)
        layout.setContentsMargins(0, 0, PADDING, 0)
        layout.setSpacing(4)
        for button, name in ((self.theme_button, "dark"), (self.help_button, "keys")):
            button.clicked.connect(self.actions_by_id[name].trigger)
            button.setProperty("corner", True)
            layout.addWidget(button)
        self.menuBar().setCornerWidget(corner)

    def _compose(self) -> None:
        """From the outside in: the style sheet dresses all that a widget holds each time it is put elsewhere."""
        central = QWidget()
        self.setCentralWidget(central)
        upper_lower = Floors()
        _fill(central, self.transport, upper_lower, self.time_line, stretch=upper_lower)
        columns = Bordered(Qt.Orientation.Horizontal)
        upper_lower.addWidget(columns)
        upper_lower.addWidget(self.foot)
        upper_lower.setStretchFactor(0, 1)
        stage, right = QWidget(), Bordered(Qt.Orientation.Vertical)
        for part in (self.data, stage, right):
            columns.addWidget(part)
        columns.setStretchFactor(1, 2)
        columns.setStretchFactor(2, 1)
        _fill(stage, self.training, self.network)
        self.toast.float_over(self.network)
        self._cards = QWidget(), QWidget()
        for card in self._cards:
            right.addWidget(card)
        right.setSizes([460, 300])
        right.setStretchFactor(0, 3)
        right.setStretchFactor(1, 2)
        columns.setSizes([250, 800, 390])
        upper_lower.name_borders("Border over the foot")
        columns.name_borders("Border between data and network", "Border between network and plots")
        right.name_borders("Border between output and loss")

    def add_late_panels(self, themes: ThemeSwitch) -> None:
        """What the first frame is painted without: each goes where room is kept for it."""
        from gui.plots.boundary import BoundaryPlot
        from gui.plots.loss import LossPlot
        from gui.tracer.tracer import Tracer

        self.boundary, self.loss, self.tracer = BoundaryPlot(themes), LossPlot(themes), Tracer(themes)
        for card, plot in zip(self._cards, (self.boundary, self.loss), strict=True):
            _fill(card, plot, margin=PADDING)
        self.foot.add_numbers(self.tracer)

    @property
    def output_card(self) -> QWidget:
        """Where the boundary plot or the panel of pictures stands, whichever fits the data."""
        return self._cards[0]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The mouse's own buttons go back and forward through the numbers that were asked, wherever the cursor is."""
        if event.button() == Qt.MouseButton.BackButton:
            self.tracer.back()
        elif event.button() == Qt.MouseButton.ForwardButton:
            self.tracer.forward()
        else:
            super().mousePressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return visit(self, forward)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.setAccepted(self.on_close())


def _fill(widget: QWidget, *parts: QWidget, margin: int = 0, stretch: QWidget | None = None) -> None:
    """Put parts below one another; one stretches, the last unless another is named."""
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(0)
    for part in parts:
        layout.addWidget(part, 1 if part is (stretch or parts[-1]) else 0)
