"""Who goes where, and what is looked at on the way: between them the scenes come to every page in every state."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Flask

from intake.access.sealing import new_key_text
from intake.casework.roles import Role
from intake.questions.catalogue import QUESTIONS
from intake.questions.vocabulary import Line, Words
from intake.settings import Settings
from intake.storage import records
from intake.web.app import create_app
from intake.web.form import reading
from tests.browser import serving
from tests.crawl.states import LONG_WORD, Crawl, Seen, State, Visitor, open_paths, voice_of
from tests.desk import sign_in
from tests.make import Clock, make_app, persona, queue_of, service_of
from tests.person import Answers
from tests.web.desk.cases import decided
from tests.web.places import accept, refuse
from tests.web.referring import accept as provider_accepts
from tests.web.referring import link_to

# Between them they come to every page.
BRIEFLY = (
    "care-leaver-years-ago",
    "answer-is-late",
    "not-safe",
    "idea-to-hear-back",
    "advocate-only",
    "thank-you",
    "advocate-only-for-a-child",
    "another-council-no",
    "care-leaver-money-stops",
)
# And these to most in each voice, by each way that there is.
WALKED = (
    *BRIEFLY,
    "worker-never-rings",
    "father-without-pr",
    "foster-carer-in-court",
    "another-council-yes",
    "child-who-said-enough",
    "writes-tigrinya",
)
# A press here is never refused: it sends, stops or counts.
ONLY_PRESSED = frozenset({"/check", "/later", "/about-you", "/change-my-mind"})
# Where the same page stands for all that a late press leads to.
PRESSED_LATE = frozenset(
    {"/q/what", "/q/what-happened", "/help", "/code", "/check", "/about-you", "/language", "/look"}
)


def along_the_way(crawl: Crawl) -> None:
    """Each page as it comes, with its errors and filled in, up to the end; and every other page from there."""
    for name in BRIEFLY if crawl.seen.brief else WALKED:
        told = persona(name)
        walk(crawl.visitor(enough_at=told.get("enough_at", "")), told["answers"])


def long_words(crawl: Crawl) -> None:
    """The longest that each line and box takes: ten thousand letters, and a word that nothing breaks."""
    for name in ("worker-never-rings", "father-without-pr", "thank-you", "idea-to-hear-back"):
        walk(crawl.visitor(), {**persona(name)["answers"], **_LONGEST})


def walk(person: Visitor, answers: Answers) -> None:
    person.begin(answers)
    while person.path != "/check":
        meets(person)
        path = person.path
        person.answer(answers)
        assert not person.html.select(".errors"), f"{path} refused: {person.text[:200]}"
        if path.startswith("/q/") and not person.crawl.seen.brief:
            person.also().open(path).here("filled in")
    person.add(answers).open("/check").here("filled in").pressed_late({"send": "yes"})
    for link in person.html.select("ul.extras a"):
        if person.crawl.seen.first(str(link["href"]), "added", person.who):
            meets(person.also().open(str(link["href"])))
    person.open("/check").here("with something unfinished")
    everywhere(person)
    person.open("/check").send()
    person.here("as it comes").pressed_late({})
    everywhere(person)
    person.open("/about-you").post({"skip": "yes"}).here("as it comes")
    person.open("/where").here("as it comes")


def everywhere(person: Visitor) -> None:
    """Every page that can be opened from where they stand."""
    for path in [*open_paths(person.crawl.app), *(f"/read/{slug}" for slug in reading.PAGES)]:
        if person.crawl.seen.first(path, "opened", person.who, person.kind, person.path):
            other = person.also().open(path)
            if other.path == path:
                meets(other)


def meets(person: Visitor) -> None:
    """Notes this page as it comes, and as it comes back."""
    person.here("as it comes")
    if person.path not in ONLY_PRESSED:
        person.refused()
    if person.path in PRESSED_LATE:
        person.pressed_late(person.blank)


def _longest() -> Iterator[tuple[str, str]]:
    for question in QUESTIONS.values():
        if isinstance(question.answer, Words):
            yield question.key, _filled_up(question.answer.at_most)
        for part in question.parts:
            if isinstance(part.kind, Words):
                yield part.code, _filled_up(part.kind.at_most)
            elif isinstance(part.kind, Line):
                yield part.code, LONG_WORD[: part.kind.at_most]


def _filled_up(letters: int) -> str:
    return (LONG_WORD + " and then they said nothing.\n" * letters)[:letters].strip()


_LONGEST = dict(_longest())


def signed_out(crawl: Crawl) -> None:
    """Every page that can be opened by somebody who has begun nothing, and what can be read in either voice."""
    everywhere(crawl.visitor())
    for voice in reading.VOICES:
        for path in (*(f"/read/{slug}" for slug in reading.PAGES), "/leaflet"):
            meets(crawl.visitor().open(f"{path}/{voice}"))


def expired(crawl: Crawl) -> None:
    """Words sent from a page whose draft is gone, in each voice."""
    for name, slug, words in (
        ("worker-never-rings", "what", "Nobody rings back."),
        ("father-without-pr", "what-happened", "Nobody rings back."),
        ("father-without-pr", "what-happened", _LONGEST["what_happened"]),
    ):
        person = crawl.visitor().begin(persona(name)["answers"])
        while person.path != f"/q/{slug}":
            person.answer(persona(name)["answers"])
        person.client.delete_cookie("wdyt")
        person.post({"what_happened": words})
        person.here("sent without its draft").refused(f"/q/{slug}")
        with_words_along(person, {"what_happened": words})


def with_words_along(person: Visitor, typed: Answers) -> None:
    """What can be opened from a page with the only copy of somebody's words, which then are in this page alone."""
    for pressed, path in (("language", "/language"), ("help", "/help"), ("look", "/keep"), ("again", "/code")):
        there = person.also().post({**person.blank, **typed, "keep": pressed}, "/keep" if path != "/code" else path)
        there.here("with words along", path)
        if path == "/help":
            there.post({**there.blank, "quick_phone": "07700 900123"}, path).here("with words along", "/help/sent")


def calls_for_help(crawl: Crawl) -> None:
    """A call for help that waits, that reached the duty team, and that nobody took; with a name and without."""
    for outcome, refusing in (("failed", ("duty-mailbox", "night-mailbox")), ("reached", ())):
        for who in ("child", "adult"):
            for said in ({"quick_phone": "07700 900123"}, {"quick_name": LONG_WORD[:100], "quick_where": "At home"}):
                person = crawl.visitor().begin({"who_are_you": who, "kind": "complaint"})
                person.open("/help").post({**person.blank, **said}).here("waits")
                crawl.clock.move(minutes=6)
                for place in refusing:
                    refuse(crawl.app, place)
                if not refusing:
                    accept(crawl.app, "duty-mailbox")
                person.open("/help/sent").here(outcome)


def refusals(crawl: Crawl) -> None:
    """What cannot be answered: by somebody with a draft, and by somebody without."""
    for person in (crawl.visitor(), crawl.visitor().begin(persona("worker-never-rings")["answers"])):
        person.also().open("/nowhere").here("not found", "/nowhere")
        person.also().post({}, "/where").here("not allowed", "/where")
        person.also().post({"what_happened": "x" * 2_200_000}, "/q/what").here("too big", "/q/what")
    guesser = crawl.visitor()
    for _ in range(30):
        guesser.open("/code").post({"enter_code": "1111 2222 3333 4444"})
        guesser.here("refused, wrong code" if guesser.response and guesser.response.status_code == 422 else "blocked")
    with broken(crawl) as person:
        person.open("/help").post({**person.blank, "quick_name": "Sam"}).here("broken")


@contextmanager
def broken(crawl: Crawl) -> Iterator[Visitor]:
    """Somebody at a service whose database has lost its tables."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        made = Settings("northshire", f"sqlite:///{folder}/empty.db", bytes(32), new_key_text("k1"))
        app = create_app(made)
        address = stack.enter_context(serving(app))
        stack.callback(service_of(app).database.close)
        yield replace(crawl, app=app, port=port_of(address)).visitor()


def provider(crawl: Crawl) -> None:
    """The page of the advocates' provider, step by step, and where it is of no use any more."""
    asked = crawl.visitor().to_done(persona("advocate-only")["answers"])
    provider_accepts(crawl.app)
    link = link_to(crawl.app)
    there = crawl.visitor(who="provider").open(link).here("as it comes", "/a/…")
    there.refused("/a/…")
    for state, said in (
        ("has it", {"has_it": "yes"}),
        ("named", {"named": "Ana Olsen"}),
        ("named at length", {"named": "w" * 100}),
    ):
        there.post(said).here(state, "/a/…")
    asked.open("/where").here("advocate named")
    there.post({"named": "Ana Olsen", "touched_on_day": "23", "touched_on_month": "11", "touched_on_year": "2026"})
    there.here("told all", "/a/…")
    asked.open("/where").here("advocate in touch")
    crawl.visitor(who="provider").open("/a/nothing").here("no such link", "/a/…")

    other = crawl.visitor().to_done(persona("advocate-only")["answers"])
    provider_accepts(crawl.app)
    link = link_to(crawl.app)
    other.open("/change-my-mind").post({}).here("advocate stopped")
    crawl.visitor(who="provider").open(link).here("stopped", "/a/…")


# What staff have decided by the time that somebody looks again.
DECIDED: Mapping[str, tuple[str, ...]] = {
    "somebody is looking": ("acknowledged",),
    "takes longer": ("acknowledged", "extended"),
    "has to wait": ("held",),
    "waits for the advocate": ("suspended",),
    "asked to stop": ("withdrawal_asked",),
    "answered": ("replied",),
    "finished": ("replied", "closed"),
    "refused": ("refused",),
    "passed on": ("passed_on",),
}


def looked_at_again(crawl: Crawl) -> None:
    """The page of the code, after each thing that staff can decide; and when the answer is late."""
    sent = []
    adult = {"somebody is looking": ("interest_decided", "acknowledged")}
    for name, states in (("worker-never-rings", DECIDED), ("grandmother", adult)):
        for state, decisions in states.items():
            person = crawl.visitor().to_done(persona(name)["answers"])
            sent.append((person, state, decisions, queue_of(crawl.app)[-1]["ref"]))
    late = crawl.visitor().to_done(persona("worker-never-rings")["answers"])
    crawl.clock.move(days=2)
    desk = sign_in(crawl.app, Role.COMPLAINTS_MANAGER)
    for person, state, decisions, reference in sent:
        with service_of(crawl.app).database.read() as db:
            record = records.find(db, reference, service_of(crawl.app).ring)
        assert record is not None
        decided(desk, record, *decisions)
        person.open("/where").here(state)
    crawl.clock.move(days=31)
    late.open("/where").here("late")


Scene = Callable[[Crawl], None]
SCENES: tuple[Scene, ...] = (
    signed_out,
    along_the_way,
    long_words,
    expired,
    calls_for_help,
    provider,
    refusals,
    looked_at_again,
)


@contextmanager
def served(council: str = "northshire", **settings: Any) -> Iterator[tuple[Flask, Clock, str]]:
    """A service on a new database of its own, its clock, and the address at which it answers."""
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder:
        app = make_app(f"sqlite:///{Path(folder) / 'wdyt.db'}", council, clock, **settings)
        with serving(app) as base:
            yield app, clock, base
        service_of(app).database.close()


def every_state(language: str = "en", *, easy: bool = False, encoding: str = "gzip") -> list[State]:
    """All of them, in this language and look, as they come to a browser that takes this packing."""
    return _collected(SCENES, Seen(language, easy, encoding))


def every_page(language: str = "en", *, easy: bool = False) -> list[State]:
    """Each page once, as it comes."""
    return once_each(_collected((signed_out, along_the_way, provider), Seen(language, easy, brief=True)))


def once_each(states: Iterable[State]) -> list[State]:
    """The first state of each page in each voice."""
    firsts: dict[tuple[str, str], State] = {}
    for state in states:
        firsts.setdefault((state.path, voice_of(state.who)), state)
    return list(firsts.values())


def _collected(scenes: Iterable[Scene], seen: Seen) -> list[State]:
    for scene in scenes:
        with served() as (app, clock, base):
            scene(Crawl(seen, app, clock, port_of(base)))
    return seen.states


def port_of(address: str) -> int:
    return int(address.rpartition(":")[2])
