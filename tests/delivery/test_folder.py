"""The folder on a real disk: whole files only, for one reader only, and none outside it."""

from __future__ import annotations

import json
import resource
import signal
import stat
import subprocess
import sys
import traceback
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from intake.council.model import Audience, FolderTo
from intake.delivery.folder import FolderTarget
from intake.delivery.target import GiveUp, Parcel, TryLater
from intake.records.record import Purpose

REFERENCE = "WDYT-7K3M2Q"
CANARY = "Canary: they locked me in"


def make_target(folder: Path) -> FolderTarget:
    return FolderTarget(FolderTo("case-files", Audience.CASE_SYSTEM, str(folder)))


def make_parcel(reference: str = REFERENCE, payload: dict[str, Any] | None = None) -> Parcel:
    return Parcel(f"record-copy-{reference}", Purpose.RECORD_COPY, reference, "", "", payload or {"story": CANARY})


def names(folder: Path) -> list[str]:
    """All that is in the folder, hidden or not."""
    return sorted(path.name for path in folder.iterdir())


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Writing stops in the middle of a file that is longer, as it does on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_record_is_one_file_named_by_its_reference(tmp_path: Path) -> None:
    payload = {"reference": REFERENCE, "story": "„Nikt“ mówi\nلا أحد 🙂", "flags": [], "n": {"deep": None}}
    make_target(tmp_path).send(make_parcel(payload=payload))
    assert names(tmp_path) == [f"{REFERENCE}.json"]
    assert json.loads((tmp_path / f"{REFERENCE}.json").read_text(encoding="utf-8")) == payload


def test_another_record_is_another_file(tmp_path: Path) -> None:
    target = make_target(tmp_path)
    target.send(make_parcel("WDYT-2C3D4F"))
    target.send(make_parcel("WDYT-2C3D4H"))
    assert names(tmp_path) == ["WDYT-2C3D4F.json", "WDYT-2C3D4H.json"]


def test_a_record_sent_again_is_still_one_file_and_the_newest(tmp_path: Path) -> None:
    target = make_target(tmp_path)
    for stage in ("one", "one", "two"):
        target.send(make_parcel(payload={"stage": stage}))
    assert names(tmp_path) == [f"{REFERENCE}.json"]
    assert json.loads((tmp_path / f"{REFERENCE}.json").read_text()) == {"stage": "two"}


def test_nobody_else_can_read_a_file_or_the_folder_it_made(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "cases"
    make_target(folder).send(make_parcel())
    assert stat.S_IMODE((folder / f"{REFERENCE}.json").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_folder_that_is_there_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o750)
    make_target(tmp_path).send(make_parcel())
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o750


@pytest.mark.parametrize(
    "reference",
    [
        "",
        ".",
        "..",
        "../WDYT-7K3M2Q",
        "/etc/WDYT",
        "a/b",
        "WDYT-7K3M2Q\n",
        "WDYT\0",
        ".HIDDEN",
        "W" * 41,
        "wdyt-7k3m2q",
    ],
)
def test_what_is_not_a_reference_names_no_file(tmp_path: Path, reference: str) -> None:
    folder = tmp_path / "cases"
    with pytest.raises(GiveUp, match=r"^bad_reference$"):
        make_target(folder).send(make_parcel(reference))
    assert names(tmp_path) == []


def test_a_full_disk_leaves_what_was_there_and_no_half_file(tmp_path: Path) -> None:
    target = make_target(tmp_path)
    target.send(make_parcel(payload={"stage": "one"}))
    longer = make_parcel(payload={"story": CANARY * 100})
    with files_of_at_most(500), pytest.raises(TryLater, match=r"^disk_full$") as raised:
        target.send(longer)
    assert names(tmp_path) == [f"{REFERENCE}.json"]
    assert json.loads((tmp_path / f"{REFERENCE}.json").read_text()) == {"stage": "one"}
    assert CANARY not in "".join(traceback.format_exception(raised.value))
    target.send(longer)
    assert json.loads((tmp_path / f"{REFERENCE}.json").read_text()) == longer.payload


KILLED_IN_THE_MIDDLE = """
import resource, signal, sys
from pathlib import Path
from tests.delivery.test_folder import CANARY, make_parcel, make_target
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))
signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
make_target(Path(sys.argv[1])).send(make_parcel(payload={"story": CANARY * 100}))
"""


def test_a_try_that_was_killed_leaves_nothing_once_the_next_is_through(tmp_path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", KILLED_IN_THE_MIDDLE, tmp_path], cwd=Path(__file__).parents[2])
    assert ended.returncode == -signal.SIGXFSZ
    [half] = names(tmp_path)
    assert half.startswith(".")
    make_target(tmp_path).send(make_parcel())
    assert names(tmp_path) == [f"{REFERENCE}.json"]


def test_a_name_that_is_taken_by_a_folder_leaves_nothing_hidden(tmp_path: Path) -> None:
    (tmp_path / f"{REFERENCE}.json").mkdir()
    with pytest.raises(TryLater, match=r"^folder_not_writable$"):
        make_target(tmp_path).send(make_parcel())
    assert names(tmp_path) == [f"{REFERENCE}.json"]


def test_whoever_imports_meanwhile_never_sees_half_a_file(tmp_path: Path) -> None:
    target = make_target(tmp_path)
    parcel = make_parcel(payload={"story": CANARY * 5000})

    def send(_turn: int) -> None:
        try:
            target.send(parcel)
        except TryLater:  # another one at the same moment was quicker
            return

    seen = 0
    with ThreadPoolExecutor(4) as pool:
        sent = [pool.submit(send, turn) for turn in range(100)]
        while not all(each.done() for each in sent):
            for path in tmp_path.glob("[!.]*"):
                assert json.loads(path.read_text()) == parcel.payload
                seen += 1
        for each in sent:
            each.result()
    assert seen > 0
    assert names(tmp_path) == [f"{REFERENCE}.json"]


def test_a_folder_that_cannot_be_is_tried_later_and_cannot_be_reached(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place in (tmp_path / "file", tmp_path / "file" / "cases", Path("/proc/cases")):
        target = make_target(place)
        with pytest.raises(TryLater, match=r"^folder_not_writable$") as raised:
            target.send(make_parcel())
        assert CANARY not in "".join(traceback.format_exception(raised.value))
        assert target.reach() == "Files cannot be written in it."


def test_a_folder_can_be_reached_without_a_file_in_it(tmp_path: Path) -> None:
    assert make_target(tmp_path / "cases").reach() == ""
    assert names(tmp_path / "cases") == []
    with files_of_at_most(1):
        assert make_target(tmp_path).reach() == "There is no room for another file in it."
