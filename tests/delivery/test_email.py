from __future__ import annotations

import ssl
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import trustme

from intake.council.expected import plain_address
from intake.council.model import Audience, EmailTo
from intake.delivery.email import Bounds, EmailTarget
from intake.delivery.target import GiveUp, Parcel, TryLater
from intake.records.record import Purpose
from intake.settings import SettingsError
from intake.web.mail import MailFolder, MailPost, MailServer, mail_place
from tests.delivery.mail_server import Inbox, free_port, presenting, saying, serving, who_knows

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")

SENDER = "post@northshire.example"
CANARY = "wren-in-the-hedge"
QUICK = Bounds(each=0.3, whole=0.6)

TO_TEAM = EmailTo("team-mailbox", Audience.TEAM, "complaints@northshire.example")
TO_PERSON = EmailTo("own-email", Audience.PERSON)


def parcel(**others: Any) -> Parcel:
    given = {"subject": "Your reference", "body": f"Something to read.\n{CANARY}\n", **others}
    return Parcel("a1b2c3", Purpose.ACKNOWLEDGEMENT, "WDYT-7K3M2Q", payload={}, **given)


def target(port: int, place: EmailTo = TO_TEAM, **server: Any) -> EmailTarget:
    server = {"starttls": False, "bounds": QUICK, **server}
    return EmailTarget(place, MailPost(MailServer("127.0.0.1", port, **server), SENDER))


# ── What arrives ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_email_arrives_with_no_more_in_its_header_than_it_needs() -> None:
    inbox = Inbox()
    with serving(inbox) as port:
        target(port).send(parcel())
    [email] = inbox.emails
    assert {name: str(email[name]) for name in ("From", "To", "Subject", "Message-ID", "Auto-Submitted")} == {
        "From": SENDER,
        "To": "complaints@northshire.example",
        "Subject": "Your reference",
        "Message-ID": "<a1b2c3@northshire.example>",
        "Auto-Submitted": "auto-generated",
    }
    needed = {"Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Date"}
    assert set(email.keys()) - needed == {"From", "To", "Subject", "Message-ID", "Auto-Submitted"}
    assert email.get_content_type() == "text/plain"
    assert email.get_content().replace("\r\n", "\n") == f"Something to read.\n{CANARY}\n"
    assert inbox.envelopes == [(SENDER, ["complaints@northshire.example"])]
    assert inbox.greeted_by == ["northshire.example"], "this machine has a name that is nobody's business"


def test_the_same_parcel_sent_twice_has_the_same_message_id() -> None:
    inbox = Inbox()
    with serving(inbox) as port:
        for _ in range(2):
            target(port).send(parcel())
    assert [email["Message-ID"] for email in inbox.emails] == ["<a1b2c3@northshire.example>"] * 2


def test_arabic_survives_in_subject_and_body() -> None:
    inbox = Inbox()
    subject = "رقمك المرجعي، احتفظ به في مكان آمن لكي تستطيع أن تسأل عنه في أي وقت تريد"
    body = "وصلتنا رسالتك.\nسوف نرد عليك قريبا.\n"
    with serving(inbox) as port:
        target(port).send(parcel(subject=subject, body=body))
    assert inbox.emails[0]["Subject"] == subject
    assert inbox.emails[0].get_content().replace("\r\n", "\n") == body


def test_no_line_is_longer_than_servers_take() -> None:
    inbox = Inbox()
    body = "ä" * 3_000 + "\n.\n.and on"
    with serving(inbox) as port:
        target(port).send(parcel(body=body))
    assert max(len(line) for line in inbox.raw[0].split(b"\r\n")) <= 998
    assert inbox.emails[0].get_content().replace("\r\n", "\n").rstrip("\n") == body


def test_it_goes_to_the_persons_own_address_where_the_place_has_none() -> None:
    inbox = Inbox()
    with serving(inbox) as port:
        target(port, TO_PERSON).send(parcel(to=" sam@bücher.example "))
    assert inbox.envelopes[0][1] == ["sam@xn--bcher-kva.example"]
    assert inbox.emails[0]["To"] == "sam@xn--bcher-kva.example"


def test_what_is_for_a_place_goes_there_and_to_nobody_of_the_parcel() -> None:
    inbox = Inbox()
    with serving(inbox) as port:
        target(port).send(parcel(to="sam@a.example"))
    assert inbox.envelopes[0][1] == [TO_TEAM.address]


# ── What is not sent ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("others", "reason"),
    [
        pytest.param({"to": ""}, "no_address", id="no address"),
        pytest.param({"to": "sam"}, "bad_address", id="not an address"),
        pytest.param({"to": "sam@a.example, eve@b.example"}, "bad_address", id="two addresses"),
        pytest.param({"to": "sam@a.example\nBcc: eve@b.example"}, "bad_address", id="a header in the address"),
        pytest.param({"to": "Sam <sam@a.example>"}, "bad_address", id="a name in front"),
        pytest.param({"to": "sam@a.example", "subject": "Hello\nBcc: eve@b.example"}, "bad_subject", id="line feed"),
        pytest.param({"to": "sam@a.example", "subject": "Hello\r\n Bcc: x"}, "bad_subject", id="a folded line"),
        pytest.param({"to": "sam@a.example", "subject": "Hello\u2028Bcc: x"}, "bad_subject", id="a line separator"),
        pytest.param({"to": "sam@a.example", "subject": "Hello \ud800"}, "bad_subject", id="half a character"),
    ],
)
def test_no_header_can_be_slipped_in(others: dict[str, str], reason: str) -> None:
    inbox = Inbox()
    with serving(inbox) as port, pytest.raises(GiveUp) as refused:
        target(port, TO_PERSON).send(parcel(**others))
    assert refused.value.reason == reason
    assert inbox.emails == []


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("o'neil+news@mail.a-b.example", "o'neil+news@mail.a-b.example"),
        ("sam@localhost", "sam@localhost"),
        ("a..b@c.example", None),
        ("sam@-a.example", None),
        ("sam@a..example", None),
        ("säm@a.example", None),
        ("sam@a.example\x00", None),
        (f"{'a' * 244}@a.example", f"{'a' * 244}@a.example"),
        (f"{'a' * 245}@a.example", None),
        ("", None),
    ],
)
def test_an_address_is_one_that_every_server_takes(text: str, address: str | None) -> None:
    assert plain_address(text) == address


# ── What a server may answer ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("answers", "outcome", "reason"),
    [
        pytest.param({"to_recipient": f"451 Later, {CANARY}"}, TryLater, "smtp_451", id="recipient later"),
        pytest.param({"to_recipient": f"421 Busy, {CANARY}"}, TryLater, "smtp_421", id="closing for now"),
        pytest.param({"to_recipient": f"550 Nobody, {CANARY}"}, GiveUp, "smtp_550", id="no such recipient"),
        pytest.param({"to_data": f"452 Full, {CANARY}"}, TryLater, "smtp_452", id="no room"),
        pytest.param({"to_data": f"554 Spam, {CANARY}"}, GiveUp, "smtp_554", id="refused for what is in it"),
        pytest.param({"pause": 5}, TryLater, "no_answer", id="stalls after it has the email"),
        pytest.param({"hangs_up_after_data": True}, TryLater, "connection_lost", id="hangs up after it has the email"),
    ],
)
def test_what_a_server_answers_becomes_a_code_and_nobodys_words(
    answers: dict[str, Any], outcome: type[Exception], reason: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", logger="intake")
    with serving(Inbox(**answers)) as port, pytest.raises(outcome) as refused:
        target(port, TO_PERSON).send(parcel(to=f"{CANARY}@a.example"))
    error = refused.value
    assert getattr(error, "reason") == reason  # noqa: B009 - two kinds of exception, one attribute
    assert CANARY not in "".join(traceback.format_exception(error)) + repr(error) + caplog.text


@pytest.mark.parametrize(
    ("greeting", "again", "reason"),
    [
        pytest.param(b"", b"", "no_answer", id="silent"),
        pytest.param(b"220-", b"x", "no_answer", id="one letter after the other"),
        pytest.param(b"220-x\r\n", b"220-x\r\n", "no_answer", id="one line after the other"),
        pytest.param(b"421 Not now\r\n", b"", "smtp_421", id="not now"),
        pytest.param(b"554 Never\r\n", b"", "smtp_554", id="serves nobody"),
        pytest.param(b"SSH-2.0-OpenSSH\r\n", b"", "bad_answer", id="not a mail server"),
    ],
)
def test_a_server_that_does_not_greet_is_waited_for_no_longer_than_allowed(
    greeting: bytes, again: bytes, reason: str
) -> None:
    with saying(greeting, again=again) as port:
        begun = time.monotonic()
        with pytest.raises(TryLater) as refused:
            target(port).send(parcel())
        assert time.monotonic() - begun < QUICK.whole + 0.5
    assert refused.value.reason == reason


def test_where_nothing_listens_it_is_tried_later() -> None:
    with pytest.raises(TryLater, match=r"^no_connection$"):
        target(free_port()).send(parcel())


def test_a_host_that_nobody_knows_is_tried_later() -> None:
    nowhere = MailServer("mail.invalid", 25, bounds=QUICK)
    with pytest.raises(TryLater, match=r"^no_such_host$"):
        EmailTarget(TO_TEAM, MailPost(nowhere, SENDER)).send(parcel())


def test_a_server_that_looks_for_viruses_is_given_time() -> None:
    inbox = Inbox(pause=0.5)
    with serving(inbox) as port:
        target(port, bounds=Bounds(each=0.2, whole=3)).send(parcel())
    assert len(inbox.emails) == 1


@pytest.mark.parametrize(
    "inbox",
    [
        pytest.param(Inbox(hangs_up_at_quit=True), id="hangs up"),
        pytest.param(Inbox(pause_at_quit=5), id="stalls"),
    ],
)
def test_an_email_that_was_accepted_is_not_sent_again_for_a_rude_good_bye(inbox: Inbox) -> None:
    with serving(inbox) as port:
        begun = time.monotonic()
        target(port, bounds=Bounds(each=0.2, whole=3)).send(parcel())
        assert time.monotonic() - begun < 1.5
    assert len(inbox.emails) == 1


# ── Certificates and passwords ───────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def ca_file(authority: trustme.CA, tmp_path: Path) -> Path:
    file = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(file)
    return file


@pytest.fixture(params=["tls", "starttls"])
def tls(request: pytest.FixtureRequest) -> str:
    """Either way to an encrypted connection."""
    way: str = request.param
    return way


@pytest.fixture
def ways(tls: str) -> dict[str, Any]:
    return {"tls": tls == "tls", "starttls": tls == "starttls"}


def encrypted(inbox: Inbox, tls: str, context: ssl.SSLContext, **options: Any) -> Any:
    return serving(inbox, **{"ssl_context" if tls == "tls" else "tls_context": context}, **options)


def test_a_certificate_of_a_known_authority_is_taken(
    tls: str, ways: dict[str, Any], authority: trustme.CA, ca_file: Path
) -> None:
    inbox = Inbox()
    with encrypted(inbox, tls, presenting(authority.issue_cert("127.0.0.1"))) as port:
        target(port, ca_file=ca_file, **ways).send(parcel())
    assert len(inbox.emails) == 1


@pytest.mark.parametrize(
    ("known", "name"),
    [
        pytest.param(False, "127.0.0.1", id="of an authority that nobody knows"),
        pytest.param(True, "mail.test", id="of another host"),
    ],
)
def test_no_word_and_no_password_is_told_to_a_server_with_a_wrong_certificate(
    tls: str, ways: dict[str, Any], authority: trustme.CA, ca_file: Path, known: bool, name: str
) -> None:
    inbox = Inbox()
    issuer = authority if known else trustme.CA()
    with encrypted(inbox, tls, presenting(issuer.issue_cert(name)), authenticator=who_knows("key")) as port:
        there = target(port, user="us", password="key", ca_file=ca_file, **ways)
        with pytest.raises(TryLater, match=r"^bad_certificate$"):
            there.send(parcel())
        assert there.reach() == "The mail server's certificate is not one to be trusted."
    assert inbox.emails == []


def test_a_server_without_encryption_gets_nothing(tls: str, ways: dict[str, Any]) -> None:
    inbox = Inbox()
    with serving(inbox) as port, pytest.raises(TryLater, match=r"^no_encryption$"):
        target(port, user="us", password="key", **ways).send(parcel())
    assert inbox.emails == []


def test_whoever_knows_the_password_is_let_in(
    tls: str, ways: dict[str, Any], authority: trustme.CA, ca_file: Path
) -> None:
    inbox = Inbox()
    options = {"authenticator": who_knows("key"), "auth_required": True}
    if tls == "tls":
        options["auth_require_tls"] = False  # aiosmtpd looks for STARTTLS alone
    with encrypted(inbox, tls, presenting(authority.issue_cert("127.0.0.1")), **options) as port:
        target(port, user="us", password="key", ca_file=ca_file, **ways).send(parcel())
    assert len(inbox.emails) == 1


@pytest.mark.parametrize(
    ("options", "user", "reason", "sentence"),
    [
        pytest.param(
            {"authenticator": who_knows("key"), "auth_require_tls": False},
            "us",
            "smtp_535",
            "The mail server does not take the user name and password.",
            id="wrong password",
        ),
        pytest.param({}, "us", "no_login", "The mail server offers no way to sign in.", id="nobody can sign in"),
        pytest.param(
            {"authenticator": who_knows("key"), "auth_require_tls": False, "auth_required": True},
            "",
            "smtp_530",
            "",
            id="everybody has to sign in",
        ),
    ],
)
def test_what_a_person_has_to_mend_loses_no_email(
    options: dict[str, Any], user: str, reason: str, sentence: str
) -> None:
    with serving(Inbox(), **options) as port:
        there = target(port, user=user, password="wrong")
        with pytest.raises(TryLater) as refused:
            there.send(parcel())
        assert refused.value.reason == reason
        assert there.reach() == sentence


# ── Whether it can be reached ────────────────────────────────────────────────────────────────────────────────────────


def test_to_reach_a_server_sends_nothing() -> None:
    inbox = Inbox()
    with serving(inbox) as port:
        assert target(port).reach() == ""
    assert inbox.emails == []


def test_what_cannot_be_reached_is_said_in_a_sentence() -> None:
    assert target(free_port()).reach() == "Nothing can be connected to at the mail server's address."
    with saying(b"421 Not now\r\n") as port:
        assert target(port).reach() == "The mail server answers with smtp_421."


# ── MAIL_URL and MAIL_FROM ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("url", "place"),
    [
        pytest.param(
            "smtp://us:p%40ss%2Fword@mail.example:2525",
            MailServer("mail.example", 2525, "us", "p@ss/word"),
            id="a port of its own and a password with an @",
        ),
        pytest.param("smtp://mail.example", MailServer("mail.example", 587), id="STARTTLS"),
        pytest.param("smtps://mail.example/", MailServer("mail.example", 465, tls=True, starttls=False), id="TLS"),
        pytest.param("smtp://localhost:25", MailServer("localhost", 25, starttls=False), id="this machine"),
        pytest.param("smtp://[::1]:25", MailServer("::1", 25, starttls=False), id="this machine by its number"),
        pytest.param("smtp://localhost.example", MailServer("localhost.example", 587), id="not this machine"),
        pytest.param("file:instance/mail", MailFolder(Path("instance/mail")), id="a folder"),
        pytest.param("file:///var/mail", MailFolder(Path("/var/mail")), id="a folder from the root"),
    ],
)
def test_mail_url_says_where_emails_go(url: str, place: MailServer | MailFolder) -> None:
    assert mail_place(url) == place


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("", id="empty"),
        pytest.param("mail.example:25", id="no scheme"),
        pytest.param(f"http://us:{CANARY}@mail.example", id="another scheme"),
        pytest.param(f"smtp://us:{CANARY}@", id="no host"),
        pytest.param(f"smtp://us:{CANARY}/x@mail.example", id="a slash in the password"),
        pytest.param(f"smtp://us:{CANARY}@mail.example:{CANARY}", id="not a port"),
        pytest.param(f"smtp://us:{CANARY}@[mail", id="not a number for a host"),
        pytest.param(f"smtp://us:{CANARY}@mail.example?tls=no", id="an option"),
        pytest.param(f"smtp://:{CANARY}@mail.example", id="a password for nobody"),
        pytest.param(f"smtp://us:{CANARY}ä@mail.example", id="beyond ASCII"),
        pytest.param("smtp://us@mail.example", id="a user without a password"),
        pytest.param("file://instance/mail", id="a host for a folder"),
        pytest.param("file:", id="no folder"),
    ],
)
def test_a_mail_url_that_cannot_be_used_is_named_and_not_shown(url: str) -> None:
    with pytest.raises(SettingsError, match=r"^MAIL_URL cannot be used: expected smtp://user:password@host") as wrong:
        mail_place(url)
    assert CANARY not in "".join(traceback.format_exception(wrong.value))


def test_no_password_is_shown_by_repr() -> None:
    assert CANARY not in repr(mail_place(f"smtp://us:{CANARY}@mail.example"))


@pytest.mark.parametrize("sender", ["", "Complaints <post@northshire.example>", "post"])
def test_emails_come_from_a_plain_address(sender: str) -> None:
    with pytest.raises(SettingsError, match="MAIL_FROM"):
        MailPost(MailServer("localhost", 25), sender)


# ── A folder instead of a server ─────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "instance" / "mail"


def test_a_folder_gets_each_email_as_one_file(folder: Path) -> None:
    place = EmailTarget(TO_TEAM, MailPost(MailFolder(folder), SENDER))
    assert place.reach() == ""
    for key in ("a1b2c3", "d4e5f6", "a1b2c3"):
        place.send(replace(parcel(), key=key))
    assert sorted(file.name for file in folder.iterdir()) == [
        "a1b2c3@northshire.example.eml",
        "d4e5f6@northshire.example.eml",
    ]
    text = (folder / "a1b2c3@northshire.example.eml").read_text()
    assert "To: complaints@northshire.example" in text
    assert CANARY in text


def test_a_key_leads_to_no_other_folder(folder: Path) -> None:
    EmailTarget(TO_TEAM, MailPost(MailFolder(folder), SENDER)).send(replace(parcel(), key="../../a"))
    assert len(list(folder.iterdir())) == 1


def test_a_folder_that_cannot_be_written_is_tried_later(folder: Path) -> None:
    folder.parent.mkdir()
    folder.touch()
    place = EmailTarget(TO_TEAM, MailPost(MailFolder(folder), SENDER))
    with pytest.raises(TryLater, match=r"^folder_not_writable$"):
        place.send(parcel())
    assert place.reach() == "Files cannot be written in the folder for emails."


def test_any_number_may_be_sent_at_once() -> None:
    inbox = Inbox()
    with serving(inbox) as port, ThreadPoolExecutor(8) as pool:
        there = target(port, bounds=Bounds())
        list(pool.map(there.send, [replace(parcel(), key=f"k{n}") for n in range(40)]))
    assert {email["Message-ID"] for email in inbox.emails} == {f"<k{n}@northshire.example>" for n in range(40)}
