"""The advocates asked for, as the command line sees them."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any

import click
from flask.cli import AppGroup

from intake.access.reference import read_reference
from intake.records.referral import ReferralState
from intake.storage import referrals as kept
from intake.web.service import service

referrals = AppGroup("referrals", help="Advocates that young people asked for.")


@referrals.command("list")
@click.option("--state", type=click.Choice([str(state) for state in ReferralState]), help="Only those in this state.")
@click.option("--json", "as_json", is_flag=True, help="A JSON array instead of a line for each.")
def list_(state: str | None, as_json: bool) -> None:
    """Every referral, oldest first: references, states and dates, no word of anybody."""
    with service().database.read() as db:
        found = [_plain(each) for each in kept.tracked(db, ReferralState(state) if state else None)]
    if as_json:
        click.echo(json.dumps(found, indent=1))
        return
    for each in found:
        click.echo("  ".join(str(each[name] or "-") for name in ("reference", "state", "consent_at", "answer_by")))


@referrals.command("withdraw")
@click.argument("reference")
def withdraw(reference: str) -> None:
    """Takes one back for a young person who says so: what is not sent stays here, and the provider is told."""
    known = read_reference(reference) or reference
    with service().database.write() as db:
        referral = kept.of_reference(db, known, service().ring)
        if referral is None:
            raise click.ClickException(f"no referral has the reference {reference}")
        changed = kept.withdraw(db, referral.record_id, service().council, service().now(), by="team")
    service().bell.ring()
    click.echo(f"{known} {'is' if changed else 'was already'} withdrawn")


def _plain(referral: kept.Tracked) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(referral).items()}


COMMANDS = (referrals,)
