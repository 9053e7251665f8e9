"""What happened to each record, proved: nothing changed, nothing taken away, nothing put in between."""

from __future__ import annotations

from datetime import date

import click
from flask.cli import AppGroup

from intake.storage import chain, wiping
from intake.web.service import service

audit = AppGroup("audit", help="The proof of what happened to each record.")


class _KeptSeal(click.ParamType[tuple[date, str]]):
    name = "DAY:HEX"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> tuple[date, str]:
        day, _, digest = value.partition(":")
        try:
            if len(bytes.fromhex(digest)) != chain.DIGEST_BYTES:
                raise ValueError(digest)
            return date.fromisoformat(day), digest.lower()
        except ValueError:
            self.fail(f"{value} is not a seal: expected DAY:HEX as `flask audit seal` prints it", param, ctx)


@audit.command("verify")
@click.option("--seal", "kept", type=_KeptSeal(), multiple=True, help="A seal that was kept elsewhere.")
def verify(kept: tuple[tuple[date, str], ...]) -> None:
    """Reads every event and every seal; names the first that is not as it was written, and exits with 1."""
    broken = chain.verify(service().database, service().ring, dict(kept))
    if broken:
        raise click.ClickException(broken)
    with service().database.read() as db:
        gone = len(wiping.wiped(db))
    click.echo(f"every event and every seal is as it was written{f'; {gone} records were wiped' if gone else ''}")


@audit.command("seal")
def seal() -> None:
    """Seals all that has happened, once a day, and prints the seal: keep it where nobody here can change it."""
    with service().database.write() as db:
        made = chain.seal(db, service().today(), service().now())
    if made is None:
        click.echo("nothing has happened yet that could be sealed", err=True)
    else:
        click.echo(str(made))


COMMANDS = (audit,)
