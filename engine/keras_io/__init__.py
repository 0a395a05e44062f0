"""Keras: its files and code, in and out, and TensorFlow's gradients; only that last part ever loads TensorFlow."""

from engine.keras_io.reading import BroughtModel, from_sequential

__all__ = ["BroughtModel", "from_sequential"]
