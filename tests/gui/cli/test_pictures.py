"""Pictures of a run, off screen: right size, right kind, and something on them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from PySide6.QtGui import QColor, QImage

from engine.session import Session
from engine.spec import LayerSpec, to_json
from gui.cli.commands import DEMO_PICTURES, SIZES, SMALLEST_WINDOW, draw
from gui.cli.look import PICTURES, Look
from gui.cli.look import VIEWS as ALL_VIEWS
from gui.main_window import MINIMUM
from gui.theme.theme import load_theme
from main import main
from tests.engine.experiments import experiment

pytestmark = pytest.mark.usefixtures("qapp")
SIZE = (640, 480)
VIEWS = [view for view in ALL_VIEWS if view != PICTURES]
"""Of data that are no pictures; the other view has tests of its own."""


@pytest.fixture
def session(request: pytest.FixtureRequest) -> Session:
    session = Session(getattr(request, "param", experiment()))
    session.train(epochs=3)
    return session


def colours(image: QImage) -> set[int]:
    return {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_png(view: str, theme: str, session: Session, tmp_path: Path) -> None:
    out = tmp_path / "out.png"
    size = MINIMUM if view == "window" else SIZE
    draw(session, Look(view), out, size, theme)
    image = QImage(str(out))
    assert (image.width(), image.height()) == size
    assert len(colours(image)) > 20
    corner = image.pixelColor(0, image.height() - 1)
    assert (corner.lightness() < 128) == load_theme(theme).dark
    if view == "network":
        assert corner == QColor(load_theme(theme).background)
    assert [path.name for path in tmp_path.iterdir()] == ["out.png"]


@pytest.mark.parametrize("view", VIEWS)
def test_svg(view: str, session: Session, tmp_path: Path) -> None:
    out = tmp_path / "out.svg"
    size = MINIMUM if view == "window" else SIZE
    draw(session, Look(view), out, size, "light")
    text = out.read_text(encoding="utf-8")
    assert f'viewBox="0 0 {size[0]} {size[1]}"' in text
    assert 'version="1.1"' in text
    assert "<text" not in text, "text must be outlines: the reader may not have the typeface"
    assert len(re.findall(r"<(?:path|image|rect)\b", text)) > 1


@pytest.mark.parametrize("view", VIEWS)
def test_pdf(view: str, session: Session, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    size = MINIMUM if view == "window" else SIZE
    draw(session, Look(view), out, size, "light")
    content = out.read_bytes()
    assert content.startswith(b"%PDF-")
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", content)
    assert box is not None
    assert [float(side) for side in box.groups()] == pytest.approx([0.75 * side for side in size], abs=1)


@pytest.mark.parametrize(
    "session",
    [
        experiment(LayerSpec(3, "softmax"), data="iris", loss="sparse_categorical_crossentropy"),
        experiment(LayerSpec(1, "linear"), data="sine", loss="mean_squared_error"),
    ],
    indirect=True,
    ids=["classes", "curve"],
)
@pytest.mark.parametrize("view", VIEWS)
def test_other_kinds_of_data(view: str, session: Session, tmp_path: Path) -> None:
    draw(session, Look(view), tmp_path / "out.png", None, "light")
    image = QImage(str(tmp_path / "out.png"))
    assert (image.width(), image.height()) == SIZES[view]
    assert len(colours(image)) > 20


def test_the_smallest_window_is_the_window_s_own(tmp_path: Path) -> None:
    assert SMALLEST_WINDOW == MINIMUM
    out = tmp_path / "out.png"
    result = CliRunner().invoke(main, ["render", "xor", "--view", "window", "--out", str(out), "--size", "800x600"])
    assert result.exit_code == 2
    assert "at least 1100x700" in result.stderr


def test_render_trains_first(tmp_path: Path) -> None:
    file = tmp_path / "small.json"
    file.write_bytes(to_json(experiment()))
    pictures = []
    for name, epochs in (("a.png", []), ("b.png", ["--epochs", "5"]), ("c.png", ["--epochs", "5"])):
        arguments = ["render", str(file), "--view", "boundary", "--out", str(tmp_path / name), *epochs]
        assert CliRunner().invoke(main, arguments).exit_code == 0
        pictures.append((tmp_path / name).read_bytes())
    assert pictures[0] != pictures[1] == pictures[2]


def test_demo_writes_its_pictures_into_a_folder_it_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = experiment().with_training(epochs=2)
    monkeypatch.setattr("engine.presets.experiment_session", lambda *_: Session(small))
    folder = tmp_path / "new" / "pictures"
    result = CliRunner().invoke(main, ["demo", "--out", str(folder)])
    assert result.exit_code == 0, result.output
    for _, name in DEMO_PICTURES:
        assert (folder / name).stat().st_size > 1000
        assert str(folder / name) in result.stdout
    assert {path.name for path in folder.iterdir()} == {name for _, name in DEMO_PICTURES}


def test_demo_refuses_a_folder_that_is_a_file(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    result = CliRunner().invoke(main, ["demo", "--out", str(file / "inside")])
    assert result.exit_code == 2
    assert "cannot be made" in result.stderr
