"""The named parts that networks and their training are made of, one registry for each kind."""

from engine.catalog.activations import activations
from engine.catalog.backends import backends
from engine.catalog.datasets import datasets
from engine.catalog.features import features
from engine.catalog.initializers import initializers
from engine.catalog.losses import losses
from engine.catalog.metrics import metrics
from engine.catalog.missing_values import missing_values
from engine.catalog.optimizers import optimizers
from engine.catalog.regularizers import regularizers
from engine.catalog.schedules import schedules

__all__ = [
    "activations",
    "backends",
    "datasets",
    "features",
    "initializers",
    "losses",
    "metrics",
    "missing_values",
    "optimizers",
    "regularizers",
    "schedules",
]
