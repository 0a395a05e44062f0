"""The table of the epochs: Keras's names and order, gaps where nothing was taken, and its CSV to the last digit."""

import csv
import io
from pathlib import Path

import numpy as np
import pytest

from engine.session import Session, UnwritableFile
from engine.writing.epochs import epoch_csv, epoch_table
from tests.engine.experiments import experiment


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_a_line_for_every_epoch_with_the_history_to_the_last_digit() -> None:
    session = Session(experiment())
    session.train(3)
    table = epoch_table(session.curves.view())
    assert list(table.columns) == ["loss", "accuracy", "val_loss", "val_accuracy", "train_loss", "train_accuracy"]
    lines = read(epoch_csv(table))
    assert [line["epoch"] for line in lines] == ["0", "1", "2"], "as Keras counts"
    for name, values in session.history.history.items():
        assert [float(line[name]) for line in lines] == values
    assert float(lines[-1]["train_loss"]) == session.evaluate("training")["loss"]


def test_what_was_not_taken_is_empty_and_what_stops_a_run_is_no_figure() -> None:
    session = Session(experiment().with_training(epochs=2))
    session.train(2)
    metrics = ("accuracy", "precision")
    session.edit(session.spec.with_training(metrics=metrics, stop=session.spec.training.stop.__class__(True)))
    session.train(2)
    lines = read(epoch_csv(epoch_table(session.curves.view())))
    assert [line["precision"] for line in lines[:2]] == ["", ""]
    assert float(lines[-1]["val_precision"]) == session.snapshot().latest["val_precision"]
    assert not any("stop" in name for name in lines[0])


def test_before_the_first_epoch_there_is_nothing_to_write(tmp_path: Path) -> None:
    session = Session(experiment())
    session.train(updates=1)
    table = epoch_table(session.curves.view())
    assert (len(table), dict(table.columns)) == (0, {})
    with pytest.raises(UnwritableFile, match="Train at least one epoch"):
        session.export(tmp_path / "curves.csv")
    session.train(1)
    session.export(tmp_path / "curves.csv")
    assert (tmp_path / "curves.csv").read_text() == epoch_csv(epoch_table(session.curves.view()))
    assert np.isfinite(float(read((tmp_path / "curves.csv").read_text())[0]["val_loss"]))
