"""An epoch's figures: over all its batches, whatever is changed in between."""

import numpy as np
import pytest

from engine.session import Session
from engine.trace import LossComputed
from tests.engine.experiments import experiment


def batch(session: Session) -> tuple[float, int]:
    """Loss and size of the next batch."""
    loss = next(e for e in list(session.trace()) if isinstance(e, LossComputed))
    return loss.loss, len(loss.target)


def test_an_edit_inside_an_epoch_keeps_the_sums_of_the_batches_before_it() -> None:
    session = Session(experiment())
    batches = [batch(session), batch(session)]
    session.edit(session.spec.with_optimizer(learning_rate=0.5))
    while session.epochs == 0:
        batches.append(batch(session))
    losses, sizes = zip(*batches, strict=True)
    assert sizes == (7, 7, 7, 7, 2)
    assert session.history.history["loss"] == [pytest.approx(np.average(losses, weights=sizes), rel=1e-12)]
