"""Metrics that pass the largest number while the loss does not: kept, saved, opened, and explained."""

from __future__ import annotations

import io
import math
import warnings
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.explain.explaining import FIGURES
from engine.history import Curves
from engine.run.at_once import at_once
from engine.session import Session, UnreadableFile
from engine.spec import DataSpec, ExperimentSpec, LayerSpec, PartSpec
from engine.spec.figure_words import endless_reason
from engine.spec.table import Column, Table, TableRef
from engine.trace import Address, Kind
from tests.engine.experiments import experiment


@pytest.fixture
def session() -> Session:
    """Targets of 10²⁰⁰, whose mean absolute error is a number and whose mean squared error is none; in mid-epoch."""
    x = np.linspace(-1.0, 1.0, 20)
    table = TableRef(Table([Column("x", x), Column("y", np.where(x > 0, 1e200, -1e200))]))
    data = DataSpec("table", table=table, inputs=("x",), targets=("y",))
    spec: ExperimentSpec = replace(experiment(LayerSpec(2), LayerSpec(1, "linear")), data=data)
    spec = spec.with_training(loss=PartSpec("mean_absolute_error"), metrics=("mse", "mae"), batch_size=2)
    made = Session(spec)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        made.train(updates=8)
    return made


def test_such_a_run_goes_on_and_says_why_the_figure_is_endless(session: Session) -> None:
    assert session.problem == ""
    assert session.history.history["mse"] == [math.inf]
    told = at_once(session.explain(Address(Kind.EPOCH_FIGURE, 0, name="mse")))
    assert any(note == endless_reason(math.inf) for note in told.notes)
    plain = at_once(session.explain(Address(Kind.EPOCH_FIGURE, 0, name="mae")))
    assert not any("1.8·10³⁰⁸" in note for note in plain.notes)
    assert Kind.EPOCH_FIGURE in FIGURES


def test_it_is_saved_in_mid_epoch_and_goes_on_as_if_never_closed(session: Session, tmp_path: Path) -> None:
    assert session.state().running is not None
    assert math.isinf(session.state().running["mse"])  # type: ignore[index]
    session.edit(session.spec.with_optimizer(learning_rate=0.01))
    session.save(tmp_path / "run.chainrule")
    opened = Session.open(tmp_path / "run.chainrule")
    assert opened.snapshot().latest == session.snapshot().latest
    for each in (session, opened):
        each.train(updates=20)
    np.testing.assert_array_equal(opened.state().weights, session.state().weights)
    assert opened.history.history == session.history.history


def test_a_figure_that_is_not_a_number_was_taken_all_the_same() -> None:
    curves = Curves()
    curves.add_epoch(0.0, {"loss": 1.0})
    curves.add_update(1.0, 0.5)
    curves.add_epoch(1.0, {"loss": 0.5, "mse": math.nan}, epoch=0)
    opened = Curves.from_arrays(curves.to_arrays(), epochs=[0])
    assert list(opened.epochs.at(1)) == ["loss", "mse"]
    assert list(opened.epochs.at(0)) == ["loss"]
    assert list(opened.epochs.history().history) == ["loss", "mse"]
    assert "not a number" in endless_reason(math.nan).lower()
    assert endless_reason(1.0) == ""


@pytest.mark.parametrize(("rows", "reason"), [([99.0], "names more rows than"), ([0.5], "something else than row")])
def test_rows_that_cannot_be_are_refused(rows: list[float], reason: str, session: Session, tmp_path: Path) -> None:
    path = tmp_path / "run.chainrule"
    session.save(path)
    content = io.BytesIO()
    np.lib.format.write_array(content, np.array(rows), (1, 0), allow_pickle=False)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("arrays/curves.not_a_number.mse.npy", content.getvalue())
    with pytest.raises(UnreadableFile, match=reason):
        Session.open(path)
