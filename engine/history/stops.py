"""How the record says that a run stopped by itself with an epoch: one figure of the epoch, and what it means."""

from engine.spec.stop_spec import STOPPED

__all__ = ["AFTER_EPOCHS", "BEST", "EARLY", "LOSS_BELOW", "STOPPED"]

AFTER_EPOCHS, LOSS_BELOW, EARLY = 1, 2, 3

BEST = "best weights"
"""How the text of a stretch begins that has those of the epoch that early stopping found best."""
