"""The whole batch as matrices: what stands in the lines of each phase; no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.catalog import activations, optimizers
from engine.catalog.arrays import Array
from engine.formula import NumberStyle, Role, Symbol, Token, symbol_tokens
from engine.spec import DataInfo
from engine.spec.layer_words import layer_word
from engine.trace import BIAS, Address, BatchView, Kind, Phase, Snapshot, Some, index_pair
from gui.tracer.captions import PHASES
from gui.tracer.matrix import Matrix
from gui.tracer.neuron_card import Figure, source_name
from gui.tracer.page import Block, Page

Piece = Matrix | tuple[Token, ...]
"""A matrix, or what stands between two."""


@dataclass(frozen=True, eq=False)
class BatchPage:
    """A heading, lines of matrices (the first of a line may have the examples' names before it), a formula's blocks.

    chosen: the training row of the example that is looked at.
    """

    head: Page
    lines: tuple[tuple[Piece, ...], ...]
    blocks: tuple[Block, ...]
    view: BatchView
    style: NumberStyle
    chosen: int


def batch_page(
    view: BatchView, snapshot: Snapshot, info: DataInfo, style: NumberStyle, blocks: tuple[Block, ...]
) -> BatchPage:
    """What the event shown last did with the whole batch. blocks: the update of the weight that is looked at."""
    writer = _Writer(view, snapshot, info)
    build = {
        Phase.FORWARD: writer.forward,
        Phase.LOSS: writer.loss,
        Phase.BACKWARD: writer.backward,
        Phase.UPDATE: writer.update,
    }[view.phase]
    sentence, lines = build()
    lead, tone = PHASES[view.phase]
    size = view.examples.of
    place = f"update {view.update + 1:,} · {size:,} example{'s' if size > 1 else ''}"
    part = "" if view.examples.all else f" Of the {size:,} examples the first are shown."
    word = layer_word(snapshot.spec.network.layers, view.layer)
    head = Page(lead, tone, f"The whole batch in {word}", place, sentence + part)
    chosen = snapshot.example.index if snapshot.example is not None else -1
    shown = blocks if view.phase is Phase.UPDATE else ()
    return BatchPage(head, lines, shown, view, style, chosen)


def _words(text: str) -> tuple[Token, ...]:
    return (Token(text),)


def _letter(text: str) -> tuple[Token, ...]:
    return (Token(text, italic=True),)


class _Writer:
    """Builds the matrices of a view with the names of their numbers."""

    def __init__(self, view: BatchView, snapshot: Snapshot, info: DataInfo) -> None:
        self._view, self._spec, self._info = view, snapshot.spec, info
        self._rows = tuple(int(row) for row in view.rows)

    def forward(self) -> tuple[str, tuple[tuple[Piece, ...], ...]]:
        view = self._view
        part = activations[view.activation]
        has_bias = self._spec.network.layers[view.layer].use_bias
        bias = (_words("+"), self._b()) if has_bias else ()
        line = (self._x(), _words("·"), self._w(), *bias, _words("="), self._z())
        added = "and the same bias is added to each row." if has_bias else "without a bias."
        formula = f"A = {part.formula.replace('z', 'Z')}" if len(part.formula) < 14 else "A = φ(Z)"
        return (
            f"Every row is an example; one product computes them all, {added}{self._left_out()}",
            (line, (_words(f"{formula} ="), self._a())),
        )

    def _left_out(self) -> str:
        """That what the layer reads went through dropout, in a sentence."""
        if not self._reads_dropout():
            return ""
        return " D is what dropout makes of the layer below: 0 where it leaves a number out."

    def _reads_dropout(self) -> bool:
        return bool(self._view.layer and self._spec.network.layers[self._view.layer - 1].dropout)

    def loss(self) -> tuple[str, tuple[tuple[Piece, ...], ...]]:
        view = self._view
        losses = self._column(
            _letter("ℓ"), view.losses, lambda row: Address(Kind.EXAMPLE_LOSS, view.update, example=row), "plain"
        )
        mean = f"mean of {view.examples.of:,}" + (" + penalty" if view.penalty else "")
        total = Figure(view.loss or 0.0, "result", Address(Kind.BATCH_LOSS, view.update))
        return (
            "Each example has its own loss; the loss of the batch is their mean.",
            ((self._a(), self._t(), losses, _words("→"), _single(_letter("L"), mean, total)),),
        )

    def backward(self) -> tuple[str, tuple[tuple[Piece, ...], ...]]:
        view = self._view
        penalty = " + Ω′" if self._has_penalty() else ""
        divided = _words(f"/ {view.examples.of:,}{penalty} =")
        line = (self._x("T"), _words("·"), self._delta(), divided, self._g())
        sentence = "Every example asks for a change of its own; the gradient of a weight is their mean."
        return sentence, (line, self._shares())

    def update(self) -> tuple[str, tuple[tuple[Piece, ...], ...]]:
        chosen = self._spec.training.optimizer
        optimizer = optimizers[chosen.name]
        plain = chosen.name == "sgd" and not any(dict(chosen.parameters).values())
        sign = _words(f"− {chosen.learning_rate:g} ·") if plain else _words(",")
        line = (self._w(), sign, self._g(), _words("=" if plain else "→"), self._after())
        sentence = f"{optimizer.label} changes every weight once, by the mean of what the batch's examples ask for."
        return sentence, (line, self._shares())

    def _shares(self) -> tuple[Piece, ...]:
        """One weight, example by example: what came in, the error, their product; then the mean."""
        view, unit, source = self._view, self._view.unit, self._view.source
        place = Address(Kind.GRADIENT, view.update, view.layer, unit, source)

        def share(row: int) -> Address:
            return Address(Kind.SHARE, view.update, view.layer, unit, source, row)

        loss, whole = self._slope("∂L"), Figure(view.gradient, "gradient", place)
        column = self._column(self._slope("∂ℓ"), view.shares, share, "gradient")
        mean = f"mean of {view.examples.of:,}"
        if self._has_penalty():
            alone = _single(_words("mean"), mean, Figure(view.mean, "gradient", None))
            with_penalty = _single(loss, "with the penalty's slope", whole)
            return (column, _words("→"), alone, _words("+ Ω′ ="), with_penalty)
        return (column, _words("→"), _single(loss, mean, whole))

    def _slope(self, of: str) -> tuple[Token, ...]:
        """∂L/∂w with its weight's place."""
        view, number = self._view, f"{self._view.unit + 1}"
        letter, below = ("b", number) if view.source == BIAS else ("w", index_pair(view.source, view.unit))
        return tuple(symbol_tokens(Symbol(f"{of}/∂{letter}", below, f"({view.layer + 1})")))

    def _has_penalty(self) -> bool:
        layer = self._spec.network.layers[self._view.layer]
        return bool(layer.penalties) and self._view.source != BIAS

    # Matrices

    def _x(self, raised: str = "") -> Matrix:
        view, layer = self._view, self._view.layer
        names = tuple(source_name(layer, source, self._info) for source in view.sources.places)

        def address(row: int, source: int) -> Address:
            if layer == 0:
                return Address(Kind.INPUT, view.update, unit=source, example=row)
            kind = Kind.SENT if self._reads_dropout() else Kind.ACTIVATION
            return Address(kind, view.update, layer - 1, source, example=row)

        above = Token(f"({layer})", script=1)
        dropout = (*_letter("D"), above, *_words(" ∘ ")) if self._reads_dropout() else ()
        letter = _letter("X") if layer == 0 else (*dropout, *_letter("A"), above)
        cells = self._cells(view.inputs, view.sources, address, "signed", view.sources.of)
        return self._of_examples(letter, cells, view.sources, tuple(map(_short, names)), raised)

    def _z(self) -> Matrix:
        return self._units("Z", self._view.z, Kind.SUM, "signed")

    def _a(self) -> Matrix:
        return self._units("A", self._view.output, Kind.ACTIVATION, "signed")

    def _delta(self) -> Matrix:
        return self._units("Δ", self._view.delta, Kind.DELTA, "gradient")

    def _t(self) -> Matrix:
        view = self._view

        def address(row: int, unit: int) -> Address:
            return Address(Kind.TARGET, view.update, unit=unit, example=row)

        cells = self._cells(view.target, view.units, address, "plain", view.units.of)
        return self._of_examples(_letter("T"), cells, view.units, self._unit_labels())

    def _units(self, letter: str, values: Array | None, kind: Kind, role: Role) -> Matrix:
        view = self._view

        def address(row: int, unit: int) -> Address:
            return Address(kind, view.update, view.layer, unit, example=row)

        cells = self._cells(values, view.units, address, role, view.known)
        return self._of_examples(_letter(letter), cells, view.units, self._unit_labels())

    def _column(
        self, name: tuple[Token, ...], values: Array | None, address: Callable[[int], Address], role: Role
    ) -> Matrix:
        numbers = () if values is None else values.tolist()
        cells = tuple((Figure(value, role, address(row)),) for row, value in zip(self._rows, numbers, strict=True))
        return Matrix(name, f"{self._view.examples.of:,} × 1", cells, rows=self._rows)

    def _cells(
        self, values: Array | None, columns: Some, address: Callable[[int, int], Address], role: Role, known: int
    ) -> tuple[tuple[Figure | None, ...], ...]:
        if values is None:
            return tuple((None,) * len(columns.places) for _ in self._rows)
        return tuple(
            tuple(
                Figure(value, role, address(row, place)) if place < known else None
                for value, place in zip(line, columns.places, strict=True)
            )
            for row, line in zip(self._rows, values.tolist(), strict=True)
        )

    def _of_examples(
        self,
        name: tuple[Token, ...],
        cells: tuple[tuple[Figure | None, ...], ...],
        columns: Some,
        labels: tuple[str, ...],
        raised: str = "",
    ) -> Matrix:
        size = f"{self._view.examples.of:,} × {columns.of:,}"
        return Matrix(name, size, cells, labels, raised, not columns.all, self._rows)

    def _unit_labels(self) -> tuple[str, ...]:
        return tuple(f"{unit + 1}" for unit in self._view.units.places)

    def _w(self) -> Matrix:
        return self._weights("W", self._view.kernel, self._view.update, Kind.WEIGHT, "signed")

    def _after(self) -> Matrix:
        return self._weights("W′", self._view.kernel_after, self._view.update + 1, Kind.WEIGHT, "signed")

    def _g(self) -> Matrix:
        return self._weights("∂L/∂W", self._view.kernel_gradient, self._view.update, Kind.GRADIENT, "gradient")

    def _weights(self, letter: str, values: Array | None, update: int, kind: Kind, role: Role) -> Matrix:
        view = self._view
        known = view.units.of if letter == "W" else view.known
        rows = [] if values is None else values.tolist()
        cells = tuple(
            tuple(
                Figure(value, role, Address(kind, update, view.layer, unit, source)) if unit < known else None
                for value, unit in zip(line, view.units.places, strict=True)
            )
            for line, source in zip(rows, view.sources.places, strict=True)
        )
        size = f"{view.sources.of:,} × {view.units.of:,}"
        return Matrix(_letter(letter), size, cells, self._unit_labels(), "", not view.units.all)

    def _b(self) -> Matrix:
        view = self._view
        cells = tuple(
            Figure(value, "signed", Address(Kind.BIAS, view.update, view.layer, unit))
            for value, unit in zip(view.bias.tolist(), view.units.places, strict=True)
        )
        size = f"1 × {view.units.of:,}"
        return Matrix(_letter("b"), size, (cells,), self._unit_labels(), "", not view.units.all)


def _single(name: tuple[Token, ...], words: str, figure: Figure) -> Matrix:
    """One number that comes out."""
    return Matrix(name, words, ((figure,),), bracketed=False, bold=True)


def _short(name: str) -> str:
    return name.removeprefix("neuron ")
