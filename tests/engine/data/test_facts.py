"""The facts of a data set are those of its training part, in pieces or at once."""

import numpy as np
import pytest

from engine.data import facts as facts_module
from engine.data import load
from engine.data.facts import data_facts, facts_in_pieces
from engine.spec import DataSpec
from tests.engine.experiments import finish


@pytest.mark.parametrize("together", [7, 200_000])
@pytest.mark.parametrize("spec", [DataSpec("plane"), DataSpec("iris", standardize=True), DataSpec("linnerud")])
def test_they_are_those_of_the_training_part(
    spec: DataSpec, together: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts_module, "CELLS_TOGETHER", together)
    data = load(spec)
    x, y = data.training.x, data.training.y
    found = finish(facts_in_pieces(data))
    assert found == data_facts(data)
    assert np.array_equal(found.inputs, np.column_stack([x.min(axis=0), x.max(axis=0)]))
    whole = np.column_stack([x, np.ones(len(x))])
    assert found.curvature == pytest.approx(np.linalg.norm(whole, 2) ** 2 / len(x), rel=1e-9)
    if data.info.task == "regression":
        assert np.array_equal(found.targets, np.column_stack([y.min(axis=0), y.max(axis=0)]))
        assert found.means == pytest.approx(y.mean(axis=0))
    else:
        assert found.targets == found.means == ()


def test_many_inputs_have_no_curvature(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts_module, "MOST_INPUTS", 3)
    assert data_facts(load(DataSpec("iris"))).curvature is None
