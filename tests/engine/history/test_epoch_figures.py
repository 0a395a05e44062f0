"""The figures of epochs: aligned, cut anywhere, told as Keras's History tells them."""

import numpy as np
import pytest

from engine.history.epoch_figures import BEFORE_THE_FIRST, EpochFigures
from engine.spec.perceptron import CYCLE


def taken() -> EpochFigures:
    """Before the first update; two epochs; a third when validation and a circle had come."""
    figures = EpochFigures()
    figures.add(BEFORE_THE_FIRST, 0, 0.0, {"val_loss": 9.0})
    figures.add(0, 5, 1.0, {"loss": 3.0})
    figures.add(1, 10, 2.0, {"loss": 2.0})
    figures.add(2, 15, 3.0, {"loss": 1.0, "val_loss": 4.0, CYCLE: 2.0})
    return figures


def test_a_figure_that_was_not_taken_is_no_number() -> None:
    x, by_name = taken().view()
    np.testing.assert_array_equal(x, [0, 1, 2, 3])
    np.testing.assert_array_equal(by_name["loss"], [np.nan, 3, 2, 1])
    np.testing.assert_array_equal(by_name["val_loss"], [9, np.nan, np.nan, 4])


def test_the_history_has_finished_epochs_alone_and_no_circle() -> None:
    figures = taken()
    history = figures.history()
    assert history.epoch == [0, 1, 2]
    assert history.history == {"loss": [3.0, 2.0, 1.0], "val_loss": [4.0]}
    figures.add(3, 20, 4.0, {"loss": 0.5})
    assert figures.history() is history
    assert history.history["loss"] == [3.0, 2.0, 1.0, 0.5]


@pytest.mark.parametrize(
    ("count", "found"),
    [(0, {"val_loss": 9.0}), (4, {"val_loss": 9.0}), (5, {"loss": 3.0}), (14, {"loss": 2.0}), (99, None)],
)
def test_the_latest_figures_at_any_moment(count: int, found: dict[str, float] | None) -> None:
    figures = taken()
    assert figures.at(count) == (found or {"loss": 1.0, "val_loss": 4.0, CYCLE: 2.0})
    assert EpochFigures().at(count) == {}


def test_where_epochs_end() -> None:
    figures = taken()
    assert [figures.has(count) for count in (0, 4, 5, 6, 15, 16)] == [True, False, True, False, True, False]
    assert [figures.last_before(count) for count in (0, 1, 5, 6, 99)] == [None, 0, 0, 5, 15]
    assert [figures.updates_of(epoch) for epoch in range(4)] == [range(5), range(5, 10), range(10, 15), None]


@pytest.mark.parametrize("count", [0, 3, 5, 9, 10, 15])
def test_cut_it_goes_on_as_if_it_had_ended_there(count: int) -> None:
    cut, alone = taken().cut(count), EpochFigures()
    kept = sum(at <= count for at in (0, 5, 10, 15))
    whole = taken()
    names = {0: ["val_loss"], 1: ["loss"], 2: ["loss"], 3: ["loss", "val_loss", CYCLE]}
    for index in range(kept):
        values = {name: float(whole.view()[1][name][index]) for name in names[index]}
        alone.add([BEFORE_THE_FIRST, 0, 1, 2][index], 5 * index, float(index), values)
    for figures in (cut, alone):
        figures.add(7, 40, 9.0, {"loss": 0.1, "val_loss": 0.2, "accuracy": 0.3})
    assert cut.to_arrays().keys() == alone.to_arrays().keys()
    for name, array in alone.to_arrays().items():
        np.testing.assert_array_equal(cut.to_arrays()[name], array)
    assert cut.history() == alone.history()
    assert whole.history().epoch == [0, 1, 2], "the whole is untouched"


def test_what_was_shown_never_changes() -> None:
    figures = taken()
    x, by_name = figures.view()
    for index in range(200):
        figures.add(3 + index, 20 + index, 4.0 + index, {"loss": 0.0})
    assert len(x) == len(by_name["loss"]) == 4
    np.testing.assert_array_equal(by_name["loss"], [np.nan, 3, 2, 1])
    with pytest.raises(ValueError, match="read-only"):
        x[0] = 1.0


def test_arrays_bring_the_figures_back() -> None:
    figures = taken()
    back = EpochFigures.from_arrays(figures.to_arrays(), figures.history().epoch)
    assert back.history() == figures.history()
    assert [back.at(count) for count in range(20)] == [figures.at(count) for count in range(20)]
    older = {name: array for name, array in figures.to_arrays().items() if name != "epoch_updates"}
    assert EpochFigures.from_arrays(older, [0, 1, 2]).at(0) == figures.at(15)
    with pytest.raises(ValueError, match="unexpected lengths"):
        EpochFigures.from_arrays(older | {"epoch.loss": np.zeros(3)})
    with pytest.raises(ValueError, match="unexpected lengths"):
        EpochFigures.from_arrays(older, [0, 1, 2, 3, 4])
