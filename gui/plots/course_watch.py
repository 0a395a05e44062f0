"""The note on a run's learning curves, worked out anew as epochs come, calmly."""

from engine.diagnostics.course_words import CourseNote, course_note
from engine.trace import Snapshot

_GROWN = 1.02


class CourseWatch:
    """Judges the epochs since the last change; of a long run only when some more have come."""

    def __init__(self) -> None:
        self._judged: tuple[object, ...] = ()
        self._ended = 0
        self._note: CourseNote | None = None

    def note_of(self, moment: Snapshot) -> CourseNote | None:
        """What is to be said at this moment."""
        line, position = moment.timeline, moment.epoch_position
        marks = line.marks if line is not None else ()
        since = max((mark.position for mark in marks if mark.update <= moment.update), default=0.0)
        ended = int(position + 1e-9)
        course = moment.spec, since
        if course != self._judged or not self._ended <= ended < max(self._ended + 1, _GROWN * self._ended):
            self._judged, self._ended = course, ended
            self._note = course_note(moment.curves, moment.spec, since, position)
        return self._note
