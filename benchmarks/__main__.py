"""`make bench`: run every benchmark on a virtual screen and print one table."""

import sys

from benchmarks import acknowledge, hostile, neurons, playing, start, tables, tensorflow_speed, time_travel
from benchmarks.screen import virtual_screen
from benchmarks.table import Row, print_table


def main() -> int:
    rows: list[Row] = [*neurons.rows(), *time_travel.rows(), *acknowledge.rows(), *tables.rows(), *hostile.rows()]
    rows += tensorflow_speed.rows()
    with virtual_screen() as environment:
        rows += start.rows(environment)
        rows += playing.rows(environment)
    print_table(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
