"""A person walks from the first page to the done page on PostgreSQL as on SQLite."""

from __future__ import annotations

import pytest

from tests.make import make_app, persona, queue_of, service_of
from tests.person import Person
from tests.storage.kept import rows


@pytest.mark.parametrize("name", ["not-safe", "worker-never-rings"])
def test_a_person_gets_to_the_queue(database_url: str, name: str) -> None:
    somebody = persona(name)
    app = make_app(database_url)
    Person(app.test_client()).to_done({**somebody["answers"], "eq_age": "13_15"})

    database = service_of(app).database
    *urgent, record = queue_of(app)
    assert record["route"] == somebody["expect"]["route"]
    assert [each["kind"] for each in urgent] == (["urgent"] if name == "not-safe" else [])
    assert rows(database, "drafts") == []
    assert [row["kind"] for row in rows(database, "events")] == ["received"] * (len(urgent) + 1) + ["advocate_offered"]
    purposes = {row["purpose"] for row in rows(database, "deliveries")}
    assert purposes >= {"team_notice", "advocate_referral"}
    assert [(row["answer"], row["count"]) for row in rows(database, "equality_counts")] == [("13_15", 1)]
    database.close()
