"""The geometry of the hand's tools against what Qt says of the same shapes."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPolygonF

from gui.plots.hand.geometry import inside, near_way, nearest, sprayed

RNG = np.random.default_rng(5)
PLACES = RNG.uniform(0.0, 100.0, (300, 2))


@pytest.mark.parametrize("corners", [3, 5, 12])
def test_what_a_lasso_holds(corners: int) -> None:
    lasso = RNG.uniform(0.0, 100.0, (corners, 2))
    polygon = QPolygonF([QPointF(x, y) for x, y in lasso.tolist()])
    wanted = [
        index
        for index, (x, y) in enumerate(PLACES.tolist())
        if polygon.containsPoint(QPointF(x, y), Qt.FillRule.OddEvenFill)
    ]
    assert inside(lasso, PLACES).tolist() == wanted
    assert len(inside(lasso[:2], PLACES)) == 0


def test_what_a_disc_touches_on_its_way() -> None:
    start, end = (10.0, 20.0), (70.0, 50.0)
    along = np.linspace(0.0, 1.0, 2001)[:, None]
    way = np.array(start) + along * (np.array(end) - np.array(start))
    away = np.hypot(*(PLACES[:, None] - way).transpose(2, 0, 1)).min(axis=1)
    assert near_way(PLACES, start, end, 9.0).tolist() == np.flatnonzero(away <= 9.0).tolist()
    assert near_way(PLACES, start, start, 9.0).tolist() == np.flatnonzero(
        np.hypot(*(PLACES - start).T) <= 9.0
    ).tolist()


def test_the_nearest_within_reach() -> None:
    places = np.array([[0.0, 0.0], [5.0, 0.0], [6.0, 0.0]])
    assert nearest(places, (5.4, 0.0), 3.0) == 1
    assert nearest(places, (9.1, 0.0), 3.0) is None
    assert nearest(np.empty((0, 2)), (0.0, 0.0), 3.0) is None


def test_a_spray_fills_its_disc_evenly() -> None:
    places = sprayed(np.random.default_rng(1), (50.0, 20.0), 10.0, 4000)
    away = np.hypot(*(places - [50.0, 20.0]).T)
    assert away.max() <= 10.0
    assert (away <= 5.0).mean() == pytest.approx(0.25, abs=0.03)
    assert (places[:, 0] > 50.0).mean() == pytest.approx(0.5, abs=0.03)
