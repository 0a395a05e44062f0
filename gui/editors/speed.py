"""The speeds at which a run can be played, from one update a second to as fast as the machine can."""

RATES: tuple[float | None, ...] = (1, 2, 4, 8, 15, 30, 60, 120, 250, 500, 1000, None)
"""Updates a second, rising; None is flat out."""

FASTEST = len(RATES) - 1


def rate_at(position: int) -> float | None:
    """Updates a second at a slider's position 0..FASTEST; beyond, the nearer end. None is flat out."""
    return RATES[min(max(position, 0), FASTEST)]


def position_of(rate: float | None) -> int:
    """The position whose rate comes nearest from above; None and anything faster than all is flat out."""
    if rate is None:
        return FASTEST
    return next((i for i, known in enumerate(RATES) if known is None or known >= rate), FASTEST)


def rate_text(rate: float | None) -> str:
    """The rate in words."""
    if rate is None:
        return "flat out"
    return "1 update/s" if rate == 1 else f"{rate:,.0f} updates/s"
