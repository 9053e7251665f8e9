"""Serving the form from one process, and keeping the database in order."""

from __future__ import annotations

import gc
import logging
import signal
import threading
from contextlib import nullcontext

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from intake.delivery.worker import Pace
from intake.storage import drafts
from intake.web.commands.backup import backup_command, restore_command
from intake.web.commands.delivering import delivering, worker_of
from intake.web.commands.tables import bring_up_to_date
from intake.web.server import Server
from intake.web.service import Service, service

THREADS = 3  # at most: two that derive a code, and one for all others
BETWEEN_WIPES_SECONDS = 600
BESIDE = Pace(between=0.25)  # nobody who is writing waits for what is being delivered

log = logging.getLogger(__name__)

drafts_group = AppGroup("drafts", help="What people have begun and not sent.")
database = AppGroup("db", help="The tables of the database.")


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), envvar="PORT", default=8000, show_default=True)
@click.option("--no-worker", is_flag=True, help="Leave delivering to `flask deliver`.")
@with_appcontext
def serve(host: str, port: int, no_worker: bool) -> None:
    """Serves the form, brings the database up to date first, delivers what was sent and wipes old drafts beside it."""
    at_work = nullcontext() if no_worker else delivering(worker_of(service(), BESIDE))
    bring_up_to_date(service().database)
    service().database.answer_promptly()
    service().calendar.after(service().today(), 1)  # the library of bank holidays is slow to load: not in a request
    stopping = threading.Event()
    wiper = threading.Thread(target=_wipe_until, args=(service(), stopping), daemon=True)
    try:
        server = Server(current_app._get_current_object(), host, port, THREADS)  # type: ignore[attr-defined]
    except OSError as error:
        raise click.ClickException(
            f"{host}:{port} cannot be served at: {error.strerror}: expected a free port"
        ) from None
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: server.stop())
    wiper.start()
    gc.freeze()  # all that is there by now stays there: the collector need not look at it again
    name = "localhost" if host == "127.0.0.1" else host
    click.echo(f"What Do You Think for {service().council.name}: http://{name}:{server.port}")
    if service().settings.mail_url.startswith("file:"):
        click.echo(f"Emails are not sent: they become files in {service().settings.mail_url.removeprefix('file:')}")
    with at_work:
        server.run()
        stopping.set()
    service().database.close()


@drafts_group.command("wipe")
def wipe() -> None:
    """Wipes the drafts that nobody has touched for the council's time."""
    click.echo(f"{_wipe(service())} drafts wiped")


@database.command("upgrade")
def upgrade() -> None:
    """Brings the tables up to date."""
    bring_up_to_date(service().database)


def _wipe(service: Service) -> int:
    with service.database.write() as db:
        wiped = drafts.wipe(db, service.now())
    if wiped:
        service.database.erase_traces()
    return wiped


def _wipe_until(service: Service, stopping: threading.Event) -> None:
    while True:
        try:
            _wipe(service)
        except Exception:
            log.exception("wiping drafts failed; it is tried again")
        if stopping.wait(BETWEEN_WIPES_SECONDS):
            return


database.add_command(backup_command)
database.add_command(restore_command)

COMMANDS = (serve, drafts_group, database)
