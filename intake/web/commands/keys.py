"""The keys that seal what people wrote."""

from __future__ import annotations

import secrets

import click
from flask.cli import AppGroup

from intake.access.sealing import new_key_text
from intake.storage import credentials, events, records, referrals
from intake.storage.resealing import reseal_calls
from intake.web.service import service

AT_ONCE = 200

# All that is sealed and outlives a day. A draft is sealed with its own key, which nobody here has.
SEALED = (
    ("records", records.reseal),
    ("events", events.reseal),
    ("referrals", referrals.reseal),
    ("second steps", credentials.reseal),
    ("calls", reseal_calls),
)

keys = AppGroup("keys", help="The keys that seal what people wrote.")


@keys.command("new")
@click.argument("key_id", default="k1")
def new(key_id: str) -> None:
    """Prints a new secret and a new sealing key, to be put into the environment."""
    for name, value in new_keys(key_id).items():
        click.echo(f"{name}={value}")


def new_keys(key_id: str = "k1") -> dict[str, str]:
    """A new SECRET_KEY and a new SEAL_KEYS, as the environment holds them."""
    return {"SECRET_KEY": secrets.token_hex(32), "SEAL_KEYS": new_key_text(key_id)}


@keys.command("rotate")
def rotate() -> None:
    """Seals all that is sealed anew with the first of SEAL_KEYS; then the older keys may be taken out."""
    for name, reseal in SEALED:
        total = 0
        while True:
            with service().database.write() as db:
                done = reseal(db, service().ring, AT_ONCE)
            total += done
            if done < AT_ONCE:
                break
        click.echo(f"{total} {name} sealed anew with {service().ring.current}")
    service().database.erase_traces()


COMMANDS = (keys,)
