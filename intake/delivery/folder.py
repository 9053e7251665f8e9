"""A folder: one JSON file a record, for a system that imports files.

A file has its name only once it is whole and on the disk. Until then it is hidden, so that nobody imports half of it.
"""

from __future__ import annotations

import errno
import json
import os
import re
import tempfile
from contextlib import suppress
from pathlib import Path

from intake.council.model import FolderTo
from intake.delivery.target import GiveUp, Parcel, TryLater

_REFERENCE = re.compile(r"[A-Z0-9-]{1,40}")  # nothing that a path would take for a way out
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

_SENTENCES = {
    "disk_full": "There is no room for another file in it.",
    "folder_not_writable": "Files cannot be written in it.",
}


class FolderTarget:
    """A place that takes each record as the file `{reference}.json`, which only the same user can read."""

    def __init__(self, place: FolderTo) -> None:
        self._folder = Path(place.path)

    def send(self, parcel: Parcel) -> None:
        """Returns when the file is on the disk under its name. The same parcel again replaces it by its like."""
        if not _REFERENCE.fullmatch(parcel.reference):
            raise GiveUp("bad_reference")
        body = json.dumps(dict(parcel.payload), ensure_ascii=False).encode()
        try:
            self._make()
            self._write(parcel.reference, body)
        except OSError as error:
            raise TryLater(_why_not(error)) from None

    def reach(self) -> str:
        try:
            self._make()
            with tempfile.TemporaryFile(dir=self._folder) as trial:
                trial.write(b"{}")
        except OSError as error:
            return _SENTENCES[_why_not(error)]
        return ""

    def _make(self) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def _write(self, reference: str, body: bytes) -> None:
        for left in self._folder.glob(f".{reference}.*.part"):  # by a try that was killed
            left.unlink(missing_ok=True)
        # A name of its own: of two tries at once, one must not rename what the other has only begun.
        number, name = tempfile.mkstemp(dir=self._folder, prefix=f".{reference}.", suffix=".part")
        hidden = Path(name)
        try:
            with os.fdopen(number, "wb") as file:
                file.write(body)
                file.flush()
                os.fsync(file.fileno())
            hidden.replace(self._folder / f"{reference}.json")
        finally:
            with suppress(OSError):
                hidden.unlink(missing_ok=True)
        self._settle()

    def _settle(self) -> None:
        """Puts the file's new name on the disk, as its bytes are already."""
        folder = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _why_not(error: OSError) -> str:
    return "disk_full" if error.errno in _NO_ROOM else "folder_not_writable"
