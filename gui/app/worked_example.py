"""Saving the update under way as a worked example: Markdown, LaTeX, PDF, text or JSON."""

from collections.abc import Generator
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QObject, QSaveFile
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QFileDialog

from engine.formula import NumberStyle
from engine.session import Session
from engine.trace import Grain
from engine.writing import FORMATS, TracedUpdate, Worked
from gui.app.workbench import Workbench
from gui.theme.fonts import load_fonts

KINDS = {".pdf": "PDF", ".md": "Markdown", ".tex": "LaTeX", ".txt": "Text", ".json": "JSON"}
_WRITERS = {".md": "md", ".tex": "latex", ".txt": "text", ".json": "json", ".pdf": "html"}
_POINTS = 10


class WorkedExample(QObject):
    """Asks for a file, has the update worked out on the engine thread, and writes it whole or not at all."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._bench = bench

    def save(self) -> None:
        """Ask where to, then write."""
        bench = self._bench
        folder = bench.document.file.parent if bench.document.file else Path.home()
        dialog = QFileDialog(bench.window, "Save this update as a worked example", str(folder))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([f"{name} (*{suffix})" for suffix, name in KINDS.items()])
        dialog.setDefaultSuffix("pdf")
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(chosen.split("*.")[1].rstrip(")")))
        snapshot = bench.last_snapshot
        dialog.selectFile(f"update-{(snapshot.update if snapshot else 0) + 1}")
        if dialog.exec():
            self.save_path(Path(dialog.selectedFiles()[0]))
        dialog.deleteLater()

    def save_path(self, path: Path) -> None:
        """Write the update under way, or the next one, in the form that the file's ending names."""
        bench = self._bench
        if path.suffix.lower() not in KINDS:
            known = ", ".join(KINDS)
            bench.window.toast.show_message(
                "error", f"{path.name} names no form of a worked example: end it in one of {known}."
            )
            return
        example, selected = bench.view.state.example, bench.view.state.selected
        unit = selected[1] if selected else 0
        style = bench.number_style

        def work(session: Session) -> Generator[None, None, Worked]:
            update: TracedUpdate = yield from session.work_out(Grain.NEURON, example, unit)
            return Worked(session.spec, session.data.info, (update,))

        bench.player.ask(work, lambda worked: self._write(path, worked, style))

    def _write(self, path: Path, worked: Worked, style: NumberStyle) -> None:
        suffix = path.suffix.lower()
        text = FORMATS[_WRITERS[suffix]](worked, style)
        content = pdf_of(text) if suffix == ".pdf" else text.encode()
        file = QSaveFile(str(path))
        toast = self._bench.window.toast
        if (
            not file.open(QIODevice.OpenModeFlag.WriteOnly)
            or file.write(content) != len(content)
            or not file.commit()
        ):
            toast.show_message("error", f"{path.name} cannot be written: {file.errorString()}. Choose another place.")
            return
        toast.show_message("info", f"Saved {path.name}: update {worked.updates[0].update + 1:,}, step by step.")


def pdf_of(html: str) -> bytes:
    """A page of HTML as PDF, A4."""
    families = load_fonts()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(8, 8, 8, 8), QPageLayout.Unit.Millimeter)
    writer.setResolution(96)
    document = QTextDocument()
    font = QFont([families.math, families.ui])
    font.setPointSize(_POINTS)
    document.setDefaultFont(font)
    document.setHtml(html)
    document.print_(writer)
    del writer
    buffer.close()
    return bytes(data.data())
