"""Whether there is a screen to open a window on, found out without a QApplication, which would abort the process."""

import ctypes
import os
import re
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from engine.cli import Refused
from gui.cli.x_server import local_connection, x_refusal

_INSTEAD = 'run "main.py demo" for pictures without one, or "main.py train" for figures.'
_PLUGIN = re.compile(r"libq(\w+)\.so")


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
    """Why no window can open under these variables, or "" if one can."""
    chosen = [part.split(":")[0] for part in environment.get("QT_QPA_PLATFORM", "").split(";") if part]
    reasons = []
    for platform in chosen or _usual_platforms(environment):
        reason = _unusable(platform, environment)
        if not reason:
            return ""
        reasons.append(reason)
    return " and ".join(dict.fromkeys(reasons)) or "neither DISPLAY nor WAYLAND_DISPLAY is set"


def _usual_platforms(environment: Mapping[str, str]) -> list[str]:
    wayland = environment.get("WAYLAND_DISPLAY") or environment.get("WAYLAND_SOCKET")
    return ["xcb"] * bool(environment.get("DISPLAY")) + ["wayland"] * bool(wayland)


def _unusable(platform: str, environment: Mapping[str, str]) -> str:
    """Why Qt cannot open a window by this plugin of its, or ""."""
    if platform == "xcb":
        display = environment.get("DISPLAY", "")
        return (x_refusal(display, environment) if display else "DISPLAY is not set") or _unloadable("xcb")
    if platform.startswith("wayland"):
        return _wayland_silence(environment) or _unloadable("wayland")
    known = _platforms()
    if known and platform not in known and not environment.get("QT_QPA_PLATFORM_PLUGIN_PATH"):
        return f'QT_QPA_PLATFORM="{platform}" is none of {", ".join(sorted(known))}'
    return ""


def _wayland_silence(environment: Mapping[str, str]) -> str:
    if environment.get("WAYLAND_SOCKET"):
        return ""
    display, folder = environment.get("WAYLAND_DISPLAY", ""), environment.get("XDG_RUNTIME_DIR", "/nowhere")
    if not display:
        return "WAYLAND_DISPLAY is not set"
    connection = local_connection(str(Path(folder) / display))
    if connection is None:
        return f'WAYLAND_DISPLAY="{display}" does not answer'
    connection.close()
    return ""


def _platforms() -> dict[str, Path]:
    """Qt's own platform plugins by name; none where PySide6 keeps them elsewhere."""
    package = find_spec("PySide6")
    for folder in (package.submodule_search_locations or ()) if package else ():
        files = (Path(folder) / "Qt/plugins/platforms").glob("libq*.so")
        return {found[1]: file for file in files if (found := _PLUGIN.fullmatch(file.name))}
    return {}


def _unloadable(platform: str) -> str:
    """The library without which Qt's plugin does not load, in words, or ""."""
    plugin = _platforms().get(platform)
    if plugin is None:
        return ""
    try:
        ctypes.CDLL(str(plugin))  # Qt loads it too: nothing is done twice
    except OSError as error:
        return f"Qt's {platform} plugin does not load: {str(error).rstrip('.')}; \"make run\" installs what it needs"
    return ""
