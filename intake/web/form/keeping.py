"""The draft of whoever is asking: found by their cookie, kept in the database, opened by their key alone.

The cookie carries the draft's id and its own random key. The secret code wraps the same key; the slow derivation that
takes is done when the code is made and when somebody comes back with it, never in a step of the form. Which code it is
follows from the key: two tabs, or a page asked for again because its answer never arrived, show the same one.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flask import session

from intake.access.code import Code, new_code, read_code
from intake.access.sealing import CannotOpen, open_with, seal_with
from intake.records.draft import Draft
from intake.storage import drafts, records
from intake.web.service import Service

LEFT_WITHOUT_A_CODE = timedelta(hours=1)
SEEN = "seen"  # in the cookie: when somebody was last here, on a device where the code is asked for again
_SHOWN_IN = ("language", "look")


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft with what is needed to write it back."""

    draft: Draft
    key: bytes
    stored: drafts.StoredDraft

    @property
    def id(self) -> str:
        return self.stored.id


def current(service: Service) -> Kept | None:
    """The draft that this cookie opens, or None: there is none, its time is over, or it was sent."""
    if "draft" not in session:
        return None
    with service.database.read() as db:
        stored = drafts.find(db, session["draft"], service.now())
    kept = _opened(stored, _key()) if stored else None
    if kept is not None:
        _watch(service, kept.draft)
    return kept


def begin(service: Service, draft: Draft) -> None:
    """Keeps a new draft and lets this cookie open it."""
    draft_id, key = os.urandom(16).hex(), os.urandom(32)
    with service.database.write() as db:
        drafts.add(db, draft_id, _seal(draft, key, draft_id), _wipe_at(service))
    forget()
    session["draft"], session["key"] = draft_id, base64.b64encode(key).decode()
    session.permanent = not draft.shared_device


def change(service: Service, kept: Kept, how: Callable[[Draft], Draft]) -> Draft | None:
    """The draft after the change; made again on what another tab has just saved. None where it was sent meanwhile."""
    latest: Kept | None = kept
    while latest is not None:
        draft = how(latest.draft)
        with service.database.write_one() as db:
            if drafts.replace(db, latest.stored, _seal(draft, latest.key, latest.id), _wipe_at(service)):
                return draft
        latest = current(service)
    return None


def code_for_draft(service: Service, kept: Kept) -> Code:
    """The secret code of this draft: made the first time, the same one on every later page."""
    shown = shown_code()
    if shown is not None:
        return shown
    code = _code_of(kept.key)
    keys = service.locks.open_code(code)
    with service.database.write() as db:
        drafts.keep_code(db, kept.id, keys.lookup, service.locks.wrap(kept.key, keys, kept.id))
    session["code"] = code.digits
    _watch(service, kept.draft)
    return code


def code_for_record(service: Service, reference: str) -> Code | None:
    """The secret code of what was sent, which opens it from now on; None where this browser has no key to make it."""
    shown = shown_code()
    if shown is not None or "key" not in session:
        return shown
    code = _code_of(_key())
    keys = service.locks.open_code(code)
    with service.database.write() as db:
        records.keep_code(db, reference, keys.lookup)
    session["code"] = code.digits
    return code


def shown_code() -> Code | None:
    """The code that this browser has been shown, or None."""
    return read_code(session["code"]) if "code" in session else None


def once_sent(draft_id: str) -> str:
    """The key under which this draft can be sent once."""
    return f"draft:{draft_id}"


def sent_reference(service: Service) -> str | None:
    """The reference of what this browser has sent or its code has opened, or None.

    Also where the answer to sending never arrived, so that the cookie knows of the draft only.
    """
    if "reference" not in session and "draft" in session:
        with service.database.read() as db:
            return records.reference_sent(db, once_sent(session["draft"]))
    reference: str | None = session.get("reference")
    return reference


def come_back(service: Service, code: Code) -> bool:
    """Whether the code opened something: this cookie then opens it too."""
    keys = service.locks.open_code(code)
    now = service.now()
    with service.database.read() as db:
        reference = records.reference_of_code(db, keys.lookup)
        stored = None if reference else drafts.find_by_code(db, keys.lookup, now)
    if reference is None and stored is None:
        return False
    forget()
    session["code"] = code.digits
    if reference is not None:
        session["reference"] = reference
        session["language"] = _language_of(service, reference)
    elif stored is not None and stored.wrapped_key is not None:
        with service.database.write_one() as db:
            drafts.keep_longer(db, stored.id, _wipe_at(service))
        key = service.locks.unwrap(stored.wrapped_key, keys, stored.id)
        session["draft"], session["key"] = stored.id, base64.b64encode(key).decode()
        kept = _opened(stored, key)
        session.permanent = kept is not None and not kept.draft.shared_device
        if kept is not None:
            session["language"] = kept.draft.language
    return True


def language_here() -> str:
    """The language in which this browser is shown our pages: that of its draft, where it has one."""
    language: str = session.get("language", "en")
    return language


def speak_in(service: Service, language: str) -> None:
    """Shows this browser our pages in another language from now on. No answer is lost, nor what they stand in."""
    session["language"] = language
    kept = current(service)
    if kept is not None:
        change(service, kept, lambda draft: replace(draft, language=language))


def forget() -> None:
    """Ends the session, but for how this browser shows our pages: its language and its look."""
    shown_in = {name: session[name] for name in _SHOWN_IN if name in session}
    session.clear()
    session.update(shown_in)


def leave(service: Service) -> None:
    """Ends the session. A draft whose code nobody has seen is wiped an hour later."""
    draft_id = session.get("draft")
    session.clear()
    if draft_id:
        with service.database.write() as db:
            drafts.wipe_early(db, draft_id, service.now() + LEFT_WITHOUT_A_CODE)


def _language_of(service: Service, reference: str) -> str:
    """The language in which this was sent."""
    with service.database.read() as db:
        record = records.find(db, reference, service.ring)
    return record.language if record else language_here()


def _watch(service: Service, draft: Draft) -> None:
    """From now on the code is asked for again after a while: on a device for many, once somebody has seen the code."""
    if not draft.shared_device:
        session.pop(SEEN, None)
    elif "code" in session and SEEN not in session:
        session[SEEN] = int(service.now().timestamp())


def _key() -> bytes:
    return base64.b64decode(session["key"])


def _code_of(key: bytes) -> Code:
    """The code that follows from a draft's key, which it says nothing about."""
    rest = int.from_bytes(hmac.digest(key, b"code", hashlib.sha256))

    def below(n: int) -> int:
        nonlocal rest
        rest, choice = divmod(rest, n)
        return choice

    return new_code(below)


def _opened(stored: drafts.StoredDraft, key: bytes) -> Kept | None:
    try:
        plain = open_with(key, stored.sealed, _place(stored.id))
    except CannotOpen:
        return None
    return Kept(Draft.from_json(plain), key, stored)


def _seal(draft: Draft, key: bytes, draft_id: str) -> bytes:
    return seal_with(key, draft.to_json(), _place(draft_id))


def _place(draft_id: str) -> str:
    return f"drafts.sealed:{draft_id}"


def _wipe_at(service: Service) -> datetime:
    return service.now() + timedelta(days=service.council.retention.draft_days)
