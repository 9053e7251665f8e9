"""The talk with the council's own sign-on, by OpenID Connect: whom it sends us, or why we do not believe it.

Authorization code with PKCE, state and nonce. All endpoints come from what the provider publishes of itself. What is
believed of a person is the signed identity token, and their email address where that says nothing of one.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import Any

from flask import Flask, current_app

from intake.settings import Settings, is_safe_address

AT_ONCE = 2  # one fewer than the server has threads: a slow provider never keeps all of them from the public form
LEEWAY_SECONDS = 120  # how far the provider's clock and ours may be apart
_NAME = "single_sign_on"
_PLACES = ("authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint")
_NEEDED = _PLACES[:3]


class SignOnError(Exception):
    """The provider did not say who somebody is: a code for why, and whether to try again later."""

    def __init__(self, reason: str, *, is_out_of_reach: bool = False) -> None:
        super().__init__(f"single sign-on failed: {reason}")
        self.reason = reason
        self.is_out_of_reach = is_out_of_reach


@dataclass(frozen=True, slots=True)
class Attempt:
    """What the browser keeps while somebody is at the provider, and what must come back from there."""

    address: str
    state: str
    nonce: str
    code_verifier: str


@dataclass(frozen=True, slots=True)
class Known:
    """Whom the provider sends. `subject` is theirs alone for ever, `email` is '' unless the provider has checked it.

    `proved_at` is when they last proved who they are, in seconds since 1970; None where the provider does not say.
    """

    subject: str
    email: str
    proved_at: float | None


class SingleSignOn:
    """The provider of one service."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        # Loaded here, for it takes as much memory as all else: most services have no use for it.
        from authlib.integrations.flask_client import OAuth

        logging.getLogger("authlib").setLevel(logging.INFO)  # below that it writes down the verifier of a code
        self._issuer = settings.oidc_issuer
        self.room = BoundedSemaphore(AT_ONCE)
        self._client = OAuth(app).register(
            _NAME,
            client_id=settings.oidc_client_id,
            client_secret=settings.oidc_client_secret,
            server_metadata_url=f"{settings.oidc_issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={
                "scope": "openid email",
                "code_challenge_method": "S256",
                "default_timeout": settings.oidc_timeout_seconds,
                "max_redirects": 0,  # a secret is sent to the address that was checked, and to no other
            },
        )

    def begin(self, back_to: str, **asked: str | int) -> Attempt:
        """Where to send somebody; SignOnError where the provider cannot be found."""
        with self._asking():
            self._look_up()
            made = self._client.create_authorization_url(back_to, **asked)
        return Attempt(made["url"], made["state"], made["nonce"], made["code_verifier"])

    def known(self, attempt: Attempt, code: str, back_to: str) -> Known:
        """Whom the provider sent with this code; SignOnError where it does not stand by them."""
        with self._asking():
            self._look_up()
            token = self._client.fetch_access_token(back_to, code=code, code_verifier=attempt.code_verifier)
            claims = self._client.parse_id_token(token, attempt.nonce, self._expected(), leeway=LEEWAY_SECONDS)
            if claims is None:
                raise SignOnError("no_identity")
            about = claims if "email" in claims else self._client.userinfo(token=token)
        return self._read(claims, about)

    def _read(self, claims: dict[str, Any], about: dict[str, Any]) -> Known:
        """The subject is kept with its issuer: another provider may give the same one to somebody else."""
        subject, email, proved_at = claims["sub"], about.get("email"), claims.get("auth_time")
        is_theirs = about.get("sub") == subject and about.get("email_verified") is True and isinstance(email, str)
        if not isinstance(subject, str) or not subject:
            raise SignOnError("no_subject")
        is_moment = type(proved_at) in (int, float)
        return Known(f"{self._issuer} {subject}", str(email) if is_theirs else "", proved_at if is_moment else None)

    def _expected(self) -> dict[str, dict[str, Any]]:
        return {
            "iss": {"essential": True, "value": self._issuer},
            "aud": {"essential": True, "value": self._client.client_id},
        }

    def _look_up(self) -> None:
        """Reads once what the provider publishes of itself, and again until it can be used."""
        published = self._client.load_server_metadata()
        places = {name: published[name] for name in _PLACES if name in published}
        is_usable = published.get("issuer") == self._issuer and set(_NEEDED) <= set(places)
        if not is_usable or not all(isinstance(place, str) and is_safe_address(place) for place in places.values()):
            published.clear()
            raise SignOnError("provider_misdescribed", is_out_of_reach=True)

    @contextmanager
    def _asking(self) -> Iterator[None]:
        from authlib.integrations.base_client import OAuthError
        from joserfc.errors import JoseError
        from requests import RequestException

        if not self.room.acquire(blocking=False):
            raise SignOnError("busy", is_out_of_reach=True)
        try:
            yield
        except RequestException as error:
            raise SignOnError(f"provider_unreachable: {type(error).__name__}", is_out_of_reach=True) from None
        except (OAuthError, JoseError) as error:
            raise SignOnError(f"not_believed: {type(error).__name__}") from None
        except (ValueError, TypeError, KeyError, AttributeError) as error:  # an answer of another shape
            raise SignOnError(f"not_understood: {type(error).__name__}", is_out_of_reach=True) from None
        finally:
            self.room.release()


def register(app: Flask, settings: Settings) -> None:
    """Makes the service know the council's provider, if it has one."""
    if settings.oidc_issuer:
        app.extensions[_NAME] = SingleSignOn(app, settings)


def single_sign_on() -> SingleSignOn | None:
    """The provider of the service that is answering, or None: people sign in with passwords alone."""
    return current_app.extensions.get(_NAME)
