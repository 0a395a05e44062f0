"""What the tests tried is listed at the end of the run, in one process and in several."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TESTS = """
import pytest

@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_good(tried, n): tried(f"{n} roses")
def test_bad(tried):
    tried("5 thorns")
    assert False
"""


@pytest.mark.parametrize("processes", [("-p", "no:xdist"), ("-n", "2")])
def test_what_passing_tests_tried_is_listed(tmp_path: Path, processes: tuple[str, ...]) -> None:
    (tmp_path / "tests").mkdir()
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name in ("conftest.py", "idx_files.py"):
        shutil.copy(ROOT / "tests" / name, tmp_path / "tests")
    (tmp_path / "tests" / "test_roses.py").write_text(TESTS)
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *processes]
    where = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = subprocess.run(command, cwd=tmp_path, env=where, capture_output=True, text=True, check=False)
    lines = run.stdout.splitlines()
    assert [line for line in lines if line.endswith(" roses")] == [f"{n} roses" for n in (1, 2, 3, 4)], run.stdout
    assert "5 thorns" not in lines
