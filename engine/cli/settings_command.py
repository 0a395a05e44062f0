"""`main.py settings`: everything that --set can change, with the values it has."""

import json

import click

from engine.cli.options import settings_option

LINE = 100


@click.command(
    short_help="List everything that --set can change.",
    epilog="""\b
Examples:
  main.py settings
  main.py settings iris --set training.optimizer=adam
  main.py train xor --set training.optimizer.learning_rate=0.1 --set training.shuffle=off
  main.py settings flowers.csv --set table.decimal=comma
  main.py train digits --set 'data.inputs="pixel 4,3","pixel 4,4","pixel 5,4"'

Layers count from 0, and -1 is the last. A part chosen by its name begins with its own defaults. Numbers may be
fractions, such as 1/3; lists have commas, and a name that has one itself stands in quotation marks.""",
)
@click.argument("experiment", required=False)
@settings_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of the list.")
def settings(experiment: str | None, settings: tuple[str, ...], as_json: bool) -> None:
    """List the settings of EXPERIMENT, a file or the name of a preset (the opening one unless given).

    Each has its path, the value it has now, what values it takes, and what it does.
    """
    from engine.presets import experiment_session, is_table
    from engine.spec.settings import settings_of
    from engine.tables import parted_settings, settings_of_reading

    reading = settings_of_reading(parted_settings(settings)[0]) if is_table(experiment) else ()
    known = (*reading, *settings_of(experiment_session(experiment, settings).spec))
    if as_json:
        rows = [{"path": s.path, "value": s.value, "takes": s.takes, "sentence": s.sentence} for s in known]
        click.echo(json.dumps({"settings": rows}, ensure_ascii=False))
        return
    for setting in known:
        click.echo(f"{setting.path} = {setting.value}")
        words = f"{setting.sentence} Takes {setting.takes}.".strip()
        click.echo(click.wrap_text(words, LINE, "    ", "    "))
