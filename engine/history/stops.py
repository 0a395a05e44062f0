"""How the record says that a run stopped by itself with an epoch: one figure of the epoch, and what it means."""

from engine.spec.stop_spec import STOPPED

__all__ = ["AFTER_EPOCHS", "EARLY", "LOSS_BELOW", "STOPPED"]

AFTER_EPOCHS, LOSS_BELOW, EARLY = 1, 2, 3
