"""Every preset keeps its promise whatever its seeds, and is introduced in words."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from engine import presets as presets_module
from engine.catalog.datasets import datasets
from engine.data import data_info
from engine.pictures import look_again, name_folder
from engine.presets import experiment_session, preset, presets
from engine.registry import UnknownName
from engine.session import Session
from engine.spec import SpecError, from_json, problems, to_json

DEBIAN = Path("/usr/share/datasets/fashion-mnist")
SEEDS = range(20)


def is_large(name: str) -> bool:
    return datasets[preset(name).spec.data.name].pictures is not None


NAMES = presets().names()
NAMED_IN_THE_MANUAL = {
    "opening", "xor", "xor-gate", "and-gate", "or-gate", "spiral", "moons", "gauss",
    "iris-setosa", "iris", "iris-all", "sine", "plane", "multi-gauss",
    "perceptron-iris", "perceptron-and", "perceptron-xor", "two-labels",
    "typical-regression", "typical-selu", "typical-mae", "typical-softplus", "typical-relu",
    "typical-binary", "typical-multilabel", "typical-multiclass",
    "xor-one-neuron", "and-hidden", "or-hidden", "perceptron-or",
    "digits", "fashion-mnist", "fashion-mnist-wide", "house-prices",
    "wine", "breast-cancer", "diabetes", "linnerud",
}  # fmt: skip


OF_PICTURES = {name for name in NAMES if is_large(name)}
QUICK = [name for name in NAMES if name not in OF_PICTURES]
"""Those whose promise is tried with many seeds; the others take minutes, and data that may not be here."""


def judged_figures(name: str, seed: int) -> list[float]:
    """What the promise speaks of, with first weights, batches and data of this seed.

    That is the promised figure after the promised epochs; where an experiment is to fail, after each of them.
    """
    entry = preset(name)
    session = Session(replace(entry.spec, seed=seed).with_data(seed=seed))
    history = session.train(epochs=entry.epochs).history
    assert len(history["loss"]) == entry.epochs, session.problem
    return history[entry.figure][0 if entry.never else -1 :]


@pytest.mark.parametrize("name", QUICK)
def test_the_promise_is_kept_for_every_seed(name: str) -> None:
    entry = preset(name)
    reached = {seed: judged_figures(name, seed) for seed in SEEDS}
    broken = {seed: values for seed, values in reached.items() if not all(map(entry.kept_by, values))}
    assert not broken, f"{name} promises {entry.promised()}; broken by seed: {broken}"


@pytest.mark.parametrize("name", QUICK)
def test_the_promise_is_news(name: str) -> None:
    """Untrained, most seeds break the promise: there is something to learn. What fails, another preset can do."""
    entry = preset(name)
    if entry.never:
        assert any(other.spec.data == entry.spec.data and not other.never for other in presets())
        return
    kept = 0
    for seed in SEEDS:
        session = Session(replace(entry.spec, seed=seed).with_data(seed=seed))
        kept += entry.kept_by(session.evaluate(split_of(name))[entry.figure.removeprefix("val_")])
    assert kept < len(SEEDS) / 2


@pytest.mark.skipif(not DEBIAN.is_dir(), reason="Debian's dataset-fashion-mnist is not installed")
def test_the_presets_of_clothes_are_on_their_way_after_a_part_of_an_epoch() -> None:
    """One seed and 250 updates: the figure is far above chance, and below what whole epochs promise."""
    assert {"fashion-mnist", "fashion-mnist-wide"} == OF_PICTURES
    try:
        name_folder("fashion_mnist", DEBIAN)
        look_again("fashion_mnist")
        session = Session(preset("fashion-mnist").spec.with_training(backend="numpy"))
        session.train(updates=250)
        assert 0.6 < session.evaluate("validation")["accuracy"] < preset("fashion-mnist").bound
    finally:
        name_folder("fashion_mnist", None)
        look_again("fashion_mnist")


def split_of(name: str) -> str:
    return "validation" if preset(name).figure.startswith("val_") else "training"


def test_the_presets_are_those_of_the_manual() -> None:
    assert set(NAMES) == NAMED_IN_THE_MANUAL
    assert NAMES[0] == "opening"


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_is_sound_and_introduced(name: str) -> None:
    entry = preset(name)
    assert problems(entry.spec, data_info(entry.spec.data)) == ()
    assert from_json(to_json(entry.spec)) == entry.spec
    assert entry.label != "untitled"
    assert entry.sentence.endswith(".")
    assert (entry.spec.seed, entry.spec.data.seed) == (0, 0)
    info = data_info(entry.spec.data)
    assert entry.figure.startswith("val_") == (info.validation_count > 0)
    assert entry.figure.endswith("mae") == (info.task == "regression")


def test_the_opening_is_small_enough_to_see_whole() -> None:
    spec = preset("opening").spec
    assert [(layer.units, layer.activation) for layer in spec.network.layers] == [
        (4, "tanh"),
        (2, "tanh"),
        (1, "sigmoid"),
    ]
    info = data_info(spec.data)
    assert (info.training_count, info.validation_count) == (250, 250)


def test_labels_are_all_different() -> None:
    assert len({entry.label for entry in presets()}) == len(NAMES)


@pytest.mark.parametrize("name", ["opening", "sine", "perceptron-and"])
def test_the_promise_knows_its_better_side(name: str) -> None:
    entry = preset(name)
    better = 0.01 if entry.figure.endswith("accuracy") else -0.01
    assert entry.promised().startswith("Reaches ")
    assert entry.kept_by(entry.bound)
    assert entry.kept_by(entry.bound + better)
    assert not entry.kept_by(entry.bound - better)
    assert not entry.kept_by(math.nan)
    assert ("at least" if better > 0 else "at most") in entry.promised()


def test_a_promise_to_fail_is_kept_by_failing() -> None:
    entry = preset("perceptron-xor")
    assert entry.never
    assert entry.kept_by(4.0)
    assert entry.kept_by(5.0)
    assert not entry.kept_by(3.0)
    assert not entry.kept_by(math.nan)
    assert entry.promised() == "Fails: mistakes never below 4 in 20 epochs"


def test_an_unknown_preset_is_explained() -> None:
    with pytest.raises(UnknownName, match=r'no preset "spirall".*"spiral".*opening, xor'):
        preset("spirall")


def test_a_session_of_a_preset_is_opened_by_name_and_the_first_one_without() -> None:
    assert experiment_session("spiral").spec == preset("spiral").spec
    assert experiment_session(None).spec == preset("opening").spec


def test_a_misspelt_preset_hints_at_presets_and_files() -> None:
    with pytest.raises(UnknownName, match=r'"spirall".*Did you mean "spiral".*\.chainrule'):
        experiment_session("spirall")


def test_a_broken_preset_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = json.loads(next(presets_module.FOLDER.glob("*-opening.json")).read_bytes())
    document["preset"]["bond"] = 1.0
    (tmp_path / "01-opening.json").write_text(json.dumps(document), encoding="utf-8")
    monkeypatch.setattr(presets_module, "FOLDER", tmp_path)
    with pytest.raises(SpecError, match=r'01-opening\.json: preset has an unknown entry "bond"'):
        presets.__wrapped__()


def test_reading_the_presets_loads_nothing_heavy() -> None:
    heavy = "('sklearn', 'scipy', 'tensorflow', 'keras', 'PySide6')"
    code = f"import sys, engine.presets as p; p.presets(); print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
