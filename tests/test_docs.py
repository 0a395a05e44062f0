"""The user guide says what the program does: its numbers, names, keys, commands and pictures."""

import importlib.util
import math
import re
import sys
from pathlib import Path
from types import ModuleType

import click
import pytest
from click.testing import CliRunner

from engine.formula import NumberStyle
from engine.presets import experiment_session, presets
from engine.trace import BackwardLayer, Event, ForwardLayer, Grain, LossComputed
from engine.writing import explanation_text
from gui.actions import ACTIONS, CONTROL_KEYS
from gui.drawing.sheet import OWN_KEYS
from gui.drawing.tools import KEYS
from gui.network_view.figures import exact
from main import main as command_line

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
GUIDE = (DOCS / "user-guide.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
IMAGE = re.compile(r"!\[[^\]]+\]\(([^)]+\.png)\)")
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)#\s]+)\)")
HELP = "\n".join(f"{command.help}\n{command.epilog}" for command in (command_line, *command_line.commands.values()))
COMMANDS = sorted(set(re.findall(r"\bmain\.py ([a-z][^`\n│|]*)", GUIDE + README + HELP)))
LARGEST_IMAGE, LARGEST_SUM = 250_000, 2_000_000


@pytest.fixture(scope="module")
def first_update() -> list[Event]:
    return list(experiment_session("xor").trace())


@pytest.fixture(scope="module")
def shots() -> ModuleType:
    spec = importlib.util.spec_from_file_location("images", ROOT / "scripts" / "images.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["images"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def said(*numbers: float) -> list[str]:
    """The numbers, as the hover card writes them, that the guide does not say."""
    return [exact(number) for number in numbers if exact(number) not in GUIDE]


def test_numbers_of_the_worked_example(first_update: list[Event]) -> None:
    weights = experiment_session("xor").get_weights()
    one, two, three, loss, error3, error2, error1 = first_update[:7]
    assert isinstance(one, ForwardLayer)
    assert isinstance(two, ForwardLayer)
    assert isinstance(three, ForwardLayer)
    assert isinstance(loss, LossComputed)
    assert isinstance(error3, BackwardLayer)
    assert isinstance(error2, BackwardLayer)
    assert isinstance(error1, BackwardLayer)
    w, x = weights[0][:, 0], one.inputs[0]
    forward = said(*w, *x, one.z[0, 0], one.output[0, 0], three.z[0, 0], three.output[0, 0], two.output[0, 0])
    assert forward == []
    assert said(loss.example_losses[0], weights[4][0, 0], error3.delta[0, 0], error2.delta[0, 0]) == []
    assert said(error1.kernel_gradient[0, 0], two.output[0, 0] * error3.delta[0, 0]) == []
    assert f"{loss.loss:.3f}." in GUIDE
    assert f"there, {error3.kernel_gradient[0, 0]:.3f}, because" in GUIDE


def test_sums_written_out_are_right() -> None:
    """Each indented line is arithmetic with its result, to the digits that are shown."""
    lines = re.findall(r"^    (\S.*) = (\S+)$", GUIDE, re.MULTILINE)
    assert len(lines) == 8
    for left, right in lines:
        words = left.replace("−", "-").replace("·", "*").replace("²", "**2").replace("e^", "math.e**")
        words = re.sub(r"^δ = ", "", words)
        words = re.sub(r"\b(tanh|ln)\(", lambda name: f"math.{'log' if name[1] == 'ln' else 'tanh'}(", words)
        assert not re.sub(r"math\.(e|log|tanh)|[\d.()*/+ -]", "", words), f"{left} is not plain arithmetic"
        value = eval(words, {"math": math})
        digits = len(right.partition(".")[2])
        assert abs(value - float(right.replace("−", "-"))) <= 0.51 * 10**-digits, left


def test_lines_of_the_tracer() -> None:
    """What the guide quotes from the tracer stands there, letter for letter."""
    session, shown = experiment_session("xor"), []
    for _ in range(10):
        for _ in session.step(Grain.LAYER):
            pass
        snapshot = session.snapshot()
        assert snapshot.example is not None
        assert snapshot.explanation is not None
        assert snapshot.example.index + 1 == 3
        shown += [line.strip() for line in explanation_text(snapshot.explanation, NumberStyle()).splitlines()]
    quoted = re.findall(r"```text\n(.*?)\n```", GUIDE, re.DOTALL)
    assert len(quoted) == 3
    lines = [line.strip() for quote in quoted for line in quote.splitlines()]
    assert [line for line in lines if line not in shown] == []


def test_a_batch_of_one_has_the_product_as_its_gradient(first_update: list[Event]) -> None:
    session = experiment_session("xor")
    session.edit(session.spec.with_training(batch_size=1))
    error = next(event for event in session.trace() if isinstance(event, BackwardLayer))
    assert said(error.kernel_gradient[0, 0]) == []


def test_what_thirty_epochs_reach() -> None:
    session = experiment_session("xor")
    assert session.spec.training.batch_size == 5
    assert session.data.info.training_count == 250
    history = session.train(30).history
    assert history["accuracy"][-1] == history["val_accuracy"][-1] == 1.0
    assert f"training loss {history['loss'][-1]:.4f}" in GUIDE.replace("\n", " ")
    assert session.updates == 30 * 50


def test_the_run_that_diverges() -> None:
    session = experiment_session("plane")
    session.edit(session.spec.with_optimizer(learning_rate=10.0))
    session.train(25)
    assert session.problem
    assert session.problem in GUIDE.replace("\n> ", " ")


def test_keys_are_those_of_the_program() -> None:
    table = GUIDE.partition("| key | what it does |\n|---|---|\n")[2].partition("\n\n")[0]
    rows = [line.strip("| ").split(" | ") for line in table.splitlines()]
    known = [(" or ".join(row.keys), row.text.rstrip("…")) for row in ACTIONS]
    known += [(keys, text) for _, text, keys in CONTROL_KEYS]
    assert [(keys, text.partition(":")[0]) for keys, text in rows] == known
    pressed = {key for row in ACTIONS for key in row.keys} | {"Enter", "Esc", "→", "←", "Tab"}
    pressed |= {*KEYS.values(), *OWN_KEYS, *(keys for _, _, keys in CONTROL_KEYS)}
    words = re.findall(r"\*\*([^*\n]{1,14})\*\*", GUIDE)
    bold = {word for word in words if re.fullmatch(r"Ctrl\+.*|\S|F\d|Space|Enter|Esc", word)}
    assert len(bold) > 10
    assert bold <= pressed


def test_presets_and_sets_that_are_named() -> None:
    listed = GUIDE.partition("each of them reaches:")[2].partition("\n- ")[0]
    assert re.findall(r"`([\w-]+)`", listed) == [preset.name for preset in presets()]
    for name in re.findall(r"make run ARGS=(\w\S*)|`main\.py ([\w-]+)`", GUIDE + README):
        assert "".join(name) in presets() or "".join(name) in command_line.commands


@pytest.mark.parametrize("line", COMMANDS)
def test_commands_can_be_given(line: str) -> None:
    words = re.split(r"#|\s{2,}", line)[0].replace("...", "").split()
    command = command_line.commands.get(words[0])
    if command is None:
        assert words[0] in presets() or words[0].endswith((".chainrule", ".keras", ".csv")), line
        return
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= known | {"--help"}, line
    assert isinstance(command, click.Command)
    for word in words[1:2]:
        is_file = word.endswith((".chainrule", ".keras", ".csv"))
        assert word.startswith("-") or word in presets() or is_file or word.isupper(), line


@pytest.mark.parametrize("line", [line for line in COMMANDS if re.match(r"trace [a-z](?!.*(--out|\.csv))", line)])
def test_traces_show_what_they_ask_for(line: str) -> None:
    done = CliRunner().invoke(command_line, re.split(r"\s{2,}", line)[0].split())
    assert (done.exit_code, done.stderr) == (0, ""), line
    assert done.stdout


def test_pictures_are_there_and_small(shots: ModuleType) -> None:
    shown = {(DOCS / path).resolve() for path in IMAGE.findall(GUIDE)}
    shown |= {(ROOT / path).resolve() for path in IMAGE.findall(README)}
    made = {shots.FOLDER / f"{shot.name}.png" for shot in shots.SHOTS}
    assert shown == made == set((DOCS / "images").iterdir())
    sizes = {path.name: path.stat().st_size for path in shown}
    assert max(sizes.values()) < LARGEST_IMAGE, sizes
    assert sum(sizes.values()) < LARGEST_SUM


def test_links_lead_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CHANGELOG.md", *DOCS.glob("*.md")]
    for page in pages:
        for target in LINK.findall(page.read_text(encoding="utf-8")):
            assert "://" in target or (page.parent / target).exists(), f"{page.name}: {target}"
    titles = re.findall(r"^#+ (.+)$", GUIDE, re.MULTILINE)
    headings = {re.sub(r"[^\w\- ]", "", title).lower().replace(" ", "-") for title in titles}
    assert set(re.findall(r"\]\(#([^)]+)\)", GUIDE)) <= headings
