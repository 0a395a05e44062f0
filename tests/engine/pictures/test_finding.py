"""Where a set of pictures is looked for, and what is said where it is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.catalog.data_source import DataMissing, DataProblem
from engine.pictures import find, finding, known, look_again, name_folder
from engine.session import Session, data_info
from engine.spec import DataSpec, ExperimentSpec
from tests.idx_files import NAMES, some_clothes, write_idx, write_npz

SET = "fashion_mnist"
PARTS = some_clothes(24, 12)


@pytest.fixture(autouse=True)
def _nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.delenv("CHAINRULE_FASHION_MNIST")
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setattr(finding, "DEBIAN", tmp_path / "debian")
    look_again(SET)
    yield
    name_folder(SET, None)
    look_again(SET)


def test_a_named_folder_comes_before_the_cache_of_keras_and_that_before_debian(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("debian/fashion-mnist", "keras/datasets/fashion-mnist", "said", "named"):
        where = write_idx(tmp_path / folder, PARTS)
        if folder == "said":
            monkeypatch.setenv("CHAINRULE_FASHION_MNIST", str(where))
        if folder == "named":
            name_folder(SET, where)
        assert find(SET).folder == where


def test_without_keras_home_the_cache_is_in_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KERAS_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = write_idx(tmp_path / ".keras/datasets/fashion-mnist", PARTS)
    assert find(SET).folder == folder


def test_where_it_is_nowhere_all_three_ways_are_named() -> None:
    for ask in (lambda: data_info(DataSpec(SET)), lambda: Session(ExperimentSpec(data=DataSpec(SET)))):
        with pytest.raises(DataMissing) as caught:
            ask()
        assert caught.value.name == SET
        for way in ("main.py download fashion-mnist, 31 MB", "package dataset-fashion-mnist", "name a folder"):
            assert way in str(caught.value)


def test_a_part_of_the_files_is_not_the_set(tmp_path: Path) -> None:
    folder = write_idx(tmp_path / "keras/datasets/fashion-mnist", PARTS)
    (folder / f"{NAMES[2]}.gz").unlink()
    with pytest.raises(DataMissing):
        find(SET)
    with pytest.raises(DataProblem, match=r"fashion-mnist\" does not hold Fashion-MNIST: t10k-images.*is missing"):
        name_folder(SET, folder)


@pytest.mark.parametrize("folder", ["empty", "nowhere"])
def test_a_folder_without_it_is_refused_and_the_one_before_stays(folder: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    good = write_idx(tmp_path / "good", PARTS)
    name_folder(SET, good)
    with pytest.raises(DataProblem, match=r"does not hold Fashion-MNIST: (it has none|there is no such)"):
        name_folder(SET, tmp_path / folder)
    assert find(SET).folder == good


def test_a_folder_in_the_environment_that_does_not_hold_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_idx(tmp_path / "debian/fashion-mnist", PARTS)
    monkeypatch.setenv("CHAINRULE_FASHION_MNIST", str(tmp_path / "elsewhere"))
    with pytest.raises(DataProblem, match=r"elsewhere.*there is no such place"):
        find(SET)


def test_two_archives_in_a_folder_are_none(tmp_path: Path) -> None:
    write_npz(tmp_path / "a.npz", PARTS)
    name_folder(SET, tmp_path)
    write_npz(tmp_path / "b.npz", PARTS)
    with pytest.raises(DataProblem, match="has none of them"):
        find(SET)
    name_folder(SET, tmp_path / "b.npz")
    assert known(SET).place == tmp_path / "b.npz"
