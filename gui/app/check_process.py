"""TensorFlow's part of a gradient check, in a process of its own: the window never loads TensorFlow."""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QProcess, Signal

from engine.diagnostics import agreement_of

MAIN = Path(__file__).resolve().parents[2] / "main.py"
END_MS = 3000


class CheckProcess(QObject):
    """Runs `main.py check` on a file; found(Agreement) or failed(sentence) once for each start that is not ended."""

    found = Signal(object)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None

    @property
    def running(self) -> bool:
        """Whether a process is under way."""
        return self._process is not None

    def start(self, file: Path, whole: bool) -> None:
        """Compare the run in a .chainrule file with TensorFlow's gradient; a process under way is ended."""
        self.end()
        process = QProcess(self)
        self._process = process
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        extent = ["--whole"] if whole else []
        process.start(sys.executable, [str(MAIN), "check", str(file), "--json", "--no-differences", *extent])

    def end(self) -> None:
        """End the process under way, silently."""
        process, self._process = self._process, None
        if process is not None:
            process.blockSignals(True)
            process.kill()
            process.waitForFinished(END_MS)
            process.deleteLater()

    def _on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        out, complaint = _text(process.readAllStandardOutput()), _text(process.readAllStandardError())
        process.deleteLater()
        try:
            agreement = agreement_of(json.loads(out), "tensorflow")
        except ValueError:
            agreement = None
        if agreement is not None and status == QProcess.ExitStatus.NormalExit:
            self.found.emit(agreement)
        else:
            last = complaint.strip().splitlines()[-1:] or [f"The other process ended by itself (exit code {code})."]
            self.failed.emit(last[0])

    def _on_error(self, error: QProcess.ProcessError) -> None:
        process = self._process
        if process is not None and error == QProcess.ProcessError.FailedToStart:
            self._process = None
            self.failed.emit(f"Python could not be started for TensorFlow ({process.errorString()}).")
            process.deleteLater()


def _text(output: QByteArray) -> str:
    return bytes(output.data()).decode(errors="replace")
