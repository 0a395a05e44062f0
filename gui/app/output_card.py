"""The card of the output: the boundary plot, or where the inputs are pixels the panel of pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from engine.diagnostics import Surface
from engine.diagnostics.points import PointSet
from engine.spec import DataInfo, ExperimentSpec
from engine.trace import Snapshot
from gui.theme.current import ThemeSwitch
from gui.view import ViewState

if TYPE_CHECKING:
    from gui.app.workbench import Workbench
    from gui.pictures.panel import PicturePanel


class OutputCard(QObject):
    """Passes on what is shown to the one of the two that is seen; the panel is made when it is first needed."""

    def __init__(self, bench: Workbench, themes: ThemeSwitch) -> None:
        super().__init__(bench)
        self._bench, self._themes = bench, themes
        self._boundary = bench.window.boundary
        self._panel: PicturePanel | None = None
        self._pictured = False
        self._view: ViewState | None = None

    def _make_panel(self) -> PicturePanel:
        from gui.app.picturing import Picturing  # imported late: most data have no pictures

        bench = self._bench
        examples, card = bench.examples, self._boundary.parentWidget()
        picturing = Picturing(
            bench.document, bench.player, bench.view, self._themes, lambda: examples.judges_tests, self
        )
        panel = picturing.panel
        examples.verdict.given.connect(picturing.tests_judged)
        picturing.looked_at.connect(bench.tracing.show_beside)
        panel.larger_asked.connect(self._boundary.larger_asked)
        bench.plotting.larger.changed.connect(self.show_larger)
        layout = card.layout() if card is not None else None
        assert card is not None
        assert layout is not None
        layout.addWidget(panel)
        return panel

    @property
    def panel(self) -> PicturePanel | None:
        """The panel of pictures, where it is what is seen."""
        return self._panel if self._pictured else None

    def show_spec(self, spec: ExperimentSpec, info: DataInfo) -> None:
        """Show the experiment; its data say which of the two is seen."""
        self._boundary.show_spec(spec, info)
        pictured = info.image is not None
        if pictured and self._panel is None:
            self._panel = self._make_panel()
        if pictured != self._pictured:
            self._pictured = pictured
            self._boundary.setVisible(not pictured)
            if self._panel is not None:
                self._panel.setVisible(pictured)
            self._catch_up()
        if self.panel is not None:
            self.panel.show_spec(spec, info)

    def show_view(self, view: ViewState) -> None:
        """Show what is looked at."""
        self._view = view
        (self.panel or self._boundary).show_view(view)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the numbers of this moment."""
        (self.panel or self._boundary).show_snapshot(snapshot)

    def show_line(self, snapshot: Snapshot) -> None:
        """Show what follows every frame."""
        if self.panel is None:
            self._boundary.show_line(snapshot)

    def show_surface(self, surface: Surface) -> None:
        """Show what the network computes over the plane."""
        if self.panel is None:
            self._boundary.show_surface(surface)

    def show_points(self, points: PointSet) -> None:
        """Show the examples in the plane."""
        self._boundary.show_points(points)

    def show_larger(self, larger: bool) -> None:
        """Offer the way back from the larger size, or to it."""
        if self._panel is not None:
            self._panel.show_larger(larger)

    def _catch_up(self) -> None:
        """What the one that is seen now has missed."""
        if self._view is not None:
            (self.panel or self._boundary).show_view(self._view)
        if self._panel is not None:
            self._panel.show_larger(self._bench.plotting.larger.on)
