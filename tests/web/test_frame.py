"""Addresses and names of files give nothing away, and each page of questions stands in the same frame."""

import re
from collections.abc import Iterator
from pathlib import Path

from flask import Flask

from tests.pages import BANNED_IN_TITLES
from tests.web.everybody import every_page

TOP = Path(__file__).parents[2]


def gives_away(name: str) -> bool:
    """Whether one of the words that nobody may read over a shoulder stands in an address or the name of a file."""
    return BANNED_IN_TITLES.search(re.sub(r"[-_./]", " ", name)) is not None


def sent_files() -> Iterator[str]:
    for folder in ("static", "intake/council/councils"):
        yield from (path.name for path in (TOP / folder).rglob("*") if path.is_file())


def test_no_address_gives_anything_away(app: Flask) -> None:
    addresses = [rule.rule for rule in app.url_map.iter_rules()]
    assert len(addresses) > 60
    assert [address for address in addresses if gives_away(address)] == []


def test_no_file_gives_anything_away() -> None:
    names = list(sent_files())
    assert len(names) > 10
    assert [name for name in names if gives_away(name)] == []


def test_no_download_gives_anything_away() -> None:
    given = {
        name
        for path in (TOP / "intake").rglob("*.py")
        for name in re.findall(r'(?:download_name|filename)=f?"([^"]+)"', path.read_text(encoding="utf-8"))
    }
    assert "records-{service().today()}.{name}" in given
    assert [name for name in given if gives_away(name)] == []


def test_a_page_of_questions_leads_back_and_says_why_it_asks(app: Flask) -> None:
    met = 0
    for person, path in every_page(app):
        person.open(path)
        met += 1
        assert person.html.select_one("main a.back[href]"), path
        questions = person.html.select("main .question, main form fieldset")
        assert questions, path
        assert len(person.html.select("main details.why p")) >= len(person.html.select("main .question")), path
    assert met > 25
