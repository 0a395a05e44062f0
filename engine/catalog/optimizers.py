"""Optimizers: Keras's names, defaults, update rules and formulas in one entry each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.catalog import update_formulas, update_rules
from engine.catalog.parameter import Parameter, switch
from engine.catalog.update_rules import Slots
from engine.registry import Registry


@dataclass(frozen=True)
class Optimizer:
    """An optimizer with Keras's name, defaults and update rule.

    `update(weights, gradient, slots, step, learning_rate, **params)` changes `weights` and `slots`
    in place; weights, gradient and most slots are float64 vectors of one size, `step` counts from 1.
    `create_slots(size, **params)` makes the arrays named in `slots` as they are before step 1; all
    exist whatever the parameters, so that a switch may be turned on in the middle of a run.
    `rule(params)` says the same for one weight in lines of arithmetic; `letters` gives the letter that
    each slot has there. `keras_name` is the class in `keras.optimizers`.
    """

    name: str
    keras_name: str
    label: str
    learning_rate: float
    parameters: tuple[Parameter, ...]
    slots: tuple[str, ...]
    create_slots: Callable[..., Slots]
    update: Callable[..., None]
    rule: update_formulas.Rule
    letters: Mapping[str, str]
    formula: str
    textbook_note: str
    sentence: str


def _momentum(sentence: str) -> Parameter:
    return Parameter("momentum", "Momentum", 0.0, 0.0, 1.0, sentence)


_EPSILON = Parameter("epsilon", "Epsilon", 1e-7, 1e-12, 1.0, "A small number that prevents division by zero.")
_BETA_1 = Parameter("beta_1", "Beta 1", 0.9, 0.0, 0.9999, "How long the average of the gradients remembers.")
_BETA_2 = Parameter(
    "beta_2", "Beta 2", 0.999, 0.0, 0.999999, "How long the average of the squared gradients remembers."
)
_AMSGRAD = switch("amsgrad", "AMSGrad", "Divides by the largest average so far, so that steps never grow again.")
_MOMENT_LETTERS = {"momentum": "m", "velocity": "v", "velocity_hat": "x"}
_ADAM_NOTE = (
    "Textbooks divide by √v̂ + ε with m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ); Keras folds both corrections "
    "into the rate, so its ε weighs a little more in the first steps."
)

optimizers: Registry[Optimizer] = Registry("optimizer")

optimizers.add(
    Optimizer(
        name="sgd",
        keras_name="SGD",
        label="SGD",
        learning_rate=0.01,
        parameters=(
            _momentum("The share of the last step that is added to the next."),
            switch("nesterov", "Nesterov", "Looks one step ahead along the momentum; needs momentum above 0."),
        ),
        slots=("momentum",),
        create_slots=update_rules.zeros("momentum"),
        update=update_rules.sgd,
        rule=update_formulas.sgd,
        letters={"momentum": "v"},
        formula="v ← μ · v − η · g;  w ← w + v  (Nesterov: w ← w + μ · v − η · g)",
        textbook_note="Some textbooks write v ← μ · v + g and w ← w − η · v: the same for a constant rate.",
        sentence="Steps straight down the slope of one batch, as far as the learning rate says.",
    )
)
optimizers.add(
    Optimizer(
        name="rmsprop",
        keras_name="RMSprop",
        label="RMSprop",
        learning_rate=0.001,
        parameters=(
            Parameter("rho", "Rho", 0.9, 0.0, 0.9999, "How long the average of the squared gradients remembers."),
            _momentum("The share of the last step that is added to the next."),
            _EPSILON,
            switch("centered", "Centered", "Divides by the spread of the gradients instead of their size."),
        ),
        slots=("velocity", "average_gradient", "momentum"),
        create_slots=update_rules.zeros("velocity", "average_gradient", "momentum"),
        update=update_rules.rmsprop,
        rule=update_formulas.rmsprop,
        letters={"velocity": "v", "average_gradient": "m", "momentum": "u"},
        formula=(
            "v ← ρ · v + (1 − ρ) · g²;  u ← μ · u + η · g / √(v + ε);  w ← w − u  "
            "(centered: m ← ρ · m + (1 − ρ) · g and √(v − m² + ε))"
        ),
        textbook_note="Textbooks often write √v + ε; Keras adds ε under the root.",
        sentence="Gives every weight a rate of its own, smaller where its gradients have lately been large.",
    )
)
optimizers.add(
    Optimizer(
        name="adagrad",
        keras_name="Adagrad",
        label="Adagrad",
        learning_rate=0.001,
        parameters=(
            Parameter(
                "initial_accumulator_value",
                "Initial sum",
                0.1,
                0.0,
                1e3,
                "Where the sum of squared gradients starts; read when a run begins.",
            ),
            _EPSILON,
        ),
        slots=("accumulator",),
        create_slots=update_rules.adagrad_slots,
        update=update_rules.adagrad,
        rule=update_formulas.adagrad,
        letters={"accumulator": "s"},
        formula="s ← s + g²;  w ← w − η · g / √(s + ε)",
        textbook_note="Textbooks often start s at 0; Keras starts it at 0.1.",
        sentence="Slows each weight by all the gradients it has ever seen; good for rare inputs.",
    )
)
optimizers.add(
    Optimizer(
        name="adam",
        keras_name="Adam",
        label="Adam",
        learning_rate=0.001,
        parameters=(_BETA_1, _BETA_2, _EPSILON, _AMSGRAD),
        slots=("momentum", "velocity", "velocity_hat"),
        create_slots=update_rules.zeros("momentum", "velocity", "velocity_hat"),
        update=update_rules.adam,
        rule=update_formulas.adam,
        letters=_MOMENT_LETTERS,
        formula=(
            "m ← β₁ · m + (1 − β₁) · g;  v ← β₂ · v + (1 − β₂) · g²;  "
            "w ← w − η · √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + ε)"
        ),
        textbook_note=_ADAM_NOTE,
        sentence="Momentum and a rate for every weight in one; the usual first choice.",
    )
)
optimizers.add(
    Optimizer(
        name="adamw",
        keras_name="AdamW",
        label="AdamW",
        learning_rate=0.001,
        parameters=(
            Parameter(
                "weight_decay",
                "Weight decay",
                0.004,
                0.0,
                1.0,
                "The share of every weight, times the learning rate, that is taken away at each step.",
            ),
            _BETA_1,
            _BETA_2,
            _EPSILON,
            _AMSGRAD,
        ),
        slots=("momentum", "velocity", "velocity_hat"),
        create_slots=update_rules.zeros("momentum", "velocity", "velocity_hat"),
        update=update_rules.adamw,
        rule=update_formulas.adamw,
        letters=_MOMENT_LETTERS,
        formula="w ← w − η · λ · w, then Adam: w ← w − η · √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + ε)",
        textbook_note=_ADAM_NOTE + " The decay reaches the biases too, as in Keras.",
        sentence="Adam that also lets every weight shrink a little at each step.",
    )
)
optimizers.add(
    Optimizer(
        name="nadam",
        keras_name="Nadam",
        label="Nadam",
        learning_rate=0.001,
        parameters=(_BETA_1, _BETA_2, _EPSILON),
        slots=("momentum", "velocity", "u_product"),
        create_slots=update_rules.nadam_slots,
        update=update_rules.nadam,
        rule=update_formulas.nadam,
        letters={"momentum": "m", "velocity": "v", "u_product": "U"},
        formula=(
            "u(t) = β₁ · (1 − 0.96ᵗ / 2), U(t) = u(1) ⋯ u(t);  "
            "w ← w − η · [u(t+1) · m / (1 − U(t+1)) + (1 − u(t)) · g / (1 − U(t))] / (√(v / (1 − β₂ᵗ)) + ε)"
        ),
        textbook_note="Textbooks often write β₁ for the slowly growing u(t); Keras follows the paper.",
        sentence="Adam that looks one step ahead, as Nesterov's momentum does.",
    )
)
