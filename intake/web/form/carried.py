"""What is typed on a page that keeps nothing: it goes along in the forms themselves, to a page in between and back.

So it is in no address, no cookie and no database, and needs no script. Each page shows again what was posted in its own
controls; a page in between takes all the rest along.
"""

from __future__ import annotations

from collections.abc import Collection

from flask import request, url_for

from intake.questions.catalogue import copy
from intake.questions.vocabulary import Say
from intake.web.fields import without_unkeepable
from intake.web.form.came_from import page_at
from intake.web.form.showing import came_from_our_page

BACK = "back"  # the hidden field in which the help page keeps where what goes along belongs
# The pages that only show again what comes with `keep`, whatever else was posted.
PAGES = frozenset(
    {
        *("help.help_now", "coming_back.code", "sent.thanks", "provider.answer", "start.before"),
        *("lost.keep", "look.look"),
    }
)
_KEEP_THEMSELVES = frozenset({"ask.ask"})
_NOT_TYPED = frozenset({"csrf_token", "keep"})


def is_shown_again() -> bool:
    """Whether this page is only shown again, with what was typed on it: nothing of that is taken yet."""
    return request.method == "POST" and "keep" in request.form


def notice() -> Say | None:
    """What is said on this page when it is shown again although something else was wanted; None for nothing."""
    is_wanted = request.method != "POST" or (is_shown_again() and is_pressed_here())
    return None if is_wanted else copy.PRESS_AGAIN


def is_pressed_here() -> bool:
    """Whether a page of ours was left, by its token or by what the browser says: enough for how our pages look and for
    the language they are in. So a button that only changes these works without a cookie.
    """
    _, _, left = request.headers.get("Origin", "").partition("://")
    return left == request.host or came_from_our_page()


def fields(but: Collection[str] = ()) -> tuple[tuple[str, str], ...]:
    """The names and values that go along from what was posted, without those that the page asks for itself."""
    return tuple(
        (without_unkeepable(name), without_unkeepable(value))
        for name, values in request.form.lists()
        if name and name not in _NOT_TYPED and name not in but
        for value in values
        if value
    )


def here() -> str:
    """The path of this page, to which what goes along from it comes back."""
    return url_for(str(request.endpoint), **(request.view_args or {}))


def way_back() -> str:
    """The path to which what goes along comes back, or '' where nothing does."""
    return page_at(request.form.get(BACK, ""), PAGES | _KEEP_THEMSELVES, "POST")
