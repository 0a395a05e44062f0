"""The loss plot: where its curves lie, what it reads, how it is looked at."""

import math
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from gui.plots.loss import LossPlot
from gui.plots.loss_canvas import LossCanvas
from gui.plots.loss_legend import loss_entries, metric_entries
from gui.theme.current import ThemeSwitch
from gui.view import ViewState
from gui.widgets.segmented import Segmented
from tests.gui.clicks import double_click
from tests.gui.plots.planted import (
    BINARY,
    canvas_of,
    curves,
    curves_of,
    moment,
    move_to,
    near,
    network,
    pixel,
    seen,
    spot,
    words,
)

RUN = curves(np.linspace(1.0, 0.4, 30), loss=[np.nan, 0.9, 0.7, 0.5], val_loss=[1.1, 0.95, 0.75, 0.55])


def card(plot: LossPlot) -> dict[str, str]:
    """What the reading card says, by name."""
    canvas = canvas_of(plot)
    assert isinstance(canvas, LossCanvas)
    return {line.name: line.text for line in canvas.card_item.lines()}


def ranges(plot: LossPlot) -> list[list[float]]:
    found: list[list[float]] = canvas_of(plot).view.viewRange()
    return found


def turn_wheel(plot: LossPlot) -> None:
    canvas = canvas_of(plot)
    at = QPointF(canvas.viewport().rect().center())
    event = QWheelEvent(
        at,
        QPointF(canvas.viewport().mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas.viewport(), event)


def test_each_curve_lies_at_its_own_epochs(loss: LossPlot) -> None:
    loss.show_snapshot(moment(RUN))
    batches, training, validation, _ = curves_of(loss)
    np.testing.assert_allclose(batches.places(), np.stack([RUN.x, RUN.y], axis=1))
    np.testing.assert_allclose(training.places(), [(0.5, 0.9), (1.5, 0.7), (2.5, 0.5)])
    np.testing.assert_allclose(validation.places(), [(0, 1.1), (1, 0.95), (2, 0.75), (3, 0.55)])
    assert ranges(loss) == [[0.0, 3.0], [0.0, 1.2]]


def test_the_curves_are_seen_in_their_colours(loss: LossPlot, themes: ThemeSwitch) -> None:
    loss.show_snapshot(moment(RUN))
    assert seen(loss, themes.theme.curve_training, (1.5, 0.7), 3) > 10
    assert seen(loss, themes.theme.curve_validation, (1.0, 0.95), 3) > 10
    assert not seen(loss, themes.theme.curve_training, (1.5, 0.3))
    themes.toggle()
    assert seen(loss, themes.theme.curve_training, (1.5, 0.7), 3) > 10


def test_a_single_value_is_seen_too(loss: LossPlot, themes: ThemeSwitch) -> None:
    loss.show_snapshot(moment(curves([0.6] * 10, loss=[np.nan, 0.3], val_loss=[0.8, 0.8])))
    assert near(pixel(loss, 0.5, 0.3), themes.theme.curve_training)


def test_showing_a_moment_again_adds_nothing(loss: LossPlot) -> None:
    loss.show_snapshot(moment(RUN))
    before = [curve.places() for curve in curves_of(loss)]
    for _ in range(3):
        loss.show_snapshot(moment(RUN))
        loss.show_view(ViewState())
    after = [curve.places() for curve in curves_of(loss)]
    assert all(a is b for a, b in zip(before, after, strict=True)), "nothing was even drawn anew"
    loss.resize(500, 400)
    assert [len(curve.places()) for curve in curves_of(loss)] == [30, 3, 4, 0]


def test_a_new_point_is_drawn(loss: LossPlot) -> None:
    loss.show_snapshot(moment(curves([1.0, 0.9])))
    loss.show_snapshot(moment(curves([1.0, 0.9, 0.8])))
    assert curves_of(loss)[0].places()[-1].tolist() == pytest.approx([0.3, 0.8])


def test_a_run_that_starts_anew_is_drawn_anew(loss: LossPlot) -> None:
    loss.show_snapshot(moment(RUN))
    spot(loss, 1.0, 0.5)
    turn_wheel(loss)
    assert ranges(loss)[0] != [0.0, 3.0]
    loss.show_snapshot(moment(curves([2.0], val_loss=[2.5])))
    assert [len(curve.places()) for curve in curves_of(loss)] == [1, 0, 1, 0]
    assert ranges(loss)[0] == [0.0, 1.0]


def test_the_legend_says_the_latest_values(loss: LossPlot) -> None:
    loss.resize(600, 340)
    loss.show_snapshot(moment(RUN, {"accuracy": 0.875, "val_accuracy": 0.5}))
    assert words(loss, "Loss now") == "training 0.500, validation 0.550, batch 0.400"
    assert words(loss, "Metrics now") == "Accuracy, training 87.5 %, validation 50.0 %"
    loss.show_snapshot(moment(RUN, {"mae": 0.25}))
    assert words(loss, "Metrics now") == "Mean absolute error, training 0.250"


def test_figures_from_before_an_edit_say_so_in_grey(loss: LossPlot, themes: ThemeSwitch) -> None:
    loss.resize(900, 340)
    figures = {"accuracy": 1.0, "val_accuracy": 0.5}
    loss.show_snapshot(moment(RUN, figures, outdated=frozenset({"loss", "accuracy", "batch"})))
    old = "before the edit"
    assert words(loss, "Loss now") == f"training 0.500 {old}, validation 0.550, batch 0.400 {old}"
    assert words(loss, "Metrics now") == "Accuracy, training 100.0 % before the edit, validation 50.0 %"
    inks = {e.text.split()[0]: e.ink for e in loss_entries(loss._moment, themes.theme)}  # type: ignore[arg-type]
    assert (inks["training"], inks["validation"]) == (themes.theme.muted_text, themes.theme.curve_validation)
    loss.show_snapshot(moment(RUN, figures, outdated=frozenset(figures)))
    assert words(loss, "Metrics now").count("before the edit") == 2
    loss.show_snapshot(moment(RUN, figures))
    assert "before" not in words(loss, "Loss now") + words(loss, "Metrics now")


def test_where_there_is_little_room_an_old_figure_is_still_said_to_be_old(themes: ThemeSwitch) -> None:
    old = moment(RUN, {"accuracy": 1.0, "mistakes": 3.0}, outdated=frozenset({"loss", "accuracy", "mistakes"}))
    for entry in (*loss_entries(old, themes.theme), *metric_entries(old, themes.theme)):
        if entry.text.startswith("training"):
            assert all(" before" in words for words in entry.shorts if words)


def test_in_the_past_the_legend_says_what_was_then(loss: LossPlot) -> None:
    loss.resize(600, 340)
    then = replace(moment(RUN), latest={"loss": 0.9, "val_loss": 0.95}, epoch_position=1.0)
    loss.show_snapshot(then)
    assert words(loss, "Loss now") == f"training 0.900, validation 0.950, batch {RUN.y[9]:.3f}"


def test_the_header_names_the_loss(loss: LossPlot) -> None:
    loss.show_spec(network(), BINARY)
    assert "Binary\ncross-entropy" in loss.header.figures.toolTip()


def test_the_cursor_reads_the_nearest_values(loss: LossPlot) -> None:
    loss.show_snapshot(moment(RUN))
    move_to(loss, 1.4, 0.2)
    batch = RUN.y[13]
    assert card(loss) == {
        "epoch": "1.40",
        "batch": f"{batch:.3f}",
        "training, epoch 2": "0.700",
        "validation, epoch 1": "0.950",
    }
    move_to(loss, 0.02, 0.2)
    assert card(loss)["validation, start"] == "1.10"
    QApplication.sendEvent(canvas_of(loss), QEvent(QEvent.Type.Leave))
    assert card(loss) == {}


def test_the_cursor_follows_the_run_while_it_stands_still(loss: LossPlot) -> None:
    loss.show_snapshot(moment(curves([1.0, 0.9], loss=[np.nan])))
    move_to(loss, 0.9, 0.2)
    assert card(loss) == {"epoch": "0.20", "batch": "0.900"}
    loss.show_snapshot(moment(curves(np.linspace(1.0, 0.1, 10), loss=[np.nan, 0.6])))
    assert card(loss) == {"epoch": "0.90", "batch": "0.200", "training, epoch 1": "0.600"}


def test_shift_and_arrows_read_without_a_mouse(loss: LossPlot) -> None:
    loss.show_snapshot(moment(RUN))
    for _ in range(2):
        QTest.keyClick(canvas_of(loss), Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert card(loss)["epoch"] == "2.90"


def test_the_scale_is_chosen_by_a_person_or_by_the_view(loss: LossPlot) -> None:
    said: list[bool] = []
    loss.log_changed.connect(said.append)
    loss.show_snapshot(moment(curves([1.0, 0.1, 0.01])))
    loss.show_view(ViewState(log_loss=True))
    assert not said, "only a person's choice is told"
    np.testing.assert_allclose(curves_of(loss)[0].places()[:, 1], [0.0, -1.0, -2.0])
    low, high = ranges(loss)[1]
    assert -2.2 < low < -2.0
    assert 0.0 < high < 0.2
    switch = loss.findChild(Segmented)
    assert isinstance(switch, Segmented)
    next(button for button in switch.findChildren(QAbstractButton) if button.text() == "linear").click()
    assert said == [False]
    np.testing.assert_allclose(curves_of(loss)[0].places()[:, 1], [1.0, 0.1, 0.01])


def test_what_has_no_logarithm_is_a_gap(loss: LossPlot) -> None:
    loss.show_view(ViewState(log_loss=True))
    loss.show_snapshot(moment(curves([1.0, 0.0, -1.0, 0.1])))
    np.testing.assert_array_equal(np.isnan(curves_of(loss)[0].places()[:, 1]), [False, True, True, False])
    loss.grab()


def test_wild_first_updates_do_not_flatten_the_rest(loss: LossPlot) -> None:
    y = np.concatenate([[900.0, 500.0, 80.0], np.linspace(1.0, 0.2, 200)])
    loss.show_snapshot(moment(curves(y)))
    assert ranges(loss)[1] == [0.0, 1.2]
    assert curves_of(loss)[0].places()[0, 1] == 900.0, "drawn all the same"


def test_a_loss_that_falls_steadily_is_shown_whole(loss: LossPlot) -> None:
    loss.show_snapshot(moment(curves(100.0 * 0.9 ** np.arange(200))))
    assert ranges(loss)[1] == [0.0, 120.0]


@pytest.mark.parametrize("log", [False, True])
def test_a_run_that_diverges_can_be_drawn(log: bool, loss: LossPlot) -> None:
    loss.show_view(ViewState(log_loss=log))
    loss.show_snapshot(
        moment(curves([1.0, 2.0, 1e300, np.inf, np.nan], loss=[np.nan, np.inf], val_loss=[1.0, np.nan]))
    )
    loss.grab()
    assert np.isfinite(ranges(loss)).all()
    loss.show_snapshot(moment(curves([np.nan] * 20, loss=[np.nan, np.nan])))
    loss.grab()
    assert np.isfinite(ranges(loss)).all()
    move_to(loss, 0.5, sum(ranges(loss)[1]) / 2)
    assert card(loss)["batch"] == "–"


@pytest.mark.parametrize("size", [1e-30, 1e20, 1e200])
def test_losses_of_any_size_are_drawn_in_their_place(size: float, loss: LossPlot, themes: ThemeSwitch) -> None:
    loss.show_snapshot(moment(curves([size] * 10, loss=[np.nan, 0.3 * size, 0.6 * size])))
    assert seen(loss, themes.theme.curve_training, (0.5, 0.3 * size), 3) > 10
    assert not seen(loss, themes.theme.curve_training, (0.5, 0.6 * size), 3)


def test_a_closer_look_is_kept_until_a_double_click(loss: LossPlot) -> None:
    loss.show_snapshot(moment(RUN))
    spot(loss, 1.0, 0.5)
    whole = ranges(loss)
    turn_wheel(loss)
    close = ranges(loss)
    assert close[0][1] - close[0][0] < whole[0][1] - whole[0][0]
    longer = curves(np.linspace(1.0, 0.2, 90), loss=[np.nan, *np.linspace(0.9, 0.3, 9)])
    loss.show_snapshot(moment(longer))
    assert ranges(loss) == close, "the run goes on beside what is looked at"
    double_click(canvas_of(loss).viewport(), canvas_of(loss).viewport().rect().center())
    assert ranges(loss)[0] == [0.0, 10.0]
    loss.show_snapshot(moment(curves(np.linspace(1.0, 0.2, 110))))
    assert ranges(loss)[0] == [0.0, 12.0], "and the whole run is followed again"


def test_a_long_run_is_drawn_from_its_extremes(loss: LossPlot) -> None:
    count = 60_000
    y = np.full(count, 0.5)
    low, high = y - 0.1, y + 0.1
    high[count // 3] = 0.95
    loss.show_snapshot(moment(curves(y, per_epoch=100, low=low, high=high)))
    places = curves_of(loss)[0].places()
    assert len(places) <= 2 * canvas_of(loss).view.width()
    assert (places[:, 1].min(), places[:, 1].max()) == pytest.approx((0.4, 0.95))
    assert places[places[:, 1].argmax(), 0] == pytest.approx(count / 300, rel=0.01)


def test_before_anything_is_known_the_axes_are_there(loss: LossPlot) -> None:
    assert ranges(loss) == [[0.0, 1.0], [0.0, 1.0]]
    loss.show_snapshot(moment(curves([])))
    assert ranges(loss) == [[0.0, 1.0], [0.0, 1.0]]
    assert words(loss, "Loss now") == ""
    assert not math.isnan(sum(ranges(loss)[0]))


def test_nothing_of_pyqtgraph_stands_in_the_way(loss: LossPlot) -> None:
    canvas = canvas_of(loss)
    assert not canvas.view.menuEnabled()
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.RightButton, pos=canvas.viewport().rect().center())
    assert QApplication.activePopupWidget() is None
