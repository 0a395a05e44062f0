"""What a run leaves behind: kept states to return to, the recorded curves and Keras's History of them."""

from engine.history.chronicle import CAP_BYTES, SPACING, Chronicle
from engine.history.curves import Curves
from engine.history.record import History
from engine.history.stretch import Stretch
from engine.history.timeline import Timeline

__all__ = ["CAP_BYTES", "SPACING", "Chronicle", "Curves", "History", "Stretch", "Timeline"]
