"""Words at the beginning of a sentence and within one: only their first letter changes, names in them stay."""


def capital(words: str) -> str:
    """The words as a sentence begins with them."""
    return words[:1].upper() + words[1:]


def small_first(words: str) -> str:
    """The words as they go on within a sentence."""
    return words[:1].lower() + words[1:]
