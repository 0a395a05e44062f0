"""What an experiment must be to run."""

from engine.data import data_info
from engine.spec import ExperimentSpec, problems


class InvalidExperiment(ValueError):
    """The experiment cannot work; the message names each place and cure."""


def check(spec: ExperimentSpec) -> None:
    """Whether the experiment can work.

    Raises:
        InvalidExperiment, DataProblem: it cannot.
    """
    found = problems(spec) or problems(spec, data_info(spec.data))
    if found:
        raise InvalidExperiment(" ".join(str(problem) for problem in found))

