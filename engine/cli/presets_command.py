"""`main.py presets`: the experiments that come with the program."""

import json

import click

LINE = 100


@click.command(short_help="List the experiments that come with the program.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of the list.")
def presets(as_json: bool) -> None:
    """List the experiments that come with the program, with the figure that each reaches, or fails to reach.

    Any of their names can stand for EXPERIMENT in the other commands.
    """
    from engine.presets import presets as all_presets

    known = list(all_presets())
    if as_json:
        rows = [
            {
                "name": preset.name,
                "label": preset.label,
                "sentence": preset.sentence,
                "figure": preset.figure,
                "bound": preset.bound,
                "never": preset.never,
                "epochs": preset.epochs,
            }
            for preset in known
        ]
        click.echo(json.dumps({"presets": rows}, ensure_ascii=False))
        return
    width = max(len(preset.name) for preset in known) + 2
    for preset in known:
        text = f"{preset.sentence} {preset.promised()}."
        click.echo(click.wrap_text(text, LINE, f"{preset.name:<{width}}", " " * width))
