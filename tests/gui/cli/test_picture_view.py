"""The panel of pictures drawn without a window: an example, a neuron's weights, what excites it; else a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PySide6.QtGui import QImage

from engine.presets import preset
from engine.session import Session
from engine.spec import to_json
from gui.cli.commands import SIZES, draw
from gui.cli.look import PICTURES, Look
from main import main
from tests.gui.cli.test_pictures import colours

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(scope="module")
def session() -> Session:
    session = Session(preset("digits").spec.with_data(samples=300))
    session.train(epochs=2)
    return session


def drawn(session: Session, look: Look, tmp_path: Path, theme: str = "light") -> QImage:
    draw(session, look, tmp_path / "out.png", None, theme)
    image = QImage(str(tmp_path / "out.png"))
    assert (image.width(), image.height()) == SIZES[PICTURES]
    return image


def half(image: QImage, right: bool) -> QImage:
    return image.copy(image.width() * 45 // 100 if right else 0, 0, image.width() * 2 // 5, image.height())


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_each_kind_of_look_is_a_picture_of_its_own(theme: str, session: Session, tmp_path: Path) -> None:
    looks = [Look(PICTURES), Look(PICTURES, 0, (0, 4)), Look(PICTURES, 0, (1, 2)), Look(PICTURES, 0, (1, 3))]
    images = [drawn(session, look, tmp_path, theme) for look in looks]
    rights = [half(image, right=True) for image in images]
    assert all(len(colours(image)) > 20 for image in rights)
    assert all(a != b for place, a in enumerate(rights) for b in rights[:place])
    lefts = [half(image, right=False) for image in images]
    assert all(left == lefts[0] for left in lefts)
    other = drawn(session, Look(PICTURES, 3), tmp_path, theme)
    assert half(other, right=False) != lefts[0]
    assert half(other, right=True) != rights[0]


@pytest.mark.parametrize("suffix", ["svg", "pdf"])
def test_other_kinds_of_files(suffix: str, session: Session, tmp_path: Path) -> None:
    draw(session, Look(PICTURES, 0, (1, 2)), tmp_path / f"out.{suffix}", None, "light")
    content = (tmp_path / f"out.{suffix}").read_bytes()
    assert (b"<image" in content) if suffix == "svg" else content.startswith(b"%PDF-")


def rendered(tmp_path: Path, name: str, view: str, *more: str) -> Result:
    out = tmp_path / "out.png"
    return CliRunner().invoke(main, ["render", name, "--view", view, "--out", str(out), *more])


@pytest.mark.parametrize(
    ("name", "view", "more", "said"),
    [
        ("digits", "boundary", ["--epochs", "500"], "Draw --view pictures"),
        ("xor", "pictures", [], "Draw --view boundary"),
        ("digits", "pictures", ["--example", "2000"], "There is no training example 2,000"),
        ("digits", "pictures", ["--neuron", "9:1"], "There is no layer 9. Choose one from 1 to"),
        ("digits", "pictures", ["--neuron", "1:900"], "Layer 1 has no neuron 900. Choose one from 1 to"),
        ("digits", "pictures", ["--neuron", "0:1"], "both from 1, such as 2:5"),
        ("digits", "pictures", ["--neuron", "two"], '"two" is no neuron'),
        ("digits", "network", ["--neuron", "1:1"], "for --view pictures only"),
        ("xor", "loss", ["--example", "2"], "for --view pictures only"),
    ],
)
def test_what_is_not_there_is_refused_before_anything_is_trained(
    tmp_path: Path, name: str, view: str, more: list[str], said: str
) -> None:
    result = rendered(tmp_path, name, view, *more)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not (tmp_path / "out.png").exists()


def test_the_command_draws_it(tmp_path: Path) -> None:
    file = tmp_path / "small.json"
    file.write_bytes(to_json(preset("digits").spec.with_data(samples=200)))
    result = rendered(tmp_path, str(file), "pictures", "--epochs", "1", "--example", "5", "--neuron", "1:2")
    assert (result.exit_code, result.stderr) == (0, "")
    assert len(colours(QImage(str(tmp_path / "out.png")))) > 20


def test_demo_draws_pictures_where_there_is_no_plane(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = preset("digits").spec.with_data(samples=200).with_training(epochs=1)
    monkeypatch.setattr("engine.presets.experiment_session", lambda *_: Session(small))
    result = CliRunner().invoke(main, ["demo", "--out", str(tmp_path)])
    assert result.exit_code == 0, result.output
    names = {path.name for path in tmp_path.iterdir()}
    assert "pictures.png" in names
    assert "boundary.png" not in names
