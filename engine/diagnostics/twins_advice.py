"""What is to be said of identical neurons, with the way out."""

from collections.abc import Iterator

from engine.diagnostics.twins import Group, Twins
from engine.spec import ExperimentSpec
from engine.spec.advice import Advice, Fix
from engine.spec.advice.layers import RANDOM, with_random_starts
from engine.spec.layer_words import layer_name


def twins_advice(twins: Twins, spec: ExperimentSpec) -> Iterator[Advice]:
    """What is to be said of identical neurons: of the first layer that has some, with other first weights."""
    for layer, groups in enumerate(twins.groups):
        if not groups:
            continue
        numbers = counted(groups[0])
        more = f", and {len(groups) - 1} more such groups" if len(groups) > 1 else ""
        yield Advice(
            "alike",
            layer_name(spec.network.layers, layer),
            f"neurons {numbers}{more} have equal weights before and behind them. They learn the same for ever and "
            "count as one.",
            (Fix(RANDOM, with_random_starts(spec)),),
            (layer,),
        )
        return


def counted(group: Group) -> str:
    """Units by their numbers from 1: "1, 2 and 4", "1 to 8", "1, 2, 3 and 9 others"."""
    numbers = [unit + 1 for unit in group]
    if len(numbers) > 2 and numbers == list(range(numbers[0], numbers[-1] + 1)):
        return f"{numbers[0]} to {numbers[-1]:,}"
    if len(numbers) > 6:
        return f"{', '.join(map(str, numbers[:3]))} and {len(numbers) - 3:,} others"
    return f"{', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"
