"""Edits on their way to the engine: which of them need not be made, because a newer one says all that they say."""

from __future__ import annotations

from dataclasses import dataclass

from engine.session import data_info, why_waiting
from engine.spec import OWN_POINTS, ExperimentSpec


@dataclass(eq=False)
class PendingEdit:
    """An edited experiment for the engine.

    again: an edit is taken back or made again. waits: it has too few points. needless: a newer one will do.
    """

    spec: ExperimentSpec
    again: bool
    waits: bool
    needless: bool = False
    made: bool = False


class PendingEdits:
    """Of edits that come faster than they can be made, those are passed over without which the run is the same.

    An edit that begins another run, or an experiment that waits for points beside a run, is made where the next one
    goes on from it, and so is what was come back to. Weights by hand are those of one network: `fence`.
    """

    def __init__(self) -> None:
        self._last: PendingEdit | None = None
        self._base: ExperimentSpec | None = None

    def put(self, spec: ExperimentSpec, again: bool, shown: ExperimentSpec | None = None) -> PendingEdit:
        """Another edit; the one before it may be needless now. shown: what the engine has, if that is known."""
        edit, before = PendingEdit(spec, again, bool(why_waiting(spec.data))), self._last
        if before is None:
            self._base = shown or self._base
        elif self._says_all(edit, before):
            before.needless = True
        else:
            self._base = before.spec
        self._last = edit
        return edit

    def fence(self) -> None:
        """Something else comes next, which needs what was edited until now."""
        if self._last is not None:
            self._base, self._last = self._last.spec, None

    def _says_all(self, edit: PendingEdit, before: PendingEdit) -> bool:
        """Whether `edit` alone, from what was there before both of them, leads where both of them lead."""
        if before.made or before.waits or edit.waits or (before.again and not edit.again):
            return False
        base = self._base or before.spec
        if edit.again and edit.spec == base:
            return True
        run = _run(before.spec)
        if _run(base) == run:
            return _run(edit.spec) == run
        if OWN_POINTS in (edit.spec.data.name, before.spec.data.name):
            return False  # points by hand may go on with a run of another set
        return not edit.again and _run(edit.spec) not in (run, _run(base))


def _run(spec: ExperimentSpec) -> tuple[object, ...]:
    """What begins another run where it changes."""
    return spec.data.name, data_info(spec.data).inputs, spec.seed
