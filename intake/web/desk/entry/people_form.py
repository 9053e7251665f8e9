"""What an administrator fills in of somebody who works here, on a page or on the command line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from flask import request

from intake.casework.roles import Role, Staff
from intake.web.fields import is_email, without_unkeepable

LONGEST = 200  # characters
_SIGN_IN = re.compile(r"[\w.@+'-]+")


@dataclass(frozen=True, slots=True)
class Filled:
    """The fields as they were typed. `way` is how somebody is to sign in: `password` or `single_sign_on`."""

    CHANGED: ClassVar = ("name", "email", "known_as", "roles")
    LINES: ClassVar = ("sign_in", "name", "email", "known_as", "way")

    sign_in: str
    name: str
    email: str
    known_as: str
    roles: frozenset[Role]
    way: str

    @classmethod
    def of_request(cls) -> Filled:
        """What was posted."""
        typed = {name: request.form.get(name, "") for name in cls.LINES}
        return cls.of_typed(request.form.getlist("roles"), **typed)

    @classmethod
    def of_typed(cls, roles: Iterable[str], **typed: str) -> Filled:
        """What was typed into each of LINES, but what cannot be kept; a role that there is not counts for nothing."""
        chosen = {*roles}
        lines = {name: " ".join(without_unkeepable(text).split()) for name, text in typed.items()}
        return cls(roles=frozenset(role for role in Role if role in chosen), **lines)

    @classmethod
    def of_person(cls, person: Staff) -> Filled:
        """What is known of somebody."""
        return cls(person.sign_in, person.name, person.email, person.known_as, person.roles, "")

    @property
    def uses_password(self) -> bool:
        """Whether they are to have a password here, as they are where nothing else was chosen."""
        return self.way != "single_sign_on"

    @property
    def values(self) -> dict[str, Any]:
        """The fields as a template shows them again."""
        names = ("sign_in", "name", "email", "known_as", "roles", "way")
        return {name: getattr(self, name) for name in names}

    def errors(self, *, is_new: bool) -> dict[str, str]:
        """What is wrong, by field."""
        wrong = {
            "name": "" if self.name else "Enter their name",
            "sign_in": "" if not is_new or _SIGN_IN.fullmatch(self.sign_in) else "Enter a sign-in name without spaces",
            "email": "" if is_email(self.email) else "Enter their email address, such as a.name@council.gov.uk",
            "roles": "" if self.roles else "Choose what they are here for",
        }
        too_long = {
            name: f"Use at most {LONGEST} characters" for name in wrong | {"known_as": ""} if self._is_long(name)
        }
        return {name: words for name, words in (wrong | too_long).items() if words}

    def put_on(self, person: Staff) -> Staff:
        """The person with what was filled in."""
        return replace(person, name=self.name, email=self.email, known_as=self.known_as, roles=self.roles)

    def _is_long(self, name: str) -> bool:
        value = getattr(self, name)
        return isinstance(value, str) and len(value) > LONGEST
