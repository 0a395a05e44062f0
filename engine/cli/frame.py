"""The frame of all commands: what is not a command is a file for the window, every refusal is one sentence."""

import errno
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

EXIT_DIVERGED = 1
EXIT_DISAGREES = 1
EXIT_REFUSED = 2
EXIT_STOPPED = 130


class Refused(click.ClickException):
    """What was asked for cannot be done; the message says why and what to do."""

    exit_code = EXIT_REFUSED


class CommandLine(click.Group):
    """A group whose commands fail with one sentence on stderr and whose first plain argument may be a file.

    window: the command that takes that argument, and none.
    """

    def __init__(self, *args: Any, window: click.Command, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.window = window

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Nothing at all, or settings alone, open the window."""
        if not args or args[0].partition("=")[0] == "--set":
            args = [str(self.window.name), *args]
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The named command, or the window with what was named."""
        if self.get_command(ctx, args[0]) is None:
            self._refuse_misspelt(args[0])
            return self.window.name, self.window, args
        return super().resolve_command(ctx, args)

    def _refuse_misspelt(self, name: str) -> None:
        """A bare word much like a command is one misspelt, not a file."""
        from difflib import get_close_matches  # imported late: only a slip needs it

        near = get_close_matches(name, self.commands, n=1, cutoff=0.75)
        if near and "." not in name and not Path(name).exists():
            raise Refused(f'There is no command "{name}": did you mean "{near[0]}"?')

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name == self.window.name:
            return self.window
        return super().get_command(ctx, cmd_name)

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """Run a command and leave the process with its exit code."""
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")
        extra["standalone_mode"] = False
        try:
            code = super().main(*args, **extra)
        except click.ClickException as error:
            _say(_with_cure(error))
            code = EXIT_REFUSED
        except (click.Abort, KeyboardInterrupt):
            _say("Stopped.")
            code = EXIT_STOPPED
        except ValueError as error:
            if not isinstance(error, _sentences()):
                raise
            _say(str(error))
            code = EXIT_REFUSED
        except OSError as error:
            if error.errno != errno.EPIPE:
                raise
            sys.stdout = None  # whoever read our output has left: nothing to flush
            code = EXIT_DIVERGED
        sys.exit(code if isinstance(code, int) else 0)


def _with_cure(error: click.ClickException) -> str:
    """What click says, and where to read how the command is called, unless the sentence itself says what to do."""
    text = error.format_message().replace("(Did you mean", "Did you mean").replace("?)", "?")
    says_what = isinstance(error, click.BadParameter) and not isinstance(error, click.MissingParameter)
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is None or says_what or "Choose from" in text or "?" in text:
        return text
    if context.parent is not None and context.command is getattr(context.parent.command, "window", None):
        context = context.parent  # the window's command has no name of its own
    return f'{text.rstrip(".")}: "{context.command_path} --help" shows how it is called.'


def _say(sentence: str) -> None:
    click.echo(" ".join(sentence.split()), err=True)


def _sentences() -> tuple[type[ValueError], ...]:
    """The errors whose messages are written for people."""
    from engine.diagnostics import NothingToCompare
    from engine.keras_io.not_in_keras import NotInKeras
    from engine.registry import UnknownName
    from engine.session import DataProblem, InvalidExperiment, UnreadableFile, UnwritableFile
    from engine.spec.settings import SettingError

    of_files = (UnreadableFile, UnwritableFile)
    return (UnknownName, DataProblem, InvalidExperiment, *of_files, NothingToCompare, SettingError, NotInKeras)
