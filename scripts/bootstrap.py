"""Set up this checkout: its own .venv, the locked dependencies and the system libraries Qt needs.

Only the standard library is used, because nothing else is there yet.  Called by the Makefile:

    python3 scripts/bootstrap.py            what the program needs
    python3 scripts/bootstrap.py --tests    also what its tests need

Exit code 0: ready; 2: a sentence on stderr says what is missing and how to get it.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import importlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
UNFINISHED = VENV / "chainrule-set-up-unfinished"
SUPPORTED = ((3, 11), (3, 12), (3, 13))

QT_MODULES = ("QtCore", "QtGui", "QtWidgets", "QtSvg", "QtPrintSupport", "QtTest")
QT_PLUGINS = (
    "platforms/libqxcb.so",
    "platforms/libqwayland.so",
    "platforms/libqoffscreen.so",
    "iconengines/libqsvgicon.so",
    "imageformats/libqsvg.so",
)
UNUSUAL_PACKAGES = {
    "libbrotlidec.so.1": "libbrotli1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libz.so.1": "zlib1g",
}
TEST_TOOLS = {"Xvfb": "xvfb", "xdotool": "xdotool"}


class SetupError(Exception):
    """What stops the set-up, as a sentence that names the cure."""


def main(arguments: list[str]) -> int:
    """Make the checkout ready and return the exit code; a checkout that is ready costs a few file reads."""
    if arguments == ["--probe"]:
        print(json.dumps(probe()))
        return 0
    level = "test" if "--tests" in arguments else "run"
    try:
        if not is_ready(level):
            check_python(sys.version_info[:2])
            with only_one():
                if not is_ready(level):
                    set_up(level)
    except SetupError as error:
        print(f"Chainrule is not set up yet. {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Set-up interrupted; the next call starts it afresh.", file=sys.stderr)
        return 130
    return 0


def check_python(version: tuple[int, ...]) -> None:
    """Raise SetupError unless this Python can run the program and make a virtual environment."""
    if version not in SUPPORTED:
        found = ".".join(map(str, version))
        raise SetupError(
            f"It needs Python 3.11, 3.12 or 3.13, and {sys.executable} is Python {found}. "
            "Name another one, for example: make run PYTHON=python3.11"
        )
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        raise SetupError(
            f"{sys.executable} cannot make virtual environments. "
            "Install Debian's package python3-venv (apt-get install python3-venv), then try again."
        )


def stamp_key() -> str:
    """Return what a finished set-up depends on: lock file, script, environment, place."""
    digest = hashlib.sha256(str(ROOT).encode())
    for path in (ROOT / "uv.lock", Path(__file__), VENV / "pyvenv.cfg"):
        digest.update(path.read_bytes() if path.exists() else b"none")
    return digest.hexdigest()


def is_ready(level: str) -> bool:
    """Return whether an earlier set-up for this level (or for the tests, which include it) still holds."""
    for name in {level, "test"}:
        try:
            stamp = json.loads((VENV / f"chainrule-{name}.json").read_text())
            if stamp["key"] == stamp_key() and all(map(os.path.exists, stamp["needs"])):
                return True
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return False


@contextlib.contextmanager
def only_one() -> Iterator[None]:
    """Hold the set-up lock; a second set-up waits here.  The kernel frees it when its holder dies."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    with open(ROOT / ".venv.lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for another set-up of this checkout to finish ...")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def set_up(level: str) -> None:
    """Do the whole set-up and leave a stamp; raises SetupError with a sentence."""
    make_environment()
    UNFINISHED.touch()
    install_dependencies(level)
    UNFINISHED.unlink()
    needs = [str(PYTHON)]
    if sys.platform == "linux":
        needs += install_system_packages(level)
    stamp = VENV / f"chainrule-{level}.json"
    partial = stamp.with_suffix(".part")
    partial.write_text(json.dumps({"key": stamp_key(), "needs": needs}))
    os.replace(partial, stamp)
    say("Chainrule is set up.")


def make_environment() -> None:
    """Make .venv with uv in it, anew when an earlier one is half-made or its Python is gone or unsuitable."""
    if VENV.exists() and (UNFINISHED.exists() or not environment_works()):
        say("The environment in .venv is incomplete or out of date: making it anew.")
        shutil.rmtree(VENV)
    if not VENV.exists():
        say(f"Making .venv with {sys.executable}; the first set-up takes a few minutes.")
        run([sys.executable, "-m", "venv", str(VENV)], "The virtual environment could not be made in .venv.")
    UNFINISHED.touch()
    if succeeds([str(PYTHON), "-m", "uv", "--version"]):
        return
    if not succeeds([str(PYTHON), "-m", "pip", "--version"]):
        run([str(PYTHON), "-m", "ensurepip"], "pip could not be put into .venv.")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "uv"]
    run(pip, "pip could not install uv into .venv: is the network reachable?")


def environment_works() -> bool:
    """Return whether .venv holds a Python that starts and is one of the supported versions."""
    return succeeds([str(PYTHON), "-c", f"import sys; sys.exit(sys.version_info[:2] not in {SUPPORTED})"])


def install_dependencies(level: str) -> None:
    """Install what uv.lock says; where uv cannot reach the packages, pip does, by the same hashes."""
    groups = [] if level == "test" else ["--no-dev"]
    uv = [str(PYTHON), "-m", "uv"]
    say("Installing the locked dependencies ...")
    if succeeds([*uv, "sync", "--locked", "--inexact", "--python", str(PYTHON), *groups], quiet=False):
        return
    say("uv could not install them; trying the same versions with pip and its settings ...")
    listing = VENV / "chainrule-locked.txt"
    export = [*uv, "export", "--quiet", "--frozen", "--no-emit-project", *groups, "-o", str(listing)]
    problem = "The locked dependencies could not be installed (see above): is the network reachable?"
    run(export, problem)
    run([str(PYTHON), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(listing)], problem)


def install_system_packages(level: str) -> list[str]:
    """Install what Qt and the tests lack, and return the paths of the files that are needed from now on."""
    report = ask_qt()
    missing = packages_for(report["missing"]) if report["failures"] else []
    tools = TEST_TOOLS if level == "test" else {}
    missing += [package for tool, package in tools.items() if not shutil.which(tool)]
    if missing:
        install_with_apt(missing)
        report = ask_qt()
    if report["failures"]:
        raise SetupError("Qt still cannot be loaded:\n  " + "\n  ".join(report["failures"]))
    return report["libraries"] + [path for tool in tools if (path := shutil.which(tool))]


def ask_qt() -> dict[str, list[str]]:
    """Return what `probe` finds in a fresh process of .venv's Python."""
    answer = subprocess.run([str(PYTHON), __file__, "--probe"], capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        raise SetupError(f"Qt could not be tried out:\n{answer.stderr.strip()}")
    return dict(json.loads(answer.stdout))


def probe() -> dict[str, list[str]]:
    """Load Qt's modules and plugins here; return failures, missing sonames and system libraries in use."""
    package = Path(next(iter(importlib.import_module("PySide6").__path__)))
    modules = [package / f"{name}.abi3.so" for name in QT_MODULES]
    plugins = [package / "Qt/plugins" / name for name in QT_PLUGINS]
    failures = []
    for path in modules + plugins:
        try:
            if path in modules:
                importlib.import_module(f"PySide6.{path.name.split('.')[0]}")
            else:
                ctypes.CDLL(str(path))
        except (ImportError, OSError) as error:
            failures.append(f"{path.name}: {error}")
    files = [str(path) for path in modules + plugins]
    listing = subprocess.run(["ldd", *files], capture_output=True, text=True, check=False).stdout
    found = set(re.findall(r"=> (/\S+)", listing))
    return {
        "failures": failures,
        "missing": missing_libraries("\n".join([listing, *failures])),
        "libraries": sorted(path for path in found if package not in Path(path).parents),
    }


def missing_libraries(text: str) -> list[str]:
    """Return the sonames that ldd or the loader's messages in `text` report as not found, sorted."""
    by_ldd = re.findall(r"^\s*(\S+) => not found", text, re.MULTILINE)
    by_loader = re.findall(r"(\S+): cannot open shared object file", text)
    return sorted({*by_ldd, *by_loader})


def packages_for(sonames: Iterable[str]) -> list[str]:
    """Return the Debian packages that hold these libraries, sorted.

    Debian's policy (8.1) names the package after the soname in small letters: libEGL.so.1 is in libegl1, and
    a name that ends in a digit gets a hyphen, libxkbcommon-x11.so.0 is in libxkbcommon-x11-0.
    """
    packages = set()
    for soname in sonames:
        name, _, version = soname.lower().partition(".so.")
        hyphen = "-" if name[-1:].isdigit() else ""
        packages.add(UNUSUAL_PACKAGES.get(soname, name + hyphen + version))
    return sorted(packages)


def install_with_apt(packages: list[str]) -> None:
    """Install Debian packages when root; otherwise raise SetupError with the one command that does it."""
    if shutil.which("apt-get") is None:
        raise SetupError(
            f"System packages are missing, named in Debian {', '.join(packages)}. "
            "Install them with your system's package manager, then try again."
        )
    if os.geteuid() != 0:
        raise SetupError(administrator_command(packages, has_sudo=shutil.which("sudo") is not None))
    say(f"Installing system packages: {' '.join(packages)}")
    options = ["apt-get", "-o", "DPkg::Lock::Timeout=300"]
    problem = "The system packages could not be installed (see above)."
    run([*options, "update", "--quiet=2"], problem)
    run([*options, "install", "--yes", "--quiet=2", "--no-install-recommends", *packages], problem)


def administrator_command(packages: list[str], *, has_sudo: bool) -> str:
    """Return the sentence for a user who is not root, with the one command to run."""
    commands = f"apt-get update && apt-get install --yes --no-install-recommends {' '.join(packages)}"
    command = f"{'sudo sh -c' if has_sudo else 'su -c'} '{commands}'"
    return f"System packages are missing. Run this command, then try again:\n\n  {command}\n"


def clean_environment() -> dict[str, str]:
    """Return the environment of the tools that are started: .venv, this Python, no questions asked."""
    ours = {"UV_PROJECT_ENVIRONMENT": str(VENV), "UV_PYTHON_DOWNLOADS": "never"}
    inherited = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    return inherited | ours | {"DEBIAN_FRONTEND": "noninteractive"}


def succeeds(command: list[str], *, quiet: bool = True) -> bool:
    """Return whether the command could be started and ended well."""
    output = subprocess.DEVNULL if quiet else sys.stderr
    try:
        subprocess.run(command, cwd=ROOT, env=clean_environment(), stdout=output, stderr=output, check=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def run(command: list[str], problem: str) -> None:
    """Run a command whose output the user sees; raise SetupError with `problem` when it fails."""
    if not succeeds(command, quiet=False):
        raise SetupError(problem)


def say(text: str) -> None:
    """Tell the user at once what is going on."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
