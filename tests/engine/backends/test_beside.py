"""Work beside the run gives way to the window."""

import os
import sys
import threading

import pytest

from engine.backends.beside import start_beside


@pytest.mark.skipif(sys.platform != "linux", reason="only there a thread has a priority of its own")
def test_gives_way() -> None:
    found: dict[str, int] = {}

    def work() -> None:
        inner = threading.Thread(target=lambda: found.update(inner=_niceness()))
        inner.start()
        inner.join()
        found["outer"] = _niceness()

    before = _niceness()
    start_beside(work, "beside").join()
    assert found["outer"] > before
    assert found["inner"] == found["outer"]
    assert _niceness() == before


def _niceness() -> int:
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
