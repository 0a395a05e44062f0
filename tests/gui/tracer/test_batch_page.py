"""A batch as matrices on the panel: every number its own, each of them a question, each row an example to look at."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from engine.formula import NumberStyle, plain_text
from engine.session import Session
from engine.spec import ExperimentSpec, LayerSpec
from engine.trace import Address, BatchView, Explanation, Grain, Kind, Phase, Snapshot
from gui.tracer.batch_layout import MIDDLE, TOP, BatchSetter
from gui.tracer.batch_page import BatchPage, batch_page
from gui.tracer.batch_reader import BatchReader
from gui.tracer.blocks import blocks_of
from gui.tracer.ink import ExampleRow, Inked
from gui.tracer.matrix import Matrix
from tests.engine.experiments import experiment, finish
from tests.gui.tracer.conftest import Heard, Monospaced
from tests.gui.tracer.test_page_layout import right_end, texts

SMALL = experiment(LayerSpec(3, "tanh", l2=0.1), LayerSpec(1, "sigmoid"))
WIDE = experiment(LayerSpec(20, "relu"), LayerSpec(12), LayerSpec(1, "sigmoid")).with_training(batch_size=40)
DROPPED = experiment(
    LayerSpec(3, "tanh", dropout=0.5), LayerSpec(2, "relu", use_bias=False), LayerSpec(1, "sigmoid")
)
STYLE = NumberStyle(3)


@dataclass(frozen=True)
class Moment:
    """A step of an update, and its batch."""

    session: Session
    snapshot: Snapshot
    view: BatchView

    @property
    def explanation(self) -> Explanation:
        assert self.snapshot.explanation is not None
        return self.snapshot.explanation

    def page(self, style: NumberStyle = STYLE) -> BatchPage:
        blocks = blocks_of(self.explanation, style)
        return batch_page(self.view, self.snapshot, self.session.data.info, style, blocks)


def moments(spec: ExperimentSpec, grain: Grain = Grain.LAYER, unit: int = 0, source: int = 0) -> Iterator[Moment]:
    session = Session(spec)
    session.train(updates=3)
    while session.updates == 3:
        for _ in session.step(grain):
            pass
        snapshot = session.snapshot()
        if snapshot.example is not None:
            view = finish(session.batch_view(snapshot.example.index, unit, source))
            assert view is not None
            yield Moment(session, snapshot, view)


def matrices(page: BatchPage) -> list[Matrix]:
    return [piece for line in page.lines for piece in line if isinstance(piece, Matrix)]


def set_in(width: float, page: BatchPage, type_: Monospaced, scale: float = 1.0) -> Inked:
    return BatchSetter(page, type_).lay_out(width, scale)


@pytest.mark.parametrize("name", ["adam", "sgd"])
def test_every_number_is_what_its_name_stands_for(name: str) -> None:
    kinds = set()
    for moment in moments(SMALL.with_optimizer(name=name)):
        for matrix in matrices(moment.page()):
            for cell in (cell for row in matrix.cells for cell in row):
                assert cell is not None, "by layer nothing is hidden"
                if cell.address is not None:
                    kinds.add(cell.address.kind)
                    found = finish(moment.session.explain(cell.address))
                    assert found.value == pytest.approx(cell.value, rel=1e-12, abs=1e-300), cell.address
    assert kinds == {
        *(Kind.INPUT, Kind.WEIGHT, Kind.BIAS, Kind.SUM, Kind.ACTIVATION, Kind.TARGET),
        *(Kind.EXAMPLE_LOSS, Kind.BATCH_LOSS, Kind.DELTA, Kind.SHARE, Kind.GRADIENT),
    }


def test_what_dropout_lets_through_is_told_as_that_and_a_bias_that_is_not_there_is_not() -> None:
    kinds: dict[int, set[Kind]] = {0: set(), 1: set(), 2: set()}
    for moment in moments(DROPPED, source=-1):
        for cell in (cell for matrix in matrices(moment.page()) for row in matrix.cells for cell in row):
            if cell is not None and cell.address is not None:
                kinds[moment.view.layer].add(cell.address.kind)
                found = finish(moment.session.explain(cell.address))
                assert found.value == pytest.approx(cell.value, rel=1e-12, abs=1e-300), cell.address
    assert {Kind.SENT, Kind.BIAS} & kinds[0] == {Kind.BIAS}
    assert {Kind.SENT, Kind.BIAS} & kinds[1] == {Kind.SENT}
    assert {Kind.SENT, Kind.BIAS} & kinds[2] == {Kind.BIAS}


def test_what_a_step_has_not_come_to_is_not_told(monospaced: Monospaced) -> None:
    forward = [moment for moment in moments(SMALL, Grain.NEURON) if moment.snapshot.phase is Phase.FORWARD]
    for neuron, moment in enumerate(forward[:3]):
        z = next(matrix for matrix in matrices(moment.page()) if matrix.name[0].text == "Z")
        assert [cell is None for cell in z.cells[0]] == [unit > neuron for unit in range(3)]
        assert texts(set_in(1000.0, moment.page(), monospaced)).count("–") == 2 * len(z.cells) * (2 - neuron)


@pytest.mark.parametrize("spec", [SMALL, WIDE])
@pytest.mark.parametrize("digits", [3, 12])
@pytest.mark.parametrize("scale", [0.85, 1.0, 2.2])
def test_nothing_leaves_the_page(spec: ExperimentSpec, digits: int, scale: float, monospaced: Monospaced) -> None:
    for moment in moments(spec):
        inked = set_in(1000.0 * scale, moment.page(NumberStyle(digits)), monospaced, scale)
        for letters in inked.letters:
            assert letters.x >= 0
            assert right_end(letters, monospaced) <= 1000.0 * scale + 0.5, letters.text
            assert 0 < letters.y <= inked.height
        for spot in inked.spots:
            assert spot.y + spot.height <= inked.height + 0.5


def test_numbers_stand_on_their_rows_and_lines_do_not_meet(monospaced: Monospaced) -> None:
    for moment in moments(WIDE):
        spots = [spot for spot in set_in(1100.0, moment.page(), monospaced).spots if spot.stop]
        for here, spot in enumerate(spots):
            for other in spots[here + 1 :]:
                apart = spot.x + spot.width <= other.x + 0.01 or other.x + other.width <= spot.x + 0.01
                assert apart or spot.y + spot.height <= other.y + 0.01 or other.y + other.height <= spot.y + 0.01


def test_where_the_page_is_cut_all_names_stand_at_the_top(monospaced: Monospaced) -> None:
    page = next(moments(SMALL)).page()
    for about, heights in ((MIDDLE, 3), (TOP, 1)):
        inked = BatchSetter(page, monospaced).lay_out(1100.0, 1.0, about)
        names = [each for each in inked.letters if each.text in ("X", "W", "b", "Z") and each.math]
        assert len({round(name.y) for name in names[:4]}) == heights


def test_of_a_large_batch_the_first_are_shown_and_the_sizes_are_whole(monospaced: Monospaced) -> None:
    moment = next(moments(WIDE))
    page = moment.page()
    inked = set_in(1100.0, page, monospaced)
    said = texts(inked)
    assert page.head.place == "update 4 · 30 examples", "the training part has no more"
    assert page.head.sentence.endswith("Of the 30 examples the first are shown.")
    assert "30 × 2" in said
    assert "2 × 20" in said
    assert "30 × 20" in said
    assert "…" in said
    assert len({spot.target for spot in inked.spots if isinstance(spot.target, ExampleRow)}) == 12


def test_a_click_on_a_row_looks_at_its_example(monospaced: Monospaced) -> None:
    moment = next(moments(SMALL))
    inked = set_in(1100.0, moment.page(), monospaced)
    rows = {spot.target.example for spot in inked.spots if isinstance(spot.target, ExampleRow)}
    assert rows == set(moment.view.rows.tolist())
    marked = [plate for plate in inked.plates if plate.fill == "accent_soft"]
    example = moment.snapshot.example
    assert example is not None
    labels = [spot for spot in inked.spots if spot.target == ExampleRow(example.index)]
    assert {round(plate.y) for plate in marked} == {round(spot.y) for spot in labels}
    first = next(spot for spot in inked.spots if isinstance(spot.target, Address))
    under = next(spot for spot in inked.spots if spot.contains(first.x + 1, first.y + 1))
    assert under == first, "a number in a row is asked for itself"


def test_gradients_are_told_as_the_mean_of_what_the_examples_ask_for(monospaced: Monospaced) -> None:
    for moment in moments(SMALL, source=1):
        said = texts(set_in(1100.0, moment.page(), monospaced))
        if moment.snapshot.phase is Phase.BACKWARD:
            names = [plain_text(matrix.name) for matrix in matrices(moment.page())]
            assert f"∂ℓ/∂w₂₁{'⁽²⁾' if moment.snapshot.layer else '⁽¹⁾'}" in names
            assert "mean of 7" in said
            assert ("with the penalty's slope" in said) == (moment.snapshot.layer == 0)
        assert ("W′" in said) == (moment.snapshot.phase is Phase.UPDATE)


def test_plain_descent_says_what_is_taken_away(monospaced: Monospaced) -> None:
    for name, sign in (("sgd", "− 0.05 ·"), ("adam", ",")):
        last = list(moments(SMALL.with_optimizer(name=name)))[-1]
        assert last.snapshot.phase is Phase.UPDATE
        assert (sign,) in [tuple(t.text for t in p) for p in last.page().lines[0] if not isinstance(p, Matrix)]
        assert last.page().blocks, "the update of one weight follows"


# Asking for it


def test_a_batch_is_asked_for_once_a_moment(heard: type[Heard]) -> None:
    reader = BatchReader()
    asked, arrived = heard().listen(reader.asked), heard().listen(reader.arrived)
    for number, moment in enumerate(moments(SMALL), 1):
        info, found = moment.session.data.info, moment.explanation
        assert reader.page(moment.snapshot, found, info, STYLE) is None
        assert reader.waits
        assert reader.page(moment.snapshot, found, info, STYLE) is None
        assert len(asked) == number
        assert moment.snapshot.example is not None
        assert asked[-1][0] == moment.snapshot.example.index
        reader.show(moment.view)
        assert len(arrived) == number
        assert not reader.waits
        page = reader.page(moment.snapshot, found, info, NumberStyle(5))
        assert page is not None
        assert page.style.digits == 5


def test_the_answer_to_another_step_is_not_shown() -> None:
    reader = BatchReader()
    first, second, *_ = moments(SMALL)
    info = first.session.data.info
    reader.page(second.snapshot, second.explanation, info, STYLE)
    reader.show(first.view)
    assert reader.page(second.snapshot, second.explanation, info, STYLE) is None
    reader.show(None)
    assert reader.page(second.snapshot, second.explanation, info, STYLE) is None
    assert not reader.waits
