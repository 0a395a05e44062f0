"""All that can be done to one layer, as a menu."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from engine.spec import DataInfo, ExperimentSpec
from gui.network_view.activation_menu import ActivationMenu
from gui.network_view.layer_edits import LAYER_WORDS, SETTINGS, SHAPE, may
from gui.theme.current import ThemeSwitch


class LayerMenu(QMenu):
    """Asks for a word of LAYER_WORDS, for the settings or the shape, or tells the activation that was chosen."""

    asked = Signal(str)
    chosen = Signal(str)

    def __init__(self, themes: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: dict[str, QAction] = {}
        self._curves = ActivationMenu("Activation", themes, self)
        self._curves.chosen.connect(self.chosen)
        self._add(SETTINGS, "Settings…")
        self.addSeparator()
        self._add("more")
        self._add("fewer")
        self.addMenu(self._curves)
        self.addSeparator()
        for word in ("before", "after", "duplicate", "left", "right"):
            self._add(word)
        self.addSeparator()
        self._add("lock")
        self._add("remove")
        self.addSeparator()
        self._add(SHAPE, "Shape of the network…")

    def _add(self, word: str, text: str = "") -> None:
        self._words[word] = self.addAction(text or LAYER_WORDS[word], lambda: self.asked.emit(word))

    def show_layer(self, spec: ExperimentSpec, info: DataInfo, layer: int) -> None:
        """What makes sense for a layer."""
        for word, action in self._words.items():
            action.setEnabled(word in (SETTINGS, SHAPE) or may(word, spec, info, layer))
        held = spec.network.layers[layer]
        self._words["lock"].setText(LAYER_WORDS["lock"] if held.trainable else "Unlock this layer")
        self._curves.show_name(held.activation)
