"""Whether a display answers and lets the program in is found out without Qt."""

from __future__ import annotations

import os
import shutil
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gui.cli import display, x_server
from gui.cli.display import missing_display
from tests.gui.conftest import read_number

ROOT = Path(__file__).resolve().parents[3]
FREE = 4700  # a display number that nobody uses
REASON = b"Authorization required, but no authorization protocol specified\n"

pytestmark = [
    pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="there is always a display"),
    pytest.mark.usefixtures("_nobody_stays"),
]
Serve = Callable[[bytes], str]


@pytest.fixture
def _nobody_stays() -> Iterator[None]:
    yield
    for connection in x_server._kept_open:
        connection.close()
    x_server._kept_open.clear()


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Listens as an X server does, gives everybody the same answer, and says its display."""
    servers: list[socket.socket] = []

    def answering(answer: bytes) -> str:
        server = socket.create_server(("127.0.0.1", 0))
        servers.append(server)

        def work() -> None:
            while True:
                try:
                    client, _ = server.accept()
                except OSError:
                    return
                with client:
                    client.recv(4096)
                    client.sendall(answer)

        threading.Thread(target=work, daemon=True).start()
        return f"127.0.0.1:{server.getsockname()[1] - 6000}"

    yield answering
    for server in servers:
        server.shutdown(socket.SHUT_RDWR)
        server.close()


def refusal(reason: bytes) -> bytes:
    padded = reason + b"\0" * (-len(reason) % 4)
    return struct.pack("<BBHHH", 0, len(reason), 11, 0, len(padded) // 4) + padded


def authority(folder: Path, *entries: tuple[int, bytes, str, bytes, bytes]) -> Path:
    """An Xauthority file of (family, address, display, scheme, secret)."""
    content = b""
    for family, *fields in entries:
        content += struct.pack(">H", family)
        for field in fields:
            text = field.encode() if isinstance(field, str) else field
            content += struct.pack(">H", len(text)) + text
    file = folder / f"authority-{len(list(folder.iterdir()))}"  # a server reads its own again when it changes
    file.write_bytes(content)
    return file


def test_nothing_is_set() -> None:
    assert missing_display({}) == "neither DISPLAY nor WAYLAND_DISPLAY is set"
    assert missing_display({"QT_QPA_PLATFORM": "xcb"}) == "DISPLAY is not set"
    assert missing_display({"QT_QPA_PLATFORM": "wayland"}) == "WAYLAND_DISPLAY is not set"


def test_a_platform_of_qts_is_trusted_and_another_named() -> None:
    assert not missing_display({"QT_QPA_PLATFORM": "offscreen"})
    assert not missing_display({"QT_QPA_PLATFORM": "vnc:size=800x600"})
    assert not missing_display({"QT_QPA_PLATFORM": "nonsense;offscreen"})
    reason = missing_display({"QT_QPA_PLATFORM": "nonsense"})
    assert reason.startswith('QT_QPA_PLATFORM="nonsense" is none of ')
    assert {"offscreen", "xcb", "wayland"} <= set(reason.partition("none of ")[2].split(", "))


@pytest.mark.parametrize("shown", [f":{FREE}", f"unix:{FREE}", f"127.0.0.1:{FREE}", "nonsense", ":", ":99999"])
def test_a_silent_display_is_named(shown: str) -> None:
    assert missing_display({"DISPLAY": shown}) == f'DISPLAY="{shown}" does not answer'


def test_a_server_lets_in_or_refuses(serve: Serve) -> None:
    open_house, closed, silent = serve(b"\1" + bytes(7)), serve(refusal(REASON)), serve(b"")
    assert missing_display({"DISPLAY": open_house + ".0"}) == ""
    said = 'refuses: Authorization required, but no authorization protocol specified'
    assert missing_display({"DISPLAY": closed}) == f'DISPLAY="{closed}" {said}'
    assert missing_display({"DISPLAY": silent}) == f'DISPLAY="{silent}" does not answer'
    asks_for_more = serve(struct.pack("<B5xH", 2, 2) + b"Kerberos")
    assert missing_display({"DISPLAY": asks_for_more}).endswith("refuses: Kerberos")


def test_a_scheme_that_only_qt_knows_is_left_to_qt(serve: Serve, tmp_path: Path) -> None:
    closed = serve(refusal(REASON))
    number = closed.partition(":")[2]
    other = authority(tmp_path, (65535, b"", number, b"XDM-AUTHORIZATION-1", bytes(16)))
    assert missing_display({"DISPLAY": closed, "XAUTHORITY": str(other)}) == ""


def test_a_real_server_wants_its_cookie(tmp_path: Path) -> None:
    cookie, wrong = bytes(range(16)), bytes(16)
    here = os.uname().nodename.encode()
    scheme = b"MIT-MAGIC-COOKIE-1"
    file = authority(tmp_path, (256, here, "", scheme, cookie))
    program = shutil.which("Xvfb")
    if program is None:
        pytest.fail("Xvfb is not installed: `make test` does it, or apt-get install xvfb")
    read, write = os.pipe()
    command = [program, "-displayfd", str(write), "-auth", str(file), "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        shown = f":{read_number(read)}"
        environment = {"DISPLAY": shown, "XAUTHORITY": str(file)}
        assert missing_display(environment) == ""
        assert missing_display(environment | {"QT_QPA_PLATFORM": "wayland"}) == "WAYLAND_DISPLAY is not set"
        refused = f'DISPLAY="{shown}" refuses: '
        assert missing_display({"DISPLAY": shown, "XAUTHORITY": "/nowhere"}).startswith(refused)
        mixed = authority(tmp_path, (256, b"other", shown[1:], scheme, wrong), (256, here, shown[1:], scheme, cookie))
        assert missing_display(environment | {"XAUTHORITY": str(mixed)}) == ""
        lost = authority(tmp_path, (256, here, shown[1:], scheme, wrong))
        assert missing_display(environment | {"XAUTHORITY": str(lost)}).startswith(refused)
        lost.write_bytes(b"\1\0\0")
        assert missing_display(environment | {"XAUTHORITY": str(lost)}).startswith(refused)
    finally:
        os.close(read)
        server.terminate()
        server.wait()


def test_a_plugin_that_does_not_load_is_named(serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "libqxcb.so"
    broken.write_bytes(b"no library")
    monkeypatch.setattr(display, "_platforms", lambda: {"xcb": broken})
    reason = missing_display({"DISPLAY": serve(b"\1" + bytes(7))})
    assert reason.startswith("Qt's xcb plugin does not load: ")
    assert "libqxcb.so" in reason


def test_wayland_answers(tmp_path: Path) -> None:
    environment = {"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": str(tmp_path)}
    assert missing_display(environment) == 'WAYLAND_DISPLAY="wayland-7" does not answer'
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-7"))
        server.listen()
        assert not missing_display(environment)
        assert missing_display(environment | {"QT_QPA_PLATFORM": "xcb"})


@pytest.mark.parametrize("place", ["display", "platform"])
def test_the_program_says_it_in_one_sentence_and_ends_with_2(place: str, serve: Serve) -> None:
    free = {name: value for name, value in os.environ.items() if not name.startswith(("WAYLAND", "QT_QPA", "XAUTH"))}
    wrong = {"DISPLAY": serve(refusal(REASON))} if place == "display" else {"QT_QPA_PLATFORM": "nonsense"}
    command = [sys.executable, "main.py"]
    ended = subprocess.run(command, cwd=ROOT, env=free | wrong, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert len(ended.stderr.splitlines()) == 1
    assert "There is no display to open a window on" in ended.stderr
