"""What the network sees leads down to the cells it is made of: their rows, columns, texts, and what stands in."""

from dataclasses import replace

import numpy as np
import pytest

from engine.explain import Book, explain
from engine.run.at_once import at_once
from engine.session import Session
from engine.spec import DataSpec, ExperimentSpec
from engine.trace import Address, Kind
from tests.engine.data.test_way import animals
from tests.engine.explain.rerun import Rerun
from tests.engine.explain.test_walk import walk


def book(data: DataSpec) -> Book:
    return Book(Rerun(ExperimentSpec(data=data).with_training(batch_size=3), 2))


@pytest.mark.parametrize("missing", ["fill", "drop", "category"])
@pytest.mark.parametrize("standardize", [False, True])
def test_every_input_of_a_table_leads_to_its_cells(missing: str, standardize: bool) -> None:
    asked = book(animals(missing=missing, standardize=standardize))
    data = asked.run(0).data
    for example in range(len(data.training)):
        found = walk(asked, [Address(Kind.INPUT, unit=i, example=example) for i in range(len(data.info.inputs))])
        for unit in range(len(data.info.inputs)):
            value = found[Address(Kind.INPUT, unit=unit, example=example)].value
            assert value == pytest.approx(data.training.x[example, unit])


@pytest.mark.parametrize("standardize", [False, True])
def test_features_lead_to_the_two_numbers(standardize: bool) -> None:
    asked = book(DataSpec("circle", samples=20, features=("x1^2", "sin(x2)", "x1*x2"), standardize=standardize))
    found = walk(asked, [Address(Kind.INPUT, unit=unit, example=4) for unit in range(3)])
    assert {Address(Kind.RAW, unit=unit, example=4) for unit in (0, 1)} <= found.keys()
    assert any("circle" in each.sentence for each in found.values())


def sentence(asked: Book, unit: int, row: int, kind: Kind = Kind.INPUT) -> str:
    example = asked.run(0).data.training.rows.tolist().index(row)
    return explain(asked, Address(kind, unit=unit, example=example)).sentence


def test_cells_are_named_by_row_and_column() -> None:
    filled, told = (book(animals(missing=missing, validation_share=0.0)) for missing in ("fill", "category"))
    assert sentence(filled, 0, 0) == "It stands so in the data: row 1, column “age (years)”."
    assert sentence(filled, 0, 1) == (
        "Row 2, column “age (years)” is empty. The mean of the training part stands in for it."
    )
    assert sentence(filled, 2, 0) == "Row 1, column “colour” says blue; this input stands for green, so it is 0."
    assert sentence(filled, 2, 2) == (
        "Row 3, column “colour” is empty, and green, its most frequent text, stands in; this input stands for green, "
        "so it is 1."
    )
    assert sentence(told, 5, 2) == "Row 3, column “colour” is empty, so this input, which tells that, is 1."
    assert sentence(told, 5, 3).endswith("is not empty, so this input, which tells that, is 0.")
    assert sentence(filled, 1, 0, Kind.RAW).endswith("column “colour”. 0 stands for blue.")


def test_a_typed_example_is_made_in_the_same_way() -> None:
    session = Session(ExperimentSpec(data=replace(animals(), standardize=True)))
    typed = np.array([33.0, 2.0])
    values = [
        at_once(session.explain(Address(Kind.INPUT, unit=unit, split="typed"), typed)).value for unit in range(4)
    ]
    np.testing.assert_allclose(values, session.data.see(typed[None, :])[0])
    np.testing.assert_allclose(session.forward_example(typed)[0][0], values)
    with pytest.raises(ValueError, match=r"colour is 3, which stands for no text\. Give one of 0 blue, 1 green"):
        session.forward_example([33.0, 3.0])
