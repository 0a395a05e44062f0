"""What a run leaves behind: the recorded curves and Keras's History of them."""

from engine.history.curves import Curves
from engine.history.record import History

__all__ = ["Curves", "History"]
