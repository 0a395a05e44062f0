"""What the numbers of a data set are like, for advice that names and counts alone cannot give."""

from dataclasses import dataclass

Range = tuple[float, float]


@dataclass(frozen=True)
class DataFacts:
    """Of the training part: the inputs as the network sees them, and the targets of a regression.

    inputs, targets: (least, largest) of each column; targets is empty where the data has classes or answers.
    means: of each target column. curvature: the largest eigenvalue of XᵀX / n, X with a column of ones for
    the bias: how steeply the squared error of one linear layer bends where it bends most; None if not computed.
    """

    inputs: tuple[Range, ...] = ()
    targets: tuple[Range, ...] = ()
    means: tuple[float, ...] = ()
    curvature: float | None = None
