"""What is minimised: from logits where the activation allows, for each example its own, the penalty once."""

from collections.abc import Callable

import numpy as np
import pytest

from engine.catalog import activations, losses
from engine.passes.objective import Objective
from engine.session import Session
from engine.spec import LayerSpec, PartSpec
from engine.trace import LossComputed
from tests.engine.experiments import experiment

FAR = 60.0  # an output from there is clipped, and its slope lost


def test_a_loss_with_a_logit_form_is_computed_from_the_logits(tried: Callable[[str], None]) -> None:
    done = 0
    targets = {"indicators": np.zeros((1, 2)), "one_hot": np.eye(2)[:1], "index": np.array([[0]])}
    for loss in losses:
        for name in loss.logit_forms:
            if loss.reads_sums:
                continue
            objective = Objective(PartSpec(loss.name), activations[name])
            target, z = targets[loss.targets], np.array([[-FAR, FAR]])
            a = objective.activation.value(z)
            expected = FAR / 2 if loss.targets == "indicators" else 2 * FAR
            assert objective.example_losses(target, z, a) == pytest.approx([expected], rel=1e-12)
            assert np.abs(objective.delta(target, z, a)).max() == pytest.approx(1 / z.size if expected < FAR else 1)
            done += 1
    assert done == 3
    tried(f"{done} objectives far from the right answer, computed from logits")


def test_evaluation_adds_the_penalty_to_the_mean_loss() -> None:
    layers = (LayerSpec(3, "tanh", l2=0.5), LayerSpec(1, "sigmoid", l1=0.25))
    session, plain = Session(experiment(*layers)), Session(experiment(LayerSpec(3, "tanh"), LayerSpec(1, "sigmoid")))
    first, _, second, _ = session.get_weights()
    penalty = 0.5 * (first**2).sum() + 0.25 * np.abs(second).sum()
    for part in ("training", "validation"):
        own, without = session.evaluate(part), plain.evaluate(part)
        assert own["loss"] - without["loss"] == pytest.approx(penalty, rel=1e-12)
        assert own["accuracy"] == without["accuracy"]
    session.train(1)
    assert session.history.history["val_loss"] == [session.evaluate("validation")["loss"]]


def test_class_weights_weigh_the_examples_of_a_batch() -> None:
    spec = experiment()
    weighted, plain = Session(spec.with_training(class_weight=(0.5, 4.0))), Session(spec)
    loss, own = (next(e for e in s.trace() if isinstance(e, LossComputed)) for s in (weighted, plain))
    weights = np.where(own.target[:, 0] == 1.0, 4.0, 0.5)
    assert len(set(weights)) == 2
    np.testing.assert_allclose(loss.example_losses, weights * own.example_losses, rtol=1e-12)
    assert loss.loss == pytest.approx((weights * own.example_losses).sum() / len(weights), rel=1e-12)
