"""Keras's class names of the parts that it also knows by a name in small letters."""


def class_name(name: str) -> str:
    """Keras's class of a loss, a metric or an initializer: mean_squared_error is MeanSquaredError."""
    return "".join(word.capitalize() for word in name.split("_"))
