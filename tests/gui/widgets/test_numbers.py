"""Typed numbers are read or refused in a sentence; slider positions and values agree."""

from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.widgets.numbers import MINUS, NumberRule, SliderScale

RATE = NumberRule("Learning rate", 0.0)
UNITS = NumberRule("Units", 1, 1024, integer=True)
SHARE = NumberRule("Training share", 10, 90, integer=True, suffix=" %")


@pytest.mark.parametrize(
    ("text", "value"),
    [("0.03", 0.03), (" 1e-3 ", 1e-3), (".5", 0.5), ("5.", 5.0), ("+2", 2.0), ("1E2", 100.0)],
)
def test_numbers_as_people_write_them(text: str, value: float) -> None:
    assert RATE.parse(text) == value


@pytest.mark.parametrize(
    ("text", "value"), [("1/3", 1 / 3), (f"{MINUS}1 / 8", -0.125), ("1.5/-2", -0.75), ("1e-2/4", 0.0025)]
)
def test_fractions_are_numbers(text: str, value: float) -> None:
    assert NumberRule("Weight").parse(text) == value


def test_a_fraction_keeps_to_the_rule() -> None:
    assert UNITS.parse("6/2") == 3
    with pytest.raises(ValueError, match=r"^Units must be a whole number, not 5/2\.$"):
        UNITS.parse("5/2")
    with pytest.raises(ValueError, match=r"^Learning rate: 1/0 divides by 0\. Type a number, such as 0\.03\.$"):
        RATE.parse("1/0")
    with pytest.raises(ValueError, match="is not a number"):
        RATE.parse("1/2/3")


def test_the_sign_and_unit_that_are_shown_can_be_typed_back() -> None:
    free = NumberRule("Weight")
    assert free.parse(f"{MINUS}0.5") == -0.5
    assert [SHARE.parse(text) for text in ("50 %", "50%", "50")] == [50, 50, 50]
    assert UNITS.parse("1,024") == 1024


@pytest.mark.parametrize(
    ("rule", "text", "sentence"),
    [
        (RATE, "abc", "Learning rate: “abc” is not a number. Type one, such as 0.03."),
        (RATE, "0,03", "Learning rate: “0,03” is not a number. Write decimals with a point, such as 0.03."),
        (RATE, "", "Learning rate: type a number, such as 0.03."),
        (RATE, "nan", "Learning rate: “nan” is not a number. Type one, such as 0.03."),
        (RATE, "inf", "Learning rate: “inf” is not a number. Type one, such as 0.03."),
        (RATE, "1_000", "Learning rate: “1_000” is not a number. Type one, such as 0.03."),
        (RATE, "٣", "Learning rate: “٣” is not a number. Type one, such as 0.03."),
        (RATE, "1e999", "Learning rate: 1e999 is too large for a number of the computer."),
        (RATE, "-1", "Learning rate must be at least 0, not -1."),
        (UNITS, "2.5", "Units must be a whole number, not 2.5."),
        (UNITS, "0", "Units must be between 1 and 1,024, not 0."),
        (UNITS, "1000000000", "Units must be between 1 and 1,024, not 1,000,000,000."),
        (UNITS, "-2000", "Units must be between 1 and 1,024, not −2,000."),
        (UNITS, "1,00", "Units: “1,00” is not a number. Write decimals with a point, such as 10."),
        (SHARE, "95", "Training share must be between 10 % and 90 %, not 95 %."),
    ],
)
def test_nonsense_is_refused_by_name_with_a_cure(rule: NumberRule, text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=r"Learning rate|Units|Training share") as refusal:
        rule.parse(text)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.03, "0.03"),
        (1e-5, "1e−5"),
        (1.5e12, "1.5e12"),
        (-0.25, "−0.25"),
        (1 / 3, "0.3333"),
        (nan, "nan"),
        (inf, "inf"),
    ],
)
def test_values_are_shown_short(value: float, text: str) -> None:
    assert NumberRule("Weight").format(value) == text


def test_whole_numbers_are_shown_in_full_and_units_behind() -> None:
    assert UNITS.format(123456) == "123456"
    assert SHARE.format(50) == "50 %"


@given(st.floats(-1e300, 1e300, allow_subnormal=False))
def test_what_is_shown_is_read_back_nearly(value: float) -> None:
    rule = NumberRule("Weight")
    assert rule.parse(rule.format(value)) == pytest.approx(value, rel=5.1e-4, abs=0)


SCALES = [
    SliderScale(0, 0.5, step=0.05),
    SliderScale(10, 90),
    SliderScale(1e-5, 10, "log"),
    SliderScale(1, 512, "log", per_decade=10),
]


@pytest.mark.parametrize("scale", SCALES)
def test_each_position_is_the_position_of_its_value(scale: SliderScale) -> None:
    values = [scale.value_at(position) for position in range(scale.positions + 1)]
    assert values == sorted(values)
    assert (values[0], values[-1]) == (scale.minimum, scale.maximum)
    assert [scale.position_of(value) for value in values] == list(range(scale.positions + 1))


def test_values_are_tidy() -> None:
    tenths = SliderScale(0, 1, step=0.1)
    assert [tenths.value_at(position) for position in range(11)] == [position / 10 for position in range(11)]
    log = SliderScale(1e-3, 1, "log", per_decade=30)
    assert all(len(f"{log.value_at(place):.10e}".split("e")[0].rstrip("0")) <= 3 for place in range(91))


@pytest.mark.parametrize("scale", SCALES)
@given(value=st.floats())
def test_no_value_breaks_a_slider(scale: SliderScale, value: float) -> None:
    assert 0 <= scale.position_of(value) <= scale.positions


@pytest.mark.parametrize("arguments", [(1, 1), (0, 1, "log"), (0, 1, "linear", 0)])
def test_an_impossible_slider_is_refused(arguments: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="slider cannot run"):
        SliderScale(*arguments)  # type: ignore[arg-type]
