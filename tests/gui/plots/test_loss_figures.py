"""The loss plot with other figures than the loss, with many of them, and with a note on its curves."""

import numpy as np
from PySide6.QtWidgets import QApplication

from gui.plots.loss import LossPlot
from gui.view import ViewState
from tests.gui.plots.planted import BINARY, again_of, canvas_of, curves, curves_of, moment, move_to, network, words
from tests.gui.plots.test_loss import RUN, card, ranges


def test_a_metric_is_drawn_in_place_of_the_loss(loss: LossPlot) -> None:
    chosen: list[str] = []
    loss.figure_changed.connect(chosen.append)
    loss.resize(600, 340)
    loss.show_spec(network(), BINARY)
    figures = {"accuracy": [np.nan, 0.7, 0.8], "val_accuracy": [0.4, 0.6, 0.9], "train_accuracy": [0.5, 0.8, 0.85]}
    run = curves(np.linspace(1.0, 0.4, 20), loss=[np.nan, 0.9, 0.7], val_loss=[1.1, 0.95, 0.75], **figures)
    loss.show_snapshot(moment(run))
    loss.show_view(ViewState(curve="accuracy", log_loss=True))
    assert not chosen, "only a person's choice is told"
    batches, training, validation, _ = curves_of(loss)
    assert len(batches.places()) == 0
    np.testing.assert_allclose(training.places(), [(0.5, 0.7), (1.5, 0.8)])
    np.testing.assert_allclose(validation.places(), [(0, 0.4), (1, 0.6), (2, 0.9)])
    np.testing.assert_allclose(again_of(loss).places(), [(0, 0.5), (1, 0.8), (2, 0.85)])
    assert ranges(loss) == [[0.0, 2.0], [0.4, 1.0]], "shares are not drawn by their logarithms"
    assert words(loss, "Loss now") == "training 80.0 %, validation 90.0 %, at end 85.0 %"
    assert words(loss, "Metrics now") == "Loss, training 0.700, validation 0.750"
    move_to(loss, 1.1, 0.7)
    assert card(loss)["at end, epoch 1"] == "0.800"
    loss.header.figures.edited.emit("loss")
    loss.show_view(ViewState(curve="loss"))
    assert (chosen, len(curves_of(loss)[0].places())) == (["loss"], 20)


def test_many_metrics_leave_the_plot_its_room(loss: LossPlot) -> None:
    figures = dict.fromkeys(("accuracy", "precision", "recall", "f1_score"), 0.5)
    latest = figures | {f"val_{name}": value for name, value in figures.items()}
    for height, left in ((210, "+ 3 more"), (600, "")):
        loss.resize(330, height)
        loss.show()
        loss.show_snapshot(moment(RUN, latest))
        QApplication.processEvents()
        assert canvas_of(loss).height() >= 100
        assert words(loss, "Metrics now").startswith("Accuracy")
        assert words(loss, "Metrics now").endswith(left)
    assert "F1" in words(loss, "Metrics now")


def test_a_note_says_what_the_curves_have_come_to_as_room_allows(loss: LossPlot) -> None:
    said: list[str] = []
    loss.note_asked.connect(said.append)
    falling = np.exp(-np.arange(20) / 5.0)
    turned = 0.5 + (np.arange(20) - 6.0) ** 2 / 100
    shown = {"loss": [np.nan, *falling], "val_loss": [2.0, *turned]}
    loss.resize(700, 340)
    loss.show()
    loss.show_snapshot(moment(curves(np.linspace(1.0, 0.4, 200), **shown)))
    note = loss.header.note
    assert note.text() == "Overfitting since about epoch 7"
    note.click()
    assert "lowest at epoch 7" in said[0]
    loss.resize(240, 340)
    QApplication.processEvents()
    assert note.text().startswith("Overfits")
    header = loss.header
    assert (header.scale.isVisible(), header.log.isVisible()) == (False, True)
    chosen: list[bool] = []
    loss.log_changed.connect(chosen.append)
    header.log.click()
    assert chosen == [True]
    ends = [part.geometry().right() for part in (header.figures, note, header.log)]
    assert ends == sorted(ends)
    assert ends[-1] < header.width()
    loss.show_snapshot(moment(curves([1.0], val_loss=[1.1])))
    assert (note.text(), note.isEnabled()) == ("", False)
