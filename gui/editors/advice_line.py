"""A calm line that says what does not fit in the experiment, with a button that mends it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from engine.spec.advice import Advice
from gui.theme.current import ThemeSwitch
from gui.theme.icons import icon
from gui.theme.theme import Theme
from gui.widgets.label import Label
from gui.widgets.tips import in_lines
from gui.widgets.tool_button import ToolButton

SHOW = "Show that layer"
STACK = "linear_stack"
_ROOMY = 640
_ICON = 16


class AdviceLine(QFrame):
    """One piece of advice at a time, the most important first; hidden while there is none.

    fix_chosen(Fix), stack_asked(Advice) for the one layer that some are equal to, dismissed(Advice).
    """

    fix_chosen = Signal(object)
    stack_asked = Signal(object)
    dismissed = Signal(object)

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme = themes.theme
        self._advice: tuple[Advice, ...] = ()
        self._place = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._sign = QLabel()
        self._text = Label("")
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._answers = QWidget()
        answers = QHBoxLayout(self._answers)
        answers.setContentsMargins(0, 0, 0, 0)
        answers.setSpacing(6)
        self._buttons = [_button(answers) for _ in range(3)]
        self._next = QPushButton()
        self._next.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._next.setFlat(True)
        self._next.setToolTip("There is more to say: show the next piece of advice.")
        answers.addWidget(self._next)
        answers.addStretch(1)
        self._close = ToolButton("close", "Dismiss this advice", themes, icon_px=14)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 4, 8, 4)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self._sign, 0, 0)
        self._grid.addWidget(self._text, 0, 1)
        self._grid.addWidget(self._close, 0, 3)
        self._wide: bool | None = None
        self._arrange(True)
        self._connect()
        themes.changed.connect(self.show_theme)
        self.show_theme(themes.theme)
        self.hide()

    def _connect(self) -> None:
        for index, button in enumerate(self._buttons):
            button.clicked.connect(lambda _=False, place=index: self._on_answer(place))
        self._next.clicked.connect(self._on_next)
        self._close.clicked.connect(self._on_close)

    def show_advice(self, advice: Sequence[Advice]) -> None:
        """Show pieces of advice, the first of them; one that is read already stays on screen if it is still given."""
        kept = self.shown()
        self._advice = tuple(advice)
        keys = [(each.kind, each.place) for each in self._advice]
        key = (kept.kind, kept.place) if kept is not None else None
        self._place = keys.index(key) if key in keys and self._place else 0
        self._show()

    def shown(self) -> Advice | None:
        """The piece on screen."""
        return self._advice[self._place] if self._advice else None

    def text(self) -> str:
        """The words on screen, "" while there is nothing to say."""
        return "" if self.isHidden() else self._text.text()

    def buttons(self) -> list[QPushButton]:
        """Its buttons in the eye's order, without the one that dismisses."""
        return [button for button in (*self._buttons, self._next) if not button.isHidden()]

    def _show(self) -> None:
        shown = self.shown()
        if shown is None:
            self.hide()
            return
        self._text.setText(str(shown))
        self.setAccessibleName(f"Advice: {shown}")
        answers = [(fix.text, f"Mend it as an edit: {fix.text}. Undo takes it back.") for fix in shown.fixes]
        if shown.kind == STACK:
            answers.insert(0, (SHOW, "Work out the weights of the one layer that gives the same sums."))
        for place, button in enumerate(self._buttons):
            button.setVisible(place < len(answers))
            if place < len(answers):
                button.setText(answers[place][0])
                button.setAccessibleName(answers[place][0])
                button.setToolTip(in_lines(answers[place][1]))
        count = len(self._advice)
        self._next.setVisible(count > 1)
        self._next.setText(f"{self._place + 1} of {count}  ›")
        self._next.setAccessibleName(f"Advice {self._place + 1} of {count}, show the next")
        self.show()
        self.updateGeometry()

    def _arrange(self, wide: bool) -> None:
        """Answers beside the words, or below them where there is little room."""
        if wide != self._wide:
            self._wide = wide
            self._grid.removeWidget(self._answers)
            self._grid.addWidget(self._answers, 0 if wide else 1, 2 if wide else 1)

    @Slot(object)
    def show_theme(self, theme: Theme) -> None:
        """Tint the sign anew."""
        self._theme = theme
        self._sign.setPixmap(icon("info", theme, "accent_ink").pixmap(QSize(_ICON, _ICON), self.devicePixelRatioF()))

    def _on_answer(self, place: int) -> None:
        shown = self.shown()
        if shown is None:
            return
        if shown.kind == STACK and place == 0:
            self.stack_asked.emit(shown)
            return
        self.fix_chosen.emit(shown.fixes[place - (shown.kind == STACK)])

    @Slot()
    def _on_next(self) -> None:
        self._place = (self._place + 1) % max(len(self._advice), 1)
        self._show()

    @Slot()
    def _on_close(self) -> None:
        shown = self.shown()
        if shown is not None:
            self.dismissed.emit(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange(self.width() >= _ROOMY)
        super().resizeEvent(event)


def _button(row: QHBoxLayout) -> QPushButton:
    button = QPushButton()
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    row.addWidget(button)
    return button
