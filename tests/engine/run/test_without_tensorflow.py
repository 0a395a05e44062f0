"""What becomes of runs that want TensorFlow where it is missing, hangs, or cannot compute them."""

from __future__ import annotations

import threading
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from engine.backends import tensorflow_loading
from engine.backends.choosing import wants_tensorflow
from engine.backends.tensorflow_loading import Loading
from engine.catalog.backends import NUMPY, TENSORFLOW
from engine.presets import preset
from engine.session import Session
from engine.spec import ExperimentSpec, LayerSpec
from engine.trace import Grain
from tests.engine.experiments import experiment

pytestmark = [pytest.mark.xdist_group("keras"), pytest.mark.filterwarnings("ignore::DeprecationWarning")]

LAYERS = LayerSpec(4, "tanh"), LayerSpec(3, "tanh"), LayerSpec(1, "sigmoid")
SPEC = experiment(*LAYERS, optimizer="adam").with_training(backend=TENSORFLOW)


@pytest.fixture
def no_tensorflow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its import fails."""

    def importing() -> ModuleType:
        raise ImportError("libtensorflow_cc.so.2: cannot open shared object file")

    monkeypatch.setattr(tensorflow_loading, "loading", Loading(importing))


def weights_at(session: Session, update: int) -> np.ndarray:
    for _ in session.seek(update):
        pass
    assert session.updates == update
    return session.state().weights


@pytest.mark.usefixtures("no_tensorflow")
def test_without_tensorflow_numpy_computes_and_says_why() -> None:
    session = Session(SPEC)
    assert session.backend_status == (
        "NumPy, double precision, until TensorFlow is there; it is loaded when the run plays."
    )
    session.train(updates=30)
    assert session.updates_by == {NUMPY: 30}
    assert session.backend_status == (
        "NumPy, double precision. TensorFlow cannot be imported here "
        "(libtensorflow_cc.so.2: cannot open shared object file)."
    )
    assert session.snapshot().backend == NUMPY
    assert np.array_equal(session.state().weights, numpys(SPEC, 30))


def numpys(spec: ExperimentSpec, updates: int) -> np.ndarray:
    session = Session(spec.with_training(backend=NUMPY))
    session.train(updates=updates)
    return session.state().weights


@pytest.mark.usefixtures("tensorflow")
def test_a_record_by_tensorflow_without_it_leads_to_what_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Session(SPEC)
    made.train(updates=100)
    kept, tip = weights_at(made, 64), weights_at(made, 100)
    made.save(tmp_path / "made.chainrule")
    monkeypatch.setattr(tensorflow_loading, "loading", Loading(_failing))
    session = Session.open(tmp_path / "made.chainrule")
    assert np.array_equal(session.state().weights, tip)
    for _ in session.seek(70):
        pass
    assert session.updates == 64
    assert np.array_equal(session.state().weights, kept)
    assert session.snapshot().remark == (
        "Update 65 was computed by TensorFlow. TensorFlow cannot be imported here (gone). "
        "Shown is the moment after 64 updates, the nearest that is kept."
    )
    for _ in session.step(Grain.LAYER):
        pass
    assert session.updates == 64
    assert session.snapshot().phase is None
    assert session.snapshot().remark.startswith("Update 65 was computed by TensorFlow.")
    weights_at(session, 100)
    assert session.snapshot().remark == ""
    session.train(updates=5)
    assert session.updates_by == {TENSORFLOW: 100, NUMPY: 5}


def _failing() -> ModuleType:
    raise ImportError("gone")


def test_while_an_import_hangs_numpy_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    release = threading.Event()

    def importing() -> ModuleType:
        release.wait(60)
        raise ImportError("never mind")

    monkeypatch.setattr(tensorflow_loading, "loading", Loading(importing, patience=0.2))
    session = Session(SPEC)
    try:
        play = session.play()
        for _ in range(30):
            next(play)
        assert session.updates > 10
        assert session.backend_status == "NumPy goes on meanwhile: TensorFlow is loading."
        waits = session.training(updates=5)
        before = session.updates
        next(waits)
        waits.close()  # type: ignore[attr-defined]
        assert session.updates == before
        session.train(updates=5)
        assert session.updates_by == {NUMPY: session.updates}
        assert session.backend_status == (
            "NumPy, double precision. TensorFlow has not finished loading in 0 seconds."
        )
    finally:
        release.set()


def test_what_tensorflow_does_not_compute_is_numpys() -> None:
    session = Session(experiment(LayerSpec(3, "step"), LayerSpec(1, "sigmoid")).with_training(backend=TENSORFLOW))
    session.train(updates=3)
    assert session.updates_by == {NUMPY: 3}
    assert session.backend_status == (
        "NumPy, double precision. TensorFlow cannot be used: it does not compute Step (layer 1)."
    )


def test_by_itself_a_small_run_is_numpys_and_a_large_one_tensorflows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.backends.choosing.AUTO_WORK", 1_000_000)
    monkeypatch.setattr(tensorflow_loading, "loading", Loading(_failing))
    small, large = SPEC.with_training(backend="auto"), SPEC.with_training(backend="auto", batch_size=30)
    large = large.with_layer(0, units=300).with_layer(1, units=300)
    assert Session(small).backend_status == "NumPy, double precision: this network is small enough for it."
    assert "until TensorFlow is there" in Session(large).backend_status
    chosen = Session(large.with_training(backend=NUMPY))
    assert chosen.backend_status == "NumPy, double precision, as chosen."


def test_by_size_numpy_keeps_networks_with_too_many_weights_for_one_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.backends.choosing.AUTO_WORK", 2_000_000)
    spec = preset("xor").spec
    large, huge = (spec.with_layer(0, units=units) for units in (200_000, 1_000_000))
    assert [wants_tensorflow(each, 2, 10) for each in (spec, large, huge)] == [False, True, False]
    assert wants_tensorflow(huge.with_training(backend="tensorflow"), 2, 10)
