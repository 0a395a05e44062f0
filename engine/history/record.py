"""The figures of the finished epochs under Keras's names."""

from dataclasses import dataclass, field


@dataclass
class History:
    """As Keras's History: `history` lists by name (loss, accuracy, val_loss ...), `epoch` from 0.

    `params` are Keras's: verbose, epochs and steps, the batches of an epoch. What Keras has not, the training part
    measured again, is not here but in the table of the epochs (`engine.writing.epochs`).
    """

    history: dict[str, list[float]] = field(default_factory=dict)
    epoch: list[int] = field(default_factory=list)
    params: dict[str, int] = field(default_factory=dict)

    def in_steps(self, steps: int) -> "History":
        """This record itself, its `params` saying that an epoch has so many batches."""
        self.params = {"verbose": 0, "epochs": len(self.epoch), "steps": steps}
        return self
