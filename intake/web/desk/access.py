"""Who may reach which page of the desk: the whole of it. A page that is not here cannot be reached."""

from __future__ import annotations

from collections.abc import Mapping

from intake.casework.roles import Role

CONTACT_CENTRE, OFFICER, MANAGER = Role.CONTACT_CENTRE, Role.COMPLAINTS_OFFICER, Role.COMPLAINTS_MANAGER
DUTY, REPORTING, ADMINISTRATOR = Role.DUTY_TEAM, Role.REPORTING, Role.ADMINISTRATOR

EVERYBODY = frozenset(Role)  # who is signed in, in whatever role
NOBODY_YET: frozenset[Role] = frozenset()  # pages on the way in, for whoever is not signed in yet

_CALLS = frozenset({CONTACT_CENTRE, OFFICER, MANAGER})
_TEAM = frozenset({OFFICER, MANAGER})
_KEEPERS = frozenset({MANAGER, ADMINISTRATOR})  # administrators for what nobody else may see
_READERS = frozenset({OFFICER, MANAGER, DUTY, ADMINISTRATOR})

ACCESS: Mapping[str, frozenset[Role]] = {
    # signing in
    "sign_in.sign_in": NOBODY_YET,
    "sign_in.second_step": NOBODY_YET,
    "sign_in.recover": NOBODY_YET,
    "sign_in.set_up": NOBODY_YET,
    "oidc.begin": NOBODY_YET,
    "oidc.back": NOBODY_YET,
    "sign_in.again": EVERYBODY,
    "sign_in.sign_out": EVERYBODY,
    "account.account": EVERYBODY,
    "home.home": EVERYBODY,
    # calls
    "calls.calls": _CALLS,
    "calls.begin": _CALLS,
    "calls.sheet": _CALLS,
    "calls.save": _CALLS,
    "calls.help": _CALLS,
    "calls.read_back": _CALLS,
    "calls.hand_over": _CALLS,
    "calls.done": _CALLS,
    "calls.code": _CALLS,
    "calls.drop": _CALLS,
    # the queue
    "queue.waiting": _READERS,
    "queue.keep_filter": _READERS,
    "queue.drop_filter": _READERS,
    "queue.search": _TEAM,
    # one record
    "record.opened": _READERS,
    "record.identity": _READERS,
    "record.decide": _READERS,
    "record.written_copy": _TEAM,
    "record.retry_delivery": _TEAM,
    "record.shut_out": _KEEPERS,
    "conflicts.waiting": _KEEPERS,
    "conflicts.settle": _KEEPERS,
    # what leaves the desk
    "export.export": frozenset({OFFICER, MANAGER, REPORTING}),
    # who works here
    "people.people": frozenset({ADMINISTRATOR}),
    "people.add": frozenset({ADMINISTRATOR}),
    "people.change": frozenset({ADMINISTRATOR}),
}
