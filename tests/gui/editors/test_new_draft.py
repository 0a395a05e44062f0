"""The draft of a new experiment can be begun for every data set, with every choice it offers, and says what it is."""

import pytest

from engine.catalog import losses
from engine.catalog.datasets import datasets
from engine.session import Session
from engine.spec import DataSpec
from engine.spec.perceptron import follows_rule
from gui.editors.new_draft import Draft
from gui.editors.new_draft import draft_of as draft_on

NAMES = datasets.names()


def draft_of(name: str) -> Draft:
    return draft_on(DataSpec(name))


@pytest.mark.parametrize("name", NAMES)
def test_every_choice_that_is_offered_can_begin(name: str) -> None:
    draft = draft_of(name)
    assert draft.problem() == draft.objection() == ""
    assert (draft.loss, draft.output) == (draft.losses()[0], draft.outputs()[0])
    for loss in draft.losses():
        for output in draft.with_choices(loss=loss).outputs():
            chosen = draft.with_choices(loss=loss).with_choices(output=output, hidden=(5,))
            assert chosen.output == output
            assert chosen.loss == loss or output not in losses[loss].fits
            assert output in losses[chosen.loss].fits
            assert chosen.problem() == ""
            assert chosen.spec.network.layers[-1].activation == output
            assert len(chosen.words()) == 6
    assert Session(draft.spec).updates == 0


def test_a_loss_takes_its_output_along() -> None:
    draft = draft_of("circle").with_choices(loss="mean_squared_error").with_choices(output="tanh")
    assert (draft.output, draft.with_choices(loss="binary_crossentropy").output) == ("tanh", "sigmoid")


def test_two_outputs_take_their_loss_along() -> None:
    draft = draft_of("circle")
    two = draft.with_choices(output="softmax")
    assert (two.loss, two.spec.network.layers[-1].units) == ("sparse_categorical_crossentropy", 2)
    assert "2 outputs with Softmax, one for each class, together 1." in two.words()
    assert two.with_choices(output="sigmoid").loss == "binary_crossentropy"
    assert draft.with_choices(loss="categorical_crossentropy").output == "softmax"


def test_the_rule_is_offered_where_there_are_classes() -> None:
    names = "circle", "iris", "sine", "two_labels"
    assert [draft_of(name).can_use_rule for name in names] == [True, True, False, False]
    ruled = Draft(draft_of("iris").data, draft_of("iris").info, rule=True)
    assert follows_rule(ruled.spec)
    assert ruled.problem() == ""
    assert "No hidden layer" in " ".join(ruled.words())


def test_it_is_said_in_plain_words() -> None:
    assert draft_of("circle").words() == (
        "Tell two classes apart: ring and disc. 2 inputs. 250 examples for training, 250 for validation.",
        "One input for each feature: x₁ and x₂, scaled to mean 0 and deviation 1.",
        "2 hidden layers of 16 and 10 neurons with ReLU.",
        "1 output with Sigmoid: yes means “disc”.",
        "Binary cross-entropy: the surprise at a yes-or-no answer, given the probability the network gave it.",
        "Adam, learning rate 0.01, batches of 32.",
    )
    assert "3 outputs with Softmax, one for each class, together 1." in draft_of("iris").words()
    assert "1 output with Linear for the target, free to give any number." in draft_of("sine").words()
    assert draft_of("sine").with_choices(hidden=(1,)).words()[2] == "One hidden layer of 1 neuron with ReLU."


def test_too_large_is_said_before_it_begins() -> None:
    assert "and need about" in draft_of("circle").with_choices(hidden=(50_000, 50_000)).problem()
