"""An update on Fashion-MNIST by the TensorFlow backend beside Keras's own fit, in turns, in a process of its own."""

from __future__ import annotations

import itertools
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.table import Row

SHAPES = ((500, 500, 500, 500), (300, 100))
UPDATES, WARM_UP, RUNS, BATCH = 320, 64, 5, 32
MISSING = "Fashion-MNIST is not on this machine: main.py download fashion-mnist"
FIT, JIT, OURS = "keras.fit", "keras.fit, jit_compile=True", "TensorFlow backend"
PRODUCTS = "its matrix products alone, NumPy in single precision"


def rows() -> Iterator[Row]:
    """Milliseconds for an update, gathering its batch included, the median of five runs in turns."""
    for shape in SHAPES:
        command = [sys.executable, "-m", "benchmarks.tensorflow_speed", "-".join(map(str, shape))]
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
        if answer.returncode:
            print(answer.stderr.strip().splitlines()[-1], file=sys.stderr)
            return
        found: dict[str, float] = json.loads(answer.stdout.splitlines()[-1])
        name, wide = f"784-{'-'.join(map(str, shape))}-10", len(shape) == len(SHAPES[0])
        for way, seconds in found.items():
            yield Row(f"an update of {name}, {way}", 1e3 * seconds, "ms", "", "batch 32, SGD 0.01")
        for way, aim in ((FIT, "<= 0.33"), (JIT, "<= 0.55")):
            share = found[OURS] / found[way]
            how = f"median of {RUNS} in turns"
            yield Row(f"{name}: TensorFlow backend / {way}", share, "", aim if wide else "", how)
        least = found[PRODUCTS] / found[FIT]
        yield Row(f"{name}: matrix products alone / {FIT}", least, "", "", "by NumPy's BLAS")


def measure(units: tuple[int, ...]) -> dict[str, float]:
    """Seconds for an update by each way.

    Raises:
        SystemExit: the pictures, or TensorFlow, are missing.
    """
    from engine.session import DataProblem

    try:
        ways = {OURS: ours(units)}
    except DataProblem:
        raise SystemExit(MISSING) from None
    ways |= {FIT: keras_fit(units, compiled=False), JIT: keras_fit(units, compiled=True)}
    ways[PRODUCTS] = products(units)
    for run in ways.values():
        run()
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(RUNS):
        for name, run in ways.items():
            start = time.perf_counter()
            run()
            seconds[name].append((time.perf_counter() - start) / UPDATES)
    return {name: statistics.median(found) for name, found in seconds.items()}


def ours(units: tuple[int, ...]) -> Callable[[], object]:
    """So many updates of a session, all within one epoch."""
    from engine.presets import preset
    from engine.session import Session
    from engine.spec.shapes import with_shape

    spec = with_shape(preset("fashion-mnist-wide").spec, "-".join(map(str, units)))
    session = Session(spec.with_training(backend="tensorflow", batch_size=BATCH))
    session.train(updates=WARM_UP)
    if session.backend != "tensorflow":
        raise SystemExit(session.backend_status)

    def run() -> None:
        session.train(updates=UPDATES)
        if session.epochs:
            session.reset()
            session.train(updates=WARM_UP)

    return run


def products(units: tuple[int, ...]) -> Callable[[], object]:
    """The matrix products of so many updates, forward and back, by NumPy's BLAS and nothing else."""
    import numpy as np

    drawn = np.random.default_rng(0)
    sizes = (784, *units, 10)
    kernels = [drawn.standard_normal(pair, np.float32) for pair in itertools.pairwise(sizes)]
    values = [drawn.standard_normal((BATCH, size), np.float32) for size in sizes]
    outs, gradients = [np.empty_like(value) for value in values], [np.empty_like(kernel) for kernel in kernels]

    def run() -> None:
        for _ in range(UPDATES):
            for number, kernel in enumerate(kernels):
                np.dot(values[number], kernel, out=outs[number + 1])
            for number in reversed(range(len(kernels))):
                np.dot(values[number].T, values[number + 1], out=gradients[number])
                if number:
                    np.dot(values[number + 1], kernels[number].T, out=outs[number])

    return run


def keras_fit(units: tuple[int, ...], compiled: bool) -> Callable[[], object]:
    """So many updates of Keras's fit (steps_per_execution=1) over the same pictures, in memory as float32."""
    import numpy as np

    from engine.keras_io.autodiff import imported
    from engine.presets import preset
    from engine.session import Session

    keras, _ = imported()

    data = Session(preset("fashion-mnist-wide").spec.with_training(backend="numpy")).data
    x, y = np.asarray(data.training.x[: UPDATES * BATCH], np.float32), data.training.y[: UPDATES * BATCH]
    layers: list[Any] = [keras.layers.Dense(count, "relu") for count in units]
    model = keras.Sequential([keras.layers.Input((x.shape[1],)), *layers, keras.layers.Dense(10, "softmax")])
    loss = "sparse_categorical_crossentropy"
    model.compile(keras.optimizers.SGD(0.01), loss, metrics=["accuracy"], jit_compile=compiled)
    return lambda: model.fit(x, y, batch_size=BATCH, epochs=1, verbose=0)


if __name__ == "__main__":
    print(json.dumps(measure(tuple(map(int, sys.argv[1].split("-"))))))
