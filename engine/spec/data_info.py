"""What the rest of the program must know of a data set without holding its arrays."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DataInfo:
    """Names, kind of task and counts of a data set.

    task: "regression", "binary", "multilabel" or "multiclass". classes: the class names for
    classification (two for binary), else empty. outputs: names of the target columns for
    regression and multilabel, else empty. plotted: the two inputs to look at first.
    """

    task: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    training_count: int = 0
    validation_count: int = 0
    plotted: tuple[int, int] = (0, 1)
    test_count: int = 0

    @property
    def short_inputs(self) -> tuple[str, ...]:
        """The inputs' names without their units in brackets, for where there is little room."""
        return tuple(name.partition(" (")[0] for name in self.inputs)

    def expected_units(self, loss_targets: str) -> int:
        """Units the output layer needs under a loss whose targets are of this kind."""
        if self.task == "multiclass" or (self.task == "binary" and loss_targets in ("one_hot", "index")):
            return len(self.classes)
        return 1 if self.task == "binary" else len(self.outputs)
