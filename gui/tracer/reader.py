"""What the tracer is reading: the step under way, or the way through the numbers that were asked."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from engine.formula import NumberStyle
from engine.spec import ExperimentSpec
from engine.trace import Address, Explanation, Grain, Kind, Phase, Snapshot
from gui.own_numbers import OwnNumbers
from gui.tracer.asking import at_moment, moment_of, number_of, of_other_example
from gui.tracer.trial import typed_number
from gui.tracer.walk import Walk
from gui.view import NO_LIGHT, Edge, Highlights, Neuron, ViewState


class Reader(QObject):
    """Holds snapshot, view and way. A new step and playing lead back to the step from wherever one has walked.

    turned: something else is to be shown, `anew` whether from its beginning; asked(Address): somebody wants to
    know where a number comes from; lit(Highlights): what lights up in the network.
    """

    turned = Signal(bool)
    asked = Signal(object)
    lit = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.snapshot: Snapshot | None = None
        self.view = ViewState()
        self.playing = False
        self.walk = Walk()
        self._grain = Grain.LAYER
        self._pending: Address | None = None
        self._instead = False
        self._pointed: Address | None = None
        self._lights: Highlights = NO_LIGHT
        self.own: OwnNumbers | None = None
        """What the network shows between updates in the place of the chosen example's numbers."""

    @property
    def style(self) -> NumberStyle:
        """How numbers are written."""
        return NumberStyle(self.view.digits, self.view.fractions)

    @property
    def waits(self) -> bool:
        """Whether something was asked that has not been answered."""
        return self._pending is not None

    @property
    def shows_typed(self) -> bool:
        """Whether a number of an example that somebody typed is shown."""
        return self.walk.shown is not None and self.walk.shown.address.split == "typed"

    @property
    def beside(self) -> str:
        """The name of the example for validation or test whose numbers the network shows, "" for none."""
        return "" if self.own is None or self.own.split == "typed" else self.own.example.name

    @property
    def explanation(self) -> Explanation | None:
        """The number asked, or what the step under way shows; None at rest."""
        if self.walk.shown is not None or self.snapshot is None:
            return self.walk.shown
        return None if self.snapshot.problem else self.snapshot.explanation

    # What comes from elsewhere

    def show_spec(self, spec: ExperimentSpec) -> None:
        """Numbers of another experiment are given up."""
        if self.snapshot is not None and self.snapshot.spec != spec:
            self.snapshot = None
            self._begin()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Another moment, or another example of the same."""
        before, self.snapshot = self.snapshot, snapshot
        if before is None or moment_of(before) != moment_of(snapshot):
            self._begin()
            return
        self._turn()
        shown = self.walk.shown
        if before.example is not None and snapshot.example is not None and shown is not None:
            address = of_other_example(shown.address, before.example.index, snapshot.example.index)
            if address != shown.address:
                self.walk = self.walk.back()
                self.ask(address)

    def show_view(self, view: ViewState) -> None:
        """Another selection, other digits."""
        old = self.view
        wanted = (view.selected, view.digits, view.fractions, view.batch)
        changed = wanted != (old.selected, old.digits, old.fractions, old.batch)
        self.view = view
        if changed:
            self._turn()

    def show_playing(self, playing: bool) -> None:
        """Whether the run goes on by itself."""
        if playing != self.playing:
            self.playing = playing
            self._begin()

    def show_grain(self, grain: Grain) -> None:
        """How much a step shows: by neuron and by term the network lights up its operands."""
        self._grain = grain

    def show_explanation(self, explanation: Explanation) -> None:
        """The answer to what was asked last; one to an earlier question is dropped."""
        if explanation.address == self._pending:
            self._pending = None
            self.walk = self.walk.replaced(explanation) if self._instead else self.walk.asked(explanation)
            self._turn(anew=True)

    def show_refusal(self, address: Address) -> None:
        """What was asked cannot be explained; what was shown before stays."""
        if address == self._pending:
            self._pending = None
            self._turn()

    def show_own(self, own: OwnNumbers | None) -> None:
        """The network shows another example's numbers; what was asked of the one before is asked of this one."""
        before, self.own, shown = self.own, own, self.walk.shown
        if before is not None and before.split != "typed" and shown is not None and before.owns(shown.address):
            address = None if own is None or own.split == "typed" else own.asked(shown.address)
            if address is None:
                self.go_to(0)
            elif address != shown.address:
                self.walk = self.walk.back()
                self.ask(address)
        self._turn()

    # Walking

    def ask_at(self, place: Address | Neuron | Edge) -> None:
        """Ask for what was clicked: a number of the moment that is shown, a neuron, an edge.

        A neuron of the layer that a step shows is told by the step itself, which follows the selection.
        """
        snapshot = self.snapshot
        if snapshot is None:
            return
        if not isinstance(place, Address):
            if len(place) == 2 and (self.shows_typed or self._owns(snapshot)):
                if (own := self._of_own(snapshot, place)) is not None:
                    self.ask(own)
                return
            if len(place) == 2 and self._told_by_step(snapshot, place[0]):
                self.go_to(0)
                return
            place = number_of(snapshot, place)
        address = at_moment(snapshot, place)
        if address is not None and self.own is not None and self._owns(snapshot):
            address = self.own.asked(address)
        if address is not None:
            self.ask(address)

    def _owns(self, snapshot: Snapshot) -> bool:
        """Whether the network shows the numbers of another example than the chosen one."""
        return self.own is not None and snapshot.phase is None

    def _told_by_step(self, snapshot: Snapshot, layer: int) -> bool:
        stepping = snapshot.phase not in (None, Phase.LOSS) and self._grain > Grain.NEURON
        return stepping and layer == snapshot.layer

    def _of_own(self, snapshot: Snapshot, place: Neuron) -> Address | None:
        """What a neuron computes for an example outside the training part, or what stands at an input."""
        shown, (layer, unit) = self.walk.shown, place
        kind = Kind.INPUT if layer < 0 else Kind.ACTIVATION
        if shown is not None and self.shows_typed:
            return typed_number(kind, shown.address.update, max(layer, 0), unit, shown.address.example)
        address = Address(kind, snapshot.update, max(layer, 0), unit)
        return None if self.own is None else self.own.asked(address)

    def ask(self, address: Address, *, instead: bool = False) -> None:
        """Ask for a number, unless numbers are changing all the time; `instead`: of the one that is shown."""
        if not self.playing:
            self._pending, self._instead = address, instead
            self.asked.emit(address)

    def go_to(self, place: int) -> None:
        """To a place of the way; 0 is where the step is."""
        self._go(self.walk.gone_to(place))

    def back(self) -> None:
        self._go(self.walk.back())

    def forward(self) -> None:
        self._go(self.walk.forward())

    def point_at(self, address: Address | None) -> None:
        """The number on the panel that the cursor is on."""
        if address != self._pointed:
            self._pointed = address
            self._light()

    def _go(self, walk: Walk) -> None:
        self._pending = None
        if walk != self.walk:
            self.walk = walk
            self._turn(anew=True)

    def _begin(self) -> None:
        self._pending, self._pointed, self.walk = None, None, Walk()
        self._turn(anew=True)

    def _turn(self, anew: bool = False) -> None:
        self.turned.emit(anew)
        self._light()

    def _light(self) -> None:
        lights = self._lights_now()
        if lights != self._lights:
            self._lights = lights
            self.lit.emit(lights)

    def _lights_now(self) -> Highlights:
        snapshot = self.snapshot
        if snapshot is None or self.playing:
            return NO_LIGHT
        walking = self.walk.shown is not None or self._pointed is not None
        if not walking and (snapshot.phase is None or self._grain > Grain.NEURON):
            return NO_LIGHT
        from gui.tracer.lighting import lights_of  # imported late: the program starts without formulas

        outputs = (len(snapshot.layers) - 1, len(snapshot.layers[-1].bias))
        return lights_of(self.explanation, outputs, self._pointed)
