"""The window, `demo` and `render` as commands."""

import gc
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli import EXIT_DIVERGED, EXIT_STOPPED, SIZE, epochs_option, picture_path, say, settings_option
from engine.cli.options import MAX_EPOCHS, Whole
from gui.cli.display import require_display, use_no_screen
from gui.cli.look import BOUNDARY, PICTURES, VIEWS, Look, NeuronPlace, check_look

if TYPE_CHECKING:
    from engine.session import Session

THEMES = ("light", "dark")
SMALLEST_WINDOW = (1100, 700)
SIZES = {
    "window": (1440, 900),
    "network": (1000, 640),
    "boundary": (720, 680),
    PICTURES: (720, 420),
    "loss": (800, 480),
}
DEMO = (("window", "window.png"), ("network", "network.svg"), ("network", "network.png"))
DEMO_PICTURES = (*DEMO, (BOUNDARY, "boundary.png"), ("loss", "loss.png"))


@click.command("window", hidden=True)
@click.argument("experiment", metavar="[FILE]", required=False)
@settings_option
def window(experiment: str | None, settings: tuple[str, ...]) -> int:
    """Open the window on FILE: a .chainrule file, an experiment in JSON, a .keras model, or a preset's name."""
    require_display()
    gc.disable()  # there is no garbage among modules; the window collects on a timer of its own
    from gui.app import run_window

    return run_window(experiment, settings)


@click.command(
    short_help="Draw a part of the window into a PNG, SVG or PDF.",
    epilog="""\b
Examples:
  main.py render xor --epochs 200 --view window --theme dark --out window.png
  main.py render run.chainrule --view network --out network.svg --size 1200x800
  main.py render digits --epochs 5 --view pictures --neuron 2:1 --out neuron.png""",
)
@click.argument("experiment")
@click.option("--view", type=click.Choice(VIEWS), required=True, help="What to draw.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    callback=picture_path,
    metavar="FILE",
    help="Where to: a file that ends in .png, .svg or .pdf.",
)
@click.option("--size", type=SIZE, help="Width and height in pixels, such as 1440x900.")
@click.option(
    "--example",
    type=Whole(1, MAX_EPOCHS),
    default=1,
    metavar="I",
    help="With --view pictures: the training example that is shown, from 1.",
)
@click.option(
    "--neuron",
    type=NeuronPlace(),
    help="With --view pictures: a neuron by layer and number, such as 2:5, whose weights are shown (layer 1) or "
    "the examples that excite it most; otherwise what the network says to the example.",
)
@click.option("--theme", type=click.Choice(THEMES), default=THEMES[0], show_default=True, help="Its colours.")
@epochs_option("Train for so many epochs first; otherwise it is drawn as it stands.")
@settings_option
def render(
    experiment: str,
    view: str,
    out: Path,
    size: tuple[int, int] | None,
    example: int,
    neuron: tuple[int, int] | None,
    theme: str,
    epochs: int | None,
    settings: tuple[str, ...],
) -> int:
    """Draw EXPERIMENT, a file or the name of a preset, without opening a window.

    A preset stands at its first weights, a .chainrule file where it was saved, unless --epochs trains on.
    """
    from engine.presets import experiment_session

    if view == "window" and size and (size[0] < SMALLEST_WINDOW[0] or size[1] < SMALLEST_WINDOW[1]):
        least = "x".join(map(str, SMALLEST_WINDOW))
        raise click.BadParameter(f"the window takes at least {least} pixels.", param_hint="--size")
    session, look = experiment_session(experiment, settings, say), Look(view, example - 1, neuron)
    check_look(session, look)
    code = _train(session, epochs) if epochs else 0
    if code != EXIT_STOPPED:
        draw(session, look, out, size, theme)
    return code


@click.command(
    short_help="Train the opening experiment without a window and write its pictures.",
    epilog="\b\nExample:\n  main.py demo --out pictures",
)
@click.option(
    "--out",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("demo"),
    show_default=True,
    metavar="DIR",
    help="The folder for the pictures; made if it is not there.",
)
@settings_option
def demo(folder: Path, settings: tuple[str, ...]) -> int:
    """Train the opening experiment off screen and write the window, the network, the boundary and the loss."""
    from engine.cli.outputs import check_writable
    from engine.formula import counted
    from engine.presets import experiment_session

    session = experiment_session(None, settings)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.BadParameter(
            f'the folder "{folder}" cannot be made ({error.strerror}). Choose another.', param_hint="--out"
        ) from None
    check_writable(folder / DEMO_PICTURES[0][1])
    click.echo(f"Training {session.spec.name} for {counted(session.spec.training.epochs, 'epoch')}.")
    code = _train(session, session.spec.training.epochs)
    if code == EXIT_STOPPED:
        return code
    pictured = session.data.info.image is not None
    for view, name in DEMO_PICTURES:
        if view == BOUNDARY and pictured:
            view, name = PICTURES, "pictures.png"
        draw(session, Look(view), folder / name, None, "light")
        click.echo(f"Wrote {folder / name}")
    return code


def draw(session: "Session", look: Look, out: Path, size: tuple[int, int] | None, theme: str) -> None:
    """Write one picture, without a screen."""
    use_no_screen()
    from gui.cli.pictures import render as render_view

    render_view(session, look, out, size or SIZES[look.view], theme)


def _train(session: "Session", epochs: int) -> int:
    """Train with a progress bar; the exit code that says how it went."""
    from engine.cli.training import train_with_progress

    training = train_with_progress(session, epochs)
    if training.stopped:
        click.echo("Stopped; no picture was written.", err=True)
        return EXIT_STOPPED
    if session.problem:
        click.echo(session.problem, err=True)
        return EXIT_DIVERGED
    return 0
