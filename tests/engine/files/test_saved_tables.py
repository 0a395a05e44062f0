"""Tables in a file: they come back to the bit with all experiments that name them, and are read with distrust."""

import gc
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from engine.files import read_experiment, saved_tables, write_archive
from engine.files.saved_run import SavedRun
from engine.safe_io import SafeZip
from engine.session import Session, UnreadableFile, with_own_points
from engine.spec import OwnPoints, PartSpec
from engine.spec.cells import with_cells
from engine.spec.table import Column, Table, TableRef, first_digest
from tests.engine.experiments import experiment

Change = Callable[[dict[str, bytes]], None]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A run over three versions of points set by hand."""
    session = Session(experiment())
    session.train(updates=3)
    own = with_own_points(session.spec)
    session.edit(own)
    session.train(updates=3)
    session.edit(OwnPoints.of(own.data).without([0, 1]).put_into(own))
    session.train(updates=3)
    session.edit(OwnPoints.of(own.data).without([2]).put_into(own))
    session.save(tmp_path / "own.chainrule")
    return tmp_path / "own.chainrule"


def digests(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return sorted({name.split("/")[1] for name in archive.namelist() if name.startswith("tables/")})


def changed(path: Path, change: Change) -> Path:
    with zipfile.ZipFile(path) as old:
        members = {name: old.read(name) for name in old.namelist()}
    change(members)
    other = path.with_name("changed.chainrule")
    with zipfile.ZipFile(other, "w") as new:
        for name, content in members.items():
            new.writestr(name, content)
    return other


def test_every_version_comes_back_and_the_run_goes_on_to_the_bit(path: Path) -> None:
    assert len(digests(path)) == 3
    one, two = Session.open(path), Session.open(path)
    again = path.with_name("again.chainrule")
    one.save(again)
    assert again.read_bytes() == path.read_bytes()
    for _ in one.seek(5):
        pass
    one.train(updates=7)
    for _ in two.seek(5):
        pass
    two.train(updates=7)
    assert np.array_equal(one.state().weights, two.state().weights)
    assert len(one.data.training) + len(one.data.validation) == 59


def test_an_experiment_that_never_ran_keeps_its_table(tmp_path: Path) -> None:
    spec = with_own_points(experiment())
    write_archive(tmp_path / "fresh.chainrule", SavedRun(spec))
    assert read_experiment(tmp_path / "fresh.chainrule").spec == spec


def _cells(rows: int) -> bytes:
    content = io.BytesIO()
    np.save(content, np.zeros((4, rows)))
    return content.getvalue()


def _put(member: str, content: bytes) -> Change:
    def change(members: dict[str, bytes]) -> None:
        digest = min(name.split("/")[1] for name in members if name.startswith("tables/"))
        members[f"tables/{digest}/{member}"] = content

    return change


def _without(member: str) -> Change:
    def change(members: dict[str, bytes]) -> None:
        digest = min(name.split("/")[1] for name in members if name.startswith("tables/"))
        del members[f"tables/{digest}/{member}"]

    return change


def _unused(members: dict[str, bytes]) -> None:
    members["experiment.json"] = members["experiment.json"].replace(b'"own_points"', b'"circle"')
    for name in [name for name in members if not name.startswith("tables/") and name != "experiment.json"]:
        del members[name]
    document = json.loads(members["experiment.json"])
    document["experiment"]["data"] |= {"table": None, "inputs": [], "targets": []}
    members["experiment.json"] = json.dumps(document).encode()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_put("cells.npy", _cells(58)), "damaged"),
        (_put("cells.npy", b"\x80\x04pickle"), "no array in .npy format"),
        (_put("table.json", b"{}"), 'no "format": "chainrule-table"'),
        (_put("table.json", b'{"format": "chainrule-table", "version": 1, "table": {"columns": []}}'), "0 columns"),
        (_put("other.npy", b""), "unknown part"),
        (_without("cells.npy"), "cells.npy is missing"),
        (_without("table.json"), "table.json is missing"),
        (_unused, "unknown part, tables/"),
    ],
)
def test_hostile_tables_are_refused(change: Change, said: str, path: Path) -> None:
    with pytest.raises(UnreadableFile, match=said) as caught:
        Session.open(changed(path, change))
    assert str(caught.value).endswith(".")


def test_a_table_is_missed_by_its_digest(path: Path) -> None:
    def change(members: dict[str, bytes]) -> None:
        for name in [name for name in members if name.startswith("tables/")]:
            del members[name]

    with pytest.raises(UnreadableFile, match=r"(the table \w{12} is not here|table.json is missing)"):
        Session.open(changed(path, change))


def test_caps_come_before_memory(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, cap, said in (("MAX_TABLES", 2, "3 tables"), ("MAX_BYTES", 4000, "more than 4,000 bytes")):
        with monkeypatch.context() as patch:
            patch.setattr(saved_tables, name, cap)
            with pytest.raises(UnreadableFile, match=said):
                Session.open(path)
    monkeypatch.setattr(saved_tables, "MAX_CELLS", 10)
    with pytest.raises(UnreadableFile, match="more than 10 numbers"):
        Session.open(path)


def test_tables_take_their_part_of_the_room_for_the_past(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session(experiment())
    session.train(updates=2)
    own = with_own_points(session.spec)
    for row in range(4):
        session.edit(OwnPoints.of(own.data).without([row]).put_into(own))
        session.train(updates=2)
    sizes = []
    for room in (2**25, 5_000):
        monkeypatch.setattr("engine.run.saving.MOST_BYTES", room)
        session.save(tmp_path / "some.chainrule")
        sizes.append(len(digests(tmp_path / "some.chainrule")))
        opened = Session.open(tmp_path / "some.chainrule")
        assert opened.spec == session.spec
    assert sizes[0] == 4
    assert 1 <= sizes[1] < 4


def _of_version_1(members: dict[str, bytes]) -> None:
    """The same archive as the first version wrote it: each table whole, under the digest of all its content."""
    tables = {name.split("/")[1] for name in members if name.startswith("tables/")}
    plans = {digest: json.loads(members.pop(f"tables/{digest}/table.json")) for digest in tables}
    cells: dict[str, np.ndarray] = {}
    for digest, plan in plans.items():
        stored = plan["table"].pop("stored")
        if stored:
            cells |= dict(zip(stored, np.load(io.BytesIO(members.pop(f"tables/{digest}/cells.npy"))), strict=True))
    for digest, plan in plans.items():
        whole = np.stack([cells[column.pop("cells")] for column in plan["table"]["columns"]])
        columns = [
            Column(c["name"], values, tuple(c["texts"]), c["span"] and tuple(c["span"]))
            for c, values in zip(plan["table"]["columns"], whole, strict=True)
        ]
        old, content = first_digest(Table(columns)), io.BytesIO()
        np.save(content, whole)
        members[f"tables/{old}/table.json"] = json.dumps(plan | {"version": 1}).encode()
        members[f"tables/{old}/cells.npy"] = content.getvalue()
        for name in ("experiment.json", "course.json"):
            members[name] = members[name].replace(digest.encode(), old.encode())


def test_files_of_the_first_version_are_opened(path: Path) -> None:
    now, then = Session.open(path), Session.open(changed(path, _of_version_1))
    assert then.spec == now.spec
    for session in (now, then):
        for _ in session.seek(5):
            pass
        session.train(updates=9)
    assert np.array_equal(now.state().weights, then.state().weights)


def test_a_damaged_file_of_the_first_version_is_refused(path: Path) -> None:
    def change(members: dict[str, bytes]) -> None:
        _of_version_1(members)
        _put("cells.npy", _cells(58))(members)

    with pytest.raises(UnreadableFile, match="damaged"):
        Session.open(changed(path, change))


def test_a_column_that_edits_leave_alone_is_written_once(tmp_path: Path) -> None:
    columns = [Column(f"c{place}", np.linspace(place, 9.0, 4_000)) for place in range(20)]
    session = Session(
        experiment()
        .with_data(name="table", table=TableRef(Table(columns)), targets=("c19",), samples=8)
        .with_layer(1, activation="linear")
        .with_training(loss=PartSpec("mean_squared_error"))
    )
    for cell in range(5):
        session.train(updates=1)
        session.edit(with_cells(session.spec, [cell], {"c3": -1.0}))
    session.save(tmp_path / "edited.chainrule")
    assert len(digests(tmp_path / "edited.chainrule")) == 6
    assert (tmp_path / "edited.chainrule").stat().st_size < 1.5 * 20 * 4_000 * 8
    opened = Session.open(tmp_path / "edited.chainrule")
    assert len(opened.timeline.marks) == len(session.timeline.marks)


def test_tables_that_were_read_stay_when_the_same_of_another_run_goes(tmp_path: Path) -> None:
    def made() -> Table:
        return Table((Column("a", np.arange(4.0)), Column("b", np.arange(4.0) ** 2)))

    path, other = tmp_path / "tables.zip", made()
    with zipfile.ZipFile(path, "w") as archive:
        saved_tables.write_tables(archive, (other,), lambda name, _kind: zipfile.ZipInfo(name))
    with SafeZip(path, 10) as archive:
        tables = saved_tables.read_tables(archive)
    digest = other.digest
    del other
    gc.collect()
    assert TableRef.of(digest).table.names == tables[digest].names
