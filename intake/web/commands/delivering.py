"""Delivering what was sent: the worker, alone or beside the server."""

from __future__ import annotations

import signal
import threading
from functools import cache

import click
from flask.cli import with_appcontext

from intake.council.model import Council
from intake.delivery.email import Post
from intake.delivery.letters import Letters
from intake.delivery.registry import targets
from intake.delivery.target import BadPlace, Target
from intake.delivery.worker import Outcome, Pace, Worker
from intake.settings import SettingsError, is_safe_address
from intake.web.commands.tables import bring_up_to_date
from intake.web.form.next_steps import long_date
from intake.web.mail import MailPost, mail_place
from intake.web.receiving import keep
from intake.web.service import Service, service

AT_FULL_SPEED = Pace()


def targets_of(council: Council, service: Service) -> dict[str, Target]:
    """The targets of a council's places; BadPlace or SettingsError where one cannot be used as it is set up."""
    settings = service.settings

    @cache
    def post() -> Post:
        return MailPost(mail_place(settings.mail_url), settings.mail_from)

    return targets(council, settings.environ, settings.folder, post, service.clock)


def worker_of(service: Service, pace: Pace = AT_FULL_SPEED) -> Worker:
    """The worker of this service; click's own error where something in its set-up cannot be used."""
    council = service.council
    try:
        return Worker(
            database=service.database,
            ring=service.ring,
            council=council,
            calendar=service.calendar,
            targets=targets_of(council, service),
            letters=_letters(service),
            receive=lambda db, record, first: keep(db, service, record, first),
            clock=service.clock,
            bell=service.bell,
            pace=pace,
        )
    except (BadPlace, SettingsError) as error:
        raise click.ClickException(str(error)) from None


@click.command("deliver")
@click.option("--once", is_flag=True, help="Try what is due now, once, and end.")
@with_appcontext
def deliver(once: bool) -> None:
    """Delivers what was sent: to the teams, the advocates and the people themselves. Any number may run at once."""
    worker = worker_of(service())
    bring_up_to_date(service().database)
    if once:
        tally = worker.deliver_due()
        click.echo(", ".join(f"{tally[outcome]} {outcome}" for outcome in Outcome))
    else:
        stopping = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: stopping.set())
        click.echo(f"Delivering for {service().council.name}")
        with delivering(worker):
            stopping.wait()
    service().database.close()


class delivering:  # noqa: N801 - reads as what is done meanwhile: with delivering(worker)
    """A worker at work in threads of its own, for as long as the block lasts; what is being sent is finished."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=worker.run, args=(self._stopping,), name="worker")

    def __enter__(self) -> None:
        self._thread.start()
        threading.Thread(target=_say_who_is_away, args=(self._worker,), daemon=True).start()

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._worker.bell.ring()
        self._thread.join()


def _say_who_is_away(worker: Worker) -> None:
    """Says which places cannot be reached as we start. Nothing is refused: what is for them waits until they can be."""
    council = worker.council
    for n, place in enumerate(council.deliver_to):
        if why_not := worker.targets[place.name].reach():
            click.echo(f"{council.key}.toml: deliver_to[{n}] ({place.name}): {why_not} It is tried again.", err=True)


def _letters(service: Service) -> Letters:
    """The letters of this service, with addresses of ours in them; SettingsError where we have none."""
    public_url = service.settings.public_url
    if not is_safe_address(public_url):
        said = f"is {public_url!r}" if public_url else "is not set"
        raise SettingsError(f"PUBLIC_URL {said}: expected the address of this form, such as https://tell.example")
    at_the_desk = f"{public_url}/desk/r/{{reference}}"
    record_url = service.council.team.record_url or at_the_desk
    return Letters(
        council=service.council,
        speakers=service.speakers,
        record_link=lambda reference: record_url.replace("{reference}", reference),
        provider_link=lambda referral_id: f"{public_url}/a/{service.links.token(referral_id)}",
        long_date=long_date,
    )


COMMANDS = (deliver,)
