"""One picture of all neurons over a 100 x 100 grid."""

import statistics
import time
from collections.abc import Iterator

from benchmarks.table import Row
from engine.diagnostics import SurfaceRequest
from engine.session import Session
from engine.spec import ExperimentSpec, LayerSpec, NetworkSpec

RUNS = 200


def rows() -> Iterator[Row]:
    """2-4-2-1, every neuron at all 10,000 points, the median of many."""
    layers = (LayerSpec(4, "tanh"), LayerSpec(2, "tanh"), LayerSpec(1, "sigmoid"))
    session = Session(ExperimentSpec(network=NetworkSpec(layers)))
    request = SurfaceRequest(resolution=100, stride=1)
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        for _ in session.surface(request):
            pass
        times.append(time.perf_counter() - start)
    yield Row("picture of all neurons, 100 x 100, 2-4-2-1", 1e3 * statistics.median(times), "ms", "<= 4 ms", "median")
