"""Products on one thread, and on all of them in between."""

from collections.abc import Generator

import numpy as np
import pytest
from threadpoolctl import ThreadpoolController

from engine.backends.one_thread import on_one_thread


def _threads() -> list[int]:
    return [pool.num_threads for pool in ThreadpoolController().select(user_api="blas").lib_controllers]


def _work() -> Generator[list[int], None, str]:
    np.ones((2, 2)) @ np.ones((2, 2))
    yield _threads()
    yield _threads()
    return "done"


def test_pieces_have_one_thread_and_what_comes_between_has_all() -> None:
    before = _threads()
    pieces = on_one_thread(_work())
    for _ in range(2):
        assert set(next(pieces)) == {1}
        assert _threads() == before
    with pytest.raises(StopIteration) as end:
        next(pieces)
    assert end.value.value == "done"
    assert _threads() == before
