"""Whether a display answers is found out without Qt."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest

from gui.cli.display import missing_display, x_server_answers

FREE = 4700  # a display number that nobody uses

pytestmark = pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="there is always a display")


def test_nothing_is_set() -> None:
    assert missing_display({}) == "neither DISPLAY nor WAYLAND_DISPLAY is set"


def test_a_chosen_platform_is_trusted() -> None:
    assert not missing_display({"QT_QPA_PLATFORM": "offscreen"})
    assert not missing_display({"QT_QPA_PLATFORM": "vnc:size=800x600"})
    assert missing_display({"QT_QPA_PLATFORM": "xcb"})
    assert missing_display({"QT_QPA_PLATFORM": "wayland"})


@pytest.mark.parametrize("display", [f":{FREE}", f"unix:{FREE}", f"127.0.0.1:{FREE}", "nonsense", ":", ":99999"])
def test_a_silent_display_is_named(display: str) -> None:
    assert missing_display({"DISPLAY": display}) == f'DISPLAY="{display}" does not answer'


@pytest.mark.skipif(sys.platform != "linux", reason="abstract sockets")
def test_a_local_server_answers() -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(f"\0/tmp/.X11-unix/X{FREE}")
        server.listen()
        for display in (f":{FREE}", f":{FREE}.0", f"unix:{FREE}"):
            assert x_server_answers(display)
        assert not missing_display({"DISPLAY": f":{FREE}"})
        assert missing_display({"DISPLAY": f":{FREE}", "QT_QPA_PLATFORM": "wayland"})


def test_a_server_over_the_net_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        number = server.getsockname()[1] - 6000
        assert x_server_answers(f"127.0.0.1:{number}.0")


def test_wayland_answers(tmp_path: Path) -> None:
    environment = {"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": str(tmp_path)}
    assert missing_display(environment) == 'WAYLAND_DISPLAY="wayland-7" does not answer'
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-7"))
        server.listen()
        assert not missing_display(environment)
        assert missing_display(environment | {"QT_QPA_PLATFORM": "xcb"})
