"""What a stop does: it brings back the best weights, if that is wanted and no more is on record."""

from __future__ import annotations

from collections.abc import Generator, Iterator

from engine.catalog.arrays import Array
from engine.history.stops import BEST
from engine.passes.network import Network
from engine.run.live_run import LiveRun
from engine.run.replay import replayed
from engine.run.rule_watch import rule_notice
from engine.run.stopping import Watched, stop_sentence, watched
from engine.trace import Place


def obey(live: LiveRun) -> Iterator[None]:
    """After an epoch with which the run stops: go on as recorded, else with the best weights; with breaths."""
    if live.at_change():
        live.cross()
    else:
        yield from restore_best(live)


def restore_best(live: LiveRun) -> Iterator[None]:
    """Bring back the weights of the best epoch that early stopping has seen, as Keras does when training ends.

    They are computed again from the record. Nothing happens where early stopping is off or restores nothing, the
    weights of now are the best, or more is on record after this moment.
    """
    trainer, course, stretch = live.trainer, live.chronicle.current, live.stretch
    stop = trainer.spec.training.stop
    wanted = stop.early_stopping and stop.restore_best_weights and not trainer.problem
    if not wanted or trainer.in_update or trainer.updates < course.tip or live.at_change():
        return
    best = watched(course, stretch, trainer.updates, stop)
    if not _can_return(live, best):
        return
    old = yield from replayed(live.chronicle, trainer, stretch, Place(best.best_update))
    weights = old.backend.network.weights

    def given(_: Network) -> Generator[None, None, Array]:
        yield
        return weights

    yield from live.changing_weights(given)
    if live.stretch.start == live.trainer.updates:
        live.stretch.text = f"{BEST} of epoch {best.best_epoch + 1:,}"


def notice_of(live: LiveRun) -> str:
    """What has become of the run where it stands: why it stopped, or what the perceptron rule has come to."""
    trainer = live.trainer
    stopped = stop_sentence(live.chronicle.current, live.stretch, trainer.updates)
    return stopped or rule_notice(trainer.spec, trainer.run.data.info, trainer.latest)


def _can_return(live: LiveRun, best: Watched) -> bool:
    return best.best is not None and live.chronicle.current.first <= best.best_update < live.trainer.updates
