"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import settings

from tests.make import Clock, make_app, service_of
from tests.person import Person

settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


@pytest.fixture
def clock() -> Clock:
    """The service's clock: it is noon on Monday 23 November 2026."""
    return Clock()


@pytest.fixture
def app(tmp_path: Path, clock: Clock) -> Iterator[Flask]:
    """A service on a new SQLite database."""
    made = make_app(f"sqlite:///{tmp_path}/wdyt.db", clock=clock)
    yield made
    service_of(made).database.close()


@pytest.fixture
def person(app: Flask) -> Person:
    """Somebody with a browser of their own and nothing begun."""
    return Person(app.test_client())
