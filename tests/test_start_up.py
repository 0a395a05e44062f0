"""What a bare process loads with the program, and that this Qt survives Python's signals."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
QT = {"PySide6", "shiboken6", "pyqtgraph"}
SLOW = {"tensorflow", "keras", "sklearn", "scipy", "h5py"}

EMITTING = """
from PySide6.QtCore import QObject, Signal
class Source(QObject):
    happened = Signal(bool)
source, seen = Source(), []
source.happened.connect(seen.append)
for _ in range(5000):
    source.happened.emit(True)
print(len(seen))
"""

LEAN_PLOTS = """
import sys
import gui.app
from gui.app.fast_imports import import_pyqtgraph
import_pyqtgraph()
import pyqtgraph
import gui.plots.boundary, gui.plots.loss
from pyqtgraph.Qt import QtCore, QtWidgets
import PySide6.QtWidgets
assert not {"multiprocessing", "pyqtgraph.parametertree"} & set(sys.modules)
assert QtWidgets.QTreeView is PySide6.QtWidgets.QTreeView
assert not hasattr(QtCore, "QNothing")
assert {"QTreeView", "QWidget"} <= set(dir(PySide6.QtWidgets))
from gui.app.fast_imports import LeftOut
used = [module for name, module in sys.modules.items() if name.startswith("pyqtgraph.")]
assert len(used) > 30
assert not [module for module in used for part in vars(module).values() if isinstance(part, LeftOut)]
from pyqtgraph.widgets.RemoteGraphicsView import RemoteGraphicsView
print(RemoteGraphicsView.__name__)
"""

OPEN_WINDOW = """
import sys
from gui.app import start
def prepare(bench):
    bench.drawn.connect(bench.window.close)
start.prepare_process = prepare
assert start.run_window("xor") == 0
print(*{name.split(".")[0] for name in sys.modules})
"""

FIRST_FRAME = """
import sys
import gui.app
from engine.presets import experiment_session
from gui.app import start
from gui.theme.current import ThemeSwitch
app = start.make_application()
session = experiment_session(None)
bench = start.make_bench(session, ThemeSwitch(app), at_once=False)
bench.player.catch_up()
late = (
    "pyqtgraph", "gui.plots", "gui.tracer.sheet", "engine.formula.expressions", "engine.explain", "engine.writing",
    "gui.drawing.canvas", "gui.drawing.sheet", "engine.pictures.manner",
)
loaded = [name for name in sys.modules if name.startswith(late)]
assert not loaded, f"the first frame does not need {loaded}"
assert not {"fractions", "difflib", "polars", "sklearn", "tensorflow", "h5py"} & set(sys.modules)
bench.window.show()
while not hasattr(bench, "tracing"):
    app.processEvents()
app.processEvents()
assert bench.window.tracer.isVisible() and bench.window.loss.isVisible()
bench.window.close()
print("whole")
"""

LOAD_LIBRARIES = """
import sys, threading
from importlib.abc import MetaPathFinder
from PySide6.QtCore import QTimer
from gui.app import start
threads = {}
class Witness(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        threads.setdefault(name, threading.current_thread().name)
def prepare(bench):
    looking = QTimer(bench, interval=20)
    looking.timeout.connect(lambda: "scipy.special" in threads and bench.window.close())
    looking.start()
    QTimer.singleShot(20_000, bench.window.close)
start.prepare_process, start.LIBRARIES_MS = prepare, 0
sys.meta_path.insert(0, Witness())
assert start.run_window("xor") == 0
print(threads.get("scipy.special"))
"""


def bare_process(program: str) -> str:
    """Run a program in a fresh Python at the project's root and return what it prints."""
    command = [sys.executable, "-c", program]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout.strip()


def loaded_by(*modules: str) -> set[str]:
    """Return the top-level packages that importing these modules loads into a bare process."""
    program = f"import sys, {', '.join(modules)}; print(*{{name.split('.')[0] for name in sys.modules}})"
    return set(bare_process(program).split())


def engine_modules() -> list[str]:
    """Return the names of all engine modules that exist."""
    files = sorted((ROOT / "engine").rglob("*.py"))
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in files]
    return [name.removesuffix(".__init__") for name in names]


def test_the_session_loads_neither_qt_nor_slow_libraries() -> None:
    loaded = loaded_by("engine.session")
    assert "engine" in loaded
    assert not loaded & (QT | SLOW)


def test_no_engine_module_loads_qt_or_slow_libraries() -> None:
    assert not loaded_by(*engine_modules()) & (QT | SLOW)


def test_the_window_loads_no_slow_libraries() -> None:
    loaded = loaded_by("main", "gui.app.start")
    assert "PySide6" in loaded
    assert not loaded & SLOW


def test_an_open_window_has_loaded_no_slow_libraries() -> None:
    loaded = set(bare_process(OPEN_WINDOW).split())
    assert {"PySide6", "pyqtgraph", "engine"} <= loaded
    assert not loaded & SLOW


def test_an_open_window_loads_slow_libraries_beside_the_engine_thread() -> None:
    assert bare_process(LOAD_LIBRARIES) == "chainrule-libraries"


def test_the_window_takes_of_pyqtgraph_and_qt_what_it_needs_and_the_rest_is_there_on_demand() -> None:
    assert bare_process(LEAN_PLOTS) == "RemoteGraphicsView"


def test_the_command_line_alone_loads_no_qt() -> None:
    assert not loaded_by("main") & (QT | SLOW)


def test_the_list_of_loaded_packages_is_not_blind() -> None:
    assert "PySide6" in loaded_by("PySide6.QtCore")


def test_qt_survives_five_thousand_signals() -> None:
    assert bare_process(EMITTING) == "5000"


def test_this_qt_is_the_one_the_lock_file_names() -> None:
    lock = (ROOT / "uv.lock").read_text(encoding="utf-8")
    installed = importlib.import_module("importlib.metadata").version("PySide6-Essentials")
    assert f'name = "pyside6-essentials"\nversion = "{installed}"' in lock



def test_the_first_frame_needs_neither_plots_nor_tracer_which_follow_it() -> None:
    assert bare_process(FIRST_FRAME) == "whole"
