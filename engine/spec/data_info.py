"""What the rest of the program must know of a data set without holding its arrays."""

from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class DataInfo:
    """Names, kind of task and counts of a data set.

    task: "regression", "binary", "multilabel" or "multiclass". classes: the class names for
    classification (two for binary), else empty. outputs: names of the target columns for
    regression and multilabel, else empty. plotted: the two columns to look at first.

    columns: what is plotted, typed and pointed at: the names of the data's own columns. inputs: what the network sees
    of them, the same names unless features are made, texts become inputs of 0 and 1, or empty cells are told.
    categories: for each column the texts that its numbers stand for, () for plain numbers.
    image: (height, width) where the inputs are the pixels of a picture, row by row; None: they are not.
    colors: the place in the palette of each class, () for their order.
    one_hot: the labels of exclusive classes came as rows of 0 and a single 1, not as class numbers or names.
    """

    task: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    training_count: int = 0
    validation_count: int = 0
    plotted: tuple[int, int] = (0, 1)
    test_count: int = 0
    columns: tuple[str, ...] = ()
    categories: tuple[tuple[str, ...], ...] = ()
    image: tuple[int, int] | None = None
    colors: tuple[int, ...] = ()
    one_hot: bool = False

    def __post_init__(self) -> None:
        if not self.columns:
            object.__setattr__(self, "columns", self.inputs)
        if not self.categories:
            object.__setattr__(self, "categories", ((),) * len(self.columns))

    @property
    def is_plain(self) -> bool:
        """Whether the network sees the columns as they are, scaled at most."""
        return self.inputs == self.columns and not any(self.categories)

    @property
    def short_columns(self) -> tuple[str, ...]:
        """The columns' names without their units in brackets, for where there is little room."""
        return _short(self.columns)

    @property
    def short_inputs(self) -> tuple[str, ...]:
        """The inputs' names without their units in brackets, for where there is little room."""
        return _short(self.inputs)


@lru_cache(maxsize=32)
def _short(names: tuple[str, ...]) -> tuple[str, ...]:
    """Of a picture these are many, and asked for with every frame."""
    return tuple(name.partition(" (")[0] for name in names)
