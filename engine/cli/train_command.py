"""`main.py train`: an experiment trained without a window, with a table or JSON of its figures."""

import json
import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from engine.cli.frame import EXIT_DIVERGED, EXIT_STOPPED, Refused
from engine.cli.options import Whole, epochs_option, say, settings_option
from engine.letters import small_first

if TYPE_CHECKING:
    from engine.cli.training import Training
    from engine.session import Session

MAX_SEED = 2**32 - 1
_WIDEST = 1e6


@click.command(
    short_help="Train an experiment without a window.",
    epilog="""\b
Examples:
  main.py train xor
  main.py train spiral --epochs 500 --seed 7 --save spiral.chainrule
  main.py train spiral.chainrule --epochs 100      (goes on from its weights)
  main.py train iris --json > figures.json
  main.py train iris --history curves.csv
  main.py train flowers.csv --set data.test_share=0.2 --test
  main.py train xor --set network.shape=8-4 --set training.optimizer=adam
  main.py train fashion-mnist --backend tensorflow

Exit codes: 0 trained; 1 the run diverged (its figures are printed, nothing is saved); 2 it could not
begin; 130 stopped by Ctrl+C (what there is, is printed and saved).""",
)
@click.argument("experiment")
@epochs_option("How often to go through the data; the experiment's own number unless given.")
@click.option(
    "--seed",
    type=Whole(0, MAX_SEED),
    metavar="S",
    help="Other first weights and another order of the examples; a saved run then begins anew.",
)
@click.option(
    "--save",
    "target",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write experiment and run to this .chainrule file; the version before it is kept as FILE~.",
)
@click.option(
    "--backend",
    metavar="NAME",
    help="What computes: auto (by size), numpy or tensorflow; the same as --set training.backend=NAME.",
)
@settings_option
@click.option(
    "--history",
    "curves",
    type=click.Path(path_type=Path),
    metavar="FILE.csv",
    help="Write the figures of every epoch there as CSV, a line each, as Keras's CSVLogger.",
)
@click.option("--test", "judged", is_flag=True, help="Judge the test part too, which nothing else looks at.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout, and nothing else there.")
def train(
    experiment: str,
    epochs: int | None,
    seed: int | None,
    target: Path | None,
    backend: str | None,
    settings: tuple[str, ...],
    curves: Path | None,
    judged: bool,
    as_json: bool,
) -> int:
    """Train EXPERIMENT, a file, a table or the name of a preset, and print the figures it reaches.

    A .chainrule file goes on from where it was saved, to the bit. The same seed gives the same run.
    """
    from engine.cli.training import train_with_progress
    from engine.files import check_archive_path
    from engine.presets import experiment_session

    if target is not None:
        check_archive_path(target)
    _check_curves_path(curves)
    chosen = () if backend is None else (f"training.backend={backend}",)
    session = experiment_session(experiment, (*settings, *chosen), say)
    if seed is not None and seed != session.spec.seed:
        session.edit(replace(session.spec, seed=seed))
    epochs = epochs or session.spec.training.epochs
    for line in notes(session, epochs):
        click.echo(line, err=True)
    if judged and not session.data.info.test_count:
        raise Refused("There is no test part to judge. Keep one: --set data.test_share=0.2.")
    training = train_with_progress(session, epochs)
    test = session.evaluate("test") if judged and not session.problem else {}
    if as_json:
        click.echo(json.dumps(report(session, training, test), allow_nan=False))
    else:
        click.echo(table(session, training, test))
    _write_curves(session, curves)
    return _ended(session, training, target)


def _check_curves_path(path: Path | None) -> None:
    from engine.files import check_writable

    if path is None:
        return
    if path.suffix.lower() != ".csv":
        raise Refused(f'"{path}" does not end in .csv: the learning curves are written as CSV alone.')
    check_writable(path)


def _write_curves(session: "Session", path: Path | None) -> None:
    if path is not None and session.history.epoch:
        from engine.keras_io.curves_file import write_epochs  # imported late: it is rarely asked for

        write_epochs(path, session.curves.view())
        say(f"Wrote {path}.")


def _ended(session: "Session", training: "Training", target: Path | None) -> int:
    """Say how it went and save the run; the exit code."""
    if session.notice:
        click.echo(session.notice, err=True)
    if session.problem:
        unsaved = " Nothing was saved." if target else ""
        click.echo(f"{session.problem}{unsaved}", err=True)
        return EXIT_DIVERGED
    if target is not None:
        session.save(target)
        click.echo(f"Saved {target}.", err=True)
    if training.stopped:
        click.echo(f"Stopped after update {session.updates:,}.", err=True)
        return EXIT_STOPPED
    return 0


def notes(session: "Session", epochs: int) -> list[str]:
    """What does not fit well in the experiment, or in so many epochs of it, one line each with the ways out."""
    from engine.data.facts import data_facts
    from engine.spec.advice import advice, spent_rate

    planned = epochs * session.batches[1] - session.batches[0]
    found = [
        *spent_rate(session.spec, session.state().iterations, planned),
        *advice(session.spec, session.data.info, data_facts(session.data)),
    ]
    ways = [", or ".join(small_first(fix.text) for fix in each.fixes) for each in found]
    return [f"Note: {each} Way out: {way}." for each, way in zip(found, ways, strict=True)]


def report(session: "Session", training: "Training", test: Mapping[str, float]) -> dict[str, Any]:
    """The figures as plain JSON values; a number that is not finite becomes null.

    final and history have Keras's names, and "mistakes" under the perceptron rule; updates and epochs count
    from the run's first weights; notice is what the rule has come to in words, or ""; test is there where it was
    asked for. backend is what made the updates, "tensorflow+numpy" if both did; updates_by counts them.
    """
    judged = {"test": {name: _plain(value) for name, value in test.items()}} if test else {}
    history = {name: [_plain(v) for v in values] for name, values in session.history.history.items()}
    return {
        "final": {name: values[-1] for name, values in history.items() if values},
        "history": history,
        "updates": session.updates,
        "epochs": session.epochs,
        "seconds": round(training.seconds, 6),
        "backend": backend_of(session),
        "updates_by": session.updates_by,
        **parameter_counts(session),
        "notice": session.notice,
        **judged,
    }


def table(session: "Session", training: "Training", test: Mapping[str, float]) -> str:
    """The last epoch's figures, training beside validation, and what it took."""
    from engine.catalog.metrics import TOTALS
    from engine.formula import counted
    from engine.spec.locks import count_text

    history = {name: values[-1] for name, values in session.history.history.items() if values}
    names = [name for name in history if not name.startswith("val_")]
    has_validation = any(name.startswith("val_") for name in history)
    lines = [f"{'':<10}{'training':>12}" + (f"{'validation':>12}" if has_validation else "")]
    lines[0] += f"{'test':>12}" if test else ""
    for name in names:
        digits = 0 if name in TOTALS else 4
        values = [history[part] for part in (name, f"val_{name}") if part in history]
        values += [test[name]] if name in test else []
        lines.append(f"{name:<10}" + "".join(f"{_figure(value, digits):>12}" for value in values))
    if not names:
        lines = ["No epoch was finished."]
    inputs = len(session.data.info.inputs)
    took = f"{counted(session.updates, 'update')}, {counted(session.epochs, 'epoch')}; {training.seconds:.1f} s"
    lines.append(f"{took} on {backend_of(session)} for {count_text(session.spec.network, inputs)}")
    return "\n".join(lines)


def _figure(value: float, digits: int) -> str:
    """So many decimals, but a power of ten where a run that diverged leaves no room for all digits."""
    return f"{value:.{digits}f}" if abs(value) < _WIDEST else f"{value:.3e}"


def backend_of(session: "Session") -> str:
    """What made the updates on record, or makes them where there are none; both, the busier one first."""
    made = session.updates_by
    return "+".join(sorted(made, key=lambda name: -made[name])) or session.backend


def parameter_counts(session: "Session") -> dict[str, int]:
    """Weights and biases of the network: all, those that learn, and those that are frozen."""
    from engine.spec.locks import frozen_count

    network, inputs = session.spec.network, len(session.data.info.inputs)
    total, frozen = network.parameter_count(inputs), frozen_count(network, inputs)
    return {"parameters": total, "trainable": total - frozen, "frozen": frozen}


def _plain(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
