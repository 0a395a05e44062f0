"""`main.py convert`: an experiment, a table or a model of Keras's, written in another format."""

from pathlib import Path

import click

from engine.cli.options import say, settings_option


@click.command(
    short_help="Write an experiment or a Keras model in another format.",
    epilog="""\b
Examples:
  main.py convert model.keras run.chainrule        a model of Keras's, to open here
  main.py convert run.chainrule model.keras        a model that Keras loads
  main.py convert xor xor.py                       a program for Keras
  main.py convert run.chainrule curves.csv         the figures of its epochs
  main.py convert iris iris.keras --weights w.npz  with the weights of a file
  main.py convert model.keras run.chainrule --data flowers.csv""",
)
@click.argument("source", metavar="IN")
@click.argument("target", metavar="OUT", type=click.Path(path_type=Path))
@click.option(
    "--weights",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Take the weights of a .weights.h5 or .npz file first; they must fit.",
)
@click.option("--data", metavar="NAME|FILE", help="The data of a .keras model: a preset's, a run's or a table.")
@settings_option
def convert(source: str, target: Path, weights: Path | None, data: str | None, settings: tuple[str, ...]) -> None:
    """Write IN, a file or the name of a preset, to OUT in the format that its name ends in.

    IN is a .chainrule file, an experiment in JSON, a preset, a table or a .keras model. OUT ends in .keras,
    .py, .ipynb, .weights.h5, .npz, .csv or .chainrule. Nothing in a file is ever executed, and Keras is not needed.
    """
    from engine.cli.frame import Refused
    from engine.files import check_writable
    from engine.keras_io.formats import format_of
    from engine.presets import MODELS, experiment_session
    from engine.session import Session

    format_of(target)
    check_writable(target)
    is_model = Path(source).suffix.lower() in MODELS
    if data is not None and not is_model:
        raise Refused("--data says which examples a .keras model comes with; everything else has its own.")
    if data is not None:
        session = Session.open_model(Path(source), experiment_session(data, settings, say).spec, insist=True)
        for line in session.notes:
            say(line)
    else:
        session = experiment_session(source, settings, say)
    if weights is not None:
        session.load_weights(weights)
    for line in session.export(target):
        say(line)
    say(f"Wrote {target}.")
