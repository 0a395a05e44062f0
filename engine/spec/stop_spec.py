"""When playing and training end by themselves."""

from dataclasses import dataclass

from engine.spec.fields import FieldInfo, described

STOPPED = "stopped"
"""The figure of an epoch with which the run stopped: by which rule. No figure of Keras's History."""


@dataclass(frozen=True)
class StopSpec:
    """The rules by which a run stops at the end of an epoch; none of them unless asked for.

    Early stopping is Keras's EarlyStopping: the figure `monitor` must get better by more than min_delta, or after
    `patience` epochs without that the run stops. Whatever stops it, restore_best_weights brings back the weights of
    the best epoch if early stopping is on. After a stop all rules begin anew.
    """

    after_epochs: bool = described(
        False, FieldInfo("Stop after epochs", "Whether playing ends when so many epochs are done.")
    )
    loss_below: float = described(
        0.0,
        FieldInfo("Stop below loss", "The training loss of an epoch; 0 never stops.", 0.0, 1e9),
    )
    early_stopping: bool = described(
        False, FieldInfo("Early stopping", "Ends when a figure has not got better for some epochs.")
    )
    monitor: str = described(
        "val_loss", FieldInfo("Watch", "Which figure must get better; val_ is of the validation part.")
    )
    patience: int = described(
        10, FieldInfo("Patience", "How many epochs in a row it may fail to get better.", 0, 10**9)
    )
    min_delta: float = described(
        0.0, FieldInfo("Least improvement", "By how much it must get better to count; less is noise.", 0.0, 1e9)
    )
    restore_best_weights: bool = described(
        True, FieldInfo("Restore best weights", "Whether a stop brings back the weights of the best epoch.")
    )
