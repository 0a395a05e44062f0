"""The registry keeps order, refuses duplicates and explains unknown names."""

from dataclasses import dataclass

import pytest

from engine.registry import Registry, UnknownName


@dataclass(frozen=True)
class Part:
    """The least that a registry can hold."""

    name: str


@pytest.fixture
def registry() -> Registry[Part]:
    """An activation-like registry of three parts."""
    made: Registry[Part] = Registry("activation")
    for name in ("linear", "relu", "tanh"):
        made.add(Part(name))
    return made


def test_parts_are_found_counted_and_kept_in_order(registry: Registry[Part]) -> None:
    assert registry["relu"] == Part("relu")
    assert registry.names() == ("linear", "relu", "tanh")
    assert [part.name for part in registry] == ["linear", "relu", "tanh"]
    assert len(registry) == 3
    assert "tanh" in registry
    assert "rulo" not in registry


def test_add_returns_the_part_so_that_it_can_be_used_inline(registry: Registry[Part]) -> None:
    part = Part("elu")
    assert registry.add(part) is part


def test_a_duplicate_is_refused_and_the_first_part_stays(registry: Registry[Part]) -> None:
    first = registry["relu"]
    with pytest.raises(ValueError, match='There is already an activation named "relu"'):
        registry.add(Part("relu"))
    assert registry["relu"] is first


def test_an_unknown_name_is_answered_with_the_nearest_and_all_known(registry: Registry[Part]) -> None:
    with pytest.raises(UnknownName) as caught:
        registry["rulo"]
    assert str(caught.value) == (
        'There is no activation "rulo". Did you mean "relu"? Known: linear, relu, tanh.'
    )


def test_a_name_in_the_wrong_case_is_recognised(registry: Registry[Part]) -> None:
    with pytest.raises(UnknownName, match='Did you mean "tanh"'):
        registry["TanH "]


def test_a_name_like_no_other_gets_no_guess(registry: Registry[Part]) -> None:
    with pytest.raises(UnknownName) as caught:
        registry["xyzzy"]
    assert str(caught.value) == 'There is no activation "xyzzy". Known: linear, relu, tanh.'


def test_something_that_is_no_name_is_refused_the_same_way(registry: Registry[Part]) -> None:
    with pytest.raises(UnknownName, match="There is no activation"):
        registry[["relu"]]  # type: ignore[index]
