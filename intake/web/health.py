"""Whether this service can do its work."""

from __future__ import annotations

import logging

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from intake.storage import migrate
from intake.storage.database import DatabaseGoneError
from intake.web.service import service

blueprint = Blueprint("health", __name__)
log = logging.getLogger(__name__)


@blueprint.get("/healthz")
def healthz() -> ResponseReturnValue:
    """200 where the database answers and has the tables of this version, 503 where it does not."""
    try:
        with service().database.apart() as db:
            revision = migrate.revision_of(db)
    except (SQLAlchemyError, DatabaseGoneError):
        log.exception("the database does not answer")
        return {"status": "no database"}, 503
    if revision != migrate.NEWEST:
        log.error("the tables are of revision %s: expected %s, by `flask db upgrade`", revision, migrate.NEWEST)
        return {"status": "other tables"}, 503
    return {"status": "ok"}, 200
