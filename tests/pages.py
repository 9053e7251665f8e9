"""What holds of every public page, whatever is on it."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from werkzeug.test import TestResponse

BANNED_IN_TITLES = re.compile(r"\b(abuse|complaint|social|care|safe|court|police)\b", re.IGNORECASE)


def check_page(response: TestResponse, html: BeautifulSoup) -> None:
    """AssertionError names what this page breaks."""
    path = response.request.path
    assert len(html.find_all("h1")) == 1, f"{path}: one h1 expected"
    root, title = html.find("html"), html.find("title")
    assert root is not None and root.get("lang") and root.get("dir"), f"{path}: lang and dir expected"
    name = html.select_one("header a").text.strip()
    assert root["lang"] != "en" or name == "What Do You Think", path
    assert title is not None and title.text.strip().endswith(name), f"{path}: the service in the title"
    assert not BANNED_IN_TITLES.search(title.text), f"{path}: {title.text}"
    assert not BANNED_IN_TITLES.search(path), path
    assert html.find("a", {"href": "/leave"}), f"{path}: Leave now expected"
    assert html.select('.bar a[href="/help"], .bar button[value="help"]'), f"{path}: Help now expected"
    assert html.find("a", {"href": "/later"}), f"{path}: Stop and come back expected"
    assert not html.find_all(style=True), f"{path}: no inline style"
    for script in html.find_all("script"):
        assert script.get("src") and not script.text, f"{path}: no inline script"
    if html.select("main .words, main .copy"):
        assert html.select("main[data-own]"), f"{path}: somebody's own, which no voice but the device's may read"
    ids = [str(each["id"]) for each in html.find_all(id=True)]
    assert len(ids) == len(set(ids)), f"{path}: an id stands twice: {sorted(ids)}"
    for link in html.select(".errors a"):
        assert str(link["href"])[1:] in ids, f"{path}: {link['href']} leads nowhere"
    for label in html.select("label[for]"):
        assert label["for"] in ids, f"{path}: a label for {label['for']}, which is not there"
    for ids_named in (each["aria-describedby"] for each in html.select("[aria-describedby]")):
        assert set(str(ids_named).split()) <= set(ids), f"{path}: described by {ids_named}"
    for address in re.findall(r'(?:href|src|action)="([^"]*)"', str(html)):
        assert address.startswith(("/", "#", "tel:", "data:,", "mailto:")), f"{path}: {address} is elsewhere"
    assert response.headers["Cache-Control"] == "no-store", path
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script-src 'self';" in policy and "unsafe" not in policy, path
