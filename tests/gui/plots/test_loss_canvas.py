"""What of the loss plot is known at a moment of the past."""

import numpy as np
import pytest

from gui.plots.loss_canvas import parted
from gui.plots.loss_numbers import Curve


@pytest.mark.parametrize(
    ("at", "known", "later"), [(None, [0.5, 1.5, 2.5], []), (1.7, [0.5], [0.5, 1.5, 2.5]), (0.6, [], [0.5, 1.5, 2.5]),
                               (2.0, [0.5, 1.5], [1.5, 2.5]), (3.0, [0.5, 1.5, 2.5], [])],
)  # fmt: skip
def test_a_training_figure_is_of_the_future_until_its_epoch_has_ended(
    at: float | None, known: list[float], later: list[float]
) -> None:
    training = Curve(np.array([0.5, 1.5, 2.5]), np.array([3.0, 2.0, 1.0]))
    assert [curve.x.tolist() for curve in parted(training, at)] == [known, later]
