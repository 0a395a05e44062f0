"""Sets of pictures that are too large to come along: which files they are, where they lie, and how they are split."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PictureFile:
    """A file as its makers publish it: its name, how many bytes there are to fetch, and what it holds.

    digest: the SHA-256 of what it holds unpacked, so that it does not matter who packed it.
    """

    name: str
    size: int
    digest: str


@dataclass(frozen=True)
class PictureSet:
    """Where a set of pictures is found and how it is dealt out.

    folder: its name in Keras's cache and among Debian's data sets. package: Debian's. files: images and labels for
    training, then for the test, in IDX format, gzipped. sources: addresses that end in /, tried in this order.
    validation: so many pictures from the beginning of the training file are for validation. training_count,
    test_count: how many pictures the files hold. labels_digest: SHA-256 of all labels, by which the set itself is
    told from other pictures under the same file names. setting: the environment variable that names a folder.
    """

    folder: str
    package: str
    image: tuple[int, int]
    files: tuple[PictureFile, PictureFile, PictureFile, PictureFile]
    sources: tuple[str, ...]
    training_count: int
    test_count: int
    validation: int
    labels_digest: str
    setting: str

    @property
    def size(self) -> int:
        """Bytes to download."""
        return sum(file.size for file in self.files)

    def parts(self, training_count: int, test_count: int, wanted: int) -> tuple[int, int, int]:
        """How many of so many pictures are for training (at most `wanted`), validation and test.

        Fewer than the set itself has are dealt out in its proportions.
        """
        validation = self.held_back(training_count)
        return min(wanted, training_count - validation), validation, test_count

    def held_back(self, training_count: int) -> int:
        """How many of so many pictures of the training file are for validation: the first ones."""
        return training_count * self.validation // self.training_count

    @property
    def for_training(self) -> int:
        """How many pictures are for training when all are used."""
        return self.training_count - self.validation
