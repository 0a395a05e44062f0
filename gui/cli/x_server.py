"""Knocking at an X server without any library: whether it answers, and lets this program in."""

import os
import re
import socket
import struct
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

TIMEOUT_SECONDS = 2.0
_X_PORT = 6000
_DISPLAY = re.compile(r"(?P<host>.*):(?P<number>\d{1,5})(?:\.\d+)?")
_COOKIE = b"MIT-MAGIC-COOKIE-1"
_ANY_PLACE = 65535  # an entry's family: good for every address
_MOST_BYTES = 2**20
_REFUSED, _LET_IN = 0, 1
_kept_open: list[socket.socket] = []
"""A server whose last client leaves begins anew, so the knocker stays until Qt has come."""


def x_refusal(display: str, environment: Mapping[str, str]) -> str:
    """Why no window can open on an X display such as :0, host:10.0 or /path/to/a/socket:0, or "" if one can."""
    found = _DISPLAY.fullmatch(display)
    connection = None if found is None else _connected(found["host"].removesuffix("/unix"), int(found["number"]))
    if found is None or connection is None:
        return f'DISPLAY="{display}" does not answer'
    secrets = _secrets(_authority_file(environment), found["number"].encode())
    reason: str | None = None
    with suppress(OSError, struct.error):
        connection.sendall(_set_up(secrets.get(_COOKIE, b"")))
        reason = _answer(connection)
    if reason == "" or (reason and secrets and _COOKIE not in secrets):  # by another scheme Qt may get in
        _kept_open.append(connection)
        return ""
    connection.close()
    return f'DISPLAY="{display}" does not answer' if reason is None else f'DISPLAY="{display}" refuses: {reason}'


def local_connection(place: str) -> socket.socket | None:
    """A connection to a local socket of this name, if something listens there."""
    if not hasattr(socket, "AF_UNIX"):
        return None
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connection.settimeout(TIMEOUT_SECONDS)
        connection.connect(place)
    except (OSError, ValueError):
        connection.close()
        return None
    return connection


def _connected(host: str, number: int) -> socket.socket | None:
    if host.startswith("/"):
        return local_connection(host) or local_connection(f"{host}:{number}")
    if host in ("", "unix"):
        place = f"/tmp/.X11-unix/X{number}"
        return local_connection("\0" + place) or local_connection(place)
    with suppress(OSError, OverflowError):
        return socket.create_connection((host.strip("[]"), _X_PORT + number), TIMEOUT_SECONDS)
    return None


def _set_up(cookie: bytes) -> bytes:
    """The first message of a client of protocol 11.0, little end first, with the cookie if there is one."""
    name = _COOKIE if cookie else b""
    return struct.pack("<BxHHHHxx", ord("l"), 11, 0, len(name), len(cookie)) + _padded(name) + _padded(cookie)


def _padded(text: bytes) -> bytes:
    return text + b"\0" * (-len(text) % 4)


def _answer(connection: socket.socket) -> str:
    """The server's reason to refuse, "" if it lets the client in; struct.error if it hangs up."""
    status, length, words = struct.unpack("<BBxxxxH", _read(connection, 8))
    if status == _LET_IN:
        return ""
    text = _read(connection, 4 * words)[: length if status == _REFUSED else None]
    return text.rstrip(b"\0\n").decode("latin-1").strip() or "it gives no reason"


def _read(connection: socket.socket, count: int) -> bytes:
    """So many bytes, or fewer if there are no more."""
    content = b""
    while len(content) < count and (more := connection.recv(count - len(content))):
        content += more
    return content


def _authority_file(environment: Mapping[str, str]) -> Path:
    return Path(environment.get("XAUTHORITY") or Path(environment.get("HOME", "/nowhere")) / ".Xauthority")


def _secrets(file: Path, number: bytes) -> dict[bytes, bytes]:
    """The secrets known for a display by their schemes; this machine's come before others'."""
    try:
        entries = list(_entries(file.read_bytes()[:_MOST_BYTES]))
    except (OSError, struct.error):
        return {}
    here = os.uname().nodename.encode()
    fitting = [entry for entry in entries if entry[2] in (number, b"")]
    fitting.sort(key=lambda entry: entry[0] == _ANY_PLACE or entry[1] == here)
    return {scheme: secret for _, _, _, scheme, secret in fitting}


def _entries(content: bytes) -> Iterator[tuple[int, bytes, bytes, bytes, bytes]]:
    """(family, address, display, name of the scheme, secret) of each entry of an authority file."""
    place = 0
    while place < len(content):
        (family,) = struct.unpack_from(">H", content, place)
        place += 2
        fields = []
        for _ in range(4):
            (length,) = struct.unpack_from(">H", content, place)
            fields.append(content[place + 2 : place + 2 + length])
            place += 2 + length
        yield family, fields[0], fields[1], fields[2], fields[3]
