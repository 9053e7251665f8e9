"""The keys that seal what people wrote."""

from __future__ import annotations

import secrets

import click
from flask.cli import AppGroup

from intake.access.sealing import new_key_text
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
        click.echo(f"{reseal(service().database, service().ring)} {name} sealed anew with {service().ring.current}")
    service().database.erase_traces()


COMMANDS = (keys,)
