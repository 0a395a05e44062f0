"""Downloading from a server of the test's own: whole files alone, tried again, given up when asked."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from engine.catalog.data_source import DataMissing
from engine.catalog.picture_set import PictureFile, PictureSet
from engine.pictures import look_again
from engine.pictures.download import Download
from engine.pictures.finding import pictures_of
from tests.idx_files import NAMES, idx, some_clothes

SET = "fashion_mnist"
CONTENT = {
    f"{name}.gz": gzip.compress(idx(part), 1) for name, part in zip(NAMES, some_clothes(600, 100), strict=True)
}


class Server(ThreadingHTTPServer):
    """Gives CONTENT, but answers the first `failures` requests as `failure` says."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.failure, self.failures, self.asked = "", 0, list[str]()
        self.waits = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        server = self.server
        assert isinstance(server, Server)
        server.asked.append(self.path[1:])
        content = CONTENT[self.path[1:]]
        failing = len(server.asked) <= server.failures
        if failing and server.failure == "absent":
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if failing and server.failure == "other":
            content = bytes(len(content))
        if failing and server.failure == "cut":
            content = content[: len(content) // 2]
        if failing and server.failure == "slow":
            self.wfile.write(content[:70_000])
            server.waits.wait(5.0)
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""


@pytest.fixture
def server() -> Iterator[Server]:
    found = Server()
    thread = threading.Thread(target=found.serve_forever, args=(0.01,))
    thread.start()
    yield found
    found.waits.set()
    found.shutdown()
    found.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The set with the test's own files and digests."""
    files = tuple(
        PictureFile(name, len(content), hashlib.sha256(gzip.decompress(content)).hexdigest())
        for name, content in CONTENT.items()
    )

    def small(name: str) -> PictureSet:
        return replace(pictures_of(name), files=files)  # type: ignore[arg-type]

    monkeypatch.setattr("engine.pictures.download.pictures_of", small)
    monkeypatch.setattr("engine.pictures.download.PAUSE_SECONDS", 0.0)
    yield
    look_again(SET)


def test_four_files_come_and_are_whole(server: Server, tmp_path: Path) -> None:
    said: list[tuple[int, int]] = []
    assert Download(SET, lambda done, total: said.append((done, total)), tmp_path / "new", [server.address]).run()
    assert {path.name: path.read_bytes() for path in (tmp_path / "new").iterdir()} == CONTENT
    total = sum(map(len, CONTENT.values()))
    assert said[-1] == (total, total)
    assert said == sorted(said)
    server.asked.clear()
    (tmp_path / "new" / f"{NAMES[1]}.gz").write_bytes(b"damaged")
    assert Download(SET, folder=tmp_path / "new", sources=[server.address]).run()
    assert server.asked == [f"{NAMES[1]}.gz"], "what is there and whole is not fetched again"


@pytest.mark.parametrize("failure", ["absent", "other", "cut"])
def test_what_fails_once_is_tried_again(failure: str, server: Server, tmp_path: Path) -> None:
    server.failure, server.failures = failure, 1
    assert Download(SET, folder=tmp_path, sources=[server.address]).run()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == CONTENT


def test_the_next_source_is_asked_where_one_fails(server: Server, tmp_path: Path) -> None:
    assert Download(SET, folder=tmp_path, sources=["http://127.0.0.1:9/", server.address]).run()
    assert len(list(tmp_path.iterdir())) == 4


@pytest.mark.parametrize(("failure", "said"), [("absent", "Not Found"), ("other", "another file"), ("cut", "could")])
def test_what_fails_for_good_is_said_and_leaves_nothing(
    failure: str, said: str, server: Server, tmp_path: Path
) -> None:
    server.failure, server.failures = failure, 99
    with pytest.raises(DataMissing, match=said) as caught:
        Download(SET, folder=tmp_path, sources=[server.address]).run()
    for way in ("Try again when this machine is online", "dataset-fashion-mnist", "name a folder"):
        assert way in str(caught.value)
    assert not list(tmp_path.iterdir())


def test_a_stopped_download_ends_without_a_trace(server: Server, tmp_path: Path) -> None:
    server.failure, server.failures = "slow", 1
    begun = threading.Event()
    running = Download(SET, lambda done, total: begun.set(), tmp_path, [server.address])
    found: list[bool] = []
    thread = threading.Thread(target=lambda: found.append(running.run()))
    thread.start()
    assert begun.wait(5.0)
    running.stop()
    server.waits.set()
    thread.join(5.0)
    assert found == [False]
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_is_named(server: Server, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DataMissing, match="could not be downloaded"):
        Download(SET, folder=tmp_path / "file" / "below", sources=[server.address]).run()
