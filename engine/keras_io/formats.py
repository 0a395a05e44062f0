"""The table of files that an experiment can be written to: one entry a format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from engine.files import UnwritableFile
from engine.keras_io.curves_file import write_epochs
from engine.keras_io.outgoing import Outgoing, Written
from engine.keras_io.program import write_notebook, write_script
from engine.keras_io.writing_out import write_hdf5_weights, write_keras, write_npz
from engine.registry import Registry

Write = Callable[[Path, Outgoing], Written]


@dataclass(frozen=True)
class Format:
    """A kind of file. name: its suffix without the first dot; offered: in the window's dialog for exports."""

    name: str
    label: str
    sentence: str
    write: Write
    offered: bool = True

    @property
    def suffix(self) -> str:
        return f".{self.name}"


formats: Registry[Format] = Registry("format")

formats.add(
    Format(
        "keras",
        "Keras model",
        "The model with its weights and what it was compiled with; keras.models.load_model opens it.",
        write_keras,
    )
)
formats.add(
    Format("py", "Python script for Keras", "A program that builds, fits and plots the same experiment.",
           lambda path, out: write_script(path, out.spec, out.data, out.first))
)  # fmt: skip
formats.add(
    Format("ipynb", "Notebook for Keras", "The same program as a Jupyter notebook.",
           lambda path, out: write_notebook(path, out.spec, out.data, out.first))
)  # fmt: skip
formats.add(
    Format("weights.h5", "Keras weights", "The weights alone: model.load_weights takes them.", write_hdf5_weights)
)
formats.add(
    Format("npz", "NumPy weights", "The weights alone: arr_0, arr_1 ... in the order of get_weights.", write_npz)
)


def _write_curves(path: Path, out: Outgoing) -> Written:
    write_epochs(path, out.curves)
    return Written((path,))


formats.add(
    Format("csv", "Learning curves", "The figures of every epoch, a line each, as Keras's CSVLogger.", _write_curves)
)


def _write_run(path: Path, out: Outgoing) -> Written:
    out.save(path)
    return Written((path,))


formats.add(
    Format("chainrule", "Chainrule experiment", "The experiment with its run, to go on with here.", _write_run,
           offered=False)
)  # fmt: skip


def format_of(path: Path) -> Format:
    """The format that a file's name ends in.

    Raises:
        UnwritableFile: none of them; the message lists those that there are.
    """
    name = path.name.lower()
    found = next((each for each in formats if name.endswith(each.suffix) and name != each.suffix), None)
    if found is None:
        known = ", ".join(each.suffix for each in formats)
        raise UnwritableFile(f'"{path.name}" does not say what to write. End its name in one of: {known}.')
    return found
