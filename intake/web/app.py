"""The app, put together in reading order. No logic of its own."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from intake.access.guesses import Guesses
from intake.access.links import Links
from intake.access.locks import CodeLock, ServerKeys
from intake.access.marks import Marks
from intake.access.passwords import Passwords
from intake.access.sealing import KeyRing, KeyRingError
from intake.council.calendar import england
from intake.council.load import CouncilError, load
from intake.settings import Settings, SettingsError
from intake.storage.database import Database
from intake.web import errors, headers, health, packing
from intake.web.commands import COMMANDS
from intake.web.desk import guard, showing
from intake.web.desk.call import calls
from intake.web.desk.entry import account, home, oidc, people, sign_in
from intake.web.desk.queue import conflicts, export, queue
from intake.web.desk.record import record
from intake.web.form import (
    advocate,
    aside,
    ask,
    away,
    check,
    coming_back,
    help,
    language,
    leaflet,
    look,
    lost,
    provider,
    reading,
    scripts,
    sent,
    sheet,
    start,
)
from intake.web.service import Clock, NoService, Service, utc_clock
from intake.web.session import SealedSessions
from intake.web.speaker import Speakers
from intake.web.translation import TranslationError

_TOP = Path(__file__).parents[2]
LARGEST_BODY = 2 * 1024 * 1024  # a million pasted letters are still read, and shown again with a kind word


CANNOT_START = (SettingsError, CouncilError, KeyRingError, TranslationError, OSError)


def commands_alone(why: Exception) -> Flask:
    """An app for the commands that need no service, such as `keys new`; all others end with why there is none."""
    app = Flask("intake", root_path=str(_TOP), static_folder=None)
    app.extensions["service"] = NoService(str(why))
    for command in COMMANDS:
        app.cli.add_command(command)
    return app


def create_app(
    settings: Settings, clock: Clock = utc_clock, *, locks: CodeLock | None = None, raise_faults: bool = False
) -> Flask:
    """One council's service, ready to answer; SettingsError, CouncilError or TranslationError where it cannot start.

    A test gives a clock and a quick lock of its own, and has faults raised instead of shown as a page.
    """
    keys = ServerKeys.from_secret(settings.secret)
    app = Flask("intake", root_path=str(_TOP), template_folder="templates", static_folder="static")
    app.config.update(
        SECRET_KEY=keys.page,
        SESSION_COOKIE_NAME="wdyt",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,  # a slow writer's page never runs out
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LARGEST_BODY,
        SEND_FILE_MAX_AGE_DEFAULT=31_536_000,
    )
    council = load(settings.council)
    app.config["PERMANENT_SESSION_LIFETIME"] = council.retention.draft_days * 24 * 60 * 60
    app.session_interface = SealedSessions(keys.cookie)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.filters.update(showing.FILTERS)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["service"] = Service(
        settings=settings,
        council=council,
        calendar=england(council.extra_closed_days),
        database=Database(settings.database_url),
        ring=KeyRing.from_text(settings.seal_keys),
        locks=locks or CodeLock(keys),
        links=Links(keys.link),
        marks=Marks(keys.marks),
        guesses=Guesses(),
        sign_ins=Guesses(per_address=100, service=1000),  # a whole council may come from one address
        passwords=Passwords(),
        speakers=Speakers(council),
        clock=clock,
    )
    public = (
        away,
        aside,
        start,
        ask,
        check,
        sent,
        coming_back,
        advocate,
        provider,
        help,
        language,
        leaflet,
        reading,
        look,
        lost,
        scripts,
        sheet,
        health,
    )
    for room in public:
        app.register_blueprint(room.blueprint)
    for room in (sign_in, oidc, account, home, calls, queue, record, conflicts, export, people):
        app.register_blueprint(room.blueprint)
    guard.register(app)
    errors.register(app, raise_faults=raise_faults)
    headers.register(app)
    packing.register(app)
    for command in COMMANDS:
        app.cli.add_command(command)
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]
    return app
