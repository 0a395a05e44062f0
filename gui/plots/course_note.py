"""A note in few words beside a plot, as long as there is room for; a click says all of it."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from engine.diagnostics.course_words import CourseNote
from gui.widgets.tips import in_lines

_AROUND = 18  # padding and frame


class CourseNoteButton(QPushButton):
    """The longest form of the note that fits; out of sight while there is none or not even the shortest fits.

    asked(text): somebody wants to read all of it.
    """

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._note: CourseNote | None = None
        self.setFlat(True)
        self.setProperty("note", True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_clicked)
        self._show()

    def show_note(self, note: CourseNote | None) -> None:
        """Say this, or nothing."""
        if note != self._note:
            self._note = note
            self._show()

    def note(self) -> CourseNote | None:
        """What it says, in whatever form."""
        return self._note

    def _show(self) -> None:
        words, text = (self._note.words, self._note.text) if self._note is not None else ((), "")
        metrics = QFontMetrics(self.font())
        fitting = (form for form in words if metrics.horizontalAdvance(form) + _AROUND <= self.width())
        self.setText(next(fitting, ""))
        self.setAccessibleName(words[0] if words else "")
        self.setToolTip(in_lines(text))
        self.setEnabled(bool(self.text()))

    @Slot()
    def _on_clicked(self) -> None:
        if self._note is not None:
            self.asked.emit(self._note.text)

    # Qt

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show()
