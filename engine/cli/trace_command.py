"""`main.py trace`: the steps of an update with their numbers, as text, JSON, Markdown or LaTeX."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.frame import EXIT_DIVERGED, Refused
from engine.cli.options import MAX_EPOCHS, Whole, say, settings_option

if TYPE_CHECKING:
    from engine.session import Session
    from engine.trace import Grain
    from engine.writing import Worked

GRAINS = ("term", "neuron", "layer", "pass", "batch", "epoch")
FORMATS = ("text", "json", "md", "latex")
MAX_UPDATES = 1000


@click.command(
    short_help="Print the steps of an update with all their numbers.",
    epilog="""\b
Examples:
  main.py trace xor
  main.py trace xor --grain term --digits 6
  main.py trace iris --after 100 --updates 2
  main.py trace xor --grain layer --example 72 --neuron 2
  main.py trace xor --format latex --out update.tex

Exit codes: 0 done; 1 the run diverged on the way; 2 refused.""",
)
@click.argument("experiment")
@click.option(
    "--updates", type=Whole(1, MAX_UPDATES), default=1, metavar="N", help="How many updates to show; 1."
)
@click.option("--after", type=Whole(0, MAX_EPOCHS), default=0, metavar="N", help="Train so many updates before; 0.")
@click.option(
    "--example",
    type=Whole(1, MAX_EPOCHS),
    metavar="I",
    help="The training example whose numbers are shown, from 1; the first of each batch unless given.",
)
@click.option(
    "--neuron",
    type=Whole(1, MAX_EPOCHS),
    default=1,
    metavar="K",
    help="The neuron shown where a step shows a whole layer, from 1.",
)
@click.option("--grain", type=click.Choice(GRAINS), default="neuron", help="How much one step shows.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How it is written.")
@click.option("--digits", type=Whole(3, 12), default=4, metavar="D", help="Significant digits, 3 to 12.")
@click.option("--fractions", is_flag=True, help="Write 0.75 as 3/4, where that is exact and short.")
@settings_option
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write to a file instead."
)
def trace(
    experiment: str,
    updates: int,
    after: int,
    example: int | None,
    neuron: int,
    grain: str,
    form: str,
    digits: int,
    fractions: bool,
    settings: tuple[str, ...],
    out: Path | None,
) -> int:
    """Print what the window shows when it steps through EXPERIMENT, a file or the name of a preset."""
    from engine.files import write_whole
    from engine.formula import NumberStyle
    from engine.presets import experiment_session
    from engine.trace import Grain
    from engine.writing import FORMATS as WRITERS

    session = experiment_session(experiment, settings, say)
    if after:
        session.train(updates=after)
    worked = work_out(session, updates, Grain[grain.upper()], example, neuron - 1)
    text = WRITERS[form](worked, NumberStyle(digits, fractions))
    if out is None:
        click.echo(text, nl=False)
    else:
        write_whole(out, lambda file: file.write(text.encode()))
        click.echo(f"Wrote {out}.", err=True)
    if session.problem:
        click.echo(session.problem, err=True)
        return EXIT_DIVERGED
    return 0


def work_out(session: "Session", updates: int, grain: "Grain", example: int | None, unit: int) -> "Worked":
    """The next updates step by step; `example` from 1, `unit` from 0. The session makes them.

    Raises:
        Refused: there is no such training example or neuron.
    """
    from engine.run.at_once import at_once
    from engine.writing import TracedUpdate, Worked

    count = session.data.info.training_count
    if example is not None and example > count:
        raise Refused(
            f"There is no training example {example:,}: this data has {count:,}. Choose one from 1 to {count:,}."
        )
    widest = max(layer.units for layer in session.spec.network.layers)
    if unit >= widest:
        choose = f"Choose one from 1 to {widest:,}."
        raise Refused(f"There is no neuron {unit + 1:,}: the widest layer has {widest:,}. {choose}")
    shown: list[TracedUpdate] = []
    while len(shown) < updates and not session.problem:
        update = at_once(session.work_out(grain, None if example is None else example - 1, unit))
        shown.append(update)
        if example is not None and update.example != example - 1:
            where = f"Training example {example:,} is not in the batch of update {update.update + 1:,}"
            click.echo(f"{where}: its example {update.example + 1:,} is shown.", err=True)
        session.train(updates=update.update + 1 - session.updates)
    return Worked(session.spec, session.data.info, tuple(shown))
