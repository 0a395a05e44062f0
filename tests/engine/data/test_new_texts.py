"""A text that a column has not yet: another input or another class, and all else stays."""

import numpy as np
import pytest

from engine.catalog.data_source import DataProblem
from engine.session import Session, data_info, with_new_texts, with_own_points
from engine.spec import DataSpec, ExperimentSpec, problems
from engine.spec.cells import with_cells
from engine.spec.table import Column, Table
from engine.tables import experiment_on, proposed


def flowers(kinds: tuple[str, ...] = ("lily", "rose", "tulip")) -> ExperimentSpec:
    rng = np.random.default_rng(0)
    codes = np.arange(60) % 3
    table = Table(
        [
            Column("size", rng.normal(size=60)),
            Column("colour", codes.astype(float), ("blue", "red", "white")),
            Column("kind", (np.arange(60) % len(kinds)).astype(float), kinds),
        ],
        "flowers.csv",
    )
    return experiment_on(proposed(table), "flowers")


def test_a_new_text_of_an_input_is_another_input() -> None:
    spec = flowers()
    grown = with_cells(with_new_texts(spec, {"colour": ["green"]}), [4], {"colour": 3.0})
    info = data_info(grown.data)
    assert info.inputs == ("size", "colour: blue", "colour: red", "colour: white", "colour: green")
    assert not problems(grown, info)
    session = Session(grown)
    session.train(updates=3)
    row = session.data.columns[1]
    assert (row == 3.0).sum() == 1
    assert grown.network == spec.network


def test_a_new_class_is_another_output_and_the_others_keep_their_weights() -> None:
    spec = flowers()
    session = Session(spec)
    session.train(updates=20)
    before = session.get_weights()
    grown = with_cells(with_new_texts(spec, {"kind": ["daisy"]}), [0, 5], {"kind": 3.0})
    assert data_info(grown.data).classes == ("lily", "rose", "tulip", "daisy")
    assert grown.network.layers[-1].units == 4
    session.edit(grown)
    assert session.updates == 20
    after = session.get_weights()
    np.testing.assert_array_equal(after[-2][:, :3], before[-2])
    np.testing.assert_array_equal(after[-1][:3], before[-1])
    session.train(updates=3)


def test_a_third_class_makes_the_output_that_of_several() -> None:
    spec = flowers(("no", "yes"))
    assert spec.network.layers[-1].units == 1
    grown = with_new_texts(spec, {"kind": ["perhaps"]})
    assert (grown.network.layers[-1].units, grown.network.layers[-1].activation) == (3, "softmax")
    grown = with_cells(grown, [1], {"kind": 2.0})
    assert not problems(grown, data_info(grown.data))
    Session(grown).train(updates=2)


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ({"colour": ["red"]}, 'has the text "red" already'),
        ({"colour": ["green", "green"]}, "twice"),
        ({"colour": [" "]}, "1 to 10,000 letters"),
        ({"size": ["large"]}, "holds numbers"),
        ({"scent": ["sweet"]}, "scent"),
    ],
)
def test_what_cannot_be_a_new_text_is_refused_in_a_sentence(texts: dict[str, list[str]], said: str) -> None:
    with pytest.raises(DataProblem, match=said):
        with_new_texts(flowers(), texts)


def test_only_tables_take_new_texts() -> None:
    for spec in (ExperimentSpec(), with_own_points(ExperimentSpec(data=DataSpec("xor")))):
        with pytest.raises(DataProblem, match="Only columns of a table"):
            with_new_texts(spec, {"class": ["new"]})
