"""An experiment and its run on disk: one archive, written whole or not at all, read with distrust."""

from engine.files.archive import check_archive_path, read_experiment, write_archive
from engine.files.atomic import UnwritableFile, check_writable, write_whole
from engine.files.saved_course import SavedCourse, SavedState, SavedStretch
from engine.files.saved_run import SavedRun
from engine.files.saved_tables import refs_of
from engine.safe_io import UnreadableFile

__all__ = [
    "SavedCourse",
    "SavedRun",
    "SavedState",
    "SavedStretch",
    "UnreadableFile",
    "UnwritableFile",
    "check_archive_path",
    "check_writable",
    "read_experiment",
    "refs_of",
    "write_archive",
    "write_whole",
]
