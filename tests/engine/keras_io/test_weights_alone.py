"""Weights alone, from .weights.h5 and .npz files, and to them: they fit, or both shapes are told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.session import Session, UnreadableFile
from engine.spec import LayerSpec
from engine.trace import Grain
from tests.engine.experiments import experiment

SPEC = experiment(LayerSpec(5, "relu", name="first"), LayerSpec(4, "tanh", use_bias=False), LayerSpec(1, "sigmoid"))


@pytest.fixture
def session() -> Session:
    found = Session(SPEC)
    found.train(updates=3)
    return found


def _agree(session: Session, arrays: list[Any]) -> None:
    for mine, other in zip(session.get_weights(), arrays, strict=True):
        assert np.array_equal(mine, other)


@pytest.mark.parametrize("name", ["x.weights.h5", "x.npz"])
def test_out_and_in_again_to_the_bit(name: str, session: Session, tmp_path: Path) -> None:
    wanted = session.get_weights()
    session.export(tmp_path / name)
    other = Session(SPEC)
    other.load_weights(tmp_path / name)
    _agree(other, wanted)


def test_keras_s_weights_are_taken_and_ours_by_keras(keras: Any, session: Session, tmp_path: Path) -> None:
    layers = keras.layers
    model = keras.Sequential(
        [
            layers.Input((2,)),
            layers.Dense(5, "relu"),
            layers.Dropout(0.5),
            layers.Dense(4, "tanh", use_bias=False),
            layers.Dense(1, "sigmoid"),
        ]
    )
    model.compile("adam", "binary_crossentropy")
    model.fit(np.zeros((4, 2)), np.zeros((4, 1)), verbose=0)
    model.save_weights(tmp_path / "theirs.weights.h5")
    session.load_weights(tmp_path / "theirs.weights.h5")
    _agree(session, model.get_weights())
    session.train(updates=1)
    session.export(tmp_path / "ours.weights.h5")
    twin = keras.Sequential(
        [
            layers.Input((2,)),
            layers.Dense(5),
            layers.Dense(4, use_bias=False),
            layers.Dense(1),
        ]
    )
    twin.load_weights(tmp_path / "ours.weights.h5")
    for mine, other in zip(session.get_weights(), twin.get_weights(), strict=True):
        np.testing.assert_allclose(other, mine, rtol=1e-6)


@pytest.mark.parametrize("sign", ["/", ".", "_"])
def test_arrays_may_be_named_by_their_layers(sign: str, session: Session, tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    arrays = {
        f"{layer.name}{sign}{kind}": rng.normal(size=array.shape)
        for layer in session.layers
        for kind, array in zip(("kernel", "bias"), layer.get_weights(), strict=False)
    }
    np.savez(tmp_path / "w.npz", **dict(reversed(arrays.items())))
    session.load_weights(tmp_path / "w.npz")
    _agree(session, list(arrays.values()))


@pytest.mark.parametrize("kind", ["<f2", "<f4", ">f8"])
def test_other_precisions_and_orders_are_read(kind: str, session: Session, tmp_path: Path) -> None:
    given = [np.asfortranarray(array.astype(kind)) for array in session.get_weights()]
    np.savez_compressed(tmp_path / "w.npz", *given)
    session.load_weights(tmp_path / "w.npz")
    _agree(session, given)


def test_the_first_weights_beside_a_program_are_taken(session: Session, tmp_path: Path) -> None:
    session.export(tmp_path / "program.py")
    session.load_weights(tmp_path / "program.npz")
    _agree(session, Session(SPEC).get_weights())


def test_shapes_that_do_not_fit_are_told_both_with_the_layer_s_name(session: Session, tmp_path: Path) -> None:
    other = Session(SPEC.with_layer(0, units=7))
    for name in ("x.weights.h5", "x.npz"):
        other.export(tmp_path / name)
        before = session.get_weights()
        said = r'layer "first": expected a kernel of 2 inputs × 5 units, but the file has 2 inputs × 7 units'
        with pytest.raises(UnreadableFile, match=said):
            session.load_weights(tmp_path / name)
        _agree(session, before)


def test_other_layers_are_counted(session: Session, tmp_path: Path) -> None:
    Session(experiment()).export(tmp_path / "two.weights.h5")
    with pytest.raises(UnreadableFile, match="2 Dense layers, but the network has 3"):
        session.load_weights(tmp_path / "two.weights.h5")
    Session(SPEC.with_layer(1, use_bias=True)).export(tmp_path / "bias.weights.h5")
    with pytest.raises(UnreadableFile, match=r'layer "dense": expected 1 array \(kernel\).*has 2'):
        session.load_weights(tmp_path / "bias.weights.h5")
    np.savez(tmp_path / "few.npz", *session.get_weights()[:-1])
    with pytest.raises(UnreadableFile, match="expected 5 arrays, arr_0 to arr_4"):
        session.load_weights(tmp_path / "few.npz")
    np.savez(tmp_path / "odd.npz", kernel=np.zeros(3))
    with pytest.raises(UnreadableFile, match='layer "first": there is no array arr_0'):
        session.load_weights(tmp_path / "odd.npz")


@pytest.mark.parametrize("name", ["x.weights.h5", "x.npz"])
def test_weights_that_are_not_finite_are_refused(name: str, session: Session, tmp_path: Path) -> None:
    import h5py

    session.export(tmp_path / name)
    if name.endswith("h5"):
        with h5py.File(tmp_path / name, "r+") as file:
            file["layers/dense_1/vars/0"][0, 0] = np.inf
    else:
        arrays = session.get_weights()
        arrays[2][0, 0] = np.nan
        np.savez(tmp_path / name, *arrays)
    with pytest.raises(UnreadableFile, match='layer "dense": 1 number is NaN or infinite in its kernel'):
        session.load_weights(tmp_path / name)


def test_loading_weights_is_a_change_like_any_other(session: Session, tmp_path: Path) -> None:
    session.export(tmp_path / "w.npz")
    before = session.get_weights()
    session.train(updates=2)
    after = session.get_weights()
    for _ in session.back(Grain.BATCH):
        pass
    session.load_weights(tmp_path / "w.npz")
    _agree(session, before)
    assert session.timeline.marks
    assert not np.array_equal(before[0], after[0])
