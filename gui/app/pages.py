"""The connections of the window's foot: which page is shown, and when the page of numbers comes to the front."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from gui.editors.foot import NUMBERS
from gui.main_window import MainWindow
from gui.view import View

Handler = Callable[[], object]


class Pages(QObject):
    """Connects the foot of a window with the view."""

    def __init__(self, window: MainWindow, view: View, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        window.foot.chosen.connect(self.show_page)
        view.changed.connect(window.foot.show_view)
        for part in (window.network, window.loss):
            part.asked.connect(self._on_asked)

    @Slot(str)
    def show_page(self, key: str) -> None:
        """Look at a page of the foot."""
        self._view.update(page=key)

    def flip(self, key: str) -> None:
        """Look at a page, or, if it is looked at, at the numbers again."""
        self.show_page(NUMBERS if self._view.state.page == key else key)

    def fronting(self, handler: Handler) -> Handler:
        """The handler of an action of the tracer, which is brought to the front by it."""

        def called() -> object:
            self.show_page(NUMBERS)
            return handler()

        return called

    def switching(self, name: str) -> Handler:
        """Switch something of the tracer, a field of the ViewState; one that is on but out of sight is only shown."""

        def called() -> None:
            state = self._view.state
            on = state.page != NUMBERS or not getattr(state, name)
            self._view.update(page=NUMBERS, **{name: on})

        return called

    @Slot(object)
    def _on_asked(self, _place: object) -> None:
        """A number was asked for: the answer is read on the page of numbers."""
        if self._view.state.page == "examples":
            self.show_page(NUMBERS)
