"""`main.py check`: the program's gradient beside finite differences and TensorFlow's automatic differentiation."""

import json
import sys
from collections.abc import Generator
from typing import TYPE_CHECKING, TypeVar

import click

from engine.cli.frame import EXIT_DISAGREES, Refused
from engine.cli.options import Whole, say, settings_option

if TYPE_CHECKING:
    from engine.diagnostics import Agreement, GradientCase, OwnGradient

T = TypeVar("T")
MAX_UPDATES = 10**9
KINKS = (
    "There is nothing to compare with: here every parameter stands at a kink, where the loss has no derivative. "
    "Train a little first: --updates 10."
)


@click.command(
    short_help="Compare the gradient with finite differences and TensorFlow.",
    epilog="""\b
Examples:
  main.py check xor
  main.py check xor --updates 500 --whole
  main.py check run.chainrule --json > check.json

Two numbers agree if |own - reference| is at most 1e-6 (TensorFlow: 1e-9) times the larger one, plus 1e-9
(1e-12). The JSON is described in docs/gradient-check.md.

Exit codes: 0 they agree; 1 they do not; 2 it could not begin; 130 stopped by Ctrl+C.""",
)
@click.argument("experiment")
@click.option(
    "--updates", type=Whole(0, MAX_UPDATES), metavar="N", default=0, help="Train so many updates first."
)
@click.option("--whole", is_flag=True, help="Take the loss of the whole training part instead of the next batch.")
@click.option("--no-tensorflow", is_flag=True, help="Do not ask TensorFlow, which takes some seconds to load.")
@click.option("--no-differences", is_flag=True, help="Do not ask finite differences.")
@settings_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout, and nothing else there.")
def check(
    experiment: str,
    updates: int,
    whole: bool,
    no_tensorflow: bool,
    no_differences: bool,
    settings: tuple[str, ...],
    as_json: bool,
) -> int:
    """Check the gradient of EXPERIMENT, a file or the name of a preset, by all parameters at once.

    Of a .chainrule file the update under way is checked, with the weights it begins with.
    """
    from engine.cli.check_table import check_table
    from engine.diagnostics import check_report, own_gradient
    from engine.presets import experiment_session

    if no_tensorflow and no_differences:
        raise Refused("--no-tensorflow and --no-differences leave nothing to compare with: leave one of them out.")
    session = experiment_session(experiment, settings, say)
    session.train(updates=updates)
    if session.problem:
        raise Refused(session.problem)
    case = session.gradient_case(whole)
    own = _finish(own_gradient(case), "")
    agreements: list[Agreement] = []
    unavailable: dict[str, str] = {}
    if not no_differences:
        agreements.append(_differences(case, own))
    if not no_tensorflow:
        _ask_tensorflow(case, own, agreements, unavailable)
    if not any(agreement.total.compared for agreement in agreements):
        kinks = [KINKS] if agreements else []
        raise Refused(" ".join([*unavailable.values(), *kinks]))
    if as_json:
        click.echo(json.dumps(check_report(case, own, agreements, unavailable), allow_nan=False))
    else:
        click.echo(check_table(case, own, agreements, unavailable))
    return 0 if all(agreement.agrees for agreement in agreements) else EXIT_DISAGREES


def _differences(case: "GradientCase", own: "OwnGradient") -> "Agreement":
    from engine.diagnostics import check_differences

    return _finish(check_differences(case, own), "Finite differences")


def _ask_tensorflow(
    case: "GradientCase", own: "OwnGradient", agreements: list["Agreement"], unavailable: dict[str, str]
) -> None:
    """Add the comparison with TensorFlow, or why there is none."""
    from engine.diagnostics import compare_with_automatic
    from engine.keras_io.autodiff import NoReference, automatic_gradient, spelt_out

    if sys.stderr.isatty():
        click.echo("Loading TensorFlow ...", err=True)
    network = case.backend.network
    try:
        _, gradients = automatic_gradient(network.spec, case.spec.training.loss, network.get_weights(), case.batch)
    except NoReference as reason:
        unavailable["tensorflow"] = str(reason)
    else:
        agreements.append(compare_with_automatic(case, own, gradients, spelt_out(network.spec)))


def _finish(work: Generator[float | None, None, T], label: str) -> T:
    """The result of a piece of work, with a progress bar if it has a label and there is a terminal."""
    shown = bool(label) and sys.stderr.isatty()
    with click.progressbar(length=1000, label=label, file=sys.stderr, hidden=not shown) as bar:
        while True:
            try:
                share = next(work)
            except StopIteration as end:
                result: T = end.value
                return result
            if share is not None:
                bar.update(int(1000 * share) - bar.pos)
