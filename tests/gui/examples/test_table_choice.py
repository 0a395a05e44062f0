"""What is proposed for a table's columns, and what becomes of them when they are used or read otherwise."""

import numpy as np
import pytest

from engine.session import DataProblem
from engine.spec import DataSpec, ExperimentSpec
from engine.spec.example_weights import with_example_weights
from engine.spec.table import Column, Table, TableRef
from gui.examples.table_choice import (
    TableChoice,
    becomes_text,
    empty_inputs,
    missing_text,
    sizes_text,
    task_text,
    values_text,
)


def flowers(rows: int = 90) -> Table:
    rng = np.random.default_rng(0)
    size = rng.normal(5.0, 1.0, rows)
    size[3] = np.nan
    return Table(
        (
            Column("id", np.arange(1.0, rows + 1)),
            Column("species", np.arange(rows) % 3.0, ("rose", "tulip", "iris")),
            Column("size", size),
            Column("colour", np.arange(rows) % 2.0, ("red", "blue")),
            Column("note", np.arange(rows) * 1.0, tuple(f"note {row}" for row in range(rows))),
            Column("planet", np.full(rows, 3.0)),
        ),
        "flowers.csv",
    )


def test_a_numbering_notes_and_what_never_changes_are_left_out_and_a_target_is_found_by_its_name() -> None:
    choice = TableChoice.proposed(flowers())
    assert choice.named("target") == ("species",)
    assert choice.named("input") == ("size", "colour")
    assert choice.named("ignore") == ("id", "note", "planet")


def test_the_last_column_is_the_target_where_none_is_called_like_one() -> None:
    table = Table((Column("a", np.array([1.0, 5.0, 2.0])), Column("b", np.array([0.0, 1.0, 4.0]))))
    assert TableChoice.proposed(table).uses == ("input", "target")


@pytest.mark.parametrize(
    ("target", "task", "words"),
    [
        ("species", "multiclass", "Name one of 3 classes of species: an output for each."),
        ("colour", "binary", "Tell red from blue (colour): one output, the probability of “blue”."),
        ("size", "regression", "Predict the number size."),
    ],
)
def test_the_task_follows_from_the_targets(target: str, task: str, words: str) -> None:
    table = flowers()
    choice = TableChoice.proposed(table)
    place, old = table.names.index(target), choice.uses.index("target")
    choice = choice.with_use((old,), "input").with_use((place,), "target")
    info = choice.info(DataSpec())
    assert (info.task, task_text(info, choice.named("target"))) == (task, words)


def test_sizes_and_empty_cells_are_said_as_they_become() -> None:
    choice = TableChoice.proposed(flowers())
    old = DataSpec(validation_share=0.2)
    assert sizes_text(choice.info(old), 90) == "3 inputs, 90 rows: 72 for training, 18 for validation."
    assert missing_text(choice).startswith("1 cell is empty, in 1 column.")
    dropped = choice.with_settings(missing="drop")
    assert sizes_text(dropped.info(old), 90).startswith("3 inputs, 89 of 90 rows")
    told = choice.with_settings(missing="category").info(old)
    assert told.inputs == ("size", "size: empty", "colour: red", "colour: blue")


def test_numbers_that_name_classes_are_read_as_texts_and_back() -> None:
    grades = Column("grade", np.array([3.0, 1.0, np.nan, 3.0]))
    choice = TableChoice.proposed(Table((grades, Column("size", np.array([1.5, 2.5, 3.5, 0.5])))))
    texts = choice.with_kind((0,), text=True)
    assert texts.table["grade"].texts == ("1", "3")
    np.testing.assert_array_equal(texts.with_kind((0,), text=False).table["grade"].values, grades.values)
    with pytest.raises(DataProblem, match='Column "colour" holds "red", which is no number'):
        TableChoice.proposed(flowers()).with_kind((3,), text=False)


def test_what_is_missing_for_a_task_is_said() -> None:
    choice = TableChoice.proposed(flowers())
    with pytest.raises(DataProblem, match="No column is a target yet"):
        choice.with_use((1,), "ignore").info(DataSpec())
    with pytest.raises(DataProblem, match="No column is an input yet"):
        choice.with_use((2, 3), "ignore").info(DataSpec())


def test_rows_without_a_target_are_said_to_be_left_out() -> None:
    choice = TableChoice.proposed(flowers()).with_use((1,), "input").with_use((2,), "target")
    assert missing_text(choice) == "1 row has no target and is left out."
    assert not empty_inputs(choice)
    assert choice.info(DataSpec()).training_count + choice.info(DataSpec()).validation_count == 89
    holes = Column("height", np.where(np.arange(90) < 4, np.nan, 1.5))
    table = Table((*choice.table.columns, holes), "flowers.csv")
    both = TableChoice(table, (*choice.uses, "target"))
    assert missing_text(both) == "4 rows have no target and are left out."
    inputs = TableChoice(table, (*choice.uses, "input"))
    assert missing_text(inputs).startswith("4 cells are empty, in 1 column.")
    assert missing_text(inputs).endswith("1 row has no target and is left out.")
    assert empty_inputs(inputs)


def test_weights_of_examples_stay_when_other_columns_of_the_same_table_are_chosen() -> None:
    table = flowers()
    spec = ExperimentSpec(data=TableChoice.proposed(table).data(DataSpec()))
    weighed = with_example_weights(spec, np.arange(90.0) + 1.0).data
    assert weighed.sample_weight is not None
    choice = TableChoice.of(weighed).with_use((3,), "ignore")
    assert choice.data(weighed).sample_weight == weighed.sample_weight
    other = TableChoice.proposed(flowers(60))
    assert other.data(weighed).sample_weight is None
    assert choice.data(DataSpec()).sample_weight is None


def test_columns_are_described_in_a_few_words() -> None:
    table = flowers()
    assert values_text(table["species"]) == "3 texts: rose, tulip, iris"
    assert values_text(table["note"]).startswith("90 texts: note 0, note 1")
    assert values_text(table["planet"]) == "only 3"
    assert values_text(table["id"]) == "1 to 90"
    assert becomes_text(table["species"], "input") == "3 inputs, one for each text"
    assert becomes_text(table["species"], "target") == "3 classes"
    assert becomes_text(table["size"], "target") == "a number to predict"


def test_pictures_stay_pictures_as_long_as_all_their_pixels_are_inputs() -> None:
    pixels = np.random.default_rng(1).random((4, 40))
    columns = [*(Column(f"pixel {place}", column) for place, column in enumerate(pixels)), Column("y", pixels[0])]
    table = Table(columns)
    names = table.names[:4]
    data = DataSpec("table", table=TableRef(table), inputs=names, targets=("y",), image=(2, 2))
    whole = TableChoice(table, (*["input"] * 4, "target"), standardize=False)  # type: ignore[arg-type]
    assert whole.data(data) == data
    fewer = TableChoice(table, (*["input"] * 3, "ignore", "target"), standardize=False)  # type: ignore[arg-type]
    assert fewer.data(data).image == ()
    other = TableChoice(Table(columns[1:]), (*["input"] * 3, "target"))  # type: ignore[arg-type]
    assert other.data(data).image == ()
