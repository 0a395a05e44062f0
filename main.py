"""Chainrule: see how a neural network computes and learns, number by number."""

import click

from engine.cli import CommandLine, check, convert, download, presets, settings, summary, trace, train
from gui.cli import demo, render, window


@click.group(
    cls=CommandLine,
    window=window,
    subcommand_metavar="[FILE] | COMMAND [ARGS]...",
    context_settings={"help_option_names": ["-h", "--help"]},
)
def main() -> None:
    """See how a neural network computes and learns, number by number.

    Without a command the window opens: on FILE (a .chainrule file, an experiment in JSON, a .keras model,
    or the name of a preset), or on the opening experiment.

    \b
    Examples:
      main.py                                   the window
      main.py spiral                            the window, on a preset
      main.py xor --set network.shape=8-4       the window, with settings changed
      main.py presets                           what comes with the program
      main.py train xor --save xor.chainrule    train without a window, keep the run
      main.py xor.chainrule                     go on with it in the window
      main.py trace xor                         every number of an update
      main.py check xor.chainrule               its gradient beside TensorFlow's
      main.py render iris --epochs 50 --view boundary --out iris.png
      main.py convert run.chainrule run.keras   the same model for Keras, or back
      main.py download fashion-mnist            its pictures, if this machine has them not
      main.py settings                          all that --set can change

    Exit codes: 0 done; 1 a run diverged or a check found a difference; 2 refused, with one sentence on
    stderr; 130 stopped by Ctrl+C.
    """


for command in (demo, train, trace, download, check, convert, summary, render, presets, settings):
    main.add_command(command)

if __name__ == "__main__":
    main()
