"""The question before an experiment leaves the window: whether to save it first."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.theme.current import ThemeSwitch
from gui.widgets.label import Label
from gui.widgets.sheet import Sheet

_WIDTH = 460


class LeaveSheet(Sheet):
    """save_asked: save, then go; left: go without saving. Escape, or a click beside it, stays."""

    save_asked = Signal()
    left = Signal()

    def __init__(self, name: str, unsaved: str, themes: ThemeSwitch, window: QWidget) -> None:
        """`unsaved`: what would be lost, as the beginning of a sentence."""
        super().__init__("Save first?", themes, window)
        title = Label(f"Save “{name}” first?", "title")
        title.setWordWrap(True)
        sentence = Label(f"{unsaved} in no file yet. Without saving, that is lost.", "muted")
        sentence.setWordWrap(True)
        self.stay, self.leave, self.save = QPushButton("Cancel"), QPushButton("Don’t save"), QPushButton("Save")
        self.stay.setToolTip("Go on with this experiment (Esc).")
        self.leave.setToolTip("Go without saving: what is in no file is lost.")
        self.save.setToolTip("Save the experiment with its run, then go.")
        self.save.setDefault(True)
        self.save.setProperty("primary", True)
        self.stay.clicked.connect(self.reject)
        self.leave.clicked.connect(self._on_leave)
        self.save.clicked.connect(self._on_save)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.leave)
        buttons.addStretch(1)
        buttons.addWidget(self.stay)
        buttons.addWidget(self.save)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(28, 22, 28, 22)
        whole.setSpacing(14)
        for part in (title, sentence):
            whole.addWidget(part)
        whole.addSpacing(4)
        whole.addLayout(buttons)
        self.setFixedWidth(_WIDTH)
        self.save.setFocus()

    @Slot()
    def _on_save(self) -> None:
        self.accept()
        self.save_asked.emit()

    @Slot()
    def _on_leave(self) -> None:
        self.accept()
        self.left.emit()
