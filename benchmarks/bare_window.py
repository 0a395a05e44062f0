"""The least a program with these libraries can do: import them, show an empty window, say when it was painted."""

import os
import sys
import time

import numpy  # noqa: F401  (its import is what is measured)
import pyqtgraph  # noqa: F401
from PySide6.QtWidgets import QApplication, QWidget


class Bare(QWidget):
    """Ends the process at its first paint."""

    def paintEvent(self, _event: object) -> None:
        print(time.monotonic(), flush=True)
        os._exit(0)


if __name__ == "__main__":
    app = QApplication(sys.argv)
    window = Bare()
    window.resize(1440, 900)
    window.show()
    app.exec()
