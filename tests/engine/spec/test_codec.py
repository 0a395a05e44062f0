"""Specs through JSON and back, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.catalog import activations, losses, optimizers
from engine.spec import (
    DataSpec,
    ExperimentSpec,
    LayerSpec,
    NetworkSpec,
    OptimizerSpec,
    Parameters,
    PartSpec,
    SpecError,
    TrainingSpec,
    from_json,
    to_json,
)

ENDLESS = r"^experiment.training.optimizer.learning_rate is no finite number. Correct or remove that entry.$"
layers = st.builds(
    LayerSpec,
    units=st.integers(1, 100),
    activation=st.sampled_from(activations.names()),
    l1=st.floats(0, 1),
    l2=st.floats(0, 1),
)
specs = st.builds(
    ExperimentSpec,
    name=st.text(max_size=20),
    data=st.builds(DataSpec, noise=st.floats(0, 1), samples=st.integers(4, 1000), standardize=st.booleans()),
    network=st.builds(NetworkSpec, layers=st.lists(layers, min_size=1, max_size=4).map(tuple)),
    training=st.builds(
        TrainingSpec,
        loss=st.builds(PartSpec, st.sampled_from(losses.names())),
        optimizer=st.builds(
            OptimizerSpec,
            st.sampled_from(optimizers.names()),
            st.floats(1e-6, 10),
            st.dictionaries(st.sampled_from(["momentum", "rho"]), st.floats(0, 1)).map(Parameters),
        ),
        class_weight=st.lists(st.floats(0, 9), max_size=3).map(tuple),
    ),
    seed=st.integers(0, 2**32 - 1),
)


@given(specs)
def test_json_brings_an_equal_spec_back(spec: ExperimentSpec) -> None:
    back = from_json(to_json(spec))
    assert back == spec
    assert hash(back) == hash(spec)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('"units": 4', '"units": "four"', r"experiment.network.layers\[0\].units"),
        ('"units": 4', '"unitz": 4', r'layers\[0\] has an unknown entry "unitz"'),
        ('"version": 1', '"version": 99', "version 99"),
        ("chainrule-experiment", "something-else", "not a Chainrule experiment"),
        ('"learning_rate": 0.03', '"learning_rate": NaN', ENDLESS),
        ('"learning_rate": 0.03', '"learning_rate": 1e400', ENDLESS),
        ('"class_weight": []', '"class_weight": [1, -Infinity]', r"class_weight\[1\] is no finite"),
        ('"learning_rate": 0.03', '"learning_rate": 0,03', r"^This is not JSON: .*byte \d+"),
        ('"parameters": {}', '"parameters": {"momentum": "a lot"}', "Expected an object of numbers"),
    ],
)
def test_what_is_wrong_is_named_by_place(old: str, new: str, sentence: str) -> None:
    text = to_json(ExperimentSpec()).decode()
    assert old in text
    with pytest.raises(SpecError, match=sentence):
        from_json(text.replace(old, new, 1))


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", "[" * 100_000, b"\xff\xfe"])
def test_other_texts_are_refused(text: str | bytes) -> None:
    with pytest.raises(SpecError):
        from_json(text)
