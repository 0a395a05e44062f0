"""Keras models and weights through the window: opened, refused in a sentence, taken back, written."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from engine.presets import preset
from engine.session import Session
from engine.spec import LayerSpec
from gui.app.files import FileActions
from gui.app.keras_files import KerasFiles
from gui.app.start import make_bench
from gui.app.workbench import Workbench
from gui.editors.leave_sheet import LeaveSheet
from tests.engine.experiments import experiment

SPEC = experiment(LayerSpec(3, "tanh", name="first"), LayerSpec(1, "sigmoid"))


@pytest.fixture
def files(bench: Workbench) -> FileActions:
    return bench.findChild(FileActions)


def exported(path: Path, spec=SPEC, updates: int = 3) -> Session:
    session = Session(spec)
    session.train(updates=updates)
    session.export(path)
    return session


def shows(bench: Workbench, session: Session) -> bool:
    """Whether the picture of the network has the session's weights."""
    if bench.last_snapshot is None:
        return False
    kernels = [layer.kernel for layer in bench.last_snapshot.layers]
    wanted = session.get_weights()[::2]
    return len(kernels) == len(wanted) and all(map(np.array_equal, kernels, wanted))


def test_a_model_takes_the_place_of_the_experiment_and_says_what_was_chosen(
    bench: Workbench, files: FileActions, qtbot: QtBot, tmp_path: Path
) -> None:
    session = exported(tmp_path / "model.keras", preset("iris").spec)
    files.open_path(tmp_path / "model.keras")
    qtbot.waitUntil(lambda: bench.last_snapshot is not None and shows(bench, session))
    assert bench.document.spec.network == session.spec.network
    assert bench.document.spec.data == session.spec.data
    assert (bench.document.file, bench.document.dirty) == (None, False)
    message = bench.window.toast.message()
    assert message.startswith("Opened model.keras. The data is the one that it was saved with: Iris")
    assert tmp_path / "model.keras" in files.recent.paths()


def test_edits_are_asked_about_before_a_model_takes_their_place(
    bench: Workbench, files: FileActions, qtbot: QtBot, tmp_path: Path
) -> None:
    exported(tmp_path / "model.keras")
    bench.document.edit("Other", bench.document.spec.with_layer(0, units=5))
    files.open_path(tmp_path / "model.keras")
    qtbot.waitUntil(lambda: bool(bench.window.findChildren(LeaveSheet)))
    assert bench.document.spec.network.layers[0].units == 5
    bench.window.findChildren(LeaveSheet)[0].leave.click()
    qtbot.waitUntil(lambda: bench.document.spec.network.layers[0].name == "first")


def test_a_model_that_is_refused_leaves_the_experiment_alone(
    bench: Workbench, files: FileActions, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "bad.keras").write_bytes(b"PK")
    before = bench.document.spec
    kinds = {"bad.keras": "no intact archive", "bad.weights.h5": "no intact HDF5", "bad.npz": "no intact archive"}
    for name, said in kinds.items():
        (tmp_path / name).write_bytes(b"PK")
        files.open_path(tmp_path / name)
        qtbot.waitUntil(lambda said=said: said in bench.window.toast.message())
    assert bench.document.spec == before
    assert not bench.undo_stack.canUndo()


@pytest.mark.parametrize("name", ["w.weights.h5", "w.npz"])
def test_weights_are_an_edit_that_can_be_taken_back(
    name: str, bench: Workbench, files: FileActions, qtbot: QtBot, tmp_path: Path
) -> None:
    mine, theirs = Session(bench.document.spec), exported(tmp_path / name)
    assert shows(bench, mine)
    files.open_path(tmp_path / name)
    qtbot.waitUntil(lambda: shows(bench, theirs))
    assert bench.undo_stack.undoText() == f"Weights of {name}"
    bench.undo_stack.undo()
    qtbot.waitUntil(lambda: shows(bench, mine))
    bench.undo_stack.redo()
    qtbot.waitUntil(lambda: shows(bench, theirs))


def test_weights_of_other_shapes_are_told_with_both(
    bench: Workbench, files: FileActions, qtbot: QtBot, tmp_path: Path
) -> None:
    exported(tmp_path / "w.npz", SPEC.with_layer(0, units=7))
    files.open_path(tmp_path / "w.npz")
    said = 'layer "dense": expected a kernel of 2 inputs × 3 units, but the file has 2 inputs × 7 units'
    qtbot.waitUntil(lambda: said in bench.window.toast.message())
    assert not bench.undo_stack.canUndo()


def test_every_format_is_written_and_says_so(
    bench: Workbench, files: FileActions, qtbot: QtBot, tmp_path: Path
) -> None:
    trained = Session(SPEC)
    trained.train(epochs=1)
    trained.save(tmp_path / "run.chainrule")
    files.open_path(tmp_path / "run.chainrule")
    qtbot.waitUntil(lambda: shows(bench, trained))
    keras = bench.findChild(KerasFiles)
    for each in Session.export_formats():
        path = tmp_path / f"out{each.suffix}"
        keras.export_path(path)
        qtbot.waitUntil(lambda path=path: bench.window.toast.message().startswith(f"Wrote {path.name}."))
        assert path.stat().st_size
    keras.export_path(tmp_path / "out.docx")
    qtbot.waitUntil(lambda: "does not say what to write" in bench.window.toast.message())


def test_the_dialog_offers_the_table_s_formats(
    bench: Workbench, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def choose(dialog: QFileDialog) -> bool:
        seen.extend(dialog.nameFilters())
        dialog.filterSelected.emit("NumPy weights (*.npz)")
        seen.append(dialog.defaultSuffix())
        dialog.setDirectory(str(tmp_path))
        dialog.selectFile("mine")
        return True

    monkeypatch.setattr(QFileDialog, "exec", choose)
    bench.window.actions_by_id["export"].trigger()
    qtbot.waitUntil(lambda: bench.window.toast.message().startswith("Wrote mine.npz."))
    assert seen[0] == "Keras model (*.keras)"
    assert len(seen) == len(Session.export_formats()) + 1


def test_a_model_named_at_the_start_says_what_was_chosen(themes, qtbot: QtBot, tmp_path: Path) -> None:
    from gui.app.keras_files import tell_notes

    exported(tmp_path / "model.keras")
    session = Session.open_model(tmp_path / "model.keras")
    bench = make_bench(session, themes)
    bench.window.show()
    tell_notes(bench, session.notes)
    assert "saved with: Circle" in bench.window.toast.message()
    bench.window.close()
    bench.window.deleteLater()
    bench.deleteLater()
