"""The house rules, as tests that name the file and the line that break them."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ("engine", "gui", "main.py")
PYTHON = (*PROGRAM, "scripts", "benchmarks", "tests")
MAX_FILE_LINES = 300
MAX_FUNCTION_LINES = 40
MAX_MAIN_WINDOW_LINES = 150

HEX_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\b|\brgba?\(\s*\d")
COLOUR_CALLS = {"QColor", "fromRgb", "mkColor", "mkPen", "mkBrush", "setPen", "setBrush", "setBackground"}
TEXT_RESOURCES = {".css", ".html", ".json", ".md", ".qss", ".svg", ".template", ".txt"}
DISTRIBUTIONS = {"sklearn": "scikit-learn", "PySide6": "pyside6-essentials", "shiboken6": "pyside6-essentials"}
HEAVY_HOMES = ("engine/backends/tensorflow_", "engine/keras_io/")


def python_files(*places: str) -> list[Path]:
    """Return the Python files of these folders and files that exist already."""
    paths = [ROOT / place for place in places]
    files = [file for path in paths for file in (path.rglob("*.py") if path.is_dir() else [path])]
    return sorted(file for file in files if file.exists())


def name_of(path: Path) -> str:
    """Return the path as it is written in the project: engine/registry.py."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    """Return the file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def test_files_stay_small() -> None:
    files = python_files(*PYTHON)
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    long = {name: count for name, count in lengths.items() if count > MAX_FILE_LINES}
    assert not long, f"more than {MAX_FILE_LINES} lines; split them by what they are about: {long}"
    window = lengths.get("gui/main_window.py", 0)
    assert window <= MAX_MAIN_WINDOW_LINES, f"gui/main_window.py has {window} lines: logic belongs elsewhere"


def test_functions_stay_small() -> None:
    long = [
        f"{name_of(path)}:{node.lineno} {node.name} has {length}"
        for path in python_files(*PYTHON)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > MAX_FUNCTION_LINES
    ]
    assert not long, f"more than {MAX_FUNCTION_LINES} lines: {long}"


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        name_of(path)
        for path in python_files(*PYTHON)
        if not (ast.get_docstring(tree_of(path)) or "").split("\n\n")[0].rstrip().endswith((".", ":"))
    ]
    assert not silent, f"a module starts with a docstring, one sentence of purpose: {silent}"


def colours_in(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield line and text of each colour that is written out: "#a0b1c2", QColor("red"), GlobalColor.red."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            for match in HEX_COLOUR.finditer(node.value):
                yield node.lineno, match.group()
        elif isinstance(node, ast.Attribute) and node.attr != "transparent":
            if ast.unparse(node.value).split(".")[-1] == "GlobalColor":
                yield node.lineno, ast.unparse(node)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in COLOUR_CALLS:
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str | int | float):
                yield node.lineno, ast.unparse(node)


@pytest.mark.parametrize(
    "planted",
    [
        "style = 'color: #a0b1c2'",
        "style = f'color: #fff; width: {width}px'",
        "style = 'color: rgba(10, 20, 30, 255)'",
        "color = QtGui.QColor('red')",
        "color = QColor(1, 2, 3)",
        "pen = pg.mkPen('r')",
        "painter.setPen(Qt.GlobalColor.red)",
    ],
)
def test_a_planted_colour_is_found(planted: str) -> None:
    assert list(colours_in(ast.parse(planted)))


@pytest.mark.parametrize("harmless", ["QColor(theme.text)", "mkPen(width=1)", "Qt.GlobalColor.transparent"])
def test_a_colour_of_the_theme_is_no_finding(harmless: str) -> None:
    assert not list(colours_in(ast.parse(harmless)))


def test_colours_live_in_the_theme() -> None:
    files = [path for path in python_files(*PROGRAM) if not name_of(path).startswith("gui/theme/")]
    found = [f"{name_of(path)}:{line} {text}" for path in files for line, text in colours_in(tree_of(path))]
    resources = [path for path in (ROOT / "resources").rglob("*") if path.suffix in TEXT_RESOURCES]
    for name, path in sorted((name_of(path), path) for path in resources):
        if not name.startswith(("resources/themes/", "resources/fonts/")):
            found += [f"{name} {text}" for text in HEX_COLOUR.findall(path.read_text(encoding="utf-8"))]
    assert not found, f"a colour outside gui/theme and resources/themes: {found}"


def imports_in(tree: ast.Module) -> Iterator[tuple[int, str, bool]]:
    """Yield line, top-level package and whether it is imported with the module (not inside a function)."""
    pending: list[tuple[ast.AST, bool]] = [(tree, True)]
    while pending:
        node, early = pending.pop()
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.split(".")[0], early) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, (node.module or "").split(".")[0], early
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            pending += [(child, False) for child in node.body] + [(child, early) for child in node.orelse]
            continue
        inside = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        pending += [(child, early and not inside) for child in ast.iter_child_nodes(node)]


def heavy_imports(name: str, tree: ast.Module) -> list[str]:
    """Return what is wrong with this module's imports of slow libraries."""
    wrong = []
    for line, package, early in imports_in(tree):
        if package in {"tensorflow", "keras"} and not name.startswith(HEAVY_HOMES):
            wrong.append(f"{name}:{line} imports {package}, which lives in {' and '.join(HEAVY_HOMES)}")
        if package in {"tensorflow", "keras", "sklearn", "scipy"} and early:
            wrong.append(f"{name}:{line} imports {package} with the module: do it inside the function")
    return wrong


def test_slow_libraries_are_imported_late_and_at_home() -> None:
    files = python_files(*PROGRAM, "scripts", "benchmarks")
    assert not [wrong for path in files for wrong in heavy_imports(name_of(path), tree_of(path))]


def test_what_the_program_imports_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.match(r"[\w-]+", line)[0].lower() for line in project["dependencies"]}  # type: ignore[index]
    own = {"engine", "gui", *sys.stdlib_module_names}
    imported = {package for path in python_files(*PROGRAM) for _, package, _ in imports_in(tree_of(path))} - own
    assert {"numpy", "scipy"} <= imported
    assert {DISTRIBUTIONS.get(package, package) for package in imported - {"tensorflow", "keras"}} <= declared


@pytest.mark.parametrize(
    ("name", "text", "count"),
    [
        ("engine/session.py", "import tensorflow", 2),
        ("engine/session.py", "def f():\n    import keras.layers", 1),
        ("engine/backends/tensorflow_backend.py", "import tensorflow as tf", 1),
        ("engine/backends/tensorflow_backend.py", "def f():\n    import tensorflow", 0),
        ("engine/data/tables.py", "class A:\n    from sklearn.datasets import load_iris", 1),
        ("engine/data/tables.py", "def f():\n    from sklearn.datasets import load_iris", 0),
        ("engine/data/tables.py", "if TYPE_CHECKING:\n    from scipy import sparse", 0),
    ],
)
def test_a_planted_slow_import_is_found(name: str, text: str, count: int) -> None:
    assert len(heavy_imports(name, ast.parse(text))) == count


def test_the_readme_names_the_makefile_s_targets() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    public = set(re.findall(r"^(\w+):.*##", makefile, re.MULTILINE))
    assert {"run", "test", "lint", "bench"} <= public
    mentioned = set(re.findall(r"(?:^|`)make ([a-z]+)", readme, re.MULTILINE))
    assert mentioned == public - {"help"}


def test_the_ci_calls_the_tests() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o100, ".ci/run is not executable"
    assert "set -euo pipefail" in script.read_text(encoding="utf-8")
    assert "make --no-print-directory test" in script.read_text(encoding="utf-8")
