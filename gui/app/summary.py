"""The summary of the model on its sheet; a layer chosen there is selected in the network."""

from __future__ import annotations

from engine.session import Session
from gui.app.workbench import Workbench
from gui.editors.summary_sheet import SummarySheet
from gui.theme.current import ThemeSwitch


def show_summary(bench: Workbench, themes: ThemeSwitch) -> None:
    """Open the sheet, or bring the one that is open to the front."""

    def select(layer: int) -> None:
        if layer < len(bench.document.spec.network.layers):
            bench.view.update(selected=(layer, 0))

    sheet = bench.window.findChild(SummarySheet)
    if sheet is None:
        spec = bench.document.spec
        sheet = SummarySheet(Session.summary_of(spec), spec.name, themes, bench.window)
        sheet.chosen.connect(select)
        sheet.show()
    sheet.raise_()
    sheet.activateWindow()
