"""A formula in lines: one a statement, and a long one broken only between its terms, never within brackets."""

LETTERS = 68
_BREAKS = (" + ", " − ", " / ")
_INDENT = "      "


def formula_lines(formula: str) -> str:
    """The statements of a formula of the catalogue, which stand between semicolons, each on a line of its own."""
    statements = [part.strip() for part in formula.replace("  (", ";(").split(";")]
    return "\n".join(line for statement in statements for line in _broken(statement))


def _broken(statement: str) -> list[str]:
    """A statement in lines of at most LETTERS where it can be broken between terms."""
    lines: list[str] = []
    while len(statement) > LETTERS:
        places = [place for place in _between_terms(statement) if place <= LETTERS]
        commas = [place for place in places if statement[place - 1] == ","]
        if not places:
            break
        end = (commas or places)[-1]
        lines.append(statement[:end])
        statement = _INDENT + statement[end:].strip()
    return [*lines, statement]


def _between_terms(statement: str) -> list[int]:
    """Where an operator or a comma stands outside all brackets; behind the arrow or the sign of equality only."""
    depth, found = 0, []
    begin = max(statement.find("←"), statement.find("="), len(_INDENT)) + 4
    for place, letter in enumerate(statement):
        depth += (letter in "([") - (letter in ")]")
        stands = statement[place:].startswith(_BREAKS) or statement[place - 1 : place + 1] == ", "
        if place >= begin and depth == 0 and stands:
            found.append(place)
    return found
