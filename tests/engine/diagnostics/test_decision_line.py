"""The line of a single neuron is where its answer turns, in the data's own units."""

import numpy as np
import pytest

from engine.diagnostics import DecisionLine, SurfaceRequest, decision_line
from engine.presets import experiment_session
from engine.session import Session
from engine.spec import LayerSpec
from tests.engine.experiments import experiment


def line_of(session: Session) -> DecisionLine | None:
    kernel, bias = session.get_weights()[:2]
    return decision_line(session.spec.network, session.data.info, kernel, bias, session.data.scaling)


@pytest.mark.parametrize("standardize", [False, True])
@pytest.mark.parametrize(("name", "epochs"), [("perceptron-iris", 1), ("iris-setosa", 20)])
def test_z_is_zero_all_along_it_and_changes_its_sign_across(name: str, epochs: int, standardize: bool) -> None:
    session = experiment_session(name)
    session.edit(session.spec.with_data(standardize=standardize))
    session.train(epochs)
    line = line_of(session)
    assert line is not None
    ends = line.ends(session.data.range(0), session.data.range(1))
    assert ends is not None
    (x0, y0), (x1, y1) = ends
    for share in (0.0, 0.3, 1.0):
        place = np.array([x0 + share * (x1 - x0), y0 + share * (y1 - y0)])
        beside = np.array([line.across, line.up])
        sums = [session.forward_example(place + off * beside)[0][1][0] for off in (0, 1, -1)]
        assert sums[0] == pytest.approx(0.0, abs=1e-9)
        assert sums[1] > 0 > sums[2]


def test_its_equation_has_the_inputs_names_and_no_dust_in_the_last_digits() -> None:
    line = DecisionLine(0.5, -1.2000000000000002, 3.0)
    assert line.equation(("petal length", "petal width")) == "0.5 · petal length − 1.2 · petal width + 3 = 0"
    assert DecisionLine(2.0, 1.0, -3.0).equation(("x₁", "x₂")) == "2 · x₁ + 1 · x₂ − 3 = 0"
    assert DecisionLine(0.0, 0.0, 1.0).equation(("a", "b")) == "no line: both weights are 0"


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        (DecisionLine(1.0, 1.0, -1.0), ((0.0, 1.0), (1.0, 0.0))),
        (DecisionLine(1.0, 0.0, -0.5), ((0.5, 0.0), (0.5, 1.0))),
        (DecisionLine(0.0, 2.0, -1.0), ((0.0, 0.5), (1.0, 0.5))),
        (DecisionLine(1.0, -1.0, 0.0), ((0.0, 0.0), (1.0, 1.0))),
        (DecisionLine(1.0, 1.0, 1.0), None),
        (DecisionLine(1.0, 1.0, 0.0), None),
        (DecisionLine(0.0, 0.0, 1.0), None),
        (DecisionLine(float("nan"), 1.0, 0.0), None),
    ],
)
def test_it_is_cut_at_the_edges_of_the_plot(line: DecisionLine, ends: object) -> None:
    assert line.ends((0.0, 1.0), (0.0, 1.0)) == ends


@pytest.mark.parametrize(
    "session",
    [
        Session(experiment()),
        Session(experiment(LayerSpec(1, "tanh"), loss="mean_squared_error")),
        Session(experiment(LayerSpec(3, "softmax"), data="iris", loss="sparse_categorical_crossentropy")),
        Session(experiment(LayerSpec(1, "linear"), data="plane", loss="mean_squared_error")),
    ],
    ids=["hidden layer", "another middle", "several neurons", "no classes"],
)
def test_other_networks_have_none(session: Session) -> None:
    assert line_of(session) is None


def test_a_surface_of_steps_brings_the_sums_along() -> None:
    session = experiment_session("perceptron-iris")
    session.train(1)
    work = session.surface(SurfaceRequest(resolution=20))
    while True:
        try:
            next(work)
        except StopIteration as end:
            surface = end.value
            break
    assert surface.sums is not None
    assert surface.sums.shape == surface.plot.shape == (1, 20, 20)
    assert ((surface.sums >= 0) == (surface.plot == 1)).all()
    low, high = surface.x_range[0], surface.y_range[0]
    assert surface.sums[0, 0, 0] == pytest.approx(session.forward_example([low, high])[0][1][0], rel=1e-5)
