"""Whether this service can do its work."""

from __future__ import annotations

import logging

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from intake.web.service import service

blueprint = Blueprint("health", __name__)
log = logging.getLogger(__name__)


@blueprint.get("/healthz")
def healthz() -> ResponseReturnValue:
    """200 where the database answers, 503 where it does not."""
    try:
        service().database.ask()
    except SQLAlchemyError:
        log.exception("the database does not answer")
        return {"status": "no database"}, 503
    return {"status": "ok"}, 200
