"""The virtual X screen is a real one: Qt's xcb platform opens on it, at the size the tests count on."""

import os
import subprocess
import sys

PROGRAM = """
from PySide6.QtWidgets import QApplication
application = QApplication([])
size = application.primaryScreen().size()
print(application.platformName(), size.width(), size.height())
"""


def test_qt_opens_on_the_virtual_screen(x_display: str) -> None:
    environment = os.environ | {"DISPLAY": x_display, "QT_QPA_PLATFORM": "xcb"}
    answer = subprocess.check_output([sys.executable, "-c", PROGRAM], env=environment, text=True)
    assert answer.split() == ["xcb", "1440", "900"]
