"""TensorFlow's libraries are loaded before its import, which then finds them."""

import subprocess
import sys

import pytest

PROGRAM = """
from engine.backends.early_libraries import LIBRARIES, load_early
load_early()
maps = open("/proc/self/maps").read()
print(all(name in maps for name in LIBRARIES), "tensorflow" in __import__("sys").modules)
import tensorflow
print(float(tensorflow.reduce_sum(tensorflow.ones(3))))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere nothing is done")
@pytest.mark.usefixtures("tensorflow")
@pytest.mark.xdist_group("keras")
def test_the_libraries_are_there_before_the_import_and_work() -> None:
    run = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, timeout=120)
    assert run.stdout.split() == ["True", "False", "3.0"]
