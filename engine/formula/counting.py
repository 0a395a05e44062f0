"""How many of something, so that number and word agree."""


def counted(number: int, noun: str) -> str:
    """ "1 unit", "1,200 units": a noun whose plural has an s."""
    return f"{number:,} {noun}{'s' * (number != 1)}"
