"""The learning rate that a schedule makes of the first one."""

from engine.catalog import schedules
from engine.spec.specs import OptimizerSpec


def rate_after(optimizer: OptimizerSpec, made: int) -> float:
    """The learning rate when the optimizer has made so many updates."""
    part = optimizer.schedule
    return schedules[part.name].at(optimizer.learning_rate, made, part.parameters)
