"""A typed example goes through the layers as the examples of the data do."""

import numpy as np
import pytest

from engine.presets import experiment_session
from engine.session import Session
from engine.spec import LayerSpec
from tests.engine.experiments import experiment


def test_it_is_scaled_as_the_data_and_each_layer_reads_the_one_below() -> None:
    spec = experiment(LayerSpec(3, "relu"), LayerSpec(4, "tanh"), LayerSpec(1, "sigmoid"))
    session = Session(spec.with_data(standardize=True, noise=0.2))
    session.train(2)
    raw = session.data.raw(session.data.training, [5])[0]
    layers = session.forward_example(raw)
    assert [(x.shape, z.shape, a.shape) for x, z, a in layers] == [
        ((2,), (3,), (3,)), ((3,), (4,), (4,)), ((4,), (1,), (1,)),
    ]  # fmt: skip
    np.testing.assert_allclose(layers[0][0], session.data.training.x[5], rtol=1e-12)
    assert (layers[1][0] == layers[0][2]).all()
    weights = session.get_weights()
    np.testing.assert_allclose(layers[1][1], layers[1][0] @ weights[2] + weights[3], rtol=1e-12)
    np.testing.assert_allclose(layers[-1][2], session.predict(raw[None, :])[0], rtol=1e-12)


def test_the_textbooks_flower_is_no_setosa_or_is_one_as_the_line_says() -> None:
    """Petals 2 and 0.5, given as a list; the step answers 1 where z ≥ 0 and 0 elsewhere."""
    session = experiment_session("perceptron-iris")
    session.train(5)
    ((inputs, z, answer),) = session.forward_example([2, 0.5])
    kernel, bias = session.get_weights()
    assert inputs.tolist() == [2.0, 0.5]
    assert z[0] == pytest.approx(2 * kernel[0, 0] + 0.5 * kernel[1, 0] + bias[0], rel=1e-12)
    assert answer[0] == float(z[0] >= 0)


def test_asking_changes_nothing() -> None:
    session = Session(experiment())
    next(iter(session.trace()))
    state = session.state()
    session.forward_example([1.0, 2.0])
    assert session.state().events_done == state.events_done == 1
    assert (session.state().weights == state.weights).all()


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ([1.0], r"has 1 number, but the data has 2 inputs. Give one for each of x₁, x₂\."),
        ([1.0, 2.0, 3.0], "has 3 numbers"),
        ([[1.0, 2.0]], r"one row of numbers, but this has shape \(1, 2\)"),
        (3.0, r"this has shape \(\)"),
        ([1.0, float("nan")], "x₂ is nan. Give a finite number"),
        ([float("-inf"), 1.0], "x₁ is -inf"),
    ],
)
def test_what_is_no_example_is_said(raw: object, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Session(experiment()).forward_example(raw)  # type: ignore[arg-type]
