"""`main.py summary`: the layers of an experiment as Keras's summary tells them."""

import json
from dataclasses import asdict
from textwrap import fill

import click

from engine.cli.options import settings_option


@click.command(
    short_help="Print an experiment's layers, shapes and parameter counts.",
    epilog="""\b
Examples:
  main.py summary iris
  main.py summary xor --set network.shape=8-4""",
)
@click.argument("experiment", required=False)
@settings_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of the table.")
def summary(experiment: str | None, settings: tuple[str, ...], as_json: bool) -> None:
    """Print the layers of EXPERIMENT, a file or the name of a preset (the opening one unless given).

    Names, output shapes and parameter counts are those of Keras's model.summary() for the same model.
    """
    from engine.presets import experiment_session
    from engine.trace.model_summary import UNBUILT

    told = experiment_session(experiment, settings).summary()
    if as_json:
        parts = ("total", "trainable", "frozen", "optimizer")
        counts = {name: getattr(told, name) for name in parts}
        click.echo(json.dumps({"layers": [asdict(row) for row in told.rows], "parameters": counts}))
        return
    click.echo(told.text())
    click.echo("\n" + fill(UNBUILT, 100))
