"""The options that several commands share, and the kinds of value they take."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])
MAX_EPOCHS = 10**9
SMALLEST, LARGEST = 100, 10_000
PICTURES = (".png", ".svg", ".pdf")


class Size(click.ParamType[tuple[int, int]]):
    """Width and height in pixels, written 1440x900."""

    name = "WxH"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        if isinstance(value, tuple):
            return value
        found = re.fullmatch(r"(\d{1,6})[xX×](\d{1,6})", str(value).strip())
        if found is None:
            self.fail(f'"{value}" is no size: write width x height in pixels, such as 1440x900.', param, ctx)
        size = int(found[1]), int(found[2])
        if not all(SMALLEST <= side <= LARGEST for side in size):
            self.fail(f"{value} is out of range: each side takes from {SMALLEST} to {LARGEST:,} pixels.", param, ctx)
        return size


SIZE = Size()


class Whole(click.ParamType[int]):
    """A whole number in a closed range."""

    name = "integer"

    def __init__(self, low: int, high: int) -> None:
        self._low, self._high = low, high

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        range_in_words = f"between {self._low:,} and {self._high:,}"
        if not re.fullmatch(r"[+-]?(\d{1,40}|\d{1,3}(,\d{3}){1,12})", str(value), re.ASCII):
            self.fail(f'"{value}" is no whole number: type one {range_in_words}.', param, ctx)
        number = int(str(value).replace(",", ""))
        if not self._low <= number <= self._high:
            self.fail(f"it must be {range_in_words}, not {number:,}.", param, ctx)
        return number


def epochs_option(text: str) -> Callable[[F], F]:
    """--epochs with this help."""
    return click.option("--epochs", type=Whole(1, MAX_EPOCHS), metavar="N", help=text)


def settings_option(command: F) -> F:
    """--set path=value, any number of times."""
    return click.option(
        "--set",
        "settings",
        multiple=True,
        metavar="PATH=VALUE",
        help="Change a setting first, such as training.batch_size=20; `main.py settings` lists them. A name in lists "
        """that has a comma stands in quotation marks: 'data.inputs="pixel 1,1","pixel 1,2"'. How a table's file """
        "is read is set so, too: table.decimal=comma. Repeatable.",
    )(command)


def picture_path(ctx: click.Context, param: click.Parameter, value: Path) -> Path:
    """A callback: a path that a picture can be written to."""
    from engine.files import UnwritableFile, check_writable

    if value.suffix.lower() not in PICTURES:
        known = ", ".join(PICTURES)
        raise click.BadParameter(f'"{value}" names no kind of picture: end it in one of {known}.', ctx, param)
    try:
        check_writable(value)
    except UnwritableFile as error:
        raise click.BadParameter(str(error), ctx, param) from None
    return value


def say(sentence: str) -> None:
    """What people should know and programs should not have to read: on stderr."""
    click.echo(sentence, err=True)
