"""The settings of the whole process."""

import subprocess
import sys

import pytest

KEEPING = """
import numpy as np
from gui.bridge.process import share_process
if {keeping}:
    share_process()
def resident():
    return int(open("/proc/self/statm").read().split()[1]) * 4096
before = resident()
large = np.ones(8_000_000)
del large
print(resident() - before)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere the system lends memory in another way")
@pytest.mark.parametrize("keeping", [True, False])
def test_memory_of_large_arrays_is_kept_for_the_next_ones(keeping: bool) -> None:
    code = KEEPING.format(keeping=keeping)
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert (int(run.stdout) > 60_000_000) == keeping
