"""Which neurons of a layer too tall for the view stand on the screen."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """Which neurons a folded column shows: from the `first` place of an `order` on (empty: by number).

    around: a neuron that must be among them: if it is not, those next to it by number are shown instead.
    guest: a neuron that takes the last row where it has no other. related: the order is that of the weights they
    have with a neuron that is selected beside them.
    """

    first: int = 0
    order: tuple[int, ...] = ()
    around: int | None = None
    guest: int | None = None
    related: bool = False

    def neurons(self, total: int, shown: int) -> tuple[int, ...]:
        """So many neurons of a column, all of them where they are not more."""
        if total <= shown:
            return tuple(range(total))
        order = self.order if len(self.order) >= shown else range(total)
        first = min(self.first, len(order) - shown)
        found = tuple(order[first : first + shown])
        if self.around is not None and self.around not in found:
            first = min(max(self.around - shown // 2, 0), total - shown)
            found = tuple(range(first, first + shown))
        if self.guest is not None and self.guest not in found:
            found = (*found[:-1], self.guest)
        return found

    def by_number(self, total: int, shown: int) -> bool:
        """Whether what is shown is a stretch of neighbours by number."""
        found = self.neurons(total, shown)[: -1 if self.guest is not None else None]
        return all(neuron == found[0] + row for row, neuron in enumerate(found))
