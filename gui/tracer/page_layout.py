"""Laying out a page: the trail, title and sentence, the steps side by side as far as there is room; no Qt."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.trace import Origin
from gui.tracer.ink import STRONG, WORDS, Inked, Letters, Plate, Spot, Stroke, Type
from gui.tracer.page import Block, Page
from gui.tracer.text_lines import cut, word_lines
from gui.tracer.typeset import set_line

if TYPE_CHECKING:
    from gui.tracer.block_layout import SetBlock

TITLE_PX, PLACE_PX, SENTENCE_PX, TRAIL_PX, CHIP_PX, NOTE_PX = 14, 13, 13, 14, 11, 12
_TRAIL, _TITLE, _SENTENCE, _CALM_SENTENCE, _NOTE = 23.0, 21.0, 18.0, 22.0, 17.0
_CALM_PX = 15
_BETWEEN, _UNDER, _LEAST_NOTE = 38.0, 4.0, 250.0
_AFTER_TEXT = 5.0
_WORD_GAP, _CHIP_PADDING = 9.0, 8.0
_BASE = 0.7
_MOST_SENTENCE_LINES = 2
ORIGINS = {
    Origin.DATA: "here the data begin",
    Origin.SEED: "drawn from the seed",
    Origin.SETTING: "somebody chose it",
}
"""What stands in the chip at the end of the walk."""


def lay_out(page: Page, width: float, scale: float, type_: Type) -> Inked:
    """Everything of a page in a given width, type `scale` times its plain size."""
    layout = PageLayout(width, scale, type_)
    layout.heading(page)
    layout.flow(page.blocks)
    for note in page.notes:
        layout.note(note)
    return layout.done()


class PageLayout:
    """Puts one part of a page below the other."""

    def __init__(self, width: float, scale: float, type_: Type) -> None:
        self._width, self._scale, self._type = width, scale, type_
        self._letters: list[Letters] = []
        self._spots: list[Spot] = []
        self._plates: list[Plate] = []
        self._strokes: list[Stroke] = []
        self._y = 0.0

    def done(self) -> Inked:
        """All that was put there."""
        return Inked(tuple(self._letters), tuple(self._spots), tuple(self._plates), self._y, tuple(self._strokes))

    def heading(self, page: Page, *, calm: bool | None = None) -> None:
        """The trail, the title with its place, and the sentence: larger where nothing follows (`calm`)."""
        if page.trail:
            self._trail(page)
        self._title(page)
        calm = not page.blocks if calm is None else calm
        self._words(page.sentence, *((_CALM_PX, _CALM_SENTENCE, "text") if calm else (SENTENCE_PX, _SENTENCE, "")))
        self.space(_AFTER_TEXT)

    def note(self, text: str) -> None:
        """A remark in small words."""
        self._words(text, NOTE_PX, _NOTE, "", most=99)

    @property
    def y(self) -> float:
        """Where the next part begins."""
        return self._y

    def add(self, piece: Inked) -> None:
        """A piece that has been set at its place on the page; it takes no room of its own."""
        self._letters += piece.letters
        self._spots += piece.spots
        self._plates += piece.plates
        self._strokes += piece.strokes

    def space(self, height: float) -> None:
        """Leave so much room, at the plain size."""
        self._y += height * self._scale

    def _px(self, px: int) -> int:
        return round(px * self._scale)

    def _put(self, x: float, text: str, px: int, height: float, ink: str, strong: bool = False) -> float:
        """Words on the row that begins at the present y; where they end."""
        size = self._px(px)
        base = self._y + _BASE * height * self._scale
        self._letters.append(Letters(x, base, text, size, ink, STRONG if strong else WORDS))
        return x + self._type.words(text, size, strong)

    def _trail(self, page: Page) -> None:
        """step › a₁⁽²⁾ › w₂₁⁽²⁾: the first crumbs give way where there are too many."""
        px, tall, gap = self._px(TRAIL_PX), _TRAIL * self._scale, _WORD_GAP * self._scale
        lines = [
            set_line(crumb.tokens, px, lambda text, face: self._type.math(text, face, px)) for crumb in page.trail
        ]
        mark = self._type.words("›", px)
        first = 0
        while first < len(lines) - 1 and sum(line.width + 2 * gap + mark for line in lines[first:]) > self._width:
            first += 1
        x = 0.0
        for number in range(first, len(lines)):
            if number:
                x = self._put(x, "…" if first and number == first else "›", TRAIL_PX, _TRAIL, "muted_text") + gap
            crumb, line = page.trail[number], lines[number]
            ink = "text" if crumb.current else "accent_ink"
            base = self._y + _BASE * tall
            for run in line.runs:
                self._letters.append(Letters(x + run.x, base - run.rise, run.text, px, ink, run.face, math=True))
            if not crumb.current:
                self._spots.append(Spot(x, self._y, line.width, tall, number, stop=False))
            x += line.width + gap
        self._y += tall

    def _title(self, page: Page) -> None:
        gap, x = _WORD_GAP * self._scale, 0.0
        if page.lead:
            x = self._put(x, page.lead, TITLE_PX, _TITLE, page.tone, strong=True) + gap
        chip = ORIGINS.get(page.origin, "")
        reserved = self._type.words(chip, self._px(CHIP_PX)) + 3 * gap if chip else 0.0
        title = cut(page.title, self._width - x - reserved, self._strong)
        if title:
            ink = page.tone if not page.lead else "text"
            x = self._put(x, title, TITLE_PX, _TITLE, ink, strong=True) + gap
        place_px = self._px(PLACE_PX)
        room = self._width - x - reserved
        place = cut(page.place, room, lambda text: self._type.words(text, place_px))
        if place:
            x = self._put(x, place, PLACE_PX, _TITLE, "muted_text") + gap
        if chip:
            self._chip(x, chip)
        self._y += _TITLE * self._scale

    def _strong(self, text: str) -> float:
        return self._type.words(text, self._px(TITLE_PX), True)

    def _chip(self, x: float, text: str) -> None:
        padding, tall = _CHIP_PADDING * self._scale, 17.0 * self._scale
        wide = self._type.words(text, self._px(CHIP_PX)) + 2 * padding
        self._plates.append(Plate(x, self._y + 1.5 * self._scale, wide, tall, "good_soft"))
        self._put(x + padding, text, CHIP_PX, _TITLE * 0.97, "good_text")

    def _words(self, text: str, px: int, height: float, ink: str, most: int = _MOST_SENTENCE_LINES) -> None:
        size = self._px(px)
        for line in word_lines(text, self._width, lambda words: self._type.words(words, size), most):
            self._put(0.0, line, px, height, ink or "muted_text")
            self._y += height * self._scale

    def flow(self, blocks: tuple[Block, ...]) -> None:
        """The steps from left to right, in as many rows as they need."""
        from gui.tracer.block_layout import set_block  # imported late: the program starts without formulas

        x = tall = 0.0
        for block in blocks:
            found = set_block(block, self._width, self._scale, self._type)
            if x and x + found.width > self._width:
                self._y += tall + _UNDER * self._scale
                x = tall = 0.0
            last = block is blocks[-1]
            room = self._width - x if last else max(found.width, _LEAST_NOTE * self._scale)
            tall = max(tall, self._place(found, x, min(room, self._width - x)))
            x += found.width + _BETWEEN * self._scale
        self._y += tall + (_UNDER * self._scale if blocks else 0.0)

    def _place(self, found: SetBlock, x: float, room: float) -> float:
        """Put a step at x, its remark below it; how tall both are."""
        y = self._y
        self._letters += [replace(each, x=each.x + x, y=each.y + y) for each in found.letters]
        self._spots += [replace(spot, x=spot.x + x, y=spot.y + y) for spot in found.spots]
        self._plates += [replace(plate, x=plate.x + x, y=plate.y + y) for plate in found.plates]
        tall, size = found.height, self._px(NOTE_PX)
        for line in word_lines(found.note, room, lambda words: self._type.words(words, size)):
            base = y + tall + _BASE * _NOTE * self._scale
            self._letters.append(Letters(x, base, line, size, "muted_text"))
            tall += _NOTE * self._scale
        return tall
