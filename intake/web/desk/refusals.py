"""The pages of the desk where something cannot be answered. They repeat nothing that was typed."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from intake.web.desk.showing import show_desk

_PAGES = {
    403: ("This page is not for your role", ("If you need it for your work, ask an administrator of this desk.",)),
    404: ("There is no such page", ("It may have been moved, or it is not for you to see.",)),
    405: ("That cannot be done here", ("Go back, and use the buttons of the page.",)),
    413: ("That was too much at once", ("Go back, make it shorter, and send it again.",)),
    500: ("Something is wrong on our side", ("It is not your fault. Go back, and try again in a few minutes.",)),
}


def refused_at_the_desk(status: int, number: str = "") -> ResponseReturnValue:
    """The page for this status; `number` is what a fault of ours is found by in the log."""
    title, lines = _PAGES.get(status, _PAGES[405])
    found_by = (f"If you tell somebody about it, give them this number: {number}.",) if number else ()
    return show_desk("desk/refused.html", title, status=status, lines=(*lines, *found_by))
