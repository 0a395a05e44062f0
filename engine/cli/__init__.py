"""The command line that needs no window: its frame, and the commands from `check` to `train`."""

from engine.cli.check_command import check
from engine.cli.convert_command import convert
from engine.cli.download_command import download
from engine.cli.frame import EXIT_DIVERGED, EXIT_REFUSED, EXIT_STOPPED, CommandLine, Refused
from engine.cli.options import SIZE, epochs_option, picture_path, say, settings_option
from engine.cli.presets_command import presets
from engine.cli.settings_command import settings
from engine.cli.summary_command import summary
from engine.cli.trace_command import trace
from engine.cli.train_command import train

__all__ = [
    "EXIT_DIVERGED",
    "EXIT_REFUSED",
    "EXIT_STOPPED",
    "SIZE",
    "CommandLine",
    "Refused",
    "check",
    "convert",
    "download",
    "epochs_option",
    "picture_path",
    "presets",
    "say",
    "settings",
    "settings_option",
    "summary",
    "trace",
    "train",
]
