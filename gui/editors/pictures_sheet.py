"""The sheet for a set of pictures that does not come along: where it is, or the ways to it, and a download."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from engine.catalog.data_source import DataSource
from engine.pictures import keras_folder
from gui.theme.current import ThemeSwitch
from gui.widgets.label import Label
from gui.widgets.sheet import Sheet
from gui.widgets.tips import in_lines

_WIDTH = 520
_FULL = 1000
_MEGA = 1e6


class PicturesSheet(Sheet):
    """folder_asked, download_asked, stop_asked: what its buttons say. It stays open until somebody accepts it."""

    folder_asked = Signal()
    download_asked = Signal()
    stop_asked = Signal()

    def __init__(self, source: DataSource, place: Path | None, themes: ThemeSwitch, window: QWidget) -> None:
        """place: where the set was found, None: nowhere on this machine."""
        self._label = source.label.partition(":")[0]
        assert source.pictures is not None
        self._pictures, self._cache = source.pictures, keras_folder(source.name)
        title = f"{self._label} is not on this machine" if place is None else f"Where {self._label} comes from"
        super().__init__(title, themes, window)
        heading = Label(title, "title")
        heading.setWordWrap(True)
        self.about = Label(self._found_text(place) if place is not None else self._missing_text(), "muted")
        self.note = Label("", "body")
        for label in (self.about, self.note):
            label.setWordWrap(True)
        self.progress = QProgressBar()
        self.progress.setRange(0, _FULL)
        self.progress.setTextVisible(False)
        self._make_buttons(place is not None)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(28, 22, 28, 22)
        whole.setSpacing(12)
        for part in (heading, self.about, self.progress, self.note):
            whole.addWidget(part)
        whole.addSpacing(4)
        whole.addLayout(self._buttons_row())
        self.setFixedWidth(_WIDTH)
        self.show_rest()

    def _missing_text(self) -> str:
        package, home = self._pictures.package, Path.home()
        cache = self._cache if home not in self._cache.parents else Path("~") / self._cache.relative_to(home)
        return (
            f"It is looked for in Keras's cache ({cache}) and in Debian's package {package}.\n\n"
            f"Download it: {self._size()}, each file is checked. Or install the package. Or name a folder that has "
            "its four IDX files, plain or .gz, or one .npz file."
        )

    def _found_text(self, place: Path | None) -> str:
        return (
            f"Its pictures are read from {place}.\n\nAnother folder may be named: with the four files of "
            f"{self._label} or of MNIST, plain or .gz, or with one .npz file. Pictures of 28 by 28 that are not "
            f"{self._label} have the classes 0 to 9."
        )

    def _size(self) -> str:
        return f"{self._pictures.size / _MEGA:.0f} MB"

    def _make_buttons(self, found: bool) -> None:
        self.cancel, self.folder = QPushButton("Close" if found else "Cancel"), QPushButton("Name a folder…")
        self.download, self.stop = QPushButton(f"Download ({self._size()})"), QPushButton("Stop")
        tips = {
            self.folder: "Use the pictures in a folder of your own; it is remembered.",
            self.download: "Fetch the four files into Keras's cache, where Keras finds them too.",
            self.stop: "Give the download up; what came of a file is removed.",
        }
        for button, tip in tips.items():
            button.setToolTip(in_lines(tip))
            button.setAutoDefault(False)
        self.cancel.setToolTip("Leave the pictures as they are (Esc).")
        first = self.folder if found else self.download
        first.setProperty("primary", True)
        first.setDefault(True)
        self._found = found
        self.cancel.clicked.connect(self.reject)
        self.folder.clicked.connect(self.folder_asked)
        self.download.clicked.connect(self.download_asked)
        self.stop.clicked.connect(self.stop_asked)

    def _buttons_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.cancel)
        row.addStretch(1)
        for button in (self.folder, self.stop, self.download):
            row.addWidget(button)
        return row

    def show_rest(self, sentence: str = "") -> None:
        """Nothing is under way; a sentence says what came of it, if anything did."""
        self.progress.hide()
        self.stop.hide()
        self.download.setVisible(not self._found)
        self.download.setText("Try again" if sentence else f"Download ({self._size()})")
        self.folder.setEnabled(True)
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))
        self._settle(self.folder if self._found else self.download)

    def show_refusal(self, sentence: str) -> None:
        """A folder that cannot be used, and why."""
        self.show_rest(sentence)
        self.download.setText(f"Download ({self._size()})")

    def show_progress(self, done: int, total: int) -> None:
        """A download is under way."""
        begun = self.stop.isHidden()
        self.progress.show()
        self.progress.setValue(round(_FULL * done / max(total, 1)))
        self.stop.show()
        self.download.hide()
        self.folder.setEnabled(False)
        self.note.setText(f"{done / _MEGA:.1f} of {total / _MEGA:.1f} MB")
        self.note.show()
        if begun:
            self._settle(self.stop)

    def _settle(self, button: QPushButton) -> None:
        button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.adjustSize()

    @Slot()
    def reject(self) -> None:
        """Closing it ends a download."""
        self.stop_asked.emit()
        super().reject()
