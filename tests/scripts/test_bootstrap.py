"""The set-up script: what it asks for, what it says, and when it does nothing."""

from __future__ import annotations

import fcntl
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "bootstrap.py"
LDD = """
/x/PySide6/Qt/plugins/platforms/libqxcb.so:
\tlinux-vdso.so.1 (0x00007ffd)
\tlibxcb-cursor.so.0 => not found
\tlibX11.so.6 => /lib/x86_64-linux-gnu/libX11.so.6 (0x00007f00)
\tlibxcb-icccm.so.4 => not found
QtGui.abi3.so: libEGL.so.1: cannot open shared object file: No such file or directory
"""


@pytest.fixture
def bootstrap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Load the script for a project in a temporary folder, with a finished-looking .venv."""
    spec = importlib.util.spec_from_file_location("bootstrap", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    venv = tmp_path / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "pyvenv.cfg").write_text("version = 3.11.2\n")
    (tmp_path / "uv.lock").write_text("version = 1\n")
    (venv / "bin" / "python").symlink_to(sys.executable)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", venv)
    monkeypatch.setattr(module, "PYTHON", venv / "bin" / "python")
    monkeypatch.setattr(module, "UNFINISHED", venv / "chainrule-set-up-unfinished")
    return module


def stamp(bootstrap: ModuleType, level: str, needs: list[str]) -> None:
    """Leave the stamp of a finished set-up."""
    text = json.dumps({"key": bootstrap.stamp_key(), "needs": needs})
    (bootstrap.VENV / f"chainrule-{level}.json").write_text(text)


def test_missing_libraries_are_read_from_ldd_and_the_loader(bootstrap: ModuleType) -> None:
    missing = ["libEGL.so.1", "libxcb-cursor.so.0", "libxcb-icccm.so.4"]
    assert bootstrap.missing_libraries(LDD) == missing
    assert bootstrap.packages_for(missing) == ["libegl1", "libxcb-cursor0", "libxcb-icccm4"]


@pytest.mark.parametrize(
    ("soname", "package"),
    [
        ("libGL.so.1", "libgl1"),
        ("libX11-xcb.so.1", "libx11-xcb1"),
        ("libdbus-1.so.3", "libdbus-1-3"),
        ("libfontconfig.so.1", "libfontconfig1"),
        ("libglib-2.0.so.0", "libglib2.0-0"),
        ("libgthread-2.0.so.0", "libglib2.0-0"),
        ("libxcb-render-util.so.0", "libxcb-render-util0"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("libz.so.1", "zlib1g"),
    ],
)
def test_the_package_of_a_library(bootstrap: ModuleType, soname: str, package: str) -> None:
    assert bootstrap.packages_for([soname]) == [package]


def test_without_root_one_command_is_printed(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    report = {"failures": ["libqxcb.so: ..."], "missing": ["libxcb-cursor.so.0"], "libraries": []}
    monkeypatch.setattr(bootstrap, "ask_qt", lambda: report)
    monkeypatch.setattr(bootstrap, "set_up", bootstrap.install_system_packages)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", {"apt-get": "/usr/bin/apt-get", "sudo": "/usr/bin/sudo"}.get)
    assert bootstrap.main(["--tests"]) == 2
    command = "apt-get install --yes --no-install-recommends libxcb-cursor0 xvfb xdotool'"
    assert f"  sudo sh -c 'apt-get update && {command}\n" in capsys.readouterr().err


def test_without_sudo_the_command_uses_su(bootstrap: ModuleType) -> None:
    sentence = bootstrap.administrator_command(["libegl1"], has_sudo=False)
    assert "\n  su -c 'apt-get update && apt-get install --yes --no-install-recommends libegl1'\n" in sentence


@pytest.mark.parametrize("version", [(3, 10), (3, 14)])
def test_an_unsuitable_python_is_refused(bootstrap: ModuleType, version: tuple[int, int]) -> None:
    with pytest.raises(bootstrap.SetupError, match=rf"needs Python 3\.11.* is Python 3\.{version[1]}\."):
        bootstrap.check_python(version)


def test_a_python_without_venv_is_refused(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(bootstrap.SetupError, match="apt-get install python3-venv"):
        bootstrap.check_python((3, 11))


def test_a_ready_checkout_is_left_alone(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "set_up", lambda level: pytest.fail(f"set up again for {level}"))
    stamp(bootstrap, "test", [str(SCRIPT)])
    assert bootstrap.main([]) == 0
    assert bootstrap.main(["--tests"]) == 0


@pytest.mark.parametrize("change", ["lock", "python", "library", "torn"])
def test_a_stamp_ends_with_what_it_stands_for(bootstrap: ModuleType, change: str) -> None:
    library = bootstrap.ROOT / "libxcb-cursor.so.0"
    library.touch()
    stamp(bootstrap, "run", [str(library)])
    assert bootstrap.is_ready("run")
    assert not bootstrap.is_ready("test")
    match change:
        case "lock":
            (bootstrap.ROOT / "uv.lock").write_text("version = 2\n")
        case "python":
            (bootstrap.VENV / "pyvenv.cfg").write_text("version = 3.12.1\n")
        case "library":
            library.unlink()
        case "torn":
            (bootstrap.VENV / "chainrule-run.json").write_text('{"key": ')
    assert not bootstrap.is_ready("run")


def test_a_half_made_environment_is_made_anew(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    bootstrap.UNFINISHED.touch()
    commands: list[list[str]] = []

    def remember(command: list[str], problem: str) -> None:
        commands.append(command)
        bootstrap.VENV.mkdir(exist_ok=True)

    monkeypatch.setattr(bootstrap, "run", remember)
    bootstrap.make_environment()
    assert commands[0][1:] == ["-m", "venv", str(bootstrap.VENV)]
    assert not (bootstrap.VENV / "pyvenv.cfg").exists()


def test_a_second_set_up_waits_for_the_first(bootstrap: ModuleType) -> None:
    lock = str(bootstrap.ROOT / ".venv.lock")
    Path(lock).touch()
    program = "import fcntl, sys; f = open(sys.argv[1]); fcntl.flock(f, 2); print(1, flush=True); input()"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", program, lock], **pipes) as first:
        assert first.stdout.readline() == b"1\n"
        said: list[str] = []
        bootstrap.say = lambda text: (said.append(text), first.stdin.write(b"\n"), first.stdin.flush())
        with bootstrap.only_one():
            assert said == ["Waiting for another set-up of this checkout to finish ..."]
            assert first.wait(10) == 0


def test_the_lock_lets_nobody_else_in(bootstrap: ModuleType) -> None:
    lock = bootstrap.ROOT / ".venv.lock"
    with bootstrap.only_one(), lock.open() as other, pytest.raises(BlockingIOError):
        fcntl.flock(other, fcntl.LOCK_SH | fcntl.LOCK_NB)


def test_the_probe_loads_qt_and_reports_the_libraries_in_use() -> None:
    report = json.loads(subprocess.check_output([sys.executable, str(SCRIPT), "--probe"]))
    assert report["failures"] == report["missing"] == []
    assert any("libxcb-cursor.so.0" in path for path in report["libraries"])
    assert all("PySide6" not in path for path in report["libraries"])
