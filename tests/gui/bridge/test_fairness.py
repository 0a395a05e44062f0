"""Questions and motion share the engine fairly, and what nobody wants any more is given up; on a clock of its own."""

from collections.abc import Callable, Generator, Iterator

import pytest

from engine.diagnostics import SurfaceRequest
from engine.session import Session
from engine.trace import Grain, Snapshot
from gui.bridge import Player, engine_thread
from gui.bridge.engine_thread import Command, EngineThread, Question
from tests.engine.experiments import experiment


class Clock:
    """Time that passes only when somebody works."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(engine_thread, "time", made)
    return made


class Scene:
    """An engine thread that is walked by hand, and what it did."""

    def __init__(self) -> None:
        self.session = Session(experiment())
        self.done: list[str] = []
        self.engine = EngineThread(lambda: self.session, self.done.append)  # type: ignore[arg-type]
        self.engine._show(self.session)

    def ask(
        self, clock: Clock, name: str, pieces: int, seconds: float, wanted: Callable[[], bool], **turn: bool
    ) -> None:
        """turn: quick or patient."""

        def work(_session: Session) -> Generator[None, None, str]:
            for _ in range(pieces):
                clock.now += seconds
                self.done.append(name)
                yield
            return name

        question = Question(
            work,
            lambda answer: self.done.append(f"{answer} answered"),
            self.done.append,  # type: ignore[arg-type]
            lambda _: wanted(),
            lambda: self.done.append(f"{name} dropped"),
            **turn,
        )
        self.engine._handle(question, self.session)

    def move(self, clock: Clock, seconds: float) -> None:
        def motion() -> Iterator[float]:
            while True:
                clock.now += seconds
                self.done.append("update")
                yield 0.0

        self.engine._motion = motion()

    def turn(self) -> None:
        self.engine._work(self.session)
        while not self.engine.answers.empty():
            self.engine.answers.get()()


def test_the_motion_gets_as_much_time_as_a_long_question(clock: Clock) -> None:
    scene = Scene()
    scene.ask(clock, "question", 20, 0.008, lambda: True)
    scene.move(clock, 0.001)
    for _ in range(15):
        scene.turn()
    assert scene.done.count("question") == 15
    assert 100 <= scene.done.count("update") <= 135


def test_at_rest_a_question_has_all_the_time(clock: Clock) -> None:
    scene = Scene()
    scene.ask(clock, "question", 4, 0.5, lambda: True)
    for _ in range(5):
        scene.turn()
    assert scene.done == ["question"] * 4 + ["question answered"]


def test_a_question_that_nobody_wants_any_more_is_given_up_and_the_next_one_asked(clock: Clock) -> None:
    scene, wanted = Scene(), [True]
    scene.ask(clock, "surface", 1000, 0.001, lambda: wanted[0])
    scene.ask(clock, "thumbnails", 1, 0.001, lambda: True)
    scene.turn()
    wanted[0] = False
    for _ in range(3):
        scene.turn()
    assert scene.done == ["surface", "surface dropped", "thumbnails", "thumbnails answered"]


def test_a_quick_question_goes_before_a_long_one_that_is_under_way(clock: Clock) -> None:
    scene = Scene()
    scene.ask(clock, "surface", 2, 0.001, lambda: True)
    scene.turn()
    scene.ask(clock, "stroke", 1, 0.001, lambda: True, quick=True)
    for _ in range(4):
        scene.turn()
    assert scene.done == ["surface", "stroke", "stroke answered", "surface", "surface answered"]


def test_a_patient_question_lets_all_others_go_before_it_also_while_it_is_under_way(clock: Clock) -> None:
    scene = Scene()
    scene.ask(clock, "dead neurons", 2, 0.001, lambda: True, patient=True)
    scene.turn()
    scene.ask(clock, "twins", 1, 0.001, lambda: True, patient=True)
    scene.ask(clock, "where from", 1, 0.001, lambda: True)
    scene.ask(clock, "thumbnails", 1, 0.001, lambda: True)
    for _ in range(9):
        scene.turn()
    others = ["where from", "where from answered", "thumbnails", "thumbnails answered"]
    patient = ["dead neurons", "dead neurons answered", "twins", "twins answered"]
    assert scene.done == ["dead neurons", *others, *patient]


def test_a_quick_question_does_not_wait_until_the_motion_has_had_its_share(clock: Clock) -> None:
    scene = Scene()
    scene.engine._motion = (scene.done.append("update") for _ in range(3))
    scene.engine.motion_ended = lambda: None
    scene.engine._questions_due = clock.now + 0.5  # a long one has just had its turn
    scene.ask(clock, "stroke", 1, 0.001, lambda: True, quick=True)
    for _ in range(2):
        scene.turn()
    assert scene.done == ["stroke", *["update"] * 3, "stroke answered"]


def test_a_change_in_pieces_is_made_whole_before_anything_moves(clock: Clock) -> None:
    scene = Scene()
    scene.engine._again = lambda _session: iter(())

    def change(session: Session) -> Iterator[None]:
        for part in ("first", "second"):
            scene.done.append(part)
            yield

    scene.engine._handle(Command(change, scene.done.append), scene.session)  # type: ignore[arg-type]
    assert scene.done == ["first", "second"]
    assert scene.engine._motion is not None


class Looked(Session):
    """Notes whether the engine seems idle while a snapshot is taken."""

    def __init__(self) -> None:
        super().__init__(experiment())
        self.idle: list[bool] = []
        self.engine: EngineThread | None = None

    def snapshot(self, example: int = 0, unit: int = 0) -> Snapshot:
        if self.engine is not None:
            self.idle.append(self.engine.idle)
        return super().snapshot(example, unit)


def test_the_engine_is_not_idle_before_all_it_has_to_say_can_be_read() -> None:
    scene = Scene()
    session = Looked()
    scene.session, session.engine = session, scene.engine
    scene.engine._sent = scene.engine._handled
    scene.engine.mailbox.take()
    scene.engine._motion = session.step(Grain.LAYER)
    while scene.engine._motion is not None:
        scene.turn()
    assert session.idle == [False]
    told = scene.engine._tell
    scene.engine.mailbox.take()

    def tell(listener: Callable[[object], None], value: object) -> None:
        session.idle.append(scene.engine.idle)
        told(listener, value)

    scene.engine._tell = tell  # type: ignore[method-assign]
    scene.ask(Clock(), "question", 0, 0.0, lambda: True)
    scene.turn()
    assert session.idle == [False, False]


class Slow(Session):
    """Its edits take a thousand pieces, its surfaces for ever."""

    def __init__(self, log: list[str]) -> None:
        super().__init__(experiment())
        self.log = log

    def editing(self, spec, again=False):  # type: ignore[no-untyped-def]
        units = spec.network.layers[0].units
        for _ in range(1000 if units < 20 else 1):
            self.log.append(f"{units} piece")
            yield
        yield from super().editing(spec, again)
        self.log.append(f"{units} done")

    def surface(self, request):  # type: ignore[no-untyped-def]
        endless = self.spec.network.layers[0].units == 5
        while endless:
            self.log.append("endless")
            yield
        return (yield from super().surface(request))


def test_an_edit_under_way_gives_way_to_a_newer_one(qtbot) -> None:  # type: ignore[no-untyped-def]
    log: list[str] = []
    session = Slow(log)
    player = Player(lambda: session)
    newest = experiment().with_layer(0, units=40)
    snapshots: list[Snapshot] = []
    player.snapshot_ready.connect(snapshots.append)
    pieces = session.editing

    def editing(spec, again=False):  # type: ignore[no-untyped-def]
        for count, _ in enumerate(pieces(spec)):
            if count == 10 and spec.network.layers[0].units == 7:
                player.edit(newest)
            yield

    session.editing = editing  # type: ignore[method-assign]
    player.start()
    player.edit(experiment().with_layer(0, units=7))
    qtbot.waitUntil(lambda: bool(snapshots) and snapshots[-1].spec == newest)
    assert player.close()
    assert log.count("7 piece") < 20
    assert "7 done" not in log
    assert log[-1] == "40 done"


def test_the_picture_of_a_network_that_is_gone_stands_in_nobodys_way(qtbot) -> None:  # type: ignore[no-untyped-def]
    log: list[str] = []
    session = Slow(log)
    player = Player(lambda: session)
    surfaces: list[object] = []
    player.surface_ready.connect(surfaces.append)
    Session.edit(session, experiment().with_layer(0, units=5))
    player.start()
    qtbot.waitUntil(lambda: "endless" in log)
    assert surfaces == []
    player.edit(experiment().with_layer(0, units=30))
    qtbot.waitUntil(lambda: bool(surfaces))
    qtbot.waitUntil(lambda: player.idle)
    assert player.close()


def test_another_picture_asked_for_takes_the_place_of_the_one_under_way(qtbot) -> None:  # type: ignore[no-untyped-def]
    session = Session(experiment())
    whole = session.surface

    def endless(request: SurfaceRequest):  # type: ignore[no-untyped-def]
        while request.focus is None:
            yield
        return (yield from whole(request))

    session.surface = endless  # type: ignore[method-assign]
    player = Player(lambda: session)
    surfaces: list[object] = []
    player.surface_ready.connect(surfaces.append)
    player.start()
    qtbot.waitUntil(lambda: player._surface_pending)
    player.show_surface(SurfaceRequest(focus=(0, 1)))
    qtbot.waitUntil(lambda: bool(surfaces))
    assert player.close()
