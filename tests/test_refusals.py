"""What the command line cannot do is refused in one sentence, with exit code 2, before anything is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.session import Session
from engine.spec import to_json
from main import main
from tests.engine.experiments import experiment


def refusal(*args: str | Path) -> str:
    """The one sentence on stderr of a command that ends with exit code 2 and prints nothing."""
    result = CliRunner().invoke(main, [str(arg) for arg in args])
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.strip().endswith((".", "?"))
    return result.stderr


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("train", "xorr"), 'There is no preset "xorr". Did you mean "xor"?'),
        (("train", "gone.chainrule"), "there is no such file"),
        (("train", "folder/gone"), "there is no such file"),
        ((".",), 'Cannot open ".": it is a folder. Choose another file.'),
        (("train", "."), 'Cannot open ".": it is a folder. Choose another file.'),
        (("train", ".."), 'Cannot open "..": it is a folder. Choose another file.'),
        (("train", ""), 'There is no preset "".'),
        (("",), 'There is no preset "".'),
        (("trace", "/"), 'Cannot open "/": it is a folder. Choose another file.'),
        (("render", "/", "--view", "loss", "--out", "x.png"), "it is a folder"),
        (("train", "xor", "--epochs", "0"), "'--epochs': it must be between 1 and 1,000,000,000, not 0."),
        (("train", "xor", "--epochs", "many"), '"many" is no whole number: type one between 1 and 1,000,000,000.'),
        (("train", "xor", "--seed", "-1"), "'--seed': it must be between 0 and 4,294,967,295, not -1."),
        (("trace", "xor", "--digits", "20"), "'--digits': it must be between 3 and 12, not 20."),
        (("train", "xor", "--save", "run.txt"), "ends in .chainrule"),
        (("train", "xor", "--save", "gone/run.chainrule"), "there is no folder"),
        (("train",), "Missing argument 'EXPERIMENT': \"main train --help\" shows how it is called."),
        (("xor", "spiral"), '(spiral): "main --help" shows how it is called.'),
        (("download", "fashion"), 'There is no set "fashion" to download. There is: fashion-mnist.'),
        (("train", "xor", "--fast"), "--fast"),
        (("trian", "xor"), 'did you mean "train"?'),
        (("render", "xor", "--view", "loss", "--out", "loss.gif"), ".png, .svg, .pdf"),
        (("render", "xor", "--view", "loss", "--out", "gone/loss.png"), "there is no folder"),
        (("render", "xor", "--view", "sky", "--out", "sky.png"), "sky"),
        (("render", "xor", "--view", "loss", "--out", "l.png", "--size", "big"), "such as 1440x900"),
        (("render", "xor", "--view", "loss", "--out", "l.png", "--size", "1x1"), "from 100 to 10,000"),
        (("render", "xor", "--view", "loss", "--out", "l.png", "--theme", "pink"), "pink"),
        (("render", "xor", "--view", "loss", "--out", "l.png", "--epochs", "0"), "--epochs"),
        (("render", "xor", "--view", "loss"), "--out"),
    ],
)
def test_refusals(args: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert said in refusal(*args)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('"learning_rate": "abc"', "learning_rate"),
        ('"learning_rate": NaN', "learning_rate is no finite number"),
        ('"learning_rate": 1e400', "learning_rate is no finite number"),
        ('"learning_rate": -1', "learning rate is -1"),
        ('"learning_rat": 0.1', "learning_rat"),
    ],
)
def test_bad_numbers_in_a_file(entry: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    start = '{"format": "chainrule-experiment", "version": 1, "experiment": {"training": {"optimizer": {'
    path.write_text(start + entry + "}}}}")
    sentence = refusal("train", path)
    assert said in sentence
    assert "bad.json" in sentence


def test_an_unwritable_place_is_found_out_before_training(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = tmp_path / "small.json"
    small.write_bytes(to_json(experiment()))

    def never(*_: object, **__: object) -> None:
        raise AssertionError("trained")

    monkeypatch.setattr(Session, "train", never)
    assert "no folder" in refusal("train", small, "--save", small.parent / "gone" / "run.chainrule")
