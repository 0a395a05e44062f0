"""The opening experiment played flat out by the same session, without a window."""

import json
import time

from engine.presets import preset
from engine.session import Session

WARM_UP, SECONDS = 2.0, 6.0


def main() -> None:
    session = Session(preset("opening").spec)
    motion = session.play(None)
    until = time.perf_counter() + WARM_UP
    while time.perf_counter() < until:
        next(motion)
    before, start = session.updates, time.perf_counter()
    while time.perf_counter() < start + SECONDS:
        next(motion)
    rate = (session.updates - before) / (time.perf_counter() - start)
    print(json.dumps({"updates_per_second": rate}))


if __name__ == "__main__":
    main()
