"""From a description of data to arrays: drawn, checked, split, scaled and read-only."""

from engine.catalog.data_source import DataProblem, Targets
from engine.data.beside import loading
from engine.data.checks import check
from engine.data.dataset import DataSet, Scaling, Split
from engine.data.encoding import encode_targets
from engine.data.loading import data_info, dataset_preview, dataset_previews, load
from engine.data.new_texts import with_new_texts
from engine.data.own_points import why_waiting, with_own_points

__all__ = [
    "DataProblem",
    "DataSet",
    "Scaling",
    "Split",
    "Targets",
    "check",
    "data_info",
    "dataset_preview",
    "dataset_previews",
    "encode_targets",
    "load",
    "loading",
    "why_waiting",
    "with_new_texts",
    "with_own_points",
]
