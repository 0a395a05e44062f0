"""How the record says that a run stopped by itself with an epoch: one figure of the epoch, and what it means."""

STOPPED = "stopped"
"""The figure of an epoch with which the run stopped: by which rule. No figure of Keras's History."""

AFTER_EPOCHS, LOSS_BELOW, EARLY = 1, 2, 3
