"""Whatever arrives while a piece of work is under way is answered before the next piece; counted, not timed."""

import time
from collections.abc import Callable, Iterator

import pytest

from engine.session import Session
from engine.trace import Grain
from gui.bridge.engine_thread import Command, EngineThread, Move, Question
from tests.engine.experiments import experiment

ARRIVES = 40


class Counting(Session):
    """Counts the pieces of its play; during one of them something arrives."""

    def __init__(self, arrives: Callable[[], None]) -> None:
        super().__init__(experiment())
        self.pieces = 0
        self.happened: list[str] = []
        self._arrives = arrives

    def play(self, rate: float | None = None) -> Iterator[float]:
        for wait in super().play(rate):
            self.pieces += 1
            self.happened.append("piece")
            if self.pieces == ARRIVES:
                self._arrives()
            yield wait


class Scene:
    """An engine thread in the middle of a play, and what it did after the request arrived."""

    def __init__(self, request: Callable[["Scene"], None]) -> None:
        self.session = Counting(lambda: request(self))
        self.failed: list[Exception] = []
        self.engine = EngineThread(lambda: self.session, self.failed.append)
        self.play = Move(lambda session: session.play(), repeats=True)

    def note(self, what: str) -> None:
        self.session.happened.append(what)

    def run(self) -> list[str]:
        """What happened from the arrival on, once there is something."""
        self.engine.start()
        self.engine.send(self.play)
        deadline = time.monotonic() + 20
        while self.session.happened[ARRIVES:] in ([], ["piece"]) and time.monotonic() < deadline:
            self.engine.mailbox.take()
            time.sleep(0.001)
        assert self.engine.close()
        assert self.failed == []
        return self.session.happened[ARRIVES:]


def an_edit(scene: Scene) -> None:
    def change(session: Session) -> None:
        scene.note("edited")
        session.edit(experiment().with_layer(0, units=5))

    scene.engine.send(Command(change, scene.failed.append))


def a_reset(scene: Scene) -> None:
    def change(session: Session) -> None:
        scene.note("reset")
        session.reset()

    scene.engine.send(Move(None))
    scene.engine.send(Command(change, scene.failed.append))


def a_step(scene: Scene) -> None:
    def step(session: Session) -> Iterator[None]:
        scene.note("step")
        yield from session.step(Grain.LAYER)

    scene.engine.send(Move(step))


def a_pause(scene: Scene) -> None:
    scene.engine.send(Move(None))
    scene.engine.send(Command(lambda _session: scene.note("paused"), scene.failed.append))


def a_question(scene: Scene) -> None:
    def ask(_session: Session) -> Iterator[None]:
        scene.note("asked")
        yield

    scene.engine.send(Question(ask, lambda _: None, scene.failed.append))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("arrival", "first"),
    [(an_edit, "edited"), (a_reset, "reset"), (a_step, "step"), (a_pause, "paused"), (a_question, "asked")],
)
def test_what_arrives_during_a_piece_comes_before_the_next(arrival: Callable[[Scene], None], first: str) -> None:
    assert Scene(arrival).run()[0] == first


def test_closing_during_a_piece_leaves_no_other() -> None:
    def close(scene: Scene) -> None:
        scene.engine._closing = True  # close() itself waits for this very thread
        scene.engine._inbox.put(None)

    scene = Scene(close)
    scene.engine.start()
    scene.engine.send(scene.play)
    scene.engine._thread.join(20)
    assert not scene.engine._thread.is_alive()
    assert scene.session.pieces == ARRIVES


def test_play_goes_on_after_an_edit_and_stays_away_after_a_pause() -> None:
    edited, paused = Scene(an_edit), Scene(a_pause)
    edited.engine.start()
    edited.engine.send(edited.play)
    deadline = time.monotonic() + 20
    while "piece" not in edited.session.happened[ARRIVES:] and time.monotonic() < deadline:
        time.sleep(0.001)
    assert edited.engine.close()
    assert edited.session.happened[ARRIVES : ARRIVES + 2] == ["edited", "piece"]
    assert paused.run() == ["paused"]
