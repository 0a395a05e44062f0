"""The learning curves of a run as a CSV file."""

from pathlib import Path

from engine.files import UnwritableFile, write_whole
from engine.trace import CurvesView
from engine.writing.epochs import epoch_csv, epoch_table

NO_EPOCH = "No epoch is finished yet, so there are no learning curves to write. Train at least one epoch first."


def write_epochs(path: Path, view: CurvesView) -> None:
    """Write the table of the epochs on record, whole or not at all.

    Raises:
        UnwritableFile: no epoch is finished, or the place cannot be written.
    """
    table = epoch_table(view)
    if not len(table):
        raise UnwritableFile(NO_EPOCH)
    content = epoch_csv(table).encode()
    write_whole(path, lambda file: file.write(content))
