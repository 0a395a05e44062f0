"""Reading IDX files and .npz archives: the same pictures from each, and everything damaged refused in a sentence."""

from __future__ import annotations

import gzip
import io
import stat
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.catalog.data_source import DataProblem
from engine.pictures import known, look_again, name_folder, named_folder, read, some_pictures
from tests.idx_files import NAMES, idx, some_clothes, write_idx, write_npz
from tests.unpacking import watched

SET = "fashion_mnist"
PARTS = some_clothes(36, 12, seed=4)
LIMIT = 200 * 2**20


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    look_again(SET)
    yield
    name_folder(SET, None)
    look_again(SET)


def use(place: Path) -> None:
    name_folder(SET, place)
    look_again(SET)


def plain(folder: Path) -> Path:
    return write_idx(folder, PARTS, packed=False)


def dotted(folder: Path) -> Path:
    write_idx(folder, PARTS)
    for name in NAMES:
        (folder / f"{name}.gz").rename(folder / f"{name.replace('-idx', '.idx')}.gz")
    return folder


def archive(folder: Path) -> Path:
    write_npz(folder / "mnist.npz", PARTS)
    return folder


def wide_labels(folder: Path) -> Path:
    return write_npz(folder / "a.npz", (PARTS[0], PARTS[1].astype(np.int64), PARTS[2], PARTS[3].astype(np.int64)))


@pytest.mark.parametrize("written", [plain, lambda folder: write_idx(folder, PARTS), dotted, archive, wide_labels])
def test_the_same_pictures_in_every_form(written: Callable[[Path], Path], tmp_path: Path) -> None:
    use(written(tmp_path))
    block = read(SET)
    assert np.array_equal(block.pixels, np.concatenate([PARTS[0], PARTS[2]]).reshape(48, 784))
    assert np.array_equal(block.labels, np.concatenate([PARTS[1], PARTS[3]]))
    assert (block.training_count, known(SET).own) == (36, False)
    assert not block.pixels.flags.writeable
    few, labels = some_pictures(SET, 5)
    assert np.array_equal(few, block.pixels[:5])
    assert np.array_equal(labels, block.labels[:5])


def cut(folder: Path) -> None:
    path = folder / f"{NAMES[0]}.gz"
    path.write_bytes(path.read_bytes()[:-4000])


def short(folder: Path) -> None:
    (folder / f"{NAMES[0]}.gz").write_bytes(gzip.compress(idx(PARTS[0])[:-1]))


def headless(folder: Path) -> None:
    (folder / f"{NAMES[0]}.gz").write_bytes(idx(PARTS[0])[:9])


def long(folder: Path) -> None:
    (folder / f"{NAMES[0]}.gz").write_bytes(gzip.compress(idx(PARTS[0]) + b"x"))


def foreign(folder: Path) -> None:
    (folder / f"{NAMES[0]}.gz").write_bytes(b"\x89PNG\r\n" + bytes(100))


def swapped(folder: Path) -> None:
    (folder / f"{NAMES[0]}.gz").write_bytes(idx(PARTS[1]))


def fewer(folder: Path) -> None:
    (folder / f"{NAMES[0]}.gz").write_bytes(idx(PARTS[0][:-1]))


def small(folder: Path) -> None:
    (folder / f"{NAMES[2]}.gz").write_bytes(idx(PARTS[2][:, ::2, ::2].copy()))


def huge(folder: Path) -> None:
    head = idx(PARTS[0])
    (folder / f"{NAMES[0]}.gz").write_bytes(head[:4] + b"\xff\xff\xff\xff" + head[8:])


def bomb(folder: Path) -> None:
    with gzip.open(folder / f"{NAMES[0]}.gz", "wb") as file:
        file.write(idx(PARTS[0])[:16])
        for _ in range(150):
            file.write(bytes(2**20))


def eleventh(folder: Path) -> None:
    (folder / f"{NAMES[1]}.gz").write_bytes(idx(PARTS[1] + 1))


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (cut, r"train-images.*it is damaged"),
        (short, r"train-images.*ends too early, after 99 % of the 36"),
        (headless, r"train-images.*ends within its head"),
        (long, r"train-images.*more than the 36 that its head announces"),
        (foreign, r"train-images.*no IDX file of pictures \(it begins with 89504e47\)"),
        (swapped, r"train-images.*no IDX file of pictures"),
        (fewer, r"35 pictures but 36 labels"),
        (small, r"t10k-images.*14 by 14 pixels instead of 28 by 28"),
        (huge, r"train-images.*announces 4,294,967,295 entries; from 1 to 100,000"),
        (bomb, r"train-images.*more than the 36"),
        (eleventh, r"train-labels.*a label is 10, but the classes are 0 to 9"),
    ],
)
def test_damaged_files_are_refused_in_a_sentence(damage: Callable[[Path], None], said: str, tmp_path: Path) -> None:
    damage(write_idx(tmp_path, PARTS))
    use(tmp_path)
    assert_refused(said)


def assert_refused(said: str) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(DataProblem, match=said) as caught:
            read(SET)
        assert tracemalloc.get_traced_memory()[1] < LIMIT
    finally:
        tracemalloc.stop()
    assert str(caught.value).endswith("Put a whole one there, or name another folder.")


def npy(array: np.ndarray, pickled: bool = False) -> bytes:
    stream = io.BytesIO()
    np.save(stream, array, allow_pickle=pickled)
    return stream.getvalue()


NAMED = zip(("x_train", "y_train", "x_test", "y_test"), PARTS, strict=True)
MEMBERS = {f"{name}.npy": npy(part) for name, part in NAMED}


def zipped(path: Path, members: dict[str, bytes]) -> zipfile.ZipFile:
    archive = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED)
    for name, content in members.items():
        archive.writestr(name, content)
    return archive


def npz_pickled(path: Path) -> None:
    zipped(path, MEMBERS | {"x_train.npy": npy(np.array([PARTS[0], None], dtype=object), pickled=True)}).close()


def npz_missing(path: Path) -> None:
    zipped(path, {name: content for name, content in MEMBERS.items() if name != "x_test.npy"}).close()


def npz_short(path: Path) -> None:
    zipped(path, MEMBERS | {"x_train.npy": MEMBERS["x_train.npy"][:-1]}).close()


def npz_bomb(path: Path) -> None:
    zipped(path, MEMBERS | {"x_train.npy": MEMBERS["x_train.npy"] + bytes(50 * 2**20)}).close()


def npz_claims(path: Path) -> None:
    head = b"{'descr': '|u1', 'fortran_order': False, 'shape': (4000000000, 28, 28), }\n"
    content = b"\x93NUMPY\x01\x00" + len(head).to_bytes(2, "little") + head
    zipped(path, MEMBERS | {"x_train.npy": content}).close()


def npz_shape(path: Path) -> None:
    zipped(path, MEMBERS | {"x_train.npy": npy(PARTS[0].reshape(36, 784))}).close()


def npz_float(path: Path) -> None:
    zipped(path, MEMBERS | {"x_train.npy": npy(PARTS[0] / 255.0)}).close()


def npz_link(path: Path) -> None:
    archive = zipped(path, {name: content for name, content in MEMBERS.items() if name != "x_train.npy"})
    link = zipfile.ZipInfo("x_train.npy")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    archive.writestr(link, "/etc/passwd")
    archive.close()


def npz_cut(path: Path) -> None:
    zipped(path, MEMBERS).close()
    path.write_bytes(path.read_bytes()[:-30])


def npz_labels(path: Path) -> None:
    zipped(path, MEMBERS | {"y_train.npy": npy(PARTS[1].astype(np.int64) - 1)}).close()


def test_a_bomb_is_refused_by_its_size_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    npz_bomb(tmp_path / "mnist.npz")
    use(tmp_path / "mnist.npz")
    known(SET)
    unpacked = watched(monkeypatch)
    assert_refused("x_train.npy is longer than its header says")
    assert unpacked.count < PARTS[0].nbytes


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (npz_pickled, r"x_train.npy holds no plain bytes"),
        (npz_missing, r"x_test.npy is missing"),
        (npz_short, r"x_train.npy ends too early"),
        (npz_bomb, r"x_train.npy is longer than its header says"),
        (npz_claims, r"x_train.npy announces 4,000,000,000 entries"),
        (npz_shape, r"x_train.npy has the shape \(36, 784\) instead of \(any, 28, 28\)"),
        (npz_float, r"x_train.npy holds no plain bytes"),
        (npz_link, r"x_train.npy is a link"),
        (npz_cut, r"no intact archive"),
        (npz_labels, r"y_train.npy holds numbers that are no bytes"),
    ],
)
def test_damaged_archives_are_refused(written: Callable[[Path], None], said: str, tmp_path: Path) -> None:
    written(tmp_path / "mnist.npz")
    use(tmp_path / "mnist.npz")
    assert named_folder(SET) == tmp_path / "mnist.npz"
    assert_refused(said)
