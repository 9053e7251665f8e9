"""The keys that seal what people wrote."""

from __future__ import annotations

import secrets
from itertools import count

import click
from flask.cli import AppGroup

from intake.access.sealing import CannotOpen, KeyRingError, new_key_text
from intake.storage import calls, credentials, events, records, referrals
from intake.web.service import service

# All that is sealed and outlives a day. A draft is sealed with its own key, which nobody here has.
SEALED = (
    ("records", records.reseal),
    ("events", events.reseal),
    ("referrals", referrals.reseal),
    ("second steps", credentials.reseal),
    ("calls", calls.reseal),
)

keys = AppGroup("keys", help="The keys that seal what people wrote.")


@keys.command("new")
@click.argument("key_id", default="")
@click.option("--beside", envvar="SEAL_KEYS", default="", help="The keys that there are; SEAL_KEYS, if it is set.")
def new(key_id: str, beside: str) -> None:
    """Prints a new secret and a new sealing key, to be put into the environment.

    KEY_ID is the next number after those of the keys that there are, where it is left out.
    """
    taken = {entry.partition(":")[0].strip() for entry in beside.split(",")}
    if key_id and key_id in taken:
        raise click.ClickException(f"SEAL_KEYS has a key {key_id!r} already: expected another id")
    free = (f"k{number}" for number in count(1) if f"k{number}" not in taken)
    try:
        printed = new_keys(key_id or next(free))
    except KeyRingError as error:
        raise click.ClickException(str(error)) from None
    for name, value in printed.items():
        click.echo(f"{name}={value}")


def new_keys(key_id: str = "k1") -> dict[str, str]:
    """A new SECRET_KEY and a new SEAL_KEYS, as the environment holds them."""
    return {"SECRET_KEY": secrets.token_hex(32), "SEAL_KEYS": new_key_text(key_id)}


@keys.command("rotate")
def rotate() -> None:
    """Seals all that is sealed anew with the first of SEAL_KEYS; then the older keys may be taken out."""
    for name, reseal in SEALED:
        try:
            done = reseal(service().database, service().ring)
        except CannotOpen as error:
            raise click.ClickException(f"{error}. Has SEAL_KEYS the key that sealed it?") from None
        click.echo(f"{done} {name} sealed anew with {service().ring.current}")
    service().database.erase_traces()


COMMANDS = (keys,)
