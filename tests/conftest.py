"""What every test may ask for."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import settings

from tests.databases import (
    database,
    database_kind,
    database_url,
    empty_database,
    new_postgresql,
    new_service,
    new_service_on_postgresql,
    new_service_on_sqlite,
    postgresql,
    ring,
)
from tests.make import Clock, Run, make_app, service_of
from tests.person import Person

__all__ = [
    "database",
    "database_kind",
    "database_url",
    "empty_database",
    "new_postgresql",
    "new_service_on_postgresql",
    "new_service_on_sqlite",
    "postgresql",
    "ring",
]

settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=("sqlite", "postgresql"),
        default="sqlite",
        help="what the service of the tests that ask for one stands on (default: sqlite)",
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the journeys first: their files take longest, and short ones can fill in at the end where there is room."""
    items.sort(key=lambda item: "journeys" not in item.path.parts)


def pytest_collection_finish() -> None:
    """Spares the collector of garbage what stays to the end: ten thousand tests, gone through again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def clock() -> Clock:
    """The service's clock: it is noon on Monday 23 November 2026."""
    return Clock()


@pytest.fixture
def run(app: Flask) -> Run:
    """Runs a command of the service as the shell would."""
    return lambda *words: app.test_cli_runner().invoke(args=list(words))


@pytest.fixture
def service_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of the database of this test's service: new, and of the kind that --database says."""
    return new_service(request.config.getoption("--database"), request, tmp_path / "wdyt.db")


@pytest.fixture
def app(service_url: str, clock: Clock) -> Iterator[Flask]:
    """A service on a new database."""
    made = make_app(service_url, clock=clock)
    yield made
    service_of(made).database.close()


@pytest.fixture
def person(app: Flask) -> Person:
    """Somebody with a browser of their own and nothing begun."""
    return Person(app.test_client())
