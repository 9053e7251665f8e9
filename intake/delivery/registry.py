"""From a council's file to the places that its parcels go to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import assert_never

from intake.council.model import Council, DeliverTo, EmailTo, FolderTo, NotifyTo, WebhookTo
from intake.delivery.email import EmailTarget, Post
from intake.delivery.target import BadPlace, Target


def targets(
    council: Council,
    environ: Mapping[str, str],
    folder: Path,
    post: Callable[[], Post],
    clock: Callable[[], datetime],
) -> dict[str, Target]:
    """A target for each place, by its name. BadPlace names file and key of the first that cannot be used.

    `environ` holds the secrets that the file names, `folder` is what a path in it starts from, and `post` is asked for
    a way to send emails only where there are any.
    """

    def target(place: DeliverTo) -> Target:
        # What a kind of place needs is loaded for those councils that have one: Notify's client is large.
        match place:
            case EmailTo():
                return EmailTarget(place, post())
            case WebhookTo():
                from intake.delivery.webhook import WebhookTarget, read_secrets

                return WebhookTarget(place, read_secrets(environ.get(place.secrets_from, "")), clock=clock)
            case NotifyTo():
                from intake.delivery.notify import NotifyTarget

                return NotifyTarget(place, environ.get(place.key_from, ""))
            case FolderTo():
                from intake.delivery.folder import FolderTarget

                return FolderTarget(replace(place, path=str(folder / place.path)))
            case _:
                assert_never(place)

    made: dict[str, Target] = {}
    for n, place in enumerate(council.deliver_to):
        try:
            made[place.name] = target(place)
        except BadPlace as error:
            raise BadPlace(f"{council.key}.toml: deliver_to[{n}]: {error}") from None
    return made
