"""The import contracts hold, and each of them notices a planted violation."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LINT = "from importlinter.cli import lint_imports_command as lint; lint()"


def lint_imports(folder: Path, *arguments: str) -> tuple[int, str]:
    """Return exit code and report of lint-imports in this folder."""
    command = [sys.executable, "-c", LINT, "--no-cache", *arguments]
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return ended.returncode, ended.stdout + ended.stderr


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the program's packages; floors that are not built yet become empty packages."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for package in ("engine", "gui"):
        if (ROOT / package).is_dir():
            shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    for floor in ("engine/catalog", "engine/spec", "engine/passes", "gui/theme", "gui/widgets"):
        (folder / floor).mkdir(parents=True, exist_ok=True)
        for place in (folder / floor, (folder / floor).parent):
            (place / "__init__.py").touch()
    return folder


def test_all_contracts_are_kept(house: Path) -> None:
    code, report = lint_imports(house)
    assert code == 0, report


@pytest.mark.parametrize(
    ("contract", "module", "text"),
    [
        ("engine-floors", "engine/catalog/planted.py", "import engine.spec"),
        ("engine-floors", "engine/a_floor_nobody_planned.py", ""),
        ("gui-floors", "gui/theme/planted.py", "import gui.widgets"),
        ("engine-without-gui", "engine/spec/planted.py", "import PySide6.QtCore"),
        ("engine-without-gui", "engine/spec/planted.py", "def late():\n    import gui.theme"),
        ("gui-doors", "gui/widgets/planted.py", "import engine.passes"),
        ("tensorflow-at-home", "engine/passes/planted.py", "import tensorflow"),
    ],
)
def test_a_planted_violation_is_found(house: Path, contract: str, module: str, text: str) -> None:
    planted = house / module
    before, report = lint_imports(house, "--contract", contract)
    assert before == 0, report
    planted.write_text(text + "\n")
    try:
        code, report = lint_imports(house, "--contract", contract)
    finally:
        planted.unlink()
    assert code == 1
    assert "BROKEN" in report
    assert planted.stem in report
