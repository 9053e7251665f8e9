"""The service with a case system, and with a worker that soon takes another for dead: for runs in which it does die.

    flask --app tests.bench.faults_app:create serve --no-worker
    flask --app tests.bench.faults_app:create deliver-quickly

Environment: as ever, and CASE_SYSTEM_URL with CASE_SYSTEM_SECRETS.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Mapping
from dataclasses import replace

import click
from flask import Flask
from flask.cli import with_appcontext

from intake.access.locks import CodeLock, ServerKeys
from intake.council.model import Audience, WebhookTo
from intake.delivery.worker import Pace
from intake.settings import Settings
from intake.storage import migrate
from intake.web.app import create_app
from intake.web.commands.delivering import delivering, worker_of
from intake.web.service import service
from tests.make import QUICK, service_of

CASE_SYSTEM = "case-system"

# The longest stall of a place is longer than this lease: what a worker then sends is no longer its own.
QUICK_PACE = Pace(
    lease=4, first_wait=0.2, longest_wait=3, longest_rest=0.5, look_again=0.3, look_again_if_told=5, chores_every=5
)


def create(environ: Mapping[str, str] = os.environ) -> Flask:
    """The form of a council that also has a case system. Codes are derived quickly."""
    settings = Settings.from_environ(environ)
    app = create_app(settings, locks=CodeLock(ServerKeys.from_secret(settings.secret), QUICK))
    made = service_of(app)
    place = WebhookTo(CASE_SYSTEM, Audience.CASE_SYSTEM, environ["CASE_SYSTEM_URL"], "CASE_SYSTEM_SECRETS")
    council = replace(made.council, deliver_to=(*made.council.deliver_to, place))
    app.extensions["service"] = replace(made, council=council)
    app.cli.add_command(deliver_quickly)
    return app


@click.command("deliver-quickly")
@with_appcontext
def deliver_quickly() -> None:
    """As `flask deliver`, at a quick pace."""
    worker = replace(worker_of(service()), pace=QUICK_PACE)
    migrate.upgrade(service().database)
    stopping = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())
    click.echo("Delivering quickly")
    with delivering(worker):
        stopping.wait()
