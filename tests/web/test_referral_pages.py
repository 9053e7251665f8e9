"""What the young person reads of their advocate, from consent to the first contact, and how they take it back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask import Flask

from intake.council.load import load
from intake.records.record import Purpose
from intake.records.referral import ReferralState
from tests.make import Clock, persona, queue_of, service_of
from tests.person import Answers, Person
from tests.web.everybody import EVERYBODY
from tests.web.referring import accept, asks, chase, events_of, link_to, referral_in, waiting

BUTTON = "I do not want an advocate any more"
NATIONAL = load("northshire").help_lines.national_advocate
MONDAY = {"touched_on_day": "23", "touched_on_month": "11", "touched_on_year": "2026"}
STORY: Answers = {**EVERYBODY["child"], "advocate_share": ["contact", "story"], "safe_contact": ["ok_text"]}
ABOUT_IT = (Purpose.ADVOCATE_REFERRAL, Purpose.ADVOCATE_WITHDRAWN, Purpose.REFERRAL_UNANSWERED)


def about_the_advocate(person: Person) -> str:
    """The part of the page under "Your advocate"."""
    heading = person.html.find("h2", string="Your advocate")
    assert heading is not None
    said: list[str] = []
    for each in heading.find_next_siblings():
        if each.name == "h2":
            break
        said.append(" ".join(each.get_text(" ").split()))
    return " ".join(said)


def provider_says(app: Flask, **said: str) -> None:
    Person(app.test_client()).open(link_to(app)).post(said)


# ── How far it is ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("answers", [persona("advocate-only")["answers"], STORY], ids=["nothing else", "a complaint"])
def test_the_whole_way_as_the_young_person_reads_it(answers: Answers, app: Flask, clock: Clock) -> None:
    person = asks(app, answers)
    by = "They should get in touch by Wednesday 25 November. If they do not, call them on 0808 157 0120."
    told = {
        "waiting": f"You asked for an advocate. We are asking Northshire Young Voices for one. {by} {BUTTON}",
        "sent": f"You asked for an advocate. We have asked Northshire Young Voices for one. {by} {BUTTON}",
        "received": f"You asked for an advocate. Northshire Young Voices told us that they got it. {by} {BUTTON}",
        "appointed": f"Your advocate is Ana, from Northshire Young Voices. {by} {BUTTON}",
        "contacted": (
            "Your advocate is Ana, from Northshire Young Voices. "
            "They told us that they got in touch with you on Monday 23 November. "
            f"Did you not hear from them? Call them on 0808 157 0120. {BUTTON}"
        ),
    }
    steps: dict[str, Any] = {
        "waiting": lambda: None,
        "sent": lambda: accept(app),
        "received": lambda: provider_says(app, has_it="yes"),
        "appointed": lambda: provider_says(app, named="Ana"),
        "contacted": lambda: provider_says(app, **MONDAY),
    }
    for state, step in steps.items():
        step()
        assert referral_in(app).state == state
        for page in ("/done", "/where"):
            assert about_the_advocate(person.open(page)) == told[state], page


def test_contact_by_somebody_whose_name_we_were_not_told(app: Flask) -> None:
    person = asks(app)
    provider_says(app, **MONDAY)
    assert about_the_advocate(person.open("/where")).startswith(
        "They told us that they got in touch with you on Monday"
    )


@pytest.mark.parametrize("is_sent", [True, False], ids=["sent and not answered", "the mail server is down"])
def test_no_answer_in_time_shows_the_national_number(is_sent: bool, app: Flask, clock: Clock) -> None:
    person = asks(app)
    if is_sent:
        accept(app)
    clock.move(hours=35)
    chase(app)
    assert NATIONAL.number not in person.open("/where").text, "until midnight it is in time"
    clock.move(hours=2)
    chase(app)
    said = about_the_advocate(person.open("/where"))
    assert "Northshire Young Voices did not answer us in time." in said
    assert f"You can call {NATIONAL.name} on {NATIONAL.number}. It is free." in said
    assert BUTTON in said
    provider_says(app, has_it="yes")
    assert NATIONAL.number not in person.open("/where").text


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param({**STORY, "advocate_share": ["story"]}, id="did not share how to reach them"),
        pytest.param({**STORY, "reply_how": ["code"]}, id="comes back with the code"),
        pytest.param({**STORY, "reply_how": ["text"], "safe_contact": ["ok_call"]}, id="did not say a text is safe"),
    ],
)
def test_who_cannot_be_reached_is_not_told_to_wait(answers: Answers, app: Flask) -> None:
    said = about_the_advocate(asks(app, answers))
    assert "They do not know how to reach you. Call Northshire Young Voices on 0808 157 0120." in said
    assert "should get in touch" not in said


@pytest.mark.parametrize(
    "answers",
    [{**STORY, "advocate_share": ["nothing"]}, persona("advocate-only-with-the-code")["answers"]],
    ids=["a complaint", "an advocate alone"],
)
def test_who_shares_nothing_is_told_that_nobody_was_told(answers: Answers, app: Flask) -> None:
    said = about_the_advocate(asks(app, answers))
    assert "We have not told anyone yet. To get one, call Northshire Young Voices on 0808 157 0120." in said
    assert "They do not know" not in said


@pytest.mark.parametrize("name", ["parent", "thanks", "care leaver"])
def test_who_did_not_ask_for_one_has_nothing_to_take_back(name: str, app: Flask) -> None:
    person = asks(app, EVERYBODY[name])
    assert BUTTON not in person.text
    assert person.open("/change-my-mind").path == "/where"
    with service_of(app).database.read() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM referrals").scalar_one() == 0


def test_an_advocate_alone_is_a_referral_and_no_complaint(app: Flask) -> None:
    asks(app)
    (record,) = queue_of(app)
    assert (record["kind"], record["route"], record["due"]) == ("advocate_only", None, {})
    referral = referral_in(app)
    assert referral.agreed["complaint_ref"] == record["ref"]
    assert referral.agreed["name_to_use"] == "Lu"
    assert referral.agreed["contact_ways"] == [{"type": "text", "value": "07700 900321", "safe": True}]
    assert waiting(app, ABOUT_IT) == {"advocate_referral": "ready"}


# ── The offer ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_offer_is_logged_with_its_moment_and_its_answer(app: Flask) -> None:
    asks(app, STORY)
    ((kind, detail),) = events_of(app)
    assert kind == "advocate_offered"
    assert (detail["where"], detail["answer"]) == ("side", "wants")
    assert detail["at"].startswith("2026-11-23T12:00:00")


def test_the_offer_on_the_page_before_the_questions_is_logged(app: Flask) -> None:
    asks(app)
    assert events_of(app) == [("advocate_offered", {"where": "before", "answer": "wants", "at": None})]


# ── Taken back ───────────────────────────────────────────────────────────────────────────────────────────────────────


def take_back(person: Person) -> Person:
    """From the page that says where it stands, by the button and the page that asks again."""
    (button,) = [link for link in person.open("/where").html.select("a.button") if link.text == BUTTON]
    return person.open(str(button["href"])).post({})


def test_before_it_is_sent_nothing_leaves_us(app: Flask) -> None:
    person = take_back(asks(app))
    assert person.path == "/where"
    said = about_the_advocate(person)
    assert said == (
        "You told us that you do not want an advocate any more. "
        "You can still have one. Call Northshire Young Voices on 0808 157 0120."
    )
    assert waiting(app, ABOUT_IT) == {"advocate_referral": "cancelled"}
    assert [kind for kind, _ in events_of(app)] == ["advocate_offered", "referral_withdrawn"]


def test_after_it_is_sent_the_provider_is_told(app: Flask) -> None:
    person = asks(app)
    accept(app)
    assert "We tell Northshire Young Voices that too." in about_the_advocate(take_back(person))
    assert waiting(app, ABOUT_IT) == {"advocate_referral": "sent", "advocate_withdrawn": "ready"}


@pytest.mark.parametrize("said", [{"has_it": "yes"}, {"named": "Ana"}, {"named": "Ana", **MONDAY}])
def test_it_can_be_taken_back_at_any_time(said: dict[str, str], app: Flask) -> None:
    person = asks(app)
    accept(app)
    provider_says(app, **said)
    take_back(person)
    assert referral_in(app).state == ReferralState.WITHDRAWN
    assert "Ana" not in person.text


def test_asking_and_looking_takes_nothing_back(app: Flask) -> None:
    person = asks(app)
    person.open("/change-my-mind")
    assert "Stop asking for an advocate?" in person.text
    person.client.head("/change-my-mind")
    person.client.post("/change-my-mind", data={})
    assert referral_in(app).state == ReferralState.WAITING
    person.post({"csrf_token": "of another page"})
    assert "Press the button again" in person.text
    assert referral_in(app).state == ReferralState.WAITING


def test_pressing_twice_is_once(app: Flask) -> None:
    person = asks(app)
    accept(app)
    token = person.open("/change-my-mind").token
    for _ in range(2):
        person.post({"csrf_token": token}, path="/change-my-mind")
        assert person.path == "/where"
    assert [kind for kind, _ in events_of(app)].count("referral_withdrawn") == 1
    assert waiting(app, ABOUT_IT) == {"advocate_referral": "sent", "advocate_withdrawn": "ready"}


def test_nobody_takes_back_what_is_somebody_elses(app: Flask) -> None:
    asks(app)
    stranger = Person(app.test_client()).open("/change-my-mind")
    assert stranger.path == "/"
    assert referral_in(app).state == ReferralState.WAITING


# ── The command line ─────────────────────────────────────────────────────────────────────────────────────────────────


def run(app: Flask, *words: str) -> str:
    done = app.test_cli_runner().invoke(args=list(words))
    assert done.exit_code == 0, done.output
    return done.stdout


def test_the_team_sees_how_far_each_is_and_no_word_of_anybody(app: Flask, clock: Clock) -> None:
    asks(app)
    accept(app)
    provider_says(app, named="Ana Olsen")
    clock.move(days=1)
    asks(app, STORY)
    clock.move(days=3)
    chase(app)
    references = [record["ref"] for record in queue_of(app)]
    listed = json.loads(run(app, "referrals", "list", "--json"))
    assert [(each["reference"], each["state"]) for each in listed] == [
        (references[0], "appointed"),
        (references[1], "unanswered"),
    ]
    assert listed[1]["answer_by"].startswith("2026-11-25T23:59:59")
    lines = run(app, "referrals", "list", "--state", "unanswered")
    assert references[1] in lines and references[0] not in lines
    assert not any(word in lines + str(listed) for word in ("Ana", "Lu", "07700"))


def test_the_team_takes_one_back_for_somebody_who_rings(app: Flask) -> None:
    asks(app)
    accept(app)
    reference = queue_of(app)[0]["ref"]
    assert run(app, "referrals", "withdraw", reference.lower()) == f"{reference} is withdrawn\n"
    assert run(app, "referrals", "withdraw", reference) == f"{reference} was already withdrawn\n"
    assert referral_in(app).state == ReferralState.WITHDRAWN
    assert waiting(app, ABOUT_IT)["advocate_withdrawn"] == "ready"


def test_a_reference_without_a_referral_is_said_to_be_one(app: Flask) -> None:
    asks(app, EVERYBODY["thanks"])
    reference = queue_of(app)[0]["ref"]
    refused = app.test_cli_runner().invoke(args=["referrals", "withdraw", reference])
    assert refused.exit_code == 1
    assert f"no referral has the reference {reference}" in refused.output
