"""Texts as menus take them."""


def in_menu(text: str) -> str:
    """The text as it is to be read: a single & would mark a key and vanish."""
    return text.replace("&", "&&")
