"""`main.py download`: a set of pictures brought to this machine."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from engine.cli.frame import Refused


@click.command(
    short_help="Bring a set of pictures to this machine.",
    epilog="""\b
Examples:
  main.py download fashion-mnist
  main.py download fashion-mnist --to ~/data/fashion-mnist
  CHAINRULE_FASHION_MNIST=~/data/fashion-mnist main.py train fashion-mnist

Exit codes: 0 it is here; 2 it could not be fetched; 130 stopped by Ctrl+C (what came of a file is removed).""",
)
@click.argument("name", metavar="SET")
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Where to put its files; Keras's cache unless given, where Keras and this program find them.",
)
def download(name: str, folder: Path | None) -> None:
    """Download SET, such as fashion-mnist, unless its files are there and whole; each is checked by its SHA-256."""
    from engine.catalog.datasets import datasets
    from engine.pictures.download import Download

    known = {source.pictures.folder: source.name for source in datasets if source.pictures is not None}
    found = known.get(name, name if name in known.values() else None)
    if found is None:
        raise Refused(f'There is no set "{name}" to download. There is: {", ".join(sorted(known))}.')
    with _progress() as show:
        running = Download(found, show, folder.expanduser() if folder is not None else None)
        running.run()
    click.echo(f"{datasets[found].label.partition(':')[0]} is in {running.folder}.")


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    with click.progressbar(length=1, label="Downloading", file=sys.stderr, fill_char="━", empty_char=" ") as bar:
        shown = 0

        def show(done: int, total: int) -> None:
            nonlocal shown
            bar.length = total
            bar.update(done - shown)
            shown = done

        yield show
