"""Fashion-MNIST on the command line: trained on, judged, downloaded, and asked for where it is not."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine.catalog.data_source import DataMissing
from engine.pictures import finding, look_again
from engine.pictures.download import Download
from main import main

SMALL = ("--set", "network.shape=8", "--epochs", "1", "--json")


def run(*args: str) -> Result:
    return CliRunner().invoke(main, args)


def test_a_preset_of_pictures_is_trained_and_judged() -> None:
    found = json.loads(run("train", "fashion-mnist", *SMALL, "--test").stdout)
    assert found["updates"] == 7, "220 of the 240 pictures of the tests, in batches of 32"
    assert found["parameters"] == 784 * 8 + 8 + 8 * 10 + 10
    assert set(found["test"]) == {"loss", "accuracy"}
    few = json.loads(run("train", "fashion-mnist", *SMALL, "--set", "data.samples=64").stdout)
    assert few["updates"] == 2


def test_an_experiment_holds_no_pixels(tmp_path: Path) -> None:
    saved = tmp_path / "clothes.chainrule"
    assert run("train", "fashion-mnist", *SMALL, "--save", str(saved)).exit_code == 0
    assert saved.stat().st_size < 12 * 8 * 784 * 8
    again = json.loads(run("train", str(saved), "--epochs", "1", "--json").stdout)
    assert again["epochs"] == 2


def test_where_it_is_not_every_command_says_the_ways_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = tmp_path / "clothes.chainrule"
    run("train", "fashion-mnist", *SMALL, "--save", str(saved))
    content = saved.read_bytes()
    monkeypatch.delenv("CHAINRULE_FASHION_MNIST")
    monkeypatch.setattr(finding, "DEBIAN", tmp_path / "nowhere")
    look_again("fashion_mnist")
    for args in (("train", "fashion-mnist"), ("train", str(saved)), ("trace", "fashion-mnist")):
        with pytest.raises(ValueError, match=r"main.py download fashion-mnist.*dataset-fashion-mnist.*name a folder"):
            CliRunner().invoke(main.commands[args[0]], args[1:], catch_exceptions=False)
    assert saved.read_bytes() == content
    look_again("fashion_mnist")


def test_a_download_says_where_it_put_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Download, "run", lambda self: True)
    assert run("download", "fashion-mnist", "--to", str(tmp_path)).stdout == f"Fashion-MNIST is in {tmp_path}.\n"

    def offline(self: Download) -> bool:
        raise DataMissing("fashion_mnist", "It could not be downloaded.")

    monkeypatch.setattr(Download, "run", offline)
    with pytest.raises(DataMissing):
        CliRunner().invoke(main.commands["download"], ["fashion-mnist"], catch_exceptions=False)
