"""Fashion-MNIST: 70,000 pictures of clothing, made by Zalando to be harder than handwritten digits."""

from __future__ import annotations

import numpy as np

from engine.catalog.arrays import Array
from engine.catalog.data_source import DataMissing, DataSource, Targets
from engine.catalog.picture_set import PictureFile, PictureSet

_SIDE = 28
_FILES = (
    PictureFile(
        "train-images-idx3-ubyte.gz", 26_421_880, "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"
    ),
    PictureFile(
        "train-labels-idx1-ubyte.gz", 29_515, "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"
    ),
    PictureFile(
        "t10k-images-idx3-ubyte.gz", 4_422_102, "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"
    ),
    PictureFile(
        "t10k-labels-idx1-ubyte.gz", 5_148, "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"
    ),
)


def _not_drawn(rng: np.random.Generator, samples: int, noise: float) -> tuple[Array, Targets]:
    """Pictures are read from where they lie, as bytes."""
    raise DataMissing(FASHION_MNIST.name, "The pictures of Fashion-MNIST are read from files, not drawn.")


FASHION_MNIST = DataSource(
    name="fashion_mnist",
    label="Fashion-MNIST: clothing",
    task="multiclass",
    inputs=tuple(f"pixel {row},{column}" for row in range(1, _SIDE + 1) for column in range(1, _SIDE + 1)),
    outputs=(),
    classes=(
        "T-shirt/top",
        "Trouser",
        "Pullover",
        "Dress",
        "Coat",
        "Sandal",
        "Shirt",
        "Sneaker",
        "Bag",
        "Ankle boot",
    ),
    draw=_not_drawn,
    sized=True,
    noisy=False,
    sentence="70,000 pictures of 28 by 28 pixels from 0 to 1: which of ten kinds of clothing is it?",
    span=(0.0, 1.0),
    plotted=(14 * _SIDE + 14, 7 * _SIDE + 14),
    numbered=True,
    image=(_SIDE, _SIDE),
    pictures=PictureSet(
        folder="fashion-mnist",
        package="dataset-fashion-mnist",
        image=(_SIDE, _SIDE),
        files=_FILES,
        sources=(
            "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
            "https://storage.googleapis.com/tensorflow/tf-keras-datasets/",
        ),
        training_count=60_000,
        test_count=10_000,
        validation=5_000,
        labels_digest="8ab940a680640f36c0bf1d2549cb2f3b3d4068c12547116cc7b1161b1d26663d",
        setting="CHAINRULE_FASHION_MNIST",
    ),
)
