"""Cutting the rows of large batches into blocks, so that no single computation holds the engine for long."""

from collections.abc import Iterator

WORK_PER_BLOCK = 8_000_000


def row_blocks(rows: int, work_per_row: int) -> Iterator[slice]:
    """Slices that cover `rows`, each of about WORK_PER_BLOCK multiply-adds; the cut depends on sizes alone."""
    step = max(1, WORK_PER_BLOCK // max(1, work_per_row))
    for start in range(0, rows, step):
        yield slice(start, min(start + step, rows))


def fits_one_block(rows: int, work_per_row: int) -> bool:
    return rows * work_per_row <= WORK_PER_BLOCK
