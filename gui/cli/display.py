"""Whether there is a screen to open a window on, found out without Qt, which would abort the process."""

import os
import re
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

from engine.cli import Refused

TIMEOUT_SECONDS = 2.0
_X_PORT = 6000
_DISPLAY = re.compile(r"(?P<host>.*):(?P<number>\d{1,5})(?:\.\d+)?")
_INSTEAD = 'run "main.py demo" for pictures without one, or "main.py train" for figures.'


def require_display() -> None:
    """Go on only where a window can open.

    Raises:
        Refused: there is none, in one sentence.
    """
    if sys.platform in ("darwin", "win32"):
        return
    reason = missing_display(os.environ)
    if reason:
        raise Refused(f"There is no display to open a window on ({reason}): {_INSTEAD}")


def use_no_screen() -> None:
    """Draw in memory; to be called before the QApplication is made."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"


def missing_display(environment: Mapping[str, str]) -> str:
    """Why no window can open under these variables, or "" if one can; a chosen Qt platform is trusted."""
    platform = environment.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0]
    if platform and platform != "xcb" and not platform.startswith("wayland"):
        return ""
    display, wayland = environment.get("DISPLAY", ""), environment.get("WAYLAND_DISPLAY", "")
    silent = []
    if not platform.startswith("wayland") and display:
        if x_server_answers(display):
            return ""
        silent.append(f'DISPLAY="{display}" does not answer')
    if platform != "xcb" and (wayland or environment.get("WAYLAND_SOCKET")):
        folder = environment.get("XDG_RUNTIME_DIR", "/nowhere")
        if environment.get("WAYLAND_SOCKET") or _answers(str(Path(folder) / wayland)):
            return ""
        silent.append(f'WAYLAND_DISPLAY="{wayland}" does not answer')
    return " and ".join(silent) or "neither DISPLAY nor WAYLAND_DISPLAY is set"


def x_server_answers(display: str) -> bool:
    """Whether something listens at an X display such as :0, host:10.0 or /path/to/a/socket:0."""
    found = _DISPLAY.fullmatch(display)
    if found is None:
        return False
    host, number = found["host"].removesuffix("/unix"), int(found["number"])
    if host.startswith("/"):
        return _answers(host) or _answers(f"{host}:{number}")
    if host in ("", "unix"):
        place = f"/tmp/.X11-unix/X{number}"
        return _answers("\0" + place) or _answers(place)
    try:
        with socket.create_connection((host.strip("[]"), _X_PORT + number), TIMEOUT_SECONDS):
            return True
    except (OSError, OverflowError):
        return False


def _answers(place: str) -> bool:
    """Whether a local socket of this name can be connected to."""
    if not hasattr(socket, "AF_UNIX"):
        return False
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(TIMEOUT_SECONDS)
            connection.connect(place)
            return True
    except (OSError, ValueError):
        return False
