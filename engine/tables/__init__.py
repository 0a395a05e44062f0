"""Tables from text files: read with distrust, looked through, and made into the examples of an experiment.

From a window or a program:

    work = reading(path, ReadOptions(delimiter=";"))   a generator: shares of the work done, at last a Reading
    found.table, found.views, found.remarks            the table, a view of each column, what is to be said
    spec = proposed(found.table)                       a DataSpec: target and inputs as they are likely meant
    passed_over(found.table)                           why the target is another column than one might expect, or ""
    table = with_category(table, "year")               numbers read as names; with_numbers: texts as numbers
"""

from engine.tables.choice import passed_over, proposed, with_category, with_numbers
from engine.tables.dialect import Dialect
from engine.tables.experiment import experiment_on, is_table_file, said_of, table_experiment
from engine.tables.kinds import ColumnKind, ColumnView, kind_of, view_of
from engine.tables.options import DELIMITERS, ENCODINGS, ReadOptions
from engine.tables.reading_settings import parted_settings, settings_of_reading
from engine.tables.table_reading import Reading, read_table, reading

__all__ = [
    "DELIMITERS",
    "ENCODINGS",
    "ColumnKind",
    "ColumnView",
    "Dialect",
    "ReadOptions",
    "Reading",
    "experiment_on",
    "is_table_file",
    "kind_of",
    "parted_settings",
    "passed_over",
    "proposed",
    "read_table",
    "reading",
    "said_of",
    "settings_of_reading",
    "table_experiment",
    "view_of",
    "with_category",
    "with_numbers",
]
