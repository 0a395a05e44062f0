"""Starting the window: application, theme, workbench, actions; and ending it in order."""

import faulthandler
import gc
import logging
import sys
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from engine.catalog.activations import load_slow_libraries
from engine.presets import experiment_session
from engine.session import Session
from engine.trace import Grain
from gui.actions import unhandled
from gui.app import errors
from gui.app.drops import Drops
from gui.app.files import FileActions, run_file
from gui.app.first_paint import FirstPaint
from gui.app.importing import Importing, asked_table, open_table, table_of
from gui.app.keras_files import KerasFiles, tell_notes
from gui.app.keys import KeyRule, show_keys
from gui.app.parts import Parts
from gui.app.picture_ways import connect_own_picture, connect_pictures, recall
from gui.app.workbench import Workbench
from gui.bridge.process import share_process
from gui.theme.current import ThemeSwitch
from gui.theme.fonts import load_fonts
from gui.theme.style import IN_FUSION
from gui.widgets.menu_text import in_menu

COLLECT_MS = 10_000
THUMBNAILS_MS = 400
LIBRARIES_MS = 1_500


def run_window(experiment: str | None, settings: Sequence[str] = ()) -> int:
    """Open the window on a file or preset (None: the opening one), so set, and run until it is closed."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    app = make_application()
    themes = ThemeSwitch(app)
    table, options = asked_table(experiment, settings)
    recall()
    said = list[str]()
    session = experiment_session(None if table else experiment, () if table else settings, said.append)
    # Changed on the way in, it is no longer what the file holds, which is therefore not written over unasked.
    bench = make_bench(session, themes, None if settings or table else file_of(experiment), at_once=False)
    prepare_process(bench)
    bench.player.catch_up()  # the window opens with the network in it
    bench.window.show()
    tell_notes(bench, said if table_of(experiment) else session.notes)
    if table is not None:
        QTimer.singleShot(0, partial(open_table, bench, table, options))
    QTimer.singleShot(THUMBNAILS_MS, bench.ask_thumbnails)
    QTimer.singleShot(LIBRARIES_MS, load_libraries)
    with errors.told(lambda sentence: bench.window.toast.show_message("error", sentence)):
        return app.exec()


def load_libraries() -> None:
    """What an activation chosen later would import on the engine thread, which must answer at once."""
    threading.Thread(target=load_slow_libraries, name="chainrule-libraries").start()


def prepare_process(bench: Workbench) -> None:
    """Settings of the whole process that keep frames even while the engine computes."""
    if sys.stderr is not None:
        faulthandler.enable()
    share_process()
    gc.disable()  # else the collector may end Qt objects on the engine thread
    collector = QTimer(bench, interval=COLLECT_MS)
    collector.timeout.connect(gc.collect)
    collector.start()


def make_application() -> QApplication:
    """The QApplication with name and fonts, or the one there is."""
    app = QApplication.instance()
    if app is None:
        app = QApplication([*sys.argv[:1], *IN_FUSION])
        app.setProperty("in_fusion", True)
    assert isinstance(app, QApplication)
    app.setApplicationName("Chainrule")
    app.setApplicationDisplayName("Chainrule")
    load_fonts()
    return app


class LateCheck:
    """The gradient check, loaded when it is first asked for: the program starts without it."""

    def __init__(self, bench: Workbench, themes: ThemeSwitch) -> None:
        self._bench, self._themes = bench, themes
        self._stop: Callable[[], object] = lambda: None
        self._open: Callable[[], object] | None = None

    def open(self) -> None:
        """Show the sheet."""
        if self._open is None:
            from gui.app.gradient_check import GradientCheck

            check = GradientCheck(self._bench, self._themes)
            self._open, self._stop = check.open, check.stop
        self._open()

    def stop(self) -> None:
        """End whatever is under way."""
        self._stop()


def save_worked_example(bench: Workbench) -> None:
    """Write the update under way down, in a form that is asked for."""
    from gui.app.worked_example import WorkedExample  # imported late: the program starts without it

    WorkedExample(bench).save()


def begin_anew(bench: Workbench, files: FileActions, themes: ThemeSwitch) -> None:
    """The sheet that proposes a new experiment."""
    from gui.app.new_experiment import NewExperiment  # imported late: the program starts without it

    found = bench.findChild(NewExperiment)
    (found if found is not None else NewExperiment(bench, files, themes)).open()


def make_bench(session: Session, themes: ThemeSwitch, file: Path | None = None, at_once: bool = True) -> Workbench:
    """A connected workbench whose window is not shown yet; it is completed at once, or after its first frame."""
    spec = session.waiting or session.spec
    bench = Workbench(lambda: session, spec, themes)
    bench.document.adopt(spec, file, session.updates)
    files, checks = FileActions(bench, themes), LateCheck(bench, themes)
    table = handlers(bench, files, themes) | {"check": checks.open}
    bench.window.add_actions(table)
    files.offer_presets(bench.window.presets_menu)
    files.recent.offer(bench.window.recent_menu, files.open_path)
    Drops(bench.window, {}, files.open_path, lambda sentence: bench.window.toast.show_message("warning", sentence))
    KeyRule(bench.window, lambda: bench.plotting.hands.escape() or bench.window.toast.close_message())
    stop_fetching = connect_pictures(bench, files, themes)
    _close_in_order(bench, files, checks.stop, stop_fetching)
    _keep_actions_true(bench, themes)

    def complete() -> None:
        bench.complete()
        for part in (bench.tracing, bench.plotting, bench.hands, bench.layers):
            table.update(part.handlers())
        connect_own_picture(bench, files, themes)
        table["open_table"] = Importing(bench, files, themes).open
        table.update(KerasFiles(bench, files, themes).handlers())
        assert not unhandled(table), f"nobody answers {unhandled(table)}"
        _advise_when_drawn(bench, themes)

    if at_once:
        complete()
    else:
        FirstPaint(bench.window.network.canvas, complete)
    return bench


def _close_in_order(bench: Workbench, files: FileActions, *stops: Callable[[], object]) -> None:
    """The window closes when what is in no file may go; then all that runs ends."""
    window = bench.window

    def end() -> bool:
        for stop in stops:
            stop()
        return bench.player.close()

    def leave() -> None:
        window.on_close = end
        window.close()

    def ask() -> bool:
        if not bench.document.asks_before_leaving:
            return end()
        files.leaving.ask(leave)
        return False

    window.on_close = ask


def _advise_when_drawn(bench: Workbench, themes: ThemeSwitch) -> None:
    """The line of advice is made when the first picture is there: the window opens without it."""

    def begin() -> None:
        from gui.app.advising import Advising

        bench.drawn.disconnect(begin)
        Advising(bench, themes)

    bench.drawn.connect(begin)


def file_of(experiment: str | None) -> Path | None:
    """The file that Ctrl+S writes to: the one opened, if it holds a run."""
    path = Path(experiment) if experiment else None
    return run_file(path) if path and path.is_file() else None


def handlers(bench: Workbench, files: FileActions, themes: ThemeSwitch) -> dict[str, Callable[[], object]]:
    """What each action does."""
    window, view = bench.window, bench.view

    def grain(value: Grain) -> Callable[[], object]:
        return lambda: window.transport.choose_grain(value)

    def flip(name: str) -> Callable[[], object]:
        return lambda: view.update(**{name: not getattr(view.state, name)})

    return {
        "new": lambda: begin_anew(bench, files, themes),
        "open": files.open,
        "save": files.save,
        "save_as": files.save_as,
        "worked": lambda: save_worked_example(bench),
        "quit": window.close,
        "undo": bench.undo_stack.undo,
        "redo": bench.undo_stack.redo,
        "play": bench.player.toggle,
        "step": bench.stepping.step,
        "back": bench.stepping.back,
        **{f"grain_{value.name.lower()}": grain(value) for value in Grain},
        "reset": bench.player.reset,
        "new_seed": bench.new_seed,
        "faster": window.transport.faster,
        "slower": window.transport.slower,
        "next_example": lambda: bench.move_example(1),
        "previous_example": lambda: bench.move_example(-1),
        "fit": window.network.fit,
        "zoom_in": window.network.zoom_in,
        "zoom_out": window.network.zoom_out,
        "bias_nodes": flip("bias_nodes"),
        "log_loss": flip("log_loss"),
        "dark": themes.toggle,
        "keys": lambda: show_keys(window, themes),
        **Parts(window).handlers(),
    }


class _EditName(QObject):
    """Says in a menu entry which edit it would take back or make again."""

    def __init__(self, action: QAction) -> None:
        super().__init__(action)
        self._action, self._word = action, action.text()

    @Slot(str)
    def show_edit(self, name: str) -> None:
        self._action.setText(f"{self._word}: {in_menu(name)}" if name else self._word)


def _keep_actions_true(bench: Workbench, themes: ThemeSwitch) -> None:
    """Undo names, check marks and the title follow what they speak of."""
    actions, stack, window = bench.window.actions_by_id, bench.undo_stack, bench.window
    undo, redo = _EditName(actions["undo"]), _EditName(actions["redo"])
    for action, able, changed in (
        (actions["undo"], stack.canUndo(), stack.canUndoChanged),
        (actions["redo"], stack.canRedo(), stack.canRedoChanged),
    ):
        action.setEnabled(able)
        changed.connect(action.setEnabled)
    stack.undoTextChanged.connect(undo.show_edit)
    stack.redoTextChanged.connect(redo.show_edit)

    def marks(_: object = None) -> None:
        actions["bias_nodes"].setChecked(bench.view.state.bias_nodes)
        actions["log_loss"].setChecked(bench.view.state.log_loss)
        actions["fractions"].setChecked(bench.view.state.fractions)
        actions["batch"].setChecked(bench.view.state.batch)
        actions["try"].setChecked(bench.view.state.trying)
        for page in ("examples", "weights", "history"):
            actions[page].setChecked(bench.view.state.page == page)
        actions["dark"].setChecked(themes.theme.dark)
        dark = themes.theme.dark
        window.theme_button.show_icon("sun" if dark else "moon", "Light theme" if dark else "Dark theme")

    def title() -> None:
        document = bench.document
        name = document.file.stem if document.file else document.spec.name
        window.setWindowTitle(f"{name}{' •' if document.dirty else ''}")

    bench.view.changed.connect(marks)
    themes.changed.connect(marks)
    bench.document.titled.connect(title)
    bench.document.changed.connect(lambda _spec: title())
    marks()
    title()
