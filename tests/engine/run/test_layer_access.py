"""A run's layers by index and by name."""

import numpy as np
import pytest

from engine.presets import preset
from engine.session import Session


@pytest.fixture
def session() -> Session:
    spec = preset("iris").spec.with_layer(0, name="first layer", use_bias=False)
    return Session(spec)


def test_layers_are_found_by_index_and_by_either_name(session: Session) -> None:
    assert [layer.name for layer in session.layers] == ["first_layer", "dense"]
    assert session.get_layer("first layer").index == session.get_layer("first_layer").index == 0
    assert session.get_layer(index=1).name == "dense"
    with pytest.raises(ValueError, match=r'named "third".*0 to 1: first_layer, dense'):
        session.get_layer("third")


def test_a_layer_gives_its_own_weights(session: Session) -> None:
    whole = session.get_weights()
    first, last = (layer.get_weights() for layer in session.layers)
    assert [array.shape for array in (*first, *last)] == [(2, 4), (4, 3), (3,)]
    for given, expected in zip([*first, *last], whole, strict=True):
        assert np.array_equal(given, expected)


def test_setting_one_layer_leaves_the_others(session: Session) -> None:
    before = session.get_weights()
    session.get_layer("dense").set_weights([np.ones((4, 3)), [1.0, 2.0, 3.0]])
    after = session.get_weights()
    assert np.array_equal(after[0], before[0])
    assert np.array_equal(after[1], np.ones((4, 3)))
    assert after[2].tolist() == [1.0, 2.0, 3.0]


def test_other_shapes_are_refused_with_both(session: Session) -> None:
    with pytest.raises(ValueError, match=r'"dense" takes .*\(4, 3\) and \(3,\), but was given \(3, 4\)'):
        session.layers[1].set_weights([np.ones((3, 4))])


def test_the_summary_counts_all_weights(session: Session) -> None:
    assert session.summary().total == sum(array.size for array in session.get_weights())
